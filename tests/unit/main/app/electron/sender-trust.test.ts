import { expect, test } from 'vitest'
import { isTrusted, OneTimeNonces } from '#main/app/electron/sender-trust.ts'

test('it trusts the main frame of its own page and no other sender', () => {
  expect(isTrusted({ origin: 'moke://studio', isMainFrame: true })).toBe(true)
  const others = [
    null,
    { origin: 'moke://studio', isMainFrame: false },
    { origin: 'https://example.com', isMainFrame: true },
    { origin: 'null', isMainFrame: true },
    { origin: 'moke://studio.example.com', isMainFrame: true },
  ]
  expect(others.map(isTrusted)).toEqual(others.map(() => false))
})

test('it accepts a nonce once, and only a UUID', () => {
  const nonces = new OneTimeNonces()
  const nonce = crypto.randomUUID()
  expect([nonces.accept(nonce), nonces.accept(nonce), nonces.accept(crypto.randomUUID())]).toEqual([true, false, true])
  expect([undefined, null, 7, '', 'x', `${nonce} `, { nonce }].map((value) => nonces.accept(value))).toEqual(Array(7).fill(false))
})
