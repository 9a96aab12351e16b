/** Pictures made anew in processes of their own, and kept. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { bookPictures } from '#main/publishing/pictures/accepted.ts'
import { keptPictures } from '#main/publishing/pictures/kept-pictures.ts'
import { PictureDesk } from '#main/publishing/pictures/picture-desk.ts'
import { newFolder } from '../e2e/launch.ts'
import { patternedPng } from '../unit/main/images/pictures.ts'

const entry = fileURLToPath(new URL('../../main/publishing/pictures/picture-process.ts', import.meta.url))
const desk = new PictureDesk({ nodePath: process.execPath, entry, longestMs: 1500 })
const folder = newFolder()
afterAll(() => {
  desk.close()
  folder.discard()
})

const svg = (inner: string, size = 200) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${inner}</svg>`)
const make = (bytes: Buffer) => desk.make({ type: 'svg', accepted: bookPictures, bytes })

test('a drawing that would keep a renderer busy for hours is given up, and those beside it are made', { timeout: 20_000 }, async () => {
  const endless = svg(
    `<filter id="f"><feTurbulence numOctaves="1000" baseFrequency="0.5"/></filter>${'<rect width="4000" height="4000" filter="url(#f)"/>'.repeat(20)}`,
    4000,
  )
  const answers = await Promise.all([make(endless), ...[1, 2, 3].map((at) => make(svg(`<circle r="${at}"/>`)))])
  expect(answers.map((answer) => answer?.kind)).toEqual(['unmade', 'made', 'made', 'made'])
})

test('words in a drawing have fonts that come with the studio: rare characters and emoji are no boxes', async () => {
  const pixels = async (text: string): Promise<Buffer> => {
    const answer = await make(svg(`<text x="9" y="90" font-size="90" font-family="Nowhere">${text}</text>`))
    return answer?.kind === 'made' ? sharp(answer.bytes).raw().toBuffer() : Buffer.alloc(0)
  }
  // A sign that no font has is drawn as a box with its number, so that two such would differ in little.
  const [rare, emoji, none] = await Promise.all([pixels('𠮷'), pixels('😀'), pixels('\u{1FAFF}\u{10FFFD}')])
  const dark = (drawn: Buffer): number => drawn.reduce((sum, value, at) => sum + (at % 4 === 3 && value > 128 ? 1 : 0), 0)
  expect([dark(rare) > 2000, dark(emoji) > 2000, rare.equals(none)]).toEqual([true, true, false])
})

test('what was made is kept: a second time nothing is read, and the oldest go beyond the bound', async () => {
  const convert = keptPictures(desk, folder.path, 20_000)
  const { signal } = new AbortController()
  const webp = await sharp(patternedPng(200, 100)).webp({ lossless: true }).toBuffer()
  let reads = 0
  const source = (id: string) => ({
    id: id.repeat(64),
    type: 'webp' as const,
    bytes: () => {
      reads += 1
      return Promise.resolve(webp)
    },
  })
  const first = await convert(source('a'), bookPictures, signal)
  const again = await convert(source('a'), bookPictures, signal)
  expect([first?.kind, again?.kind, reads]).toEqual(['made', 'made', 1])
  expect(first?.kind === 'made' && again?.kind === 'made' && Buffer.from(await first.read()).equals(await again.read())).toBe(true)
  for (const id of 'bcdefgh') await convert(source(id), bookPictures, signal)
  expect(readdirSync(folder.path).length).toBeLessThan(8)
  expect(first?.kind === 'made' && (await first.read()).length).toBeGreaterThan(1000)
})

test('where no process can be started nothing is made, and nothing waits', async () => {
  const none = new PictureDesk({ nodePath: process.execPath, entry: `${entry}.nowhere` })
  expect(await none.make({ type: 'svg', accepted: bookPictures, bytes: svg('') })).toBe(null)
  none.close()
})
