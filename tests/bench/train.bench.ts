/**
 * How much of the processor a whole training step uses: useful operations (6 × parameters × tokens) a second, optimiser
 * included, over those of ONNX Runtime's own matrix product, interleaved in one run. Two threads, random data.
 */
import { parseArgs } from 'node:util'
import { input, matmul, Session } from '#engine/graph/index.ts'
import { type DecoderConfig, parameterCount, Random } from '#engine/model/index.ts'
import { corpusFingerprint, DEFAULT_OPTIMISER, type TokenCorpus, tokensOfStep, Trainer } from '#engine/training/index.ts'
import { figure, quantile, table } from './report.ts'

const session = { threads: 2, spinning: false } as const
const { values: options } = parseArgs({ options: { steps: { type: 'string', default: '7' } } })
const steps = Number(options.steps)

function decoder(vocabulary: number, width: number, layers: number): DecoderConfig {
  const heads = width / 64
  return {
    vocabulary,
    width,
    layers,
    heads,
    keyHeads: heads,
    headWidth: 64,
    feedForward: 3 * width,
    tied: true,
    ropeTheta: 10_000,
    normEpsilon: 1e-6,
    contextLength: 1024,
  }
}

/** Text of nothing but chance: what it says is no matter here. */
function noise(vocabulary: number, tokens: number): TokenCorpus {
  const random = new Random(1)
  return {
    tokens: Uint32Array.from({ length: tokens }, () => random.below(vocabulary)),
    endOfText: 0,
    starts: Uint32Array.of(0, tokens),
    classNames: ['noise'],
    characters: Uint32Array.of(tokens),
  }
}

const side = { rows: 2048, inner: 1024, columns: 1024 }

/** A product of ONNX Runtime's own; answers its operations a millisecond. */
async function openProduct(): Promise<() => Promise<number>> {
  const [a, b] = [input('a', [side.rows, side.inner]), input('b', [side.inner, side.columns])]
  const compiled = await Session.compile([matmul(a, b)], session)
  const feeds = new Map([
    ['a', new Float32Array(side.rows * side.inner).fill(0.5)],
    ['b', new Float32Array(side.inner * side.columns).fill(0.5)],
  ])
  return async () => {
    const start = performance.now()
    await compiled.run(feeds)
    return (2 * side.rows * side.inner * side.columns) / (performance.now() - start)
  }
}

interface StepShape {
  readonly batch: number
  readonly length: number
  readonly accumulate: number
}

async function measure(name: string, config: DecoderConfig, shape: StepShape): Promise<void> {
  const corpus = noise(config.vocabulary, 1 << 16)
  const settings = {
    ...shape,
    config,
    seed: 1,
    classWeights: {},
    documents: 'apart' as const,
    optimiser: DEFAULT_OPTIMISER,
    schedule: { steps: steps + 1, warmupSteps: 0, decayShare: 0 },
    data: corpusFingerprint(corpus),
  }
  await using trainer = await Trainer.begin(settings, corpus, '', session)
  const product = await openProduct()
  const useful = 6 * parameterCount(config) * tokensOfStep(shape)
  const [rates, products]: [number[], number[]] = [[], []]
  for (let at = 0; at <= steps; at++) {
    const tries = [await product(), await product(), await product(), await product()]
    const start = performance.now()
    await trainer.advance()
    if (at === 0) continue // warms up
    rates.push(useful / (performance.now() - start))
    products.push(Math.max(...tries))
  }
  const [rate, peak] = [quantile(rates, 0.5), quantile(products, 0.5)]
  const speed = Math.round((rate * 1000) / (6 * parameterCount(config)))
  figure(
    name,
    rate / peak,
    `${(parameterCount(config) / 1e6).toFixed(1)} M parameters, ${shape.accumulate} × ${shape.batch} × ${shape.length} tokens a step: ${Math.round(rate / 1e6)} of ${Math.round(peak / 1e6)} GFLOP/s, ${speed} tokens/s`,
  )
}

const shape = { batch: 16, length: 256, accumulate: 4 }
await measure('train.efficiency_7m', decoder(8000, 256, 6), shape)
await measure('train.efficiency_29m', decoder(16_000, 384, 12), shape)
table()
