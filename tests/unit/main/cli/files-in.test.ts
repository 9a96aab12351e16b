import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskFiles } from '#main/cli/files-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-files-in-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what can’t be read stops nothing else; links lead to what they name, and none of them around in a circle', () => {
  const works = join(folder, '旧作')
  mkdirSync(join(works, '里'), { recursive: true })
  writeFileSync(join(works, '里', '一.md'), '一')
  writeFileSync(join(folder, '二.md'), '二二')
  symlinkSync(join(folder, '二.md'), join(works, '二.md'))
  symlinkSync(join(folder, '没有.md'), join(works, '断.md'))
  symlinkSync(works, join(works, '里', '回去'))
  const { files, unread } = diskFiles([works])
  expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
    ['旧作/二.md', 6],
    ['旧作/里/一.md', 3],
  ])
  expect(unread).toEqual(['旧作/断.md'])
})
