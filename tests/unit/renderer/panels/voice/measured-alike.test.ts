import { expect, test } from 'vitest'
import type { Proof } from '#preload/contract/proofs.ts'
import { measuredAlike } from '#renderer/panels/voice/measured-alike.ts'

const heldOut = { works: 2, characters: 900, read: 900, written: 300, seed: 1 }
const voice = (ids: string, { base = 'a', ...part }: Partial<Proof['heldOut']> & { readonly base?: string } = {}) => ({
  adapter: { proof: { heldOut: { ...heldOut, ...part } } as Proof, base: { id: base, name: base } },
  works: [...ids].map((id) => ({ id })),
})

test('figures are held against each other only where both were measured on the same works of the same base', () => {
  expect(measuredAlike(voice('xy'), voice('yx'))).toBe(true)
  expect(
    [voice('xz'), voice('x'), voice('xy', { base: 'b' }), voice('xy', { read: 800 }), voice('')].map((other) => measuredAlike(voice('xy'), other)),
  ).toEqual(Array.from({ length: 5 }, () => false))
})

test('nor where one was not proved', () => {
  const unproved = { adapter: { proof: null, base: { id: 'a', name: 'a' } }, works: [{ id: 'x' }] }
  expect(measuredAlike(unproved, voice('x'))).toBe(false)
})
