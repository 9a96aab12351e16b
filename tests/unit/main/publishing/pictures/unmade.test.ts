import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
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
    ["process.send({ answer: { kind: 'unmade' } })", undefined],
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

test('a WebP that can’t be read is tried again, for its decoder says nothing of a computer that ran short', async () => {
  const kept = join(folder, 'webp')
  const webp = { ...source, type: 'webp' as const }
  const short = deskThat("void 0; process.send({ answer: { kind: 'broken' } })")
  expect(await keptPictures(short, kept)(webp, bookPictures, signal)).toEqual({ kind: 'broken' })
  short.close()
  const well = deskThat("process.send({ answer: { kind: 'fits' } })")
  expect(await keptPictures(well, kept)(webp, bookPictures, signal)).toEqual({ kind: 'fits' })
  well.close()
})

test('a desk that closes learns nothing of the pictures that were asked for', async () => {
  const desk = deskThat('')
  const asked = [1, 2, 3, 4].map(() => desk.make({ type: 'svg', accepted: bookPictures, bytes: Buffer.from('<svg/>') }))
  await new Promise((resolve) => setTimeout(resolve, 50))
  desk.close()
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 4 }, () => ({ kind: 'unmade' })))
})

describe('a process that does not start', () => {
  const picture = { type: 'svg', accepted: bookPictures, bytes: Buffer.from('<svg/>') } as const

  /** Writes down each start; starts when the file `well` lies there, and as often as it may fail before. */
  function deskThatFails(name: string, times: number, pauseMs?: number) {
    const [entry, starts, well] = ['cjs', 'starts', 'well'].map((ending) => join(folder, `${name}.${ending}`)) as [string, string, string]
    const script = `const fs = require('node:fs')
      fs.appendFileSync(${JSON.stringify(starts)}, '.')
      if (fs.readFileSync(${JSON.stringify(starts)}).length <= ${times} && !fs.existsSync(${JSON.stringify(well)})) process.exit(1)
      process.on('message', () => process.send({ answer: { kind: 'fits' } })); process.on('disconnect', () => process.exit(0)); process.send({ ready: true })`
    writeFileSync(entry, script)
    const desk = new PictureDesk({ nodePath: process.execPath, entry, ...(pauseMs === undefined ? {} : { pauseMs }) })
    return { desk, started: () => readFileSync(starts).length, mend: () => writeFileSync(well, '') }
  }

  test('once is started again', async () => {
    const { desk, started } = deskThatFails('once', 1)
    expect([await desk.make(picture), started()]).toEqual([{ kind: 'fits' }, 2])
    desk.close()
  })

  test('at all is tried a few times, and none for each picture', async () => {
    const { desk, started } = deskThatFails('never', 999)
    expect(await Promise.all([desk.make(picture), desk.make(picture)])).toEqual([null, null])
    const tried = started()
    expect([tried <= 4, await desk.make(picture), started() - tried]).toEqual([true, null, 0])
    desk.close()
  })

  test('is tried once more after a pause', async () => {
    const { desk, mend } = deskThatFails('later', 999, 0)
    expect(await desk.make(picture)).toBe(null)
    mend()
    expect(await desk.make(picture)).toEqual({ kind: 'fits' })
    desk.close()
  })
})
