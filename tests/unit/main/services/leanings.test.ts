import { describe, expect, test } from 'vitest'
import type { HabitCount } from '#main/store/habits.ts'
import { counted, habitFrom } from '#main/services/leanings.ts'
import { shiftLimits, type SuggestionOutcome, type SuggestionPlace } from '#preload/contract/habits.ts'

const place: SuggestionPlace = { position: 'start', block: 'paragraph', writing: 'han' }

/** What follows from so many of each, all of them as likely right. */
function shift(outcomes: Partial<Record<SuggestionOutcome, number>>, chance = 0.6): number | undefined {
  const none = { model: 'm', ...place, accepted: 0, along: 0, passed: 0, refused: 0, expected: 0 }
  const sum = Object.entries(outcomes).reduce<HabitCount>((total, [outcome, times]) => {
    const one = counted('m', place, outcome as SuggestionOutcome, chance)
    const add = (name: 'accepted' | 'along' | 'passed' | 'refused' | 'expected') => total[name] + times * one[name]
    return { ...total, accepted: add('accepted'), along: add('along'), passed: add('passed'), refused: add('refused'), expected: add('expected') }
  }, none)
  return habitFrom(sum)?.shift
}

describe('an author', () => {
  test('of whom nothing or next to nothing is known changes nothing at all', () => {
    expect([shift({}), shift({ refused: 7 }), shift({ accepted: 7 })]).toEqual([0, 0, 0])
  })

  test('of whom little is known changes little', () => {
    expect(shift({ passed: 5, accepted: 3 })).toBeGreaterThan(-0.4)
    expect(shift({ passed: 5, accepted: 3 })).toBeLessThan(0)
  })

  test('for whom the calibration is true leans nowhere, whatever the model is worth', () => {
    for (const chance of [0.2, 0.5, 0.9]) expect(shift({ accepted: 100 * chance, passed: 100 * (1 - chance) }, chance)).toBeCloseTo(0, 10)
  })

  test('leans away by what they pass by, sooner by what they send away, and half by what they only type along', () => {
    const [passing, refusing, along] = [shift({ passed: 20 }), shift({ refused: 20 }), shift({ along: 12, passed: 8 })]
    expect(refusing).toBeLessThan(passing!)
    expect(passing).toBeLessThan(along!)
    expect(along).toBeLessThan(0)
  })

  test('leans towards what they take more often than expected', () => {
    expect(shift({ accepted: 30, passed: 5 })).toBeGreaterThan(0.4)
  })

  test('can neither silence a kind of place nor have everything shown there', () => {
    expect([shift({ refused: 1e6 }), shift({ accepted: 1e6 })]).toEqual([shiftLimits.least, shiftLimits.most])
  })
})

test('what cannot be a kind of place, or was expected as nothing can be, does no harm', () => {
  expect(habitFrom({ ...counted('m', place, 'passed', 1), position: 'nowhere' })).toBeUndefined()
  for (const expected of [0, 300]) {
    const shift = habitFrom({ ...counted('m', place, 'passed', 1), passed: 50, accepted: 50, expected })?.shift ?? NaN
    expect(shift).toBeGreaterThanOrEqual(shiftLimits.least)
    expect(shift).toBeLessThanOrEqual(shiftLimits.most)
  }
})
