import { expect, test } from 'vitest'
import { Random } from '#engine/model/index.ts'

const take = (random: Random, n: number): number[] => Array.from({ length: n }, () => random.uniform())

test('gives the same numbers for the same seed, others for another seed or stream', () => {
  const first = take(new Random(7), 50)
  expect(take(new Random(7), 50)).toEqual(first)
  for (const other of [new Random(8), new Random(7, 1), new Random(7 + 2 ** 32)]) expect(take(other, 50)).not.toEqual(first)
})

test('is uniform in [0, 1), and normal, as far as 20,000 numbers show', () => {
  const random = new Random(1)
  const uniform = take(random, 20_000)
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...uniform)).toBeLessThan(1)
  expect(uniform.reduce((a, b) => a + b) / 20_000).toBeCloseTo(0.5, 1.7)
  const normal = Array.from({ length: 20_000 }, () => random.normal())
  expect(normal.reduce((a, b) => a + b) / 20_000).toBeCloseTo(0, 1.5)
  expect(normal.reduce((a, b) => a + b * b, 0) / 20_000).toBeCloseTo(1, 1.3)
})

test('shuffles every order about equally often', () => {
  const random = new Random(3)
  const counts = new Map<string, number>()
  for (let i = 0; i < 6000; i++) {
    const items = Uint32Array.of(1, 2, 3)
    random.shuffle(items)
    counts.set(items.join(), (counts.get(items.join()) ?? 0) + 1)
  }
  expect(counts.size).toBe(6)
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
})
