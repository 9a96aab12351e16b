/** The run that the options of `moke pretrain` ask for. */
import { checkConfig, type DecoderConfig, growConfig } from '#engine/model/index.ts'
import {
  type Checkpoint,
  type ClassWeights,
  corpusFingerprint,
  DEFAULT_OPTIMISER,
  type RunChange,
  type RunConditions,
  type RunSettings,
  type TokenCorpus,
} from '#engine/training/index.ts'
import { CommandError, UsageError } from './command.ts'
import { type PretrainValues, STAGE_OPTIONS, type StageValues } from './pretrain-options.ts'

const DEFAULT_WIDTH = 256
const DEFAULT_LAYERS = 4
const DEFAULT_HEADS = 4
const DEFAULT_CONTEXT = 1024
const DEFAULT_BATCH = 4
const DEFAULT_DECAY = 0.4

/** The settings of a new run; its shape is that of the model it begins with, if there is one. */
export function settingsFrom(options: PretrainValues, config: DecoderConfig, corpus: TokenCorpus): RunSettings {
  if (options.steps === undefined) throw new UsageError('--steps N is required (or --resume).')
  return {
    config,
    batch: options.batch ?? DEFAULT_BATCH,
    length: options.context ?? DEFAULT_CONTEXT,
    accumulate: options.accumulate ?? 1,
    seed: options.seed,
    classWeights: parseClassWeights(options['class-weight'], new Set(corpus.classNames)),
    optimiser: {
      ...DEFAULT_OPTIMISER,
      kind: options.optimiser === 'adamw' ? 'adamw' : 'muon',
      adamRate: options['adam-rate'],
      muonRate: options['muon-rate'],
    },
    schedule: { steps: options.steps, warmupSteps: options.warmup, decayShare: options.decay ?? DEFAULT_DECAY },
    documents: options.documents === 'joined' ? 'joined' : 'apart',
    ...(options.blend !== undefined && { blend: options.blend }),
    data: corpusFingerprint(corpus),
  }
}

/** The shape that the options ask for. */
export function configFrom(options: PretrainValues, vocabulary: number): DecoderConfig {
  const { width = DEFAULT_WIDTH, heads = DEFAULT_HEADS } = options
  return checkConfig({
    vocabulary,
    width,
    layers: options.layers ?? DEFAULT_LAYERS,
    heads,
    keyHeads: options['key-heads'] ?? heads,
    headWidth: options['head-width'] ?? Math.floor(width / heads),
    feedForward: options['feed-forward'] ?? 3 * width,
    tied: !options.untied,
    ropeTheta: 10_000,
    normEpsilon: 1e-6,
    contextLength: options['context-length'] ?? options.context ?? DEFAULT_CONTEXT,
  })
}

/** The shape that a run goes on with from a model's, larger where the options ask for it. */
export function grownConfig(config: DecoderConfig, options: PretrainValues): DecoderConfig {
  const own = ['width', 'heads', 'key-heads', 'head-width', 'context-length', 'untied'] as const
  const other = own.find((name) => options[name] !== undefined && options[name] !== false)
  if (other !== undefined) throw new UsageError(`--from has its own shape, of which only --layers and --feed-forward can grow; leave --${other} out.`)
  return growConfig(config, { layers: options.layers, feedForward: options['feed-forward'] })
}

function parseClassWeights(given: readonly string[], classes: ReadonlySet<string>): ClassWeights {
  const weights = given.map((text) => {
    const at = text.lastIndexOf('=')
    const [name, weight] = [text.slice(0, at), Number(text.slice(at + 1))]
    if (at < 1 || !(weight >= 0)) throw new UsageError(`--class-weight expects CLASS=W with a W of at least 0, not ${JSON.stringify(text)}.`)
    // A name misspelt would otherwise change nothing, and nobody would notice.
    if (!classes.has(name)) throw new CommandError(`No document is of the class ${JSON.stringify(name)}; there are ${[...classes].sort().join(', ')}.`)
    return [name, weight] as const
  })
  return Object.fromEntries(weights)
}

/** What is asked to be otherwise than in the checkpoint. */
export function changeOnResume(options: PretrainValues, given: ReadonlySet<string>, { settings, stages }: Checkpoint, corpus: TokenCorpus): RunChange {
  const asked = Object.keys(STAGE_OPTIONS).find((name) => name !== 'until' && given.has(name))
  if (asked !== undefined && stages[0] !== undefined) {
    const ends = stages.map(({ after }) => after).join(', ')
    throw new UsageError(`This run follows a recipe, whose stages end at step ${ends}; --${asked} may change when the last one has begun.`)
  }
  return changeFrom(options, settings, corpus)
}

/** What is to be otherwise than it was; what is not said stays. */
export function changeFrom(values: StageValues, before: RunConditions, corpus: TokenCorpus): RunChange {
  const { steps, decay, context, batch, accumulate, documents, 'class-weight': classWeights } = values
  return {
    schedule: { ...before.schedule, steps: steps ?? before.schedule.steps, decayShare: decay ?? before.schedule.decayShare },
    length: context ?? before.length,
    batch: batch ?? before.batch,
    accumulate: accumulate ?? before.accumulate,
    ...(documents !== undefined && { documents: documents === 'joined' ? 'joined' : 'apart' }),
    ...(classWeights.length > 0 && { classWeights: parseClassWeights(classWeights, new Set(corpus.classNames)) }),
  }
}
