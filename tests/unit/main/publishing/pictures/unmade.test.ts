import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bookPictures } from '#main/publishing/pictures/accepted.ts'
import { keptPictures } from '#main/publishing/pictures/kept-pictures.ts'
import { PictureDesk } from '#main/publishing/pictures/picture-desk.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-kept-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const { signal } = new AbortController()
const source = { id: 'a'.repeat(64), type: 'svg' as const, bytes: () => Promise.resolve(Buffer.from('<svg/>')) }

/** A process that says it is ready and then does this at every question. */
function deskThat(does: string, longestMs?: number): PictureDesk {
  const entry = join(folder, `${does.length}.cjs`)
  writeFileSync(entry, `process.on('message', () => { ${does} }); process.on('disconnect', () => process.exit(0)); process.send({ ready: true })`)
  return new PictureDesk({ nodePath: process.execPath, entry, ...(longestMs === undefined ? {} : { longestMs }) })
}

test('a picture that took too long, or whose process ended, was not made this time, and is made the next', async () => {
  const kept = join(folder, 'kept')
  for (const [does, longestMs] of [
    ['for (;;);', 50],
    ['process.exit(9)', undefined],
  ] as const) {
    const desk = deskThat(does, longestMs)
    expect(await keptPictures(desk, kept)(source, bookPictures, signal)).toEqual({ kind: 'unmade' })
    desk.close()
  }
  const broken = deskThat("process.send({ answer: { kind: 'broken' } })")
  expect(await keptPictures(broken, kept)(source, bookPictures, signal)).toEqual({ kind: 'broken' })
  broken.close()
  expect(readdirSync(kept)).toHaveLength(1)
})

test('a desk that closes learns nothing of the pictures that were asked for', async () => {
  const desk = deskThat('')
  const asked = [1, 2, 3, 4].map(() => desk.make({ type: 'svg', accepted: bookPictures, bytes: Buffer.from('<svg/>') }))
  await new Promise((resolve) => setTimeout(resolve, 50))
  desk.close()
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 4 }, () => ({ kind: 'unmade' })))
})
