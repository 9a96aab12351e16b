import type { KeyboardEvent as ReactKeyboardEvent } from 'react'
import { expect, test } from 'vitest'
import { closesByEsc } from '#renderer/ui/closes-by-esc.ts'

/** A key as Radix hears it in the document first, and the layer's content behind it. `isTaken`: another layer has taken it. */
function pressed(key: string, { isTaken = false, isComposing = false } = {}) {
  const event = { key, isComposing, keyCode: 0, defaultPrevented: isTaken, preventDefault: () => (event.defaultPrevented = true) }
  let closed = 0
  const handlers = closesByEsc(() => (closed += 1))
  // As much of both kinds of events as is looked at.
  handlers.onEscapeKeyDown(event as unknown as KeyboardEvent)
  const isLeftToRadix = !event.defaultPrevented
  handlers.onKeyDown({ key, nativeEvent: event, preventDefault: event.preventDefault } as unknown as ReactKeyboardEvent)
  return { closed, isLeftToRadix, isTaken: event.defaultPrevented }
}

test('it closes by an Esc that Radix has not given it, once, and keeps the key from what lies below', () => {
  expect(pressed('Escape')).toEqual({ closed: 1, isLeftToRadix: true, isTaken: true })
})

test('it stays where another layer has taken the key', () => {
  expect(pressed('Escape', { isTaken: true })).toMatchObject({ closed: 0 })
})

test('it leaves Esc to an input method that composes, and has Radix leave it, too', () => {
  expect(pressed('Escape', { isComposing: true })).toMatchObject({ closed: 0, isLeftToRadix: false })
})

test('it hears no other key', () => {
  expect(pressed('a')).toEqual({ closed: 0, isLeftToRadix: true, isTaken: false })
})
