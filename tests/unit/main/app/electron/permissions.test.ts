import { expect, test } from 'vitest'
import { mayUse } from '#main/app/electron/permissions.ts'

const asked = [
  'clipboard-read',
  'media',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'keyboardLock',
  'fullscreen',
  'openExternal',
  'display-capture',
  'idle-detection',
  'window-management',
  'serial',
  'hid',
  'usb',
  'storage-access',
  'fileSystem',
  'speaker-selection',
  'unknown',
  'something-new',
]

test.each(asked)('it denies %s to its own page', (permission) => {
  expect(mayUse(permission, 'moke://studio', true)).toBe(false)
})

test('it lets its own page alone write text to the clipboard', () => {
  const write = 'clipboard-sanitized-write'
  expect(mayUse(write, 'moke://studio', true)).toBe(true)
  expect(mayUse(write, 'moke://studio/', true)).toBe(true)
  expect([mayUse(write, 'moke://studio', false), mayUse(write, 'https://example.com', true), mayUse(write, '', true)]).toEqual([false, false, false])
})
