import { expect, test } from 'vitest'
import { defaultWorkspaceFolder, sampleLanguage } from '#main/app/places.ts'

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
