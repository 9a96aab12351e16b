import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { accelerators, contextTemplate, menuTemplate, type MenuSituation } from '#main/app/electron/menu.ts'
import { textsFor } from '#main/app/electron/texts.ts'
import { Command } from '#preload/contract/studio.ts'
import { commandKeys } from '#renderer/app/command-keys.ts'

const chosen: string[] = []
const situation = (change: Partial<MenuSituation> = {}): MenuSituation => ({
  platform: 'linux',
  development: false,
  texts: textsFor('en', 'en'),
  command: (command) => chosen.push(command),
  ...change,
})

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
}

describe.each(['darwin', 'win32', 'linux'] as const)('the menu on %s', (platform) => {
  const all = items(menuTemplate(situation({ platform })))

  test('it reaches every command of the contract', () => {
    expect(all.flatMap((item) => (item.id ? [item.id] : [])).sort()).toEqual([...Command.options].sort())
  })

  test('it says what is chosen, and leaves the keys to the page', () => {
    const commands = all.filter((item) => item.id)
    chosen.length = 0
    // A click's arguments are not used.
    for (const item of commands) Reflect.apply(item.click ?? (() => undefined), undefined, [])
    expect(chosen).toEqual(commands.map((item) => item.id))
    expect(commands.filter((item) => item.registerAccelerator !== false)).toEqual([])
  })

  test('it can quit, and offers no developer tools to an author', () => {
    const roles = all.map((item) => item.role)
    expect(roles).toContain('quit')
    expect(roles).not.toContain('toggleDevTools')
    expect(roles).not.toContain('reload')
    expect(items(menuTemplate(situation({ platform, development: true }))).map((item) => item.role)).toContain('toggleDevTools')
  })

  test('it has a label for everything that is seen, in both languages', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const seen = items(menuTemplate(situation({ platform, texts: textsFor(language, 'fr') }))).filter((item) => item.type !== 'separator')
      expect(seen.filter((item) => !item.label)).toEqual([])
    }
  })
})

test('it shows the very keys that the page listens to', () => {
  const ofPage = Object.fromEntries(Object.entries(commandKeys).map(([name, keys]) => [name, keys.replace('Mod', 'CommandOrControl')]))
  const names = Command.options
  expect(Object.fromEntries(names.map((name) => [name, accelerators[name]]))).toEqual(Object.fromEntries(names.map((name) => [name, ofPage[name]])))
})

test('it speaks the author’s language, or the computer’s', () => {
  const file = (language: 'system' | 'zh-CN' | 'en', system: string) => textsFor(language, system).file
  expect([file('zh-CN', 'en-US'), file('en', 'zh-CN'), file('system', 'zh-Hans-CN'), file('system', 'zh-TW'), file('system', 'de')]).toEqual([
    '文件',
    'File',
    '文件',
    '文件',
    'File',
  ])
})

test('a right click offers what can be done there', () => {
  const texts = textsFor('en', 'en')
  const roles = (isEditable: boolean, selectionText: string) => contextTemplate({ isEditable, selectionText }, texts).flatMap((item) => item.role ?? [])
  expect([roles(false, ''), roles(false, 'x'), roles(true, '')]).toEqual([[], ['copy'], ['cut', 'copy', 'paste', 'pasteAndMatchStyle', 'selectAll']])
})
