import { describe, expect, test } from 'vitest'
import { commandKeys, otherKeys } from '#renderer/app/command-keys.ts'
import { ghostKeys, pageCommands } from '#renderer/editor/typing/shortcuts.ts'

const ours = Object.values(commandKeys)
const page = [...Object.values(pageCommands), ...Object.values(ghostKeys)].map(({ keys }) => keys)

describe('the shortcuts', () => {
  test('no two are the same, in the window and on the page together', () => {
    const all = [...ours, ...Object.values(otherKeys), ...page]
    expect(all.filter((keys, at) => all.indexOf(keys) !== at)).toEqual([])
  })

  test('none is one that Chromium keeps for itself', () => {
    const reserved = ['Mod+N', 'Mod+T', 'Mod+W', 'Mod+Shift+N', 'Mod+Shift+T', 'Mod+Shift+W', 'Mod+Tab', 'Mod+Shift+Tab', 'Alt+F4', 'F11', 'Mod+Q']
    expect(ours.filter((keys) => reserved.includes(keys))).toEqual([])
  })

  test('none is one that Chinese input methods and chat programs take', () => {
    const taken = ['Mod+Space', 'Shift+Space', 'Mod+.', 'Mod+Alt+A', 'Mod+Alt+Z', 'Mod+Alt+W', 'Mod+Alt+S', 'Mod+Shift+F']
    expect(ours.filter((keys) => taken.includes(keys))).toEqual([])
  })
})
