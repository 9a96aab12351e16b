import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeWorkspaceFolder } from '#main/app/workspace-folder.ts'

let place = ''
beforeEach(() => { place = mkdtempSync(join(tmpdir(), 'moke-folder-')) })
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
