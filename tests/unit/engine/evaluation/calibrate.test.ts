import { describe, expect, test } from 'vitest'
import { measured } from '#engine/evaluation/figures.ts'
import { fitLogistic } from '#engine/evaluation/logistic.ts'
import { Random } from '#engine/model/random.ts'

describe('logistic regression', () => {
  test('it recovers the coefficients that made the data', () => {
    const random = new Random(3)
    const known = [-0.5, 1.5, -2]
    const observations = Array.from({ length: 20_000 }, () => {
      const features = [1, random.normal(), random.normal()]
      const sum = features.reduce((total, feature, at) => total + feature * (known[at] ?? 0), 0)
      return { features, isTrue: random.uniform() < 1 / (1 + Math.exp(-sum)) }
    })
    const fitted = fitLogistic(observations)
    for (const [at, weight] of known.entries()) expect(Math.abs((fitted[at] ?? 0) - weight)).toBeLessThan(0.1)
  })

  test('a number that says nothing, and data that can be told apart without a doubt, give finite weights', () => {
    const observations = Array.from({ length: 100 }, (_, at) => ({ features: [1, at < 50 ? -1 : 1, 0], isTrue: at >= 50 }))
    const fitted = fitLogistic(observations)
    expect(fitted.every(Number.isFinite)).toBe(true)
    expect(fitted[1]).toBeGreaterThan(1)
    expect(fitted[2]).toBe(0)
  })

  test('nothing cannot be fitted', () => {
    expect(() => fitLogistic([])).toThrow(RangeError)
  })
})

describe('figures', () => {
  const tally = { typed: 8, accepted: 2, asked: 8, shown: 4, right: 1, shownCharacters: 10, keys: 21, plainKeys: 25 }

  test('they are shares of what was written, asked and shown', () => {
    expect(measured([tally])).toMatchObject({
      saved: 0.2,
      precision: 0.25,
      coverage: 0.5,
      keysSaved: 0.16,
      errors: null,
      stretches: 1,
      characters: 10,
      shown: 4,
      length: 2.5,
    })
  })

  test('without anything they are nothing', () => {
    expect(measured([])).toMatchObject({ saved: 0, precision: 0, coverage: 0, keysSaved: 0, length: 0, errors: null })
  })

  test('the error is none where all stretches are alike, and that of a share where they are not', () => {
    expect(measured([tally, tally, tally]).errors).toMatchObject({ saved: expect.closeTo(0, 9) })
    const coin = Array.from({ length: 100 }, (_, at) => ({ ...tally, typed: at % 2 ? 10 : 0, accepted: at % 2 ? 0 : 10 }))
    const { errors } = measured(coin)
    expect(errors?.saved).toBeGreaterThan(0.04)
    expect(errors?.saved).toBeLessThan(0.06)
  })
})
