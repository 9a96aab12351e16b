import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { authorsModels, modelFiles } from '#engine/cli/model-folders.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-folders-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the author’s models are in the data folder of each system', () => {
  expect(authorsModels('linux', {}, '/home/a')).toBe(join('/home/a', '.local', 'share', 'moke', 'models'))
  expect(authorsModels('linux', { XDG_DATA_HOME: '/data' }, '/home/a')).toBe(join('/data', 'moke', 'models'))
  expect(authorsModels('darwin', {}, '/Users/a')).toBe(join('/Users/a', 'Library', 'Application Support', 'Moke', 'models'))
  expect(authorsModels('win32', { APPDATA: 'R' }, 'H')).toBe(join('R', 'Moke', 'models'))
  expect(authorsModels('win32', {}, 'H')).toBe(join('H', 'AppData', 'Roaming', 'Moke', 'models'))
})

test('the models of a folder are its GGUF files, by name', async () => {
  for (const name of ['b.gguf', 'A.GGUF', 'a.json', 'gguf']) writeFileSync(join(folder, name), '')
  expect(await modelFiles(folder)).toEqual([join(folder, 'A.GGUF'), join(folder, 'b.gguf')])
})

test('a folder that is missing has none', async () => {
  expect(await modelFiles(join(folder, 'none'))).toEqual([])
})

test('a folder that cannot be read is an error', async () => {
  mkdirSync(join(folder, 'deep'))
  await expect(modelFiles(join(folder, 'a.json'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})
