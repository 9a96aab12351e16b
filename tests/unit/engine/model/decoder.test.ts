import { describe, expect, test } from 'vitest'
import { denseGradient, type Device, type Elements, gradients, input, mean, Session } from '#engine/graph/index.ts'
import {
  buildDecoder,
  checkConfig,
  type DecoderConfig,
  initialWeights,
  logits,
  lossRows,
  parameterCount,
  Parameters,
  parameterSpecs,
  Random,
} from '#engine/model/index.ts'
import { relativeDifference } from '../graph/numbers.ts'
import { loadTensorFlow } from '../graph/tensorflow.ts'
import { tensorFlowLoss } from './tensorflow-decoder.ts'

const CONFIG: DecoderConfig = {
  vocabulary: 23,
  width: 12,
  layers: 2,
  heads: 4,
  keyHeads: 2,
  headWidth: 6,
  feedForward: 20,
  tied: true,
  ropeTheta: 10_000,
  normEpsilon: 1e-6,
  contextLength: 9,
}
const SHAPE = { batch: 3, length: 9 }

/** Weights large enough that every part of the model matters to the loss. */
function strongWeights(config: DecoderConfig): Map<string, Float32Array> {
  const random = new Random(11)
  return new Map(
    [...initialWeights(config, 5)].map(([name, w]) => [
      name,
      w.map((x) =>
        name.includes('norm')
          ? 1 + 0.3 * random.normal()
          : name.endsWith('bias')
            ? random.normal()
            : name.includes('embed') || name.includes('head')
              ? x * 30
              : x * 2,
      ),
    ]),
  )
}

function texts(seed: number): number[][] {
  const random = new Random(seed)
  return Array.from({ length: SHAPE.batch }, () => Array.from({ length: SHAPE.length }, () => random.below(CONFIG.vocabulary)))
}

const int64 = (rows: number[][]): BigInt64Array => BigInt64Array.from(rows.flat(), BigInt)

interface Run {
  loss: number
  gradients: Map<string, Float32Array>
}

async function compileLoss(
  config: DecoderConfig,
  device: Device = 'cpu',
): Promise<{ run: (weights: ReadonlyMap<string, Float32Array>) => Promise<Run>; dispose: () => Promise<void> }> {
  const decoder = buildDecoder(config, SHAPE)
  const targets = input('targets', [SHAPE.batch * SHAPE.length], 'int64')
  const loss = mean(lossRows(decoder, targets))
  const { trained } = decoder.parameters
  const names = [...trained.keys()]
  const dense = gradients(loss, [...trained.values()]).map((gradient, i) => denseGradient(gradient, trained.get(names[i]!)!.shape))
  const session = await Session.compile([loss, ...dense], { threads: 2, device })
  return {
    run: async (weights) => {
      const [value, ...rest] = await session.run(new Map<string, Elements>([...weights, ['tokens', int64(texts(1))], ['targets', int64(texts(2))]]))
      return { loss: Number(value![0]), gradients: new Map(names.map((name, i) => [name, rest[i] as Float32Array])) }
    },
    dispose: () => session.dispose(),
  }
}

const VARIANTS = [
  ['tied, grouped heads', CONFIG],
  ['untied, one key head', { ...CONFIG, tied: false, keyHeads: 1 }],
  ['as many key heads as query heads', { ...CONFIG, keyHeads: 4 }],
  ['of llama, untied, positions stretched', { ...CONFIG, family: 'llama', tied: false, ropeDivisors: [1, 2, 8] }],
  ['of qwen2', { ...CONFIG, family: 'qwen2' }],
  [
    'of gemma3',
    {
      ...CONFIG,
      family: 'gemma3',
      layers: 3,
      attentionScale: 0.3,
      ropeDivisors: [8, 8, 8],
      slidingWindow: { tokens: 4, ropeTheta: 100, layers: [true, false, true] },
    },
  ],
] as const satisfies readonly (readonly [string, DecoderConfig])[]

describe.each(VARIANTS)('the whole decoder, %s', (_, config) => {
  test('has the loss and every gradient of TensorFlow.js, ten times with two threads', async () => {
    const tf = await loadTensorFlow()
    const weights = strongWeights(config)
    const specs = parameterSpecs(config)
    const tensors = specs.map(({ name, shape }) => tf.tensor(weights.get(name)!, shape as number[]))
    const { value, grads } = tf.valueAndGrads((...parameters) =>
      tensorFlowLoss(tf, config, new Map(specs.map(({ name }, i) => [name, parameters[i]!])), texts(1), texts(2)),
    )(tensors)
    const theirs = new Map(specs.map(({ name }, i) => [name, grads[i]!.dataSync()]))
    const { run, dispose } = await compileLoss(config)
    for (let i = 0; i < 10; i++) {
      const own = await run(weights)
      expect(own.loss).toBeCloseTo(value.dataSync()[0]!, 5)
      for (const { name } of specs) expect(relativeDifference(own.gradients.get(name)!, theirs.get(name)!), name).toBeLessThan(2e-5)
    }
    await dispose()
  })

  test('has the gradients of finite differences', async () => {
    const weights = strongWeights(config)
    const { run, dispose } = await compileLoss(config)
    const own = await run(weights)
    const random = new Random(4)
    for (const [name, w] of weights) {
      // Along one random direction of each parameter: as many runs as parameters rather than numbers.
      const direction = w.map(() => random.normal())
      const moved = (step: number): Map<string, Float32Array> => new Map([...weights, [name, w.map((x, i) => x + step * direction[i]!)]])
      const slope = ((await run(moved(2e-3))).loss - (await run(moved(-2e-3))).loss) / 4e-3
      const expected = own.gradients.get(name)!.reduce((sum, g, i) => sum + g * direction[i]!, 0)
      expect(Math.abs(slope - expected) / (0.02 + Math.abs(expected)), name).toBeLessThan(2e-2)
    }
    await dispose()
  })
})

describe('the decoder', () => {
  test('does not see later tokens', async () => {
    const decoder = buildDecoder(CONFIG, SHAPE)
    await using session = await Session.compile([logits(decoder)])
    const weights = strongWeights(CONFIG)
    const run = async (rows: number[][]): Promise<Float32Array> =>
      (await session.run(new Map<string, Elements>([...weights, ['tokens', int64(rows)]])))[0] as Float32Array
    const before = await run(texts(1))
    const changed = texts(1).map((row) => row.with(5, (row[5]! + 1) % CONFIG.vocabulary))
    const after = await run(changed)
    const { length } = SHAPE
    for (let position = 0; position < SHAPE.batch * length; position++) {
      const [a, b] = [before, after].map((all) => all.subarray(position * CONFIG.vocabulary, (position + 1) * CONFIG.vocabulary)) as [
        Float32Array,
        Float32Array,
      ]
      if (position % length < 5) expect(a).toEqual(b)
      else expect(relativeDifference(a, b)).toBeGreaterThan(1e-3)
    }
  })

  test('begins with a loss of about the logarithm of its vocabulary', async () => {
    const { run, dispose } = await compileLoss(CONFIG)
    expect((await run(initialWeights(CONFIG, 1))).loss).toBeCloseTo(Math.log(CONFIG.vocabulary), 1)
    await dispose()
  })

  test('has the parameters of qwen3, counted', () => {
    expect(parameterCount({ ...CONFIG, vocabulary: 8000, width: 256, layers: 4, heads: 4, keyHeads: 4, headWidth: 64, feedForward: 768 })).toBe(5_458_688)
    expect(parameterSpecs({ ...CONFIG, layers: 1, tied: false }).map(({ name }) => name)).toEqual([
      'model.embed_tokens.weight',
      'model.layers.0.input_layernorm.weight',
      'model.layers.0.self_attn.q_proj.weight',
      'model.layers.0.self_attn.k_proj.weight',
      'model.layers.0.self_attn.v_proj.weight',
      'model.layers.0.self_attn.q_norm.weight',
      'model.layers.0.self_attn.k_norm.weight',
      'model.layers.0.self_attn.o_proj.weight',
      'model.layers.0.post_attention_layernorm.weight',
      'model.layers.0.mlp.gate_proj.weight',
      'model.layers.0.mlp.up_proj.weight',
      'model.layers.0.mlp.down_proj.weight',
      'model.norm.weight',
      'lm_head.weight',
    ])
  })
})

test.each([
  [{ layers: 0 }, 'layers must be a whole number above 0, not 0'],
  [{ width: 2.5 }, 'width must be a whole number above 0, not 2.5'],
  [{ heads: 4, keyHeads: 3 }, "4 query heads can't share 3 key heads evenly"],
  [{ headWidth: 7 }, 'the head width must be even for RoPE, not 7'],
  [{ normEpsilon: 0 }, 'normEpsilon must be above 0, not 0'],
  [{ ropeDivisors: [1, 2] }, 'ropeDivisors must be 3 numbers above 0'],
  [{ ropeDivisors: [1, 0, 2] }, 'ropeDivisors must be 3 numbers above 0'],
  [{ attentionScale: 0 }, 'attentionScale must be above 0, not 0'],
  [{ slidingWindow: { tokens: 0, ropeTheta: 1, layers: [true, true] } }, 'a sliding window must be of a whole number of tokens above 0, not 0'],
  [{ slidingWindow: { tokens: 4, ropeTheta: 1, layers: [true] } }, 'the sliding window speaks of 1 layers, the decoder has 2'],
])('refuses sizes that make no decoder: %o', (change, message) => {
  expect(() => checkConfig({ ...CONFIG, ...change })).toThrow(message)
})

test('asks for no gradient of what is frozen, and computes none', async () => {
  const isFrozen = ({ name }: { name: string }): boolean => !name.includes('mlp')
  const parameters = new Parameters(parameterSpecs(CONFIG), { isFrozen })
  expect([...parameters.trained.keys(), ...parameters.frozen.keys()].sort()).toEqual(
    parameterSpecs(CONFIG)
      .map(({ name }) => name)
      .sort(),
  )
  const decoder = buildDecoder(CONFIG, SHAPE, parameters)
  const loss = mean(lossRows(decoder, input('targets', [SHAPE.batch * SHAPE.length], 'int64')))
  expect(gradients(loss, [...parameters.frozen.values()])).toEqual([...parameters.frozen].map(() => ({ dense: undefined, rows: [] })))
  const trained = [...parameters.trained]
  const dense = gradients(
    loss,
    trained.map(([, tensor]) => tensor),
  ).map((gradient, i) => denseGradient(gradient, trained[i]![1].shape))
  await using session = await Session.compile(dense)
  const { run, dispose } = await compileLoss(CONFIG)
  const weights = strongWeights(CONFIG)
  const [own, whole] = [
    await session.run(new Map<string, Elements>([...weights, ['tokens', int64(texts(1))], ['targets', int64(texts(2))]])),
    await run(weights),
  ]
  for (const [i, [name]] of trained.entries()) expect(relativeDifference(own[i] as Float32Array, whole.gradients.get(name)!), name).toBeLessThan(1e-5)
  await dispose()
})
