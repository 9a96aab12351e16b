import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { coverGiven } from '#main/cli/cover-given.ts'
import { png } from '../images/pictures.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-cover-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const nothing = { cover: '', series: '', 'cover-picture': '', 'cover-picture-as': 'background' }
const materials = { image: () => null, imageBytes: () => Promise.reject(new Error('asked for another picture')) }
const file = (name: string, bytes: string | Buffer): string => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

test('what is not named is each target’s own; a template or a series is for all', async () => {
  expect((await coverGiven(nothing)).cover).toBe(null)
  expect((await coverGiven({ ...nothing, cover: 'night', series: '家常' })).cover).toEqual({ template: 'night', series: '家常', picture: null })
})

test('a picture of a file is on the cover, and targets find its bytes', async () => {
  const bytes = png(40, 30)
  const given = await coverGiven({ ...nothing, 'cover-picture': file('鱼.png', bytes), 'cover-picture-as': 'inset' })
  expect(given.cover).toMatchObject({ template: 'mountains', picture: { as: 'inset', image: expect.stringMatching(/^[0-9a-f]{64}$/) as string } })
  expect(Buffer.from(await given.with(materials).imageBytes(given.cover?.picture?.image ?? ''))).toEqual(bytes)
})

test.each([
  ['a template that is none', { cover: 'sea' }, 'There is no cover "sea"'],
  ['a place that is none', { 'cover-picture-as': 'left' }, 'background, inset, whole'],
  ['a file that is not there', { 'cover-picture': join(folder, '没有.png') }, 'There is no picture'],
  ['a file that is no picture', { 'cover-picture': file('坏.png', 'no picture') }, 'holds no picture'],
  ['a picture on no cover', { cover: 'none', 'cover-picture': file('一.png', png(4, 4)) }, 'and no cover'],
])('%s is told in a sentence', async (_, named, sentence) => {
  await expect(coverGiven({ ...nothing, ...named })).rejects.toThrow(sentence)
})
