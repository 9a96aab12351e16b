import { expect, test } from 'vitest'
import { deskKeyOf } from '#renderer/panels/publishing/desk-keys.ts'

const press = (key: string, held: { ctrlKey?: boolean; shiftKey?: boolean } = {}) => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: true,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('at the desk Ctrl+Z takes the last mend back and Ctrl+Shift+Z does it again, but not where one writes', () => {
  const keys = [press('z'), press('Z', { shiftKey: true }), press('y'), press('z', { ctrlKey: false })]
  expect(keys.map((key) => deskKeyOf(key, false, false))).toEqual(['undo', 'redo', 'redo', null])
  expect(keys.map((key) => deskKeyOf(key, true, false))).toEqual([null, null, null, null])
  expect([deskKeyOf(press('Enter'), true, false), deskKeyOf(press('Enter'), false, false)]).toEqual(['export', 'export'])
})
