import { describe, expect, test } from 'vitest'
import { type Findings, isAlarming, isWorthUsing, type Verdict, verdictOf } from '#engine/proof/verdict.ts'

const sides = <T>(before: T, after: T) => ({ before, after })
const saved = (before: number, after: number, error: number | null = 0.01) => ({ savedChange: { value: after - before, error } })

/** One that is better in everything. */
const good: Findings = {
  bitsPerCharacter: sides(4, 3.6),
  ...saved(0.2, 0.25),
  general: sides(3.5, 3.6),
  recital: sides({ own: 0, longest: 0 }, { own: 0.02, longest: 25 }),
}
const verdict = (other: Partial<Findings>): Verdict => verdictOf({ ...good, ...other })

describe('how much easier held-out works are', () => {
  test.each<[after: number, Verdict]>([
    [3.6, 'better'],
    [3.92, 'better'],
    [3.921, 'little'],
    [3.98, 'little'],
    [3.981, 'worse'],
    [4, 'worse'],
    [4.3, 'worse'],
    [Number.NaN, 'worse'],
    [Infinity, 'worse'],
  ])('%d bits after 4 are %s', (after, expected) => {
    expect(verdict({ bitsPerCharacter: sides(4, after) })).toBe(expected)
  })
})

describe('what writing saves', () => {
  test('may fall by chance', () => expect(verdict(saved(0.2, 0.181))).toBe('better'))
  test('is not to fall by more', () => expect(verdict(saved(0.2, 0.17))).toBe('worse'))
  test('is not to fall by a quarter, however different the stretches are, where nearly all of them fall', () => {
    const bits = { bitsPerCharacter: sides(4.8, 4.2) }
    expect([verdict({ ...saved(0.214, 0.163, 0.012), ...bits }), verdict({ ...saved(0.214, 0.163, 0.03), ...bits })]).toEqual(['worse', 'better'])
  })
  test('is not judged where it could not be measured', () => expect(verdict({ savedChange: null })).toBe('better'))
  test('needs a plain fall where a single stretch tells no error', () => {
    expect([verdict(saved(0.2, 0.195, null)), verdict(saved(0.2, 0.18, null))]).toEqual(['better', 'worse'])
  })
})

describe('general language', () => {
  test('may suffer by 15 %', () => expect(verdict({ general: sides(4, 4.6) })).toBe('better'))
  test('is forgotten beyond', () => expect([verdict({ general: sides(4, 4.61) }), verdict({ general: sides(3, Number.NaN) })]).toEqual(['forgets', 'forgets']))
  test('is no reason where nothing was learnt either', () => expect(verdict({ general: sides(3, 4), bitsPerCharacter: sides(4, 4) })).toBe('worse'))
})

describe('what is said again', () => {
  const after = (own: number, longest: number, before = { own: 0, longest: 0 }) => ({ recital: sides(before, { own, longest }) })
  test('may be a tenth of the windows, and sixty characters in a row', () => expect(verdict(after(0.1, 60))).toBe('better'))
  test('warns beyond', () => expect([verdict(after(0.11, 30)), verdict(after(0.01, 61))]).toEqual(['recites', 'recites']))
  test('does not warn of what the base says as well', () => expect(verdict(after(0.2, 80, { own: 0.2, longest: 80 }))).toBe('better'))
  test('outweighs everything else', () => expect(verdict({ ...after(0.5, 99), bitsPerCharacter: sides(4, 5) })).toBe('recites'))
  test('is nothing where there is nothing to say again', () => expect([verdict({ recital: null }), isAlarming(null)]).toEqual(['better', false]))
})

test('only what is better is offered', () => {
  const all: Verdict[] = ['better', 'little', 'worse', 'forgets', 'recites']
  expect(all.filter(isWorthUsing)).toEqual(['better', 'little'])
})
