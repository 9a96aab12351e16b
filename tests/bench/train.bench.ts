/**
 * How much of the processor a whole training step uses: useful operations (6 × parameters × tokens) a second, optimiser
 * included, over those of ONNX Runtime's own matrix product, interleaved in one run. Two threads, random data.
 *
 * `vs_torch`: its tokens a second over PyTorch's for the same step of the same model, one operation after another or by
 * torch.compile, whichever is faster; in turn in one run. Needs a Python with torch, named by MOKE_PYTHON. --profile says
 * where PyTorch's time goes.
 */
import { parseArgs } from 'node:util'
import { input, matmul, Session } from '#engine/graph/index.ts'
import { type DecoderConfig, initialWeights, parameterCount, Random } from '#engine/model/index.ts'
import { corpusFingerprint, DEFAULT_OPTIMISER, type RunSettings, type TokenCorpus, tokensOfStep, Trainer } from '#engine/training/index.ts'
import { WindowSampler } from '#engine/training/token-corpus.ts'
import { findTorch, TorchProcess } from '../interop/torch-process.ts'
import { figure, quantile, table } from './report.ts'

const session = { threads: 2, spinning: false } as const
const { values: options } = parseArgs({ options: { steps: { type: 'string', default: '7' }, only: { type: 'string' }, profile: { type: 'boolean' } } })
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

function settingsOf(config: DecoderConfig, shape: StepShape, corpus: TokenCorpus): RunSettings {
  return {
    ...shape,
    config,
    seed: 1,
    classWeights: {},
    documents: 'joined',
    optimiser: DEFAULT_OPTIMISER,
    schedule: { steps: steps + 1, warmupSteps: 0, decayShare: 0 },
    data: corpusFingerprint(corpus),
  }
}

async function measure(name: string, config: DecoderConfig, shape: StepShape): Promise<void> {
  if (options.only !== undefined && options.only !== name) return
  const corpus = noise(config.vocabulary, 1 << 16)
  const settings = settingsOf(config, shape, corpus)
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

/** Our step and PyTorch's in turn, on the same weights and the same batches. */
async function measureAgainstTorch(name: string, config: DecoderConfig, shape: StepShape): Promise<void> {
  if (options.only !== undefined && options.only !== name) return
  const found = findTorch()
  if ('missing' in found) return
  const corpus = noise(config.vocabulary, 1 << 16)
  const settings = settingsOf(config, shape, corpus)
  const sampler = new WindowSampler(corpus, settings)
  const batches = Array.from({ length: shape.accumulate }, () => sampler.next(shape.batch))
  await using trainer = await Trainer.begin(settings, corpus, '', session)
  await using torch = await TorchProcess.start(found.python)
  const run = { config, optimiser: DEFAULT_OPTIMISER, weights: initialWeights(config, settings.seed), batches, shape }
  const version = await torch.load('eager', { ...run, compile: false }, session.threads)
  await torch.load('compiled', { ...run, compile: true }, session.threads)
  const times: Record<'ours' | 'eager' | 'compiled', { ms: number; cpuMs: number }[]> = { ours: [], eager: [], compiled: [] }
  for (let at = 0; at <= steps; at++) {
    const [start, busy] = [performance.now(), process.cpuUsage()]
    const { loss } = await trainer.advance()
    const { user, system } = process.cpuUsage(busy)
    const ours = { ms: performance.now() - start, cpuMs: (user + system) / 1000 }
    const [eager, compiled] = [await torch.step('eager'), await torch.step('compiled')]
    if (at === 0) {
      // The first step warms up, and says whether all three do the same.
      if (Math.max(Math.abs(eager.loss - loss), Math.abs(compiled.loss - loss)) > 1e-3) throw new Error(`losses ${loss}, ${eager.loss}, ${compiled.loss}`)
      continue
    }
    times.ours.push(ours)
    times.eager.push(eager)
    times.compiled.push(compiled)
  }
  const half = (kind: keyof typeof times, of: 'ms' | 'cpuMs'): number =>
    quantile(
      times[kind].map((time) => time[of]),
      0.5,
    )
  const speed = (kind: keyof typeof times): string =>
    `${Math.round((tokensOfStep(shape) * 1000) / half(kind, 'ms'))} tokens/s (${(half(kind, 'cpuMs') / 1000).toFixed(1)} s of processors a step)`
  figure(
    name,
    Math.min(half('eager', 'ms'), half('compiled', 'ms')) / half('ours', 'ms'),
    `${(parameterCount(config) / 1e6).toFixed(1)} M parameters: ${speed('ours')}; PyTorch ${version} ${speed('eager')}, compiled ${speed('compiled')}`,
  )
  if (!options.profile) return
  for (const kind of ['eager', 'compiled'])
    console.table((await torch.profile(kind)).map(([operation, ms, calls]) => ({ kind, operation, ms: Math.round(ms), calls })))
}

const shape = { batch: 16, length: 256, accumulate: 4 }
await measure('train.efficiency_7m', decoder(8000, 256, 6), shape)
await measure('train.efficiency_29m', decoder(16_000, 384, 12), shape)
await measureAgainstTorch('train.vs_torch', decoder(8000, 256, 6), shape)
table()
