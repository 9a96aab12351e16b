import type { Command } from '#preload/contract/studio.ts'

/** Everything that can be done from anywhere: what a menu of the desktop window can ask, and what only the page offers. */
export type CommandName =
  | Command
  | 'save'
  | 'undo-replacement'
  | 'find-next'
  | 'find-previous'
  | 'toggle-habits'
  | 'models'
  | 'backups'
  | 'new-chapter'
  | 'next-lesson'
  | 'previous-lesson'
  | 'versions'
  | 'version-beside'
  | 'focus'
  | 'beside'
  | 'typewriter'
  | 'dimmed'
  | 'larger-text'
  | 'smaller-text'
  | 'wider-page'
  | 'narrower-page'
  | 'theme'
  | 'theme-system'
  | 'chinese'
  | 'english'
  | 'go-to'
  | 'state-draft'
  | 'state-revising'
  | 'state-done'
  | 'next-state'
  | 'target'
  | 'move-to'
  | 'duplicate'
  | 'calendar'
  | 'archive'
  | 'voice'
  | 'publishing'
  | 'voice-at-hand'

/** Shortcuts by command. None is one that Chromium keeps for itself or that Chinese input methods and chat programs are known to take. */
export const commandKeys: Readonly<Partial<Record<CommandName, string>>> = {
  palette: 'Mod+K',
  'go-to': 'Mod+P',
  'next-state': 'Mod+Alt+Y',
  target: 'Mod+Alt+G',
  'move-to': 'Mod+Alt+Shift+M',
  calendar: 'Mod+Alt+O',
  archive: 'Mod+Alt+Shift+O',
  voice: 'Mod+Alt+Shift+P',
  publishing: 'Mod+Alt+Shift+B',
  'voice-at-hand': 'Mod+Alt+Shift+J',
  save: 'Mod+S',
  find: 'Mod+F',
  replace: 'Mod+H',
  'find-next': 'F3',
  'find-previous': 'Shift+F3',
  search: 'Mod+Alt+K',
  'new-lesson': 'Mod+Alt+N',
  'new-chapter': 'Mod+Alt+M',
  'new-course': 'Mod+Alt+Shift+N',
  'next-lesson': 'Alt+PageDown',
  'previous-lesson': 'Alt+PageUp',
  'toggle-suggestions': 'Mod+J',
  'toggle-library': 'Mod+\\',
  'toggle-inspector': 'Mod+Alt+\\',
  focus: 'Mod+Shift+\\',
  beside: 'Mod+Alt+P',
  typewriter: 'Mod+Alt+J',
  dimmed: 'Mod+Alt+U',
  'larger-text': 'Mod+Alt+=',
  'smaller-text': 'Mod+Alt+-',
  versions: 'Mod+Alt+V',
  'version-beside': 'Mod+Alt+Shift+V',
  statistics: 'Mod+Shift+Y',
  bin: 'Mod+Shift+E',
  theme: 'Mod+Shift+L',
  settings: 'Mod+,',
  shortcuts: 'Mod+/',
  guide: 'F1',
  about: 'Shift+F1',
}

/**
 * Shortcuts that do the same and are not shown. Ctrl+Shift+F is what authors know from other programs, but Chinese input
 * methods take it to change between simplified and traditional; ⌘H hides every window of a Mac.
 */
export const otherKeys: Readonly<Partial<Record<CommandName, string>>> = {
  search: 'Mod+Shift+F',
  replace: 'Mod+Alt+R',
  'find-next': 'Mod+G',
  'find-previous': 'Mod+Shift+G',
}
