import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pngChunk, withoutTails } from '#main/publishing/pictures/png-rows.ts'
import { png, tailed } from '../../images/pictures.ts'

const chunk = (name: string, ...parts: (Buffer | string)[]) => pngChunk(Buffer.concat([name, ...parts].map((part) => Buffer.from(part as string, 'latin1'))))
const still = png(6, 4)
const [head, rows, end] = [still.subarray(0, 33), still.subarray(41, -16), still.subarray(-12)] as const
const whole = (...parts: Buffer[]) => Buffer.concat([head, ...parts, end])

test('rows are cut where they end, in whichever chunks they stand', async () => {
  const [first, second] = [rows.subarray(0, 5), rows.subarray(5)]
  expect(await withoutTails(tailed(still))).toEqual(still)
  expect(await withoutTails(whole(chunk('IDAT', first), chunk('IDAT', second, 'Laowang'), chunk('IDAT', 'Laowang')))).toEqual(
    whole(chunk('IDAT', first), chunk('IDAT', second)),
  )
  expect(await withoutTails(whole(chunk('IDAT', rows), chunk('IDAT', 'Laowang')))).toEqual(whole(chunk('IDAT', rows)))
})

test('each picture of a moving one ends by itself', async () => {
  const [one, two] = ['\0\0\0\x01', '\0\0\0\x03']
  const clean = [chunk('fcTL', '\0\0\0\0'), chunk('IDAT', rows), chunk('fcTL', one), chunk('fdAT', one, rows), chunk('fcTL', two), chunk('fdAT', two, rows)]
  const noted = clean.with(3, chunk('fdAT', one, rows, 'Laowang'))
  expect(await withoutTails(whole(...noted))).toEqual(whole(...clean))
})

test('a file without anything behind, without an end of its rows, of too many, cut or of another type is the same object', async () => {
  const endless = whole(chunk('IDAT', deflateSync(Buffer.alloc(9_000_000)), 'Laowang'))
  for (const bytes of [still, whole(chunk('IDAT', rows.subarray(0, -3))), whole(chunk('IDAT', 'no rows')), endless, Buffer.from('GIF89a')])
    expect(await withoutTails(bytes)).toBe(bytes)
  for (let length = 0; length < still.length; length++) expect((await withoutTails(tailed(still).subarray(0, length))).length).toBeLessThanOrEqual(length)
})
