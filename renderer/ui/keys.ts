/**
 * Keyboard shortcuts as text, such as `Mod+Shift+K`: Mod is ⌘ on a Mac and Ctrl elsewhere. The same text
 * is matched against key events and shown to the author.
 */

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩', Backspace: '⌫', Delete: '⌦', Esc: 'esc', Tab: '⇥' }
const arrows: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Delete: 'Del',
}
const macOrder = ['Alt', 'Shift', 'Mod']

/** Whether the page runs on a Mac, whose shortcuts use ⌘ and are written without spaces. */
export function isMac(platform: string = typeof navigator === 'undefined' ? '' : navigator.platform): boolean {
  return /^(Mac|iPhone|iPad)/.test(platform)
}

/** Writes a shortcut the way this computer's keyboard shows it: `Ctrl Shift K` or `⇧⌘K`. */
export function formatShortcut(shortcut: string, mac: boolean = isMac()): string {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const modifiers = parts.slice(0, -1)
  if (!mac) return [...modifiers.map((name) => (name === 'Mod' ? 'Ctrl' : name)), arrows[key] ?? key].join(' ')
  const signs = macOrder.filter((name) => modifiers.includes(name)).map((name) => macSigns[name] ?? name)
  return [...signs, macSigns[key] ?? arrows[key] ?? key].join('')
}

/** The part of a keyboard event that a shortcut looks at. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const codes: Readonly<Record<string, string>> = { '\\': 'Backslash', ',': 'Comma', '/': 'Slash', '[': 'BracketLeft', ']': 'BracketRight' }

/** Whether a key event is this shortcut. Letters held with Alt are told by their place on the keyboard, since Alt changes what they write. */
export function matchesShortcut(press: KeyPress, shortcut: string, mac: boolean = isMac()): boolean {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const mod = parts.includes('Mod')
  const held = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  if (held !== mod || other || press.altKey !== parts.includes('Alt') || press.shiftKey !== parts.includes('Shift')) return false
  if (press.key.toLowerCase() === key.toLowerCase()) return true
  if (key === 'Esc') return press.key === 'Escape'
  const isTyped = /^[\x21-\x7e]$/.test(press.key) && !press.altKey && !press.shiftKey
  return !isTyped && press.code === (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : codes[key])
}

/** Whether a key event belongs to an input method that is composing and must not be taken as a shortcut. */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229
}
