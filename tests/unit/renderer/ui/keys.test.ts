import { describe, expect, test } from 'vitest'
import { formatShortcut, isMac, matchesShortcut } from '#renderer/ui/keys.ts'

const press = (key: string, held = '', code = '') => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
})

describe('a shortcut', () => {
  test('it is written the way the keyboard shows it', () => {
    const shortcuts = ['Mod+K', 'Mod+Shift+ArrowRight', 'Alt+PageDown', 'F2', 'Esc']
    expect(shortcuts.map((shortcut) => formatShortcut(shortcut, false))).toEqual(['Ctrl K', 'Ctrl Shift →', 'Alt PgDn', 'F2', 'Esc'])
    expect(shortcuts.map((shortcut) => formatShortcut(shortcut, true))).toEqual(['⌘K', '⇧⌘→', '⌥PgDn', 'F2', 'esc'])
  })

  test('it means ⌘ on a Mac and Ctrl elsewhere, and never both', () => {
    const k = (held: string, mac: boolean) => matchesShortcut(press('k', held), 'Mod+K', mac)
    expect([k('c', false), k('m', false), k('m', true), k('c', true), k('cm', false)]).toEqual([true, false, true, false, false])
  })

  test('it asks for exactly its modifiers', () => {
    expect([matchesShortcut(press('k', 'cs'), 'Mod+K', false), matchesShortcut(press('K', 'cs'), 'Mod+Shift+K', false)]).toEqual([false, true])
  })

  test('it is known by the place of the key when Alt or Shift makes it write something else', () => {
    expect([
      matchesShortcut(press('˜', 'ma', 'KeyN'), 'Mod+Alt+N', true),
      matchesShortcut(press('|', 'cs', 'Backslash'), 'Mod+Shift+\\', false),
      matchesShortcut(press('«', 'ma', 'Backslash'), 'Mod+Alt+\\', true),
    ]).toEqual([true, true, true])
  })

  test('it goes by the letter written, not by the place, on other layouts', () => {
    // On Dvorak the key in K's place writes T.
    expect([matchesShortcut(press('t', 'c', 'KeyK'), 'Mod+K', false), matchesShortcut(press('k', 'c', 'KeyV'), 'Mod+K', false)]).toEqual([false, true])
  })
})

test('a Mac is told by its platform', () => {
  expect(['MacIntel', 'Linux x86_64', 'Win32'].map((platform) => isMac(platform))).toEqual([true, false, false])
})
