import { describe, expect, test } from 'vitest'
import { Random } from '#engine/model/index.ts'
import { SoftTargets, softTargetBytes, thinned } from '#engine/tuning/soft-targets.ts'

const random = new Random(5)
/** Probabilities of a few likely tokens and many unlikely ones. */
function spread(size: number, steepness: number): Float32Array {
  const raw = Float32Array.from({ length: size }, () => Math.exp(steepness * random.normal()))
  const total = raw.reduce((sum, one) => sum + one, 0)
  return raw.map((one) => one / total)
}
const total = (numbers: Iterable<number>): number => [...numbers].reduce((sum, one) => sum + one, 0)

describe('what is expected, in a few tokens', () => {
  test.each([
    ['of much that is likely', 2],
    ['of little that is', 0.1],
    ['where one token is all', 12],
  ])('has as many as it may, each once, and is whole: %s', (_, steepness) => {
    const probabilities = spread(500, steepness)
    for (const at of [0.001, 0.37, 0.999]) {
      const { ids, shares } = thinned(probabilities, 16, at)
      expect(ids.length).toBeLessThanOrEqual(16)
      expect(ids.length).toBeGreaterThan(steepness > 10 ? 0 : 14)
      expect(new Set(ids).size).toBe(ids.length)
      expect(total(shares)).toBeCloseTo(1, 5)
    }
  })

  test('keeps the likely as they are, and gives every token what it had, on average over what is drawn', () => {
    const probabilities = spread(60, 1.5)
    const mean = new Float64Array(60)
    const times = 4000
    for (let i = 0; i < times; i++) {
      const { ids, shares } = thinned(probabilities, 8, (i + 0.5) / times)
      for (const [j, id] of ids.entries()) mean[id]! += shares[j]! / times
    }
    expect(Math.max(...probabilities.map((probability, id) => Math.abs(probability - mean[id]!)))).toBeLessThan(2e-3)
    const likeliest = probabilities.indexOf(Math.max(...probabilities))
    for (const at of [0.1, 0.6]) {
      const { ids, shares } = thinned(probabilities, 8, at)
      expect(shares[ids.indexOf(likeliest)]).toBeCloseTo(probabilities[likeliest]!, 5)
    }
  })

  test('is all of it where there are no more tokens than it may have', () => {
    const probabilities = Float32Array.of(0.5, 0, 0.25, 0.25)
    expect(thinned(probabilities, 6, 0.5)).toEqual({ ids: Uint32Array.of(0, 2, 3), shares: Float32Array.of(0.5, 0.25, 0.25) })
  })
})

describe('windows that are softened', () => {
  const softTargets = new SoftTargets(3, 10, { weight: 0.4, tokens: 3 })
  softTargets.keep(1, Float32Array.of(0, 0.5, 0, 0.25, 0, 0, 0.25, 0, 0, 0))
  softTargets.keep(2, Float32Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 0))
  const batch = (targets: readonly bigint[], places: readonly number[]) => ({
    ...{ tokens: new BigInt64Array(targets.length), targets: BigInt64Array.from(targets), starts: new Float32Array(targets.length) },
    places: Uint32Array.from(places),
  })
  const rows = (targets: readonly bigint[], places: readonly number[], weight = 0.4) => {
    const { width, ids, shares } = softTargets.soften(batch(targets, places), weight).soft
    return targets.map((_, i) => Array.from({ length: width }, (_, j) => [Number(ids[i * width + j]), Number(shares[i * width + j]!.toFixed(4))]))
  }

  test('learn what the text says, and by their weight what is expected at their places', () => {
    expect(rows([9n, 3n], [1, 1])).toEqual([
      [
        [9, 0.6],
        [1, 0.2],
        [3, 0.1],
        [6, 0.1],
      ],
      [
        [3, 0.7],
        [1, 0.2],
        [6, 0.1],
        [0, 0],
      ],
    ])
  })

  test('name no token twice, also where less is expected than there is room for', () => {
    expect(rows([0n, 1n], [2, 2])).toEqual([
      [
        [0, 0.6],
        [1, 0.4],
        [2, 0],
        [3, 0],
      ],
      [
        [1, 1],
        [0, 0],
        [2, 0],
        [3, 0],
      ],
    ])
  })

  test('learn the text alone where the weight is none', () => {
    expect(rows([9n], [1], 0)[0]!.filter(([, share]) => share! > 0)).toEqual([[9, 1]])
  })
})

test('the memory it takes is told', () => {
  expect([8000, 262_144].map((vocabulary) => softTargetBytes(1000, vocabulary, { weight: 0.3, tokens: 32 }))).toEqual([192_000, 256_000])
})
