import { describe, expect, test } from 'vitest'
import { proofLines, proofText, verdictLine } from '#engine/cli/proof-text.ts'
import type { Proven } from '#engine/proof/index.ts'

const sides = <T>(before: T, after: T) => ({ before, after })
const proven: Proven = {
  heldOut: { works: 2, characters: 20_000, read: 12_000, written: 4000, seed: 1 },
  bitsPerCharacter: sides(4, 3.6),
  writing: null,
  savedChange: null,
  general: { ...sides(4, 4.1), characters: 9000 },
  recital: null,
  repetition: { ...sides(0.02, 0.03), author: 0.01, error: 0.01, places: 16 },
  continuations: [],
  verdict: 'better',
  isWorthUsing: true,
}
const dear = { general: { ...proven.general, after: 4.48 } }
const still = { repetition: { ...sides(0.26, 0.19), author: 0.034, error: 0.085, places: 16 } }
const circling = { repetition: { ...sides(0.02, 0.3), author: 0.01, error: 0.05, places: 16 } }

describe('the one sentence', () => {
  test.each<[part: Partial<Proven>, sentence: string]>([
    [{}, 'It is better: held-out works are easier, and nothing else suffers much.'],
    [dear, 'It is better, at a price: general text got 12 % harder.'],
    [circling, 'It is better, at a price: what it writes goes round in circles more.'],
    [
      { ...dear, ...circling, verdict: 'little' },
      'It is hardly better, and that at a price: general text got 12 % harder, and what it writes goes round in circles more.',
    ],
    [{ ...dear, ...still }, 'It is better, at a price: general text got 12 % harder. At length it still often goes round in circles.'],
    [{ ...still, verdict: 'little' }, 'It is hardly better. At length it still often goes round in circles.'],
    [{ ...dear, verdict: 'worse' }, 'It is not better.'],
  ])('%j', (part, sentence) => expect(verdictLine({ ...proven, ...part })).toBe(sentence))
})

test('a proof that read less than the run says so, and one that read all of it says nothing', () => {
  expect(proofLines(proven)).toMatch(/12000 of the 20000 characters of held-out works[^]*its own figures differ a little/)
  expect(proofLines({ ...proven, heldOut: { ...proven.heldOut, read: 20_000 } })).toMatch(/of the 20000 characters of held-out works(?![^]*differ)/)
})

test('it names the works that were held out, and tells what is said again beside their author', () => {
  const text = proofText(proven, { learnt: [], heldOut: [{ id: 'a', title: '灯下', text: '灯下写字的人' }], by: 'record' })
  expect(text).toContain('held out: 灯下 (6 characters)')
  expect(proofText(proven, { learnt: [], heldOut: [{ id: 'a', title: '信', text: '问：写？答：写。', context: [[0, 6]] }], by: 'record' })).toContain(
    '信 (2 characters)',
  )
  expect(text).toMatch(/0\.020 +0\.030 {2}of rows of four[^\n]*their author 0\.010/)
})

test('a division that nothing tells is said to be a guess, and one that is known is not', () => {
  const told = (by: 'name' | 'record' | 'bundle' | 'mark' | 'guess') =>
    proofText(proven, { learnt: [], heldOut: [{ id: 'a', title: '灯下', text: '灯下' }], by })
  expect(told('guess')).toContain('Which works were held out is a guess: nothing beside the adapter tells which works it learnt.')
  for (const by of ['name', 'record', 'bundle', 'mark'] as const) expect(told(by)).not.toContain('guess')
})
