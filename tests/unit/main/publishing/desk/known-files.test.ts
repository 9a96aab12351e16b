import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from '#main/publishing/desk/hashes.ts'
import { keepKnownFilesIn, KnownFiles } from '#main/publishing/desk/known-files.ts'
import { foldersForEach, unit, write, folder } from './export-place.ts'

foldersForEach()

let [above, place, of] = ['', '', '']
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'moke-known-'))
  ;[place, of] = [join(above, 'known'), join(above, 'export')]
  mkdirSync(of)
  writeFileSync(join(of, 'a.md'), '甲乙')
  keepKnownFilesIn(place)
})
afterEach(() => {
  keepKnownFilesIn(null)
  rmSync(above, { recursive: true, force: true })
})

/** Whether the file holds what it held at first, and whether it was read for that. */
function looked(): { holds: boolean; isRead: boolean } {
  let isRead = false
  const known = new KnownFiles(of)
  const holds = known.holds('a.md', sha256('甲乙'), () => {
    isRead = true
    return sha256(readFileSync(join(of, 'a.md')))
  })
  known.save(['a.md'])
  return { holds, isRead }
}

test('a file is read once, and again whenever something touched it', async () => {
  expect([looked(), looked()]).toEqual([
    { holds: true, isRead: true },
    { holds: true, isRead: false },
  ])
  // As long as before, and as old; the clock of a disk goes by some milliseconds.
  await setTimeout(20)
  const { atime, mtime } = statSync(join(of, 'a.md'))
  writeFileSync(join(of, 'a.md'), '甲丙')
  utimesSync(join(of, 'a.md'), atime, mtime)
  expect(looked()).toEqual({ holds: false, isRead: true })
  writeFileSync(join(of, 'a.md'), '甲乙')
  expect([looked(), looked()].map(({ isRead }) => isRead)).toEqual([true, false])
  await setTimeout(20)
  rmSync(join(of, 'a.md'))
  writeFileSync(join(of, 'a.md'), '甲乙')
  expect(looked()).toEqual({ holds: true, isRead: true })
})

test('a list that is broken, or can’t be written, makes files be read', () => {
  looked()
  for (const broken of ['{"a.md":', '[]', 'null', '{"a.md":{"stamp":1}}', '{"a.md":null}']) {
    for (const name of readdirSync(place)) writeFileSync(join(place, name), broken)
    expect(looked()).toEqual({ holds: true, isRead: true })
  }
  rmSync(place, { recursive: true })
  writeFileSync(place, '')
  expect([looked(), looked()].map(({ isRead }) => isRead)).toEqual([true, true])
})

test('nothing is known where nobody says where', () => {
  keepKnownFilesIn(null)
  expect([looked(), looked()].map(({ isRead }) => isRead)).toEqual([true, true])
})

test('a file is read every time where the disk counts whole seconds: in one of them it may change twice', () => {
  utimesSync(join(of, 'a.md'), 4, 4)
  expect([looked(), looked()].map(({ isRead }) => isRead)).toEqual([true, true])
})

test('an export notices a change of the author’s of the same length, though its files are known', async () => {
  const units = [unit('a', '一'), unit('b', '二')]
  await write(units)
  expect(await write(units)).toMatchObject({ written: 0, kept: 2 })
  const at = join(folder, 'a.md')
  await setTimeout(20)
  writeFileSync(at, '我')
  await expect(write(units)).rejects.toThrow('a.md')
  expect(readFileSync(at, 'utf8')).toBe('我')
})
