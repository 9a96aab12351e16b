import { describe, expect, test } from 'vitest'
import { type Elements, Session } from '#engine/graph/index.ts'
import { buildDecoder, ConfigError, type DecoderConfig, grow, initialWeights, logits, parameterSpecs, Random, type SizedWeights } from '#engine/model/index.ts'
import { DEFAULT_OPTIMISER, Optimiser } from '#engine/training/optimiser.ts'
import { TrainingStep } from '#engine/training/step.ts'

const CONFIG: DecoderConfig = {
  vocabulary: 19,
  width: 12,
  layers: 2,
  heads: 2,
  keyHeads: 1,
  headWidth: 6,
  feedForward: 10,
  tied: true,
  ropeTheta: 10_000,
  normEpsilon: 1e-6,
  contextLength: 8,
}
const SHAPE = { batch: 2, length: 8 }
const TOKENS = BigInt64Array.from({ length: 16 }, (_, at) => BigInt((at * 7) % 19))

/** As after some training: no two numbers alike, norms away from one. */
function trained(): SizedWeights {
  const random = new Random(3)
  const weights = [...initialWeights(CONFIG, 2)].map(
    ([name, w]) => [name, w.map((x) => x * 2 + (name.includes('norm') ? 0.2 : 0.02) * random.normal())] as const,
  )
  return { config: CONFIG, weights: new Map(weights) }
}

async function logitsOf({ config, weights }: SizedWeights): Promise<Float32Array> {
  const session = await Session.compile([logits(buildDecoder(config, SHAPE))])
  const [result] = await session.run(new Map<string, Elements>([...weights, ['tokens', TOKENS]]))
  await session.dispose()
  return result as Float32Array
}

describe('a decoder that grows', () => {
  test.each([
    ['in depth', { layers: 4 }],
    ['in depth, unevenly', { layers: 3 }],
    ['in its feed-forward', { feedForward: 16 }],
    ['in both', { layers: 5, feedForward: 11 }],
    ['not at all', {}],
  ])('says what it said before: %s', async (_, growth) => {
    const before = await logitsOf(trained())
    const grown = grow(trained(), growth, 7)
    expect(grown.config).toEqual({ ...CONFIG, ...growth })
    for (const { name, shape } of parameterSpecs(grown.config)) expect(grown.weights.get(name)).toHaveLength(shape.reduce((a, b) => a * b, 1))
    const after = await logitsOf(grown)
    expect(Math.max(...after.map((x, at) => Math.abs(x - before[at]!)))).toBeLessThan(1e-5)
  })

  test('puts new layers between the others, each a repetition of the one before it that adds nothing yet', () => {
    const { weights } = grow(trained(), { layers: 4 }, 7)
    const before = trained().weights
    const layer = (at: number, part: string): Float32Array | undefined => weights.get(`model.layers.${at}.${part}.weight`)
    for (const [at, old] of [0, 0, 1, 1].entries()) {
      expect(layer(at, 'self_attn.q_proj')).toEqual(before.get(`model.layers.${old}.self_attn.q_proj.weight`))
      for (const part of ['self_attn.o_proj', 'mlp.down_proj']) expect(layer(at, part)?.every((x) => x === 0)).toBe(at % 2 === 1)
    }
  })

  test('learns with all that is new: after two steps no new matrix is as it was', async () => {
    const grown = grow(trained(), { layers: 3, feedForward: 14 }, 7)
    const weights = new Map([...grown.weights].map(([name, w]) => [name, Float32Array.from(w)]))
    const step = await TrainingStep.compile(grown.config, SHAPE, {})
    const optimiser = await Optimiser.create(parameterSpecs(grown.config), { ...DEFAULT_OPTIMISER, weightDecay: 0 }, {})
    for (const at of [1, 2]) {
      const { gradients } = await step.run(weights, { tokens: TOKENS, targets: TOKENS.map((token) => (token + 1n) % 19n), starts: new Float32Array(16) })
      await optimiser.update(weights, gradients, at, 0.1)
    }
    await Promise.all([step.dispose(), optimiser.dispose()])
    // Layer 1 is the new one; the last four columns of layer 0's down projection weigh its new units.
    for (const part of ['q_proj', 'k_proj', 'v_proj', 'o_proj'].map((name) => `self_attn.${name}`).concat(['mlp.gate_proj', 'mlp.up_proj', 'mlp.down_proj'])) {
      const name = `model.layers.1.${part}.weight`
      expect(weights.get(name)).not.toEqual(grown.weights.get(name))
    }
    const down = weights.get('model.layers.0.mlp.down_proj.weight')!
    for (let row = 0; row < CONFIG.width; row++) expect(down.subarray(row * 14 + 10, row * 14 + 14).every((x) => x !== 0)).toBe(true)
  })

  test.each([
    [{ layers: 1 }, /layers can only grow: the model has 2, 1 would be fewer/],
    [{ feedForward: 9 }, /feedForward can only grow: the model has 10, 9 would be fewer/],
  ])('refuses to become smaller: %j', (growth, message) => {
    expect(() => grow(trained(), growth, 7)).toThrow(message)
    expect(() => grow(trained(), growth, 7)).toThrow(ConfigError)
  })
})
