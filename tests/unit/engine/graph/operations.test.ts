import { describe, expect, test } from 'vitest'
import { causalAttention, causalMask, crossEntropyRows, integers, scale, type Shape } from '#engine/graph/index.ts'
import { differences, makeCase, ownGradients, relativeDifference } from './numbers.ts'
import { OPERATIONS } from './operation-table.ts'

describe('the gradient by finite differences', () => {
  test.each(OPERATIONS)('agrees for %s', async (_, shapes, f) => {
    const own = makeCase(shapes, f)
    const { gradients } = await ownGradients(own, { threads: 2 })
    for (const [i, slopes] of (await differences(own, 1e-2)).entries()) {
      expect(relativeDifference(gradients[i] as Float32Array, slopes)).toBeLessThan(1e-3)
    }
  })
})

describe('causalAttention', () => {
  test('gives the same in blocks of any height', async () => {
    const shapes: Shape[] = [
      [2, 2, 2, 9, 4],
      [2, 2, 9, 4],
      [2, 2, 9, 4],
    ]
    const [whole, ...others] = await Promise.all(
      [9, 1, 2, 4, 100].map((rows) => ownGradients(makeCase(shapes, (q, k, v) => causalAttention(q!, k!, v!, causalMask(9, rows))))),
    )
    for (const { value, gradients } of others) {
      expect(relativeDifference(value as Float32Array, whole!.value as Float32Array)).toBeLessThan(1e-6)
      for (const [i, gradient] of gradients.entries()) {
        expect(relativeDifference(gradient as Float32Array, whole!.gradients[i] as Float32Array)).toBeLessThan(1e-6)
      }
    }
  })
})

describe('crossEntropyRows', () => {
  test('gives the same in chunks of any height', async () => {
    const shapes: Shape[] = [
      [9, 6],
      [40, 6],
    ]
    const targets = integers([1, 39, 1, 6, 0, 17, 17, 2, 3])
    const [whole, ...others] = await Promise.all(
      [9, 1, 2, 4, 8].map((rows) => ownGradients(makeCase(shapes, (x, e) => crossEntropyRows(x!, e!, targets, rows)))),
    )
    for (const { value, gradients } of others) {
      expect(relativeDifference(value as Float32Array, whole!.value as Float32Array)).toBeLessThan(1e-6)
      for (const [i, gradient] of gradients.entries()) {
        expect(relativeDifference(gradient as Float32Array, whole!.gradients[i] as Float32Array)).toBeLessThan(1e-6)
      }
    }
  })

  test('stays finite, with a finite gradient, where the target is hopeless', async () => {
    const hopeless = makeCase(
      [
        [1, 2],
        [2, 2],
      ],
      (x, table) => crossEntropyRows(scale(x!, 1000), table!, integers([0])),
    )
    hopeless.feeds.set('p0', Float32Array.of(1, 0))
    hopeless.feeds.set('p1', Float32Array.of(-1, 0, 1, 0))
    const { value, gradients } = await ownGradients(hopeless)
    expect(Number(value[0])).toBeCloseTo(87.3, 0)
    expect(gradients.every((gradient) => [...(gradient as Float32Array)].every(Number.isFinite))).toBe(true)
  })
})
