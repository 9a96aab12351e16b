import { describe, expect, test } from 'vitest'
import { add, causalAttention, causalMask, constant, crossEntropyRows, integers, multiply, scale, type Shape, type Tensor } from '#engine/graph/index.ts'
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

  test('against several targets is the mean of what it is against each, by their shares', async () => {
    const shapes: Shape[] = [
      [4, 6],
      [7, 6],
    ]
    const ids = [1, 3, 6, 0, 6, 2, 5, 4]
    const shares = [0.75, 0.25, 1, 0, 0.5, 0.5, 0.1, 0.9]
    const soft = { ids: constant(BigInt64Array.from(ids, BigInt), [4, 2]), shares: constant(Float32Array.from(shares), [4, 2]) }
    const every = (of: number, all: readonly number[]): number[] => all.filter((_, i) => i % 2 === of)
    const column = (of: number): Tensor => constant(Float32Array.from(every(of, shares)), [4, 1])
    const hard = (x: Tensor, e: Tensor, of: number): Tensor => multiply(column(of), crossEntropyRows(x, e, integers(every(of, ids))))
    const [found, expected] = await Promise.all([
      ownGradients(makeCase(shapes, (x, e) => crossEntropyRows(x!, e!, soft, 3))),
      ownGradients(makeCase(shapes, (x, e) => add(hard(x!, e!, 0), hard(x!, e!, 1)))),
    ])
    expect(relativeDifference(found.value as Float32Array, expected.value as Float32Array)).toBeLessThan(1e-6)
    for (const [i, gradient] of found.gradients.entries())
      expect(relativeDifference(gradient as Float32Array, expected.gradients[i] as Float32Array)).toBeLessThan(1e-5)
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
