import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileInTheWay, makeFolders } from '#engine/computer/index.ts'

let place = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'moke-folders-'))
})
afterEach(() => rmSync(place, { recursive: true }))

const codeOf = (work: () => void): unknown => {
  try {
    work()
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

test('makes a folder and all it lies in, in the mode that is asked for, and leaves one that is there', () => {
  const path = join(place, '我的', '课', '导出')
  makeFolders(path, 0o700)
  expect([path, join(place, '我的')].map((one) => statSync(one).mode & 0o777)).toEqual([0o700, 0o700])
  makeFolders(path)
  symlinkSync(path, join(place, 'link'))
  makeFolders(join(place, 'link', 'in'))
  expect(statSync(join(path, 'in')).isDirectory()).toBe(true)
})

test('a file or a link that leads nowhere is no folder', () => {
  writeFileSync(join(place, 'a.txt'), '')
  symlinkSync(join(place, 'gone'), join(place, 'lost'))
  expect(['a.txt', 'a.txt/in/it', 'lost'].map((path) => codeOf(() => makeFolders(join(place, path))))).toEqual(['EEXIST', 'ENOTDIR', 'EEXIST'])
  expect(['a.txt', 'a.txt/in/it', 'other/one'].map((path) => fileInTheWay(join(place, path)))).toEqual([join(place, 'a.txt'), join(place, 'a.txt'), null])
})

// In a process of its own, which a call that never returns can't take along.
test.runIf(process.platform === 'linux')('where the system lets nobody make one it says so, and comes back', () => {
  const entry = new URL('../../../../engine/computer/make-folders.ts', import.meta.url).href
  const script = `import { makeFolders } from ${JSON.stringify(entry)}; for (const at of ['/proc/nope', '/proc/nope/in/it']) try { makeFolders(at) } catch (error) { console.log(error.code) }`
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000, encoding: 'utf8' })).toBe('EACCES\nEACCES\n')
})
