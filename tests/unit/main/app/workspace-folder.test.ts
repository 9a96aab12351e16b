import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeWorkspaceFolder, refusalSentence } from '#main/app/workspace-folder.ts'

let place = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'moke-folder-'))
})
afterEach(() => rmSync(place, { recursive: true }))
const mode = (path: string) => statSync(path).mode & 0o777

describe.skipIf(process.platform === 'win32')('the author’s folder', () => {
  test('it is made for the author alone', () => {
    const folder = join(place, 'a', 'b')
    makeWorkspaceFolder(folder)
    expect(mode(folder)).toBe(0o700)
  })
  test('it is closed when Moke itself made it open, earlier', () => {
    const folder = join(place, 'moke')
    mkdirSync(folder)
    chmodSync(folder, 0o755)
    makeWorkspaceFolder(folder, folder)
    expect(mode(folder)).toBe(0o700)
  })
  test('it keeps the mode that its owner gave it', () => {
    chmodSync(place, 0o750)
    makeWorkspaceFolder(place)
    expect(mode(place)).toBe(0o750)
  })
})

describe('a folder that can’t hold the courses', () => {
  test('it is a file, or lies in one', () => {
    writeFileSync(join(place, 'notes.txt'), '')
    expect([makeWorkspaceFolder(join(place, 'notes.txt')), makeWorkspaceFolder(join(place, 'notes.txt', 'courses'))]).toEqual(['not-a-folder', 'not-made'])
  })
  test('it leads nowhere', () => {
    symlinkSync(join(place, 'loop'), join(place, 'loop'))
    expect(makeWorkspaceFolder(join(place, 'loop', 'courses'))).toBe('not-made')
  })
  test.runIf(process.platform === 'linux')('it is one that nobody can make or write to', () => {
    expect([makeWorkspaceFolder('/proc/nope'), makeWorkspaceFolder('/proc/nope/courses'), makeWorkspaceFolder('/proc')]).toEqual([
      'not-made',
      'not-made',
      'not-writable',
    ])
  })
  test('one that can leaves nothing behind', () => {
    expect([makeWorkspaceFolder(place), readdirSync(place)]).toEqual([null, []])
  })
  test('the author reads why, in both languages', () => {
    expect(refusalSentence('not-a-folder', '/etc/hostname')).toBe(
      '墨课没有打开：/etc/hostname 是一个文件，不是文件夹，请换一个文件夹（--workspace）· Moke was not opened: /etc/hostname is a file, not a folder; choose another folder with --workspace',
    )
  })
})
