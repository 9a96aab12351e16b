import { describe, expect, test } from 'vitest'
import { calibrationFrom, calibrationToText, featureNames, featuresOf, probabilityRight } from '#engine/completion/calibration.ts'
import type { WordEvidence } from '#engine/completion/evidence.ts'
import { trusting } from './calibrations.ts'

const word: WordEvidence = { text: '天气', probability: 0.8, firstProbability: 0.9, entropy: 0.5, probabilitySoFar: 1, lengthSoFar: 0, gain: null, hearsay: 0 }
const place = { position: 'word', block: 'paragraph', writing: 'han' } as const
const stored = (value: unknown) => calibrationFrom({ type: 'string', value: typeof value === 'string' ? value : JSON.stringify(value) })
const written = () => JSON.parse(calibrationToText(trusting())) as Record<string, unknown>
/** As the first version kept it: one cost, against up to one and a half key presses. */
const first = () => ({ ...written(), version: 1, readingCosts: undefined, readingCost: 3 })

describe('a calibration in a model’s file', () => {
  test('it is read as it was written', () => {
    expect(stored(calibrationToText(trusting()))).toEqual({ calibration: trusting(), problem: null })
  })

  test('one of the first version is read: its one cost holds for every writing, against the one key press that counts now', () => {
    expect(stored(first())).toEqual({ calibration: trusting({ readingCosts: { han: 2, letters: 2 } }), problem: null })
  })

  test('one of the second version is read: it counts what follows for nothing', () => {
    const { amidst: _, gain: __, ...weights } = written()['weights'] as Record<string, number>
    const { calibration, problem } = stored({ ...written(), version: 2, weights })
    expect({ calibration, problem }).toEqual({ calibration: trusting(), problem: null })
    const right = (gain: number | null) => probabilityRight(calibration ?? trusting(), featuresOf({ ...word, gain }, place))
    expect(right(-2)).toBe(right(null))
    expect(stored({ ...written(), weights }).calibration).toBeNull()
  })

  test('what follows counts by what it gains, within bounds, and only where something follows', () => {
    const by = (gain: number | null) => featuresOf({ ...word, gain }, place).slice(-2)
    expect([by(null), by(0), by(1.5), by(50), by(-Infinity)]).toEqual([
      [0, 0],
      [1, 0],
      [1, 1.5],
      [1, 3],
      [1, -3],
    ])
  })

  test('a file without one has no problem', () => {
    expect(calibrationFrom(undefined)).toEqual({ calibration: null, problem: null })
  })

  test.each<[string, unknown]>([
    ['no JSON', '{"version":1,'],
    ['null', 'null'],
    ['a list', []],
    ['a later version', { ...written(), version: 4 }],
    ['a version that is a text', { ...written(), version: '2' }],
    ['a missing weight', { ...written(), weights: { bias: 1 } }],
    ['weights that are inherited, not given', { ...written(), weights: { ['__proto__']: written()['weights'] } }],
    ['a weight that is no number', { ...written(), weights: { ...Object.fromEntries(featureNames.map((name) => [name, 1])), entropy: '1' } }],
    ['a weight beyond all fits', { ...written(), weights: { ...Object.fromEntries(featureNames.map((name) => [name, 1])), entropy: 1e9 } }],
    ['a negative cost', { ...written(), readingCosts: { han: -1, letters: 1 } }],
    ['a cost that is missing', { ...written(), readingCosts: { han: 1 } }],
    ['a cost that is inherited, not given', { ...written(), readingCosts: { han: 1, ['__proto__']: { letters: 1 } } }],
    ['a cost that is no number', { ...written(), readingCosts: { han: 1, letters: '1' } }],
    ['a cost beyond all sense', { ...written(), readingCosts: { han: 1e300, letters: 1 } }],
    ['costs that are one number', { ...written(), readingCosts: 1 }],
    ['no costs', { ...written(), readingCosts: null }],
    ['the cost of the first version in the second', { ...written(), readingCosts: undefined, readingCost: 1 }],
    ['the costs of the second version in the first', { ...written(), version: 1 }],
    ['a negative cost in the first version', { ...first(), readingCost: -1 }],
    ['no cost in the first version', { ...first(), readingCost: undefined }],
    ['a probability above 1', { ...written(), leastProbability: 1.5 }],
    ['bins that are none', { ...written(), reliability: [null] }],
    ['a thousand bins', { ...written(), reliability: Array.from({ length: 1000 }, () => ({ predicted: 0, seen: 0, count: 0 })) }],
    ['a text without end', `"${'a'.repeat(1e6)}"`],
  ])('one that is damaged or hostile is not used, and that is told: %s', (_, value) => {
    expect(stored(value)).toEqual({ calibration: null, problem: 'its moke.calibration is damaged or of another version, and is not used' })
  })

  test('one that is no text is not used either', () => {
    expect(calibrationFrom({ type: 'uint32', value: 1 })).toMatchObject({ calibration: null, problem: expect.any(String) })
  })
})

describe('what is known of a word', () => {
  test('it is as many numbers as there are weights, all finite, however sure or unsure the model is', () => {
    for (const probability of [0, 1e-30, 0.5, 1]) {
      const features = featuresOf(
        { ...word, probability, firstProbability: probability, probabilitySoFar: probability },
        { position: 'inside', block: 'item', writing: 'han' },
      )
      expect(features.length).toBe(featureNames.length)
      expect(features.every(Number.isFinite)).toBe(true)
    }
  })

  test('the place counts for the first word only', () => {
    const named = (lengthSoFar: number) => {
      const features = featuresOf({ ...word, lengthSoFar }, { position: 'latin', block: 'heading', writing: 'letters' })
      return featureNames.filter((name, at) => ['laterWord', 'afterLatin', 'heading'].includes(name) && features[at] === 1)
    }
    expect([named(0), named(2)]).toEqual([
      ['afterLatin', 'heading'],
      ['laterWord', 'heading'],
    ])
  })

  test('a word is as likely right as the weights say', () => {
    expect(probabilityRight(trusting(), featuresOf(word, { position: 'word', block: 'paragraph', writing: 'han' }))).toBeCloseTo(0.8, 9)
  })
})
