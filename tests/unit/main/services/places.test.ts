import { expect, test } from 'vitest'
import { temporaryFolder } from '../store/temporary.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultBackupFolder, defaultExportFolder, defaultWorkspaceFolder, sampleLanguage } from '#main/services/places.ts'

test('it keeps courses where each system keeps an author’s data', () => {
  expect(defaultWorkspaceFolder('linux', {}, '/home/a')).toBe('/home/a/.local/share/moke')
  expect(defaultWorkspaceFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/a')).toBe('/data/moke')
  expect(defaultWorkspaceFolder('darwin', {}, '/Users/a')).toBe('/Users/a/Library/Application Support/Moke')
})

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{}, 'zh-CN'],
  [{ LANG: 'C.UTF-8' }, 'zh-CN'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LC_ALL: 'de_DE.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
] as const)('it opens the sample course of %o', (env, language) => {
  expect(sampleLanguage('linux', env)).toBe(language)
})

test('it asks Windows and macOS for their locale', () => {
  expect(sampleLanguage('win32', {}, 'zh-Hans-CN')).toBe('zh-CN')
  expect(sampleLanguage('darwin', {}, 'en-US')).toBe('en')
})

test('it makes backups among the author’s documents, wherever the system says they are, else beside the data', () => {
  const home = temporaryFolder()
  expect(defaultBackupFolder('linux', {}, home)).toBe(join(home, '.local/share/moke-backups'))
  mkdirSync(join(home, 'Documents'))
  expect([defaultBackupFolder('linux', {}, home), defaultBackupFolder('darwin', {}, home)]).toEqual([
    join(home, 'Documents/墨课备份'),
    join(home, 'Documents/墨课备份'),
  ])
  mkdirSync(join(home, '文档'))
  mkdirSync(join(home, '.config'))
  writeFileSync(join(home, '.config/user-dirs.dirs'), '# of the desktop\nXDG_DESKTOP_DIR="$HOME/桌面"\nXDG_DOCUMENTS_DIR="$HOME/文档"\n')
  expect(defaultBackupFolder('linux', {}, home)).toBe(join(home, '文档/墨课备份'))
})

test('it exports to where an author finds it: among their documents, else in their home, and never into a hidden folder', () => {
  const home = temporaryFolder()
  expect(defaultExportFolder('linux', {}, home)).toBe(join(home, '墨课导出'))
  expect(defaultExportFolder('linux', {}, join(home, 'no home'))).toBe(join(home, 'no home/.local/share/moke-exports'))
  const made = (name: string): string => {
    mkdirSync(join(home, name), { recursive: true })
    return join(home, name, '墨课导出')
  }
  const chinese = made('文档')
  expect([defaultExportFolder('linux', {}, home), defaultExportFolder('darwin', {}, home)]).toEqual([chinese, join(home, '墨课导出')])
  const usual = made('Documents')
  expect([defaultExportFolder('linux', {}, home), defaultExportFolder('darwin', {}, home), defaultExportFolder('win32', {}, home)]).toEqual([
    usual,
    usual,
    usual,
  ])
  const said = made('我的')
  expect(defaultExportFolder('linux', { XDG_DOCUMENTS_DIR: join(home, '我的') }, home)).toBe(said)
  expect(defaultExportFolder('linux', { XDG_DOCUMENTS_DIR: join(home, 'gone') }, home)).toBe(usual)
  expect(defaultExportFolder('win32', { OneDrive: join(home, 'cloud') }, home)).toBe(usual)
  const cloud = made('cloud/文档')
  expect(defaultExportFolder('win32', { OneDrive: join(home, 'cloud') }, home)).toBe(cloud)
})
