import { describe, expect, test } from 'vitest'
import { type ParameterSpec } from '#engine/model/index.ts'
import { DEFAULT_OPTIMISER } from '#engine/training/index.ts'
import { gradientNorm, Optimiser } from '#engine/training/optimiser.ts'
import { normal, relativeDifference } from '../graph/numbers.ts'

const wide: ParameterSpec = { name: 'wide', shape: [6, 16], role: 'matrix' }
const tall: ParameterSpec = { name: 'tall', shape: [16, 6], role: 'residual-matrix' }
const norm: ParameterSpec = { name: 'norm', shape: [5], role: 'norm' }
const embedding: ParameterSpec = { name: 'embedding', shape: [7, 3], role: 'embedding' }

/** AdamW as in its paper (Loshchilov and Hutter 2019, algorithm 2), in double precision. */
function adamW(
  w: Float64Array,
  gradients: readonly Float32Array[],
  { rate, beta1, beta2, decay }: { rate: number; beta1: number; beta2: number; decay: number },
): Float64Array {
  const [m, v] = [new Float64Array(w.length), new Float64Array(w.length)]
  for (const [t, g] of gradients.entries()) {
    w.forEach((x, i) => {
      m[i] = beta1 * m[i]! + (1 - beta1) * g[i]!
      v[i] = beta2 * v[i]! + (1 - beta2) * g[i]! ** 2
      const [mHat, vHat] = [m[i]! / (1 - beta1 ** (t + 1)), v[i]! / (1 - beta2 ** (t + 1))]
      w[i] = x - rate * (mHat / (Math.sqrt(vHat) + 1e-9)) - rate * decay * x
    })
  }
  return w
}

async function updated(
  specs: readonly ParameterSpec[],
  kind: 'muon' | 'adamw',
  steps: number,
  gradientScale = 1e-3,
): Promise<{ weights: Map<string, Float32Array>; gradients: Map<string, Float32Array>[] }> {
  const weights = new Map(specs.map((spec, i) => [spec.name, normal(spec.shape, i + 1)]))
  const gradients = Array.from(
    { length: steps },
    (_, t) => new Map(specs.map((spec, i) => [spec.name, normal(spec.shape, 100 * t + i).map((x) => x * gradientScale)])),
  )
  const optimiser = await Optimiser.create(specs, { ...DEFAULT_OPTIMISER, kind }, { threads: 2 })
  for (const [t, g] of gradients.entries()) await optimiser.update(weights, g, t + 1, 1)
  await optimiser.dispose()
  return { weights, gradients }
}

describe('AdamW', () => {
  test.each([
    [norm, 0],
    [embedding, 0],
    [wide, 0.1],
  ])('moves %o as its paper says, with decay for matrices only', async (spec, decay) => {
    const { weights, gradients } = await updated([spec], 'adamw', 4)
    const { adamRate: rate, beta1, beta2 } = DEFAULT_OPTIMISER
    const expected = adamW(
      Float64Array.from(normal(spec.shape, 1)),
      gradients.map((g) => g.get(spec.name)!),
      { rate, beta1, beta2, decay },
    )
    expect(relativeDifference(weights.get(spec.name)!, expected)).toBeLessThan(1e-6)
  })
})

describe('Muon', () => {
  test.each([wide, tall])('moves %o by a nearly orthogonal matrix', async (spec) => {
    const { weights } = await updated([spec], 'muon', 1)
    const [rows, columns] = spec.shape as [number, number]
    const { muonRate, weightDecay } = DEFAULT_OPTIMISER
    const before = normal(spec.shape, 1)
    const step = muonRate * Math.max(1, Math.sqrt(rows / columns))
    const move = before.map((x, i) => (x * (1 - muonRate * weightDecay) - weights.get(spec.name)![i]!) / step)
    // The quintic leaves singular values between about 0.7 and 1.2: the square of each is on the Gram matrix's diagonal, roughly.
    const small = Math.min(rows, columns)
    const at = (i: number, k: number): number => (rows <= columns ? move[i * columns + k]! : move[k * columns + i]!)
    for (let i = 0; i < small; i++) {
      for (let j = 0; j < small; j++) {
        let dot = 0
        for (let k = 0; k < Math.max(rows, columns); k++) dot += at(i, k) * at(j, k)
        if (i === j) expect(Math.abs(dot - 0.9)).toBeLessThan(0.45)
        else expect(Math.abs(dot)).toBeLessThan(0.35)
      }
    }
  })

  test('moves matrices alike whatever the size of their gradient, and the others by AdamW', async () => {
    const small = await updated([wide, tall, norm, embedding], 'muon', 3, 1e-3)
    const tiny = await updated([wide, tall, norm, embedding], 'muon', 3, 1e-5)
    for (const name of ['wide', 'tall', 'norm', 'embedding'])
      expect(relativeDifference(small.weights.get(name)!, tiny.weights.get(name)!), name).toBeLessThan(1e-3)
    const adam = await updated([wide, tall, norm, embedding], 'adamw', 3, 1e-3)
    for (const name of ['norm', 'embedding']) expect(adam.weights.get(name)).toEqual(small.weights.get(name))
    expect(adam.weights.get('wide')).not.toEqual(small.weights.get('wide'))
  })
})

test('scales the whole gradient down to the norm it is clipped to', async () => {
  const optimiser = await Optimiser.create([norm], { ...DEFAULT_OPTIMISER, kind: 'adamw', clipNorm: 1 }, {})
  const gradient = Float32Array.of(3, 0, 4, 0, 0)
  expect(gradientNorm(new Map([['norm', gradient]]))).toBe(5)
  expect(await optimiser.update(new Map([['norm', new Float32Array(5)]]), new Map([['norm', gradient]]), 1, 1)).toBe(5)
  expect(optimiser.state.get('mean.norm')!.map((x) => Math.round(x * 1000) / 1000)).toEqual(Float32Array.of(0.06, 0, 0.08, 0, 0))
  await optimiser.dispose()
})
