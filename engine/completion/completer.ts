/**
 * The door to completing: opens a model, chooses device and threads, and serves one request at a time, the
 * newest one. Whatever can go wrong with a model's file or a device is a CompletionError.
 */
import { constrainedMemory } from 'node:process'
import { totalmem } from 'node:os'
import { InsufficientMemoryError, type LlamaContext, type LlamaModel } from 'node-llama-cpp'
import { type AdapterAtWork, Adapting } from './adapting.ts'
import { chancesBy } from './alone.ts'
import { withBareModel } from './bare-model.ts'
import { CompletionError } from './completion-error.ts'
import { type CompletionPart, type CompletionRequest, type CompletionSettings, defaultSettings, type Depth, Writer } from './complete.ts'
import { type Backend, type Device, type Log, openBackend, openProcessor } from './devices.ts'
import type { Generation } from './generate.ts'
import { knowsInfill } from './infill.ts'
import { checkChoice, LlamaLanguageModel, LlamaSequence } from './llama-model.ts'
import { inspectModel, type ModelDescription, mostContextTokens } from './model-file.ts'
import type { Memory } from './memory.ts'
import { batchTokens, keptTexts, leastMemory } from './model-memory.ts'
import { newestFirst } from './newest-first.ts'
import { measureThreads, type Threads } from './threads.ts'

export interface OpenOptions {
  readonly path: string
  readonly device: Device | 'auto'
  /** What was taught to it, to complete with from the start; held against the model by whoever gives it (`engine/adapters`). */
  readonly adapter?: AdapterAtWork | null
  /** Measured before for this model, device and computer; null measures now. */
  readonly threads: Threads | null
  readonly settings?: Partial<CompletionSettings>
  /** Tokens looked up in the text and verified at once; measured where it is not given. */
  readonly draftTokens?: number
  /** How many tokens are read before the next look at whether that is still wanted; else as many as the machine reads in a moment. */
  readonly stepTokens?: number
  /** What the author says again and again; asked anew at every step. */
  readonly memory?: Memory | null
  /** Whether the model was taught to fill in the middle of a text; tried where it is not given. Of no matter to one without marks for it. */
  readonly infill?: boolean
  /** Told before each step, with the device that is tried: some drivers end the process. */
  readonly onPhase?: (phase: 'loading' | 'measuring', device: Device) => void
  /** How much of the model is loaded, from 0 to 1. */
  readonly onLoaded?: (share: number, device: Device) => void
  /** Receives what llama.cpp warns of. */
  readonly log?: Log
}

/** What was opened, and how. */
export interface OpenedModel extends ModelDescription {
  readonly device: Device
  /** The card's own name; null on the processor. */
  readonly deviceName: string | null
  readonly threads: Threads
  /** Whether its file says how often its suggestions are right. */
  readonly isCalibrated: boolean
  /** The card that was to be used and could not be. */
  readonly fellBack: Device | null
  /** Tokens that prompt and suggestion may take together. */
  readonly usedContextTokens: number
  /** Layers computed on the card. */
  readonly offloadedLayers: number
  /** Texts held side by side. */
  readonly texts: number
  /** Tokens looked up in the text and verified at once; 0 where that does not pay. */
  readonly draftTokens: number
  /** Whether it was taught to fill in the middle of a text. */
  readonly fillsIn: boolean
}

/** An open model. */
export interface Completer extends AsyncDisposable {
  readonly model: OpenedModel
  /** Tokens run through the model since it was tried at opening: how many that took depends on how steady the computer was. */
  readonly evaluatedTokens: number
  /** Tokens that its trial at opening evaluated, which are not among them. */
  readonly triedTokens: number
  /**
   * Suggests how the text goes on. Throws Superseded when the signal is aborted or a newer request comes,
   * within the time of one token, EvaluationError when what it runs on fails: nothing more can be asked of it then.
   */
  complete(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionPart, void, undefined>
  /**
   * Does in advance what a request that may come would wait for. Gives way to every request within the time of one step,
   * and to a newer preparation: throws Superseded then. Does nothing where the model is too slow for it.
   */
  prepare(request: CompletionRequest, depth: Depth, signal: AbortSignal): Promise<void>
  /**
   * Completes with an adapter from now on, with another strength of it, or with none; the model is not loaded again. What runs gives way
   * to it, and what was read before is read anew. Throws CompletionError (`adapter-damaged`) where it can't be used: then all is as before.
   */
  adapt(adapter: AdapterAtWork | null): Promise<void>
  /** How much likelier the beginning of what follows the caret is behind a text than at once, as a logarithm. Gives way as preparing does. */
  gainBehind(text: string, request: CompletionRequest, signal: AbortSignal): Promise<number>
  /** What the model has to say behind a text by itself, worth showing or not. Gives way as preparing does. */
  generate(text: string, generation: Generation, signal: AbortSignal): Promise<string>
  /**
   * What the model alone, without its adapter, gives each piece of what it said at a place; null where there is no memory for that. What
   * was read for the author stays. Gives way as preparing does.
   */
  chancesAlone(
    part: Pick<CompletionPart, 'prompt' | 'pieces'>,
    request: Pick<CompletionRequest, 'before'>,
    signal: AbortSignal,
  ): Promise<readonly number[] | null>
}

/** Reading stops for a look at the signal after about this long. */
const stepMs = 30
const trialTokens = 48
/** Where a whole context is read in more time, nothing is read in advance: it would keep a core busy for minutes on end. */
const mostReadingMs = 30_000
/** Where a token is written in more time, no suggestion is written in advance: the author is gone on before it is there. */
const mostWritingMs = 150
/** One beginning is written, and what follows is read behind its lengths. */
const tokensForBeginning = 40
const soonMs = 150
/** Looked up and verified at once, where that pays. */
const draftTokens = 3
/** The same of what the author's texts tell. */
const verifiedTokens = 6

/** Opens a model for completing. */
export async function openCompleter(options: OpenOptions): Promise<Completer> {
  const { path, description, calibration, calibrationProblem } = await inspectModel(options.path)
  if (calibrationProblem !== null) options.log?.(`${options.path}: ${calibrationProblem}`)
  checkMemory(path, description)
  const { backend, model, context, sequence, trial } = await load({ ...options, path }, description)
  if (options.threads === null) {
    options.onPhase?.('measuring', backend.device)
    sequence.threads = await measureThreads(trial.of(backend, context.contextSize))
  }
  const speed = await trial.speed(options.draftTokens === undefined || (options.memory ?? null) !== null)
  const triedTokens = sequence.evaluatedSoFar
  const others = Array.from({ length: context.sequencesLeft }, () => new LlamaSequence(backend.llama, context, sequence.threads))
  const sequences = [sequence, ...others]
  const drafts = sequence.keepsStates ? 0 : (options.draftTokens ?? (paysToDraft(speed) ? draftTokens : 0))
  const pace = {
    stepTokens: options.stepTokens ?? stepTokens(speed),
    draftTokens: drafts,
    verifiedTokens: sequence.keepsStates || !paysToVerify(speed) ? 0 : verifiedTokens,
  }
  const newLanguage = () => new LlamaLanguageModel(model, context.contextSize, sequences, pace)
  const language = newLanguage()
  const marks = language.infillMarks
  const infill = marks && (options.infill ?? (await knowsInfill(language, marks, new AbortController().signal))) ? marks : null
  const settings = { ...defaultSettings, calibration, ...choosing(speed), ...healing(sequence), ...options.settings }
  /** Knows what was read and written before, which another adapter makes void. */
  const newWriter = () => new Writer(newLanguage(), settings, { infill, memory: options.memory ?? null })
  let writer = newWriter()
  const deepest = speed.readingMs * context.contextSize > mostReadingMs ? null : speed.writingMs > mostWritingMs ? 'read' : 'written'
  const queue = newestFirst((request, signal) => writer.write(request, signal))
  const adapting = new Adapting(context, sequences, () => trial.check())
  const adapt = (adapter: AdapterAtWork | null) => adapting.wear(adapter).finally(() => (writer = newWriter()))
  if (options.adapter) await adapt(options.adapter).catch((error: unknown) => closing(backend, error))
  return {
    get evaluatedTokens() {
      return sequences.reduce((sum, { evaluatedSoFar }) => sum + evaluatedSoFar, -triedTokens)
    },
    triedTokens,
    model: {
      ...description,
      device: backend.device,
      deviceName: backend.deviceName,
      threads: sequence.threads,
      fellBack: backend.fellBack,
      isCalibrated: calibration !== null,
      usedContextTokens: context.contextSize,
      offloadedLayers: model.gpuLayers,
      texts: sequences.length,
      draftTokens: pace.draftTokens,
      fillsIn: infill !== null,
    },
    complete: queue.complete,
    prepare: async (request, depth, signal) => {
      const isWorthIt = deepest === depth || deepest === 'written'
      await queue.aside(async (given) => (isWorthIt ? writer.prepare(request, depth, given) : undefined), signal)
    },
    adapt: (adapter) => queue.change(() => adapt(adapter)),
    gainBehind: (text, request, signal) => queue.aside((given) => writer.gainBehind(text, request, given), signal),
    generate: (text, generation, signal) => queue.aside((given) => writer.generate(text, generation, given), signal),
    chancesAlone: (part, { before }, signal) => {
      const written = { before, prompt: part.prompt, pieces: part.pieces, takeBack: settings.takeBack }
      const tokens = part.prompt.length + settings.tokens + 1
      const bare = { llama: backend.llama, model, threads: sequence.threads, stepTokens: pace.stepTokens, tokens }
      return queue.aside((given) => withBareModel(bare, (language) => chancesBy(language, written, given)), signal)
    },
    [Symbol.asyncDispose]: async () => {
      await queue.close()
      await backend.llama.dispose()
    },
  }
}

async function closing(backend: Backend, error: unknown): Promise<never> {
  await backend.llama.dispose()
  throw error
}

function checkMemory(path: string, { bytes }: ModelDescription): void {
  const limit = constrainedMemory()
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  const needed = leastMemory(bytes)
  if (needed > memory) throw tooLarge(`${path} takes at least ${gigabytes(needed)} of memory; this computer has ${gigabytes(memory)}. Choose a smaller model.`)
}

function tooLarge(message: string, cause?: unknown): CompletionError {
  return new CompletionError('model-too-large', message, cause)
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}

interface Loaded {
  readonly backend: Backend
  readonly model: LlamaModel
  readonly context: LlamaContext
  /** The one that serves, and was tried. */
  readonly sequence: LlamaSequence
  readonly trial: Trial
}

/** Loads on the device that is asked for; under `auto` the processor takes over from a card that fails. */
async function load(options: OpenOptions, description: ModelDescription): Promise<Loaded> {
  const log = options.log ?? (() => undefined)
  const onDevice = (device: Device) => options.onPhase?.('loading', device)
  const backend = await openBackend(options.device, description.bytes, { log, onDevice })
  try {
    return await loadOn(backend, options, description)
  } catch (error) {
    await backend.llama.dispose()
    if (backend.device === 'cpu') throw loadError(options.path, description, error)
    if (options.device !== 'auto') throw cardError(options.path, description, backend.device, error)
    log(`${backend.device} could not be used: ${String(error)}`)
  }
  const processor = await openProcessor({ log, onDevice }, backend.device)
  return loadOn(processor, options, description).catch(async (error: unknown) => {
    await processor.llama.dispose()
    throw loadError(options.path, description, error)
  })
}

async function loadOn(backend: Backend, { path, onLoaded, threads }: OpenOptions, description: ModelDescription): Promise<Loaded> {
  const { llama, device } = backend
  const contextSize = Math.min(description.contextTokens, mostContextTokens)
  const model = await llama.loadModel({
    modelPath: path,
    ...(onLoaded && { onLoadProgress: (share: number) => onLoaded(share, device) }),
    ...(device === 'cpu' ? {} : { gpuLayers: { fitContext: { contextSize } } }),
  })
  const cores = llama.cpuMathCores
  llama.maxThreads = cores
  const shape = { contextSize, batchSize: Math.min(contextSize, batchTokens), swaFullCache: true }
  const context = await model.createContext({ ...shape, threads: cores, sequences: await textsFor(model, shape) })
  const sequence = new LlamaSequence(llama, context, threads ?? { writing: 1, reading: 1 })
  const trial = new Trial(sequence, model)
  await trial.check()
  return { backend, model, context, sequence, trial }
}

/** A second text costs no time, only memory. */
async function textsFor(
  model: LlamaModel,
  shape: { readonly contextSize: number; readonly batchSize: number; readonly swaFullCache: boolean },
): Promise<number> {
  const bytesOf = async (sequences: number) => {
    const { cpuRam, gpuVram } = await model.fileInsights.estimateContextResourceRequirementsV2({ ...shape, sequences, modelGpuLayers: model.gpuLayers })
    return cpuRam + gpuVram
  }
  return keptTexts((await bytesOf(2)) - (await bytesOf(1)))
}

function loadError(path: string, { bytes }: ModelDescription, error: unknown): CompletionError {
  if (error instanceof CompletionError) return error
  if (error instanceof InsufficientMemoryError)
    return tooLarge(`${path} (${gigabytes(bytes)}) takes more memory than is free now. Choose a smaller model, or close other programs.`, error)
  return new CompletionError(
    'model-broken',
    `${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}. Fetch the file again, or choose another model.`,
    error,
  )
}

/** A card that was asked for fails: whether the file is at fault shows on another device. */
function cardError(path: string, description: ModelDescription, device: Device, error: unknown): CompletionError {
  if (error instanceof CompletionError || error instanceof InsufficientMemoryError) return loadError(path, description, error)
  const reason = error instanceof Error ? error.message : String(error)
  return new CompletionError('device-missing', `The graphics card cannot be used through ${device}: ${reason}. Choose another device.`, error)
}

/** Milliseconds, as measured at opening. */
interface Speed {
  /** For a token when many are read. */
  readonly readingMs: number
  /** For one token and what may follow it. */
  readonly writingMs: number
  /** For a token and a draft behind it, and what may follow each; infinite where it was not measured. */
  readonly severalMs: number
}

/** How many tokens are read before the next look at the signal, within what llama.cpp takes at once. */
function stepTokens({ readingMs }: Speed): number {
  return Math.max(16, Math.min(512, Math.floor(stepMs / readingMs)))
}

/** Half of what is looked up is wrong, so that a draft must be cheap beside the steps that it may spare. */
function paysToDraft({ writingMs, severalMs }: Pick<Speed, 'writingMs' | 'severalMs'>): boolean {
  return severalMs < 2 * writingMs
}

/** What the author's texts tell is mostly right: it only has to be no dearer than one token after the other. */
function paysToVerify({ writingMs, severalMs }: Pick<Speed, 'writingMs' | 'severalMs'>): boolean {
  return severalMs < 3 * writingMs
}

/** What is asked for within a text shall be there soon; a slow model tries less for it. */
function choosing({ writingMs }: Speed): Pick<CompletionSettings, 'lengths' | 'together'> {
  const { lengths, together } = defaultSettings
  return writingMs * tokensForBeginning > soonMs ? { lengths: lengths >> 1, together: 1 } : { lengths, together }
}

/** A model that keeps states would go back to one, and read from there again, at nearly every key. */
function healing({ keepsStates }: LlamaSequence): Partial<CompletionSettings> {
  return keepsStates ? { takeBack: 0 } : {}
}

/** More than one, because a model may know nothing of what some words are followed by. */
const checkedTokens = 8

/** Short runs on the sequence that will serve, so that it is warm afterwards. */
class Trial {
  readonly #sequence: LlamaSequence
  readonly #block: readonly number[]

  constructor(sequence: LlamaSequence, model: LlamaModel) {
    this.#sequence = sequence
    this.#block = model.tokenize('写作是一件需要耐心的事情。'.repeat(trialTokens)).slice(0, trialTokens)
  }

  /** Whether it computes at all: a file may be damaged where nothing but the numbers is. Throws CompletionError (`model-unsound`). */
  async check(): Promise<void> {
    checkChoice(await this.#sequence.append(this.#block.slice(0, checkedTokens), Math.min(checkedTokens, this.#block.length)))
    await this.#sequence.truncate(0)
  }

  of({ llama }: Backend, contextSize: number): Parameters<typeof measureThreads>[0] {
    return {
      cores: llama.cpuMathCores,
      blocks: contextSize / trialTokens,
      now: () => performance.now(),
      write: (threads) => this.#time({ writing: threads, reading: threads }, this.#block.slice(0, 1)),
      read: (threads) => this.#time({ writing: threads, reading: threads }, this.#block),
    }
  }

  /** `drafts`: whether it is asked what they take. */
  async speed(drafts: boolean): Promise<Speed> {
    await this.#sequence.truncate(0)
    const { threads } = this.#sequence
    const readingMs = (await this.#time(threads, this.#block)) / this.#block.length
    const one = () => this.#time(threads, this.#block.slice(0, 1))
    const several = async () => (drafts ? this.#time(threads, this.#block.slice(0, 1 + draftTokens), 1 + draftTokens) : Infinity)
    let [writingMs, severalMs] = [await one(), await several()]
    // A moment's noise must not decide it.
    if (paysToDraft({ writingMs, severalMs })) [writingMs, severalMs] = [Math.min(writingMs, await one()), Math.min(severalMs, await several())]
    await this.#sequence.truncate(0)
    return { readingMs, writingMs, severalMs }
  }

  async #time(threads: Threads, tokens: readonly number[], wanted = 1): Promise<number> {
    if (this.#sequence.tokens.length > 4 * trialTokens) await this.#sequence.truncate(trialTokens)
    const kept = this.#sequence.threads
    this.#sequence.threads = threads
    const start = performance.now()
    await this.#sequence.append(tokens, wanted)
    this.#sequence.threads = kept
    return performance.now() - start
  }
}
