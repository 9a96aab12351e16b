import { describe, expect, test } from 'vitest'
import {
  adapterFrom,
  type Bits,
  ConfigError,
  type DecoderConfig,
  frozenElements,
  initialLora,
  initialWeights,
  LORA_TARGETS,
  loraFactor,
  type LoraOptions,
  loraSpecs,
  loraTargets,
  type ParameterPlan,
  parameterSpecs,
  Random,
} from '#engine/model/index.ts'
import { type Feeds, LossRows, TrainingStep } from '#engine/training/index.ts'
import { normal, relativeDifference } from '../graph/numbers.ts'

const tiedConfig: DecoderConfig = {
  vocabulary: 29,
  width: 64,
  layers: 2,
  heads: 4,
  keyHeads: 2,
  headWidth: 16,
  feedForward: 128,
  tied: true,
  ropeTheta: 10_000,
  normEpsilon: 1e-6,
  contextLength: 12,
}
const usual: LoraOptions = { rank: 3, alpha: 6, stabilised: false, targets: LORA_TARGETS }

describe.each([
  ['its embedding as its head', tiedConfig],
  ['a head of its own', { ...tiedConfig, tied: false }],
])('a decoder with adapters and %s', (_, config) => {
  const shape = { batch: 2, length: 12 }
  const options: LoraOptions = { ...usual, targets: loraTargets(config) }
  const random = new Random(8)
  const ids = (): BigInt64Array => BigInt64Array.from({ length: 24 }, () => BigInt(random.below(config.vocabulary)))
  const batch = { tokens: ids(), targets: ids(), starts: new Float32Array(24) }
  const weights = new Map([...initialWeights(config, 4)].map(([name, w]) => [name, name.includes('norm') ? w : w.map((x) => 3 * x)]))
  const specs = loraSpecs(config, options)
  const plan = (bits: Bits): ParameterPlan => ({ isFrozen: () => true, bits, lora: { specs, factor: loraFactor(options) } })
  /** An adapter in which both matrices matter. */
  const adapted = new Map(specs.flatMap(({ a, b }, i) => [a, b].map((spec, k) => [spec.name, normal(spec.shape, 2 * i + k).map((x) => 0.1 * x)] as const)))

  /** W + factor · B·A. */
  function merged(): Map<string, Float32Array> {
    const adapter = adapterFrom(specs, adapted)
    return new Map(
      [...weights].map(([name, w]) => {
        const own = adapter.get(name)
        if (own === undefined) return [name, w]
        const width = own.a.length / options.rank
        return [name, w.map((x, at) => x + loraFactor(options) * product(own, Math.floor(at / width), at % width, width))]
      }),
    )
  }

  function product({ a, b }: { a: Float32Array; b: Float32Array }, row: number, column: number, width: number): number {
    return Array.from({ length: options.rank }, (_, r) => b[row * options.rank + r]! * a[r * width + column]!).reduce((x, y) => x + y)
  }

  async function run(feeds: Feeds, plan?: ParameterPlan, recompute = false) {
    const step = await TrainingStep.compile(config, { ...shape, recompute }, { threads: 2 }, plan)
    const result = await step.run(feeds, batch)
    await step.dispose()
    return result
  }

  const frozen = (bits: Bits): Feeds => new Map(parameterSpecs(config).flatMap((spec) => frozenElements(spec, weights.get(spec.name)!, bits)))

  test('has the loss and the gradients of the decoder into which they are merged, by the chain rule, ten times with two threads', async () => {
    const whole = await run(merged())
    for (let time = 0; time < 10; time++) {
      const { loss, gradients } = await run(new Map([...frozen(32), ...adapted]), plan(32))
      expect(loss).toBeCloseTo(whole.loss, 5)
      expect([...gradients.keys()].sort()).toEqual([...adapted.keys()].sort())
      for (const { matrix, a, b } of specs) {
        const [slope, factor, width] = [whole.gradients.get(matrix)!, loraFactor(options), a.shape[1]!]
        const [ofA, ofB] = [adapted.get(a.name)!, adapted.get(b.name)!]
        // dA = factor · Bᵀ·dW, dB = factor · dW·Aᵀ
        const [slopeA, slopeB] = [new Float32Array(ofA.length), new Float32Array(ofB.length)]
        for (const [at, g] of slope.entries()) {
          const [row, column] = [Math.floor(at / width), at % width]
          for (let r = 0; r < options.rank; r++) {
            slopeA[r * width + column]! += factor * ofB[row * options.rank + r]! * g
            slopeB[row * options.rank + r]! += factor * ofA[r * width + column]! * g
          }
        }
        expect(relativeDifference(gradients.get(a.name)!, slopeA), a.name).toBeLessThan(2e-5)
        expect(relativeDifference(gradients.get(b.name)!, slopeB), b.name).toBeLessThan(2e-5)
      }
    }
  })

  test.each([32, 8, 4] as const)('has the gradients of finite differences, its own weights in %d bits', async (bits) => {
    const feeds = frozen(bits)
    const { gradients } = await run(new Map([...feeds, ...adapted]), plan(bits))
    const rows = await LossRows.compile(config, shape, { threads: 2 }, plan(bits))
    const chance = new Random(5)
    for (const [name, w] of adapted) {
      const direction = w.map(() => chance.normal())
      const at = async (step: number): Promise<number> => {
        const moved = w.map((x, i) => x + step * direction[i]!)
        return (await rows.run(new Map([...feeds, ...adapted, [name, moved] as const]), batch)).reduce((a, b) => a + b) / 24
      }
      const slope = ((await at(2e-3)) - (await at(-2e-3))) / 4e-3
      const expected = gradients.get(name)!.reduce((sum, g, i) => sum + g * direction[i]!, 0)
      expect(Math.abs(slope - expected) / (0.02 + Math.abs(expected)), name).toBeLessThan(2e-2)
    }
    await rows.dispose()
  })

  test('has the same loss and gradients, to the last bit, where its layers are computed again backward', async () => {
    for (const [feeds, own] of [[new Map([...frozen(8), ...adapted]), plan(8)] as const, [weights, undefined] as const]) {
      const [kept, again] = [await run(feeds, own), await run(feeds, own, true)]
      expect(again.loss).toBe(kept.loss)
      for (const [name, gradient] of kept.gradients) expect(relativeDifference(again.gradients.get(name)!, gradient), name).toBeLessThan(1e-6)
    }
  })

  test('is the decoder itself while B is zero', async () => {
    const begun = initialLora(specs, 1)
    const [own, whole] = [await run(new Map([...frozen(32), ...begun]), plan(32)), await run(weights)]
    expect(own.loss).toBeCloseTo(whole.loss, 6)
    expect(specs.every(({ a, b }) => begun.get(a.name)!.some((x) => x !== 0) && begun.get(b.name)!.every((x) => x === 0))).toBe(true)
  })

  test('loses little in 8 bits and a little more in 4', async () => {
    const losses = await Promise.all(([32, 8, 4] as const).map(async (bits) => (await run(new Map([...frozen(bits), ...adapted]), plan(bits))).loss))
    const [exact, eight, four] = losses as [number, number, number]
    expect(Math.abs(eight - exact)).toBeLessThan(0.01)
    expect(Math.abs(four - exact)).toBeLessThan(0.2)
    expect(eight).not.toBe(exact)
  })

  test('adapts its head only where that is its own', () => {
    expect(specs.some(({ matrix }) => matrix === 'lm_head.weight')).toBe(!config.tied)
    expect(() => loraSpecs(config, { ...options, targets: ['embed_tokens'] })).toThrow('the model has no embed_tokens')
  })
})

test.each([
  [{ rank: 0 }, 'the rank must be a whole number above 0, not 0'],
  [{ alpha: Number.NaN }, 'alpha must be above 0, not NaN'],
  [{ targets: ['q_proj', 'c_proj'] }, 'the model has no c_proj; there are q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj'],
  [{ targets: [] }, 'the model has no matrix to adapt; there are q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj'],
])('refuses an adapter that is none: %o', (change, message) => {
  expect(() => loraSpecs(tiedConfig, { ...usual, ...change })).toThrow(new ConfigError(message))
})

test('a stabilised adapter is divided by the root of its rank', () => {
  expect([loraFactor({ rank: 16, alpha: 32, stabilised: false }), loraFactor({ rank: 16, alpha: 32, stabilised: true })]).toEqual([2, 8])
})
