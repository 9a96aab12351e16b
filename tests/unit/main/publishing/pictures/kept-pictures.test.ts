import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bookPictures } from '#main/publishing/pictures/accepted.ts'
import { type Convert, keptPictures } from '#main/publishing/pictures/kept-pictures.ts'
import { PictureGoneError } from '#main/publishing/pictures/absent.ts'
import type { PictureDesk } from '#main/publishing/pictures/picture-desk.ts'

let folder = ''
let made: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moke-kept-'))
  made = []
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

/** Makes a picture of the letters that it is given. */
const desk = {
  make: ({ bytes }: { bytes: Uint8Array }) => {
    made.push(Buffer.from(bytes).toString())
    return Promise.resolve({ kind: 'made', type: 'png', why: ['type'], bytes })
  },
} as unknown as PictureDesk
const { signal } = new AbortController()
const ask = (convert: Convert, id: string) => convert({ id, type: 'webp', bytes: () => Promise.resolve(Buffer.from(id)) }, bookPictures, signal)
const read = async (convert: Convert, id: string): Promise<string> => {
  const found = await ask(convert, id)
  return found?.kind === 'made' ? Buffer.from(await found.read()).toString() : ''
}

test('a picture is made once, for this process and for the next', async () => {
  const first = keptPictures(desk, folder)
  expect([await read(first, 'a'), await read(first, 'b'), await read(first, 'a')]).toEqual(['a', 'b', 'a'])
  const next = keptPictures(desk, folder)
  expect([await read(next, 'b'), await read(next, 'a'), made]).toEqual(['b', 'a', ['a', 'b']])
})

test('how large it is now is known again without opening it', async () => {
  const whole = await sharp({ create: { width: 60, height: 45, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()
  const jpegs = { make: () => Promise.resolve({ kind: 'made', type: 'jpeg', why: ['large'], bytes: whole }) } as unknown as PictureDesk
  const sides = async (convert: Convert) => {
    const found = await ask(convert, 'a')
    return found?.kind === 'made' ? found.sides : null
  }
  expect([await sides(keptPictures(jpegs, folder)), await sides(keptPictures(desk, folder))]).toEqual([
    { width: 60, height: 45 },
    { width: 60, height: 45 },
  ])
})

test('that it was see-through and is white now is kept with it, beside why it was made', async () => {
  const outcome = { kind: 'made', type: 'jpeg', why: ['type', 'heavy'], isFlat: true } as const
  const flat = { make: ({ bytes }: { bytes: Uint8Array }) => Promise.resolve({ ...outcome, bytes }) } as unknown as PictureDesk
  expect(await ask(keptPictures(flat, folder), 'a')).toMatchObject(outcome)
  expect(await ask(keptPictures(desk, folder), 'a')).toMatchObject({ ...outcome, size: 1 })
  const next = await ask(keptPictures(desk, folder), 'b')
  expect([next?.kind, next !== null && 'isFlat' in next, made]).toEqual(['made', false, ['b']])
})

test('what another process made while this one goes on is found, not made again', async () => {
  const own = keptPictures(desk, folder)
  await read(own, 'a')
  await read(keptPictures(desk, folder), 'b')
  const later = performance.now() + 2000
  vi.spyOn(performance, 'now').mockReturnValue(later)
  expect([await read(own, 'b'), made]).toEqual(['b', ['a', 'b']])
})

test('what was taken away is made again', async () => {
  const convert = keptPictures(desk, folder)
  await read(convert, 'a')
  rmSync(folder, { recursive: true })
  expect([await read(convert, 'a'), made, readdirSync(folder).length]).toEqual(['a', ['a', 'a'], 1])
})

test('targets that take a picture alike share what was made of it', async () => {
  const convert = keptPictures(desk, folder)
  const photograph = { id: 'a', type: 'jpeg', longer: 4032, bytes: () => Promise.resolve(Buffer.from('a')) } as const
  const books = [bookPictures, { ...bookPictures, moves: false }, { ...bookPictures, types: ['png', 'jpeg', 'gif', 'svg'] as const }]
  for (const accepted of books) await convert(photograph, accepted, signal)
  expect(made).toHaveLength(1)
  await convert(photograph, { ...bookPictures, longest: 1000 }, signal)
  await convert(photograph, { ...bookPictures, mostBytes: 1000 }, signal)
  expect(made).toHaveLength(3)
  const small = { ...photograph, id: 'b', longer: 900 }
  for (const longest of [null, 1000, 2000]) await convert(small, { ...bookPictures, longest }, signal)
  expect(made).toHaveLength(4)
  const moving = { ...photograph, id: 'c', type: 'gif' as const }
  for (const moves of [true, false]) await convert(moving, { ...bookPictures, moves }, signal)
  expect(made).toHaveLength(6)
})

test('a picture that was found whole for one target is not decoded anew for those that take more', async () => {
  let looked = 0
  const whole = { make: () => Promise.resolve({ kind: 'fits' as const, looked: (looked += 1) }) }
  const convert = keptPictures(whole, folder)
  const screen = { id: 'a', type: 'png', longer: 1920, size: 300_000, bytes: () => Promise.resolve(Buffer.from('a')) } as const
  await convert(screen, bookPictures, signal)
  for (const accepted of [
    { ...bookPictures, turns: true, printsColours: true },
    { ...bookPictures, mostBytes: 300_000 },
  ])
    expect((await convert(screen, accepted, signal))?.kind).toBe('fits')
  expect(looked).toBe(1)
  await convert(screen, { ...bookPictures, mostBytes: 200_000 }, signal)
  await convert(screen, { ...bookPictures, longest: 1000 }, signal)
  await convert({ ...screen, id: 'b' }, { ...bookPictures, turns: true }, signal)
  expect(looked).toBe(4)
})

test('what is looked at counts as new again', async () => {
  await read(keptPictures(desk, folder), 'a')
  const [name = ''] = readdirSync(folder)
  utimesSync(join(folder, name), new Date(2020, 0, 1), new Date(2020, 0, 1))
  await ask(keptPictures(desk, folder), 'a')
  expect(statSync(join(folder, name)).mtimeMs).toBeGreaterThan(Date.now() - 60_000)
})

test('one that a loss of power emptied, cut or filled with nothing is made again', async () => {
  const one = 'a picture'
  await read(keptPictures(desk, folder), one)
  const at = join(folder, readdirSync(folder)[0] ?? '')
  for (const [harm, count] of [
    [() => truncateSync(at), 2],
    [() => truncateSync(at, 4), 3],
    [() => writeFileSync(at, Buffer.alloc(one.length)), 4],
  ] as const) {
    harm()
    expect([await read(keptPictures(desk, folder), one), made.length]).toEqual([one, count])
  }
})

test('one that went away, and that nothing can make again just now, counts as gone, so that the work begins anew without it', async () => {
  const convert = keptPictures(desk, folder)
  const found = await ask(convert, 'a')
  rmSync(folder, { recursive: true })
  vi.spyOn(desk, 'make').mockResolvedValue({ kind: 'unmade' })
  await expect(found?.kind === 'made' ? found.read() : null).rejects.toThrow(PictureGoneError)
})
