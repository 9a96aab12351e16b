import { expect, test } from 'vitest'
import { PictureGoneError } from '#main/publishing/pictures/absent.ts'
import { coverMaterials } from '#main/publishing/pictures/cover-picture.ts'
import type { Convert } from '#main/publishing/pictures/kept-pictures.ts'

const { signal } = new AbortController()
const reading: Convert = async ({ bytes }) => (await bytes(), { kind: 'fits' })

test('a cover whose picture is gone is none, and nothing begins anew for it', async () => {
  const asked: string[] = []
  const imageBytes = (id: string) => (asked.push(id), Promise.reject(new PictureGoneError(id)))
  const materials = { image: () => null, imageBytes }
  const { coverPicture } = coverMaterials({ convert: reading, draw: () => Promise.resolve(null), materials, signal })
  expect([await coverPicture('a'), asked]).toEqual([null, ['a']])
})

test('a fault while a cover’s picture is read stays one', async () => {
  const materials = { image: () => null, imageBytes: () => Promise.reject(new Error('a bug')) }
  const { coverPicture } = coverMaterials({ convert: reading, draw: () => Promise.resolve(null), materials, signal })
  await expect(coverPicture('a')).rejects.toThrow('a bug')
})
