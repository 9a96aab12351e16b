import { expect, test } from 'vitest'
import { Preferences } from '#main/store/preferences.ts'
import { openedStore } from './temporary.ts'

test('settings that a transaction read and took back are not known afterwards', () => {
  const { db } = openedStore()
  const preferences = new Preferences(db)
  preferences.write({ theme: 'light' })
  const undone = db.transaction(() => {
    preferences.write({ theme: 'dark' })
    expect(preferences.read()).toEqual({ theme: 'dark' })
    throw new Error('undone')
  })
  expect(() => undone.immediate()).toThrow('undone')
  expect(preferences.read()).toEqual({ theme: 'light' })
  expect(preferences.read()).toBe(preferences.read())
})
