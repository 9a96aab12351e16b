/**
 * The door to completing: opens a model, chooses device and threads, and serves one request at a time, the
 * newest one. Whatever can go wrong with a model's file or a device is a CompletionError.
 */
import { constrainedMemory } from 'node:process'
import { totalmem } from 'node:os'
import { InsufficientMemoryError, type LlamaContext, type LlamaModel } from 'node-llama-cpp'
import { CompletionError, Superseded } from './completion-error.ts'
import { type CompletionPart, type CompletionRequest, type CompletionSettings, defaultSettings, Writer } from './complete.ts'
import { type Backend, type Device, type Log, openBackend, openProcessor } from './devices.ts'
import { LlamaLanguageModel, LlamaSequence } from './llama-model.ts'
import { inspectModel, type ModelDescription } from './model-file.ts'
import { measureThreads, type Threads } from './threads.ts'

export interface OpenOptions {
  readonly path: string
  readonly device: Device | 'auto'
  /** Measured before for this model, device and computer; null measures now. */
  readonly threads: Threads | null
  readonly settings?: Partial<CompletionSettings>
  /** Told before each step, with the device that is tried: some drivers end the process. */
  readonly onPhase?: (phase: 'loading' | 'measuring', device: Device) => void
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
}

/** An open model. */
export interface Completer extends AsyncDisposable {
  readonly model: OpenedModel
  /** Tokens run through the model since it was opened. */
  readonly evaluatedTokens: number
  /**
   * Suggests how the text goes on. Throws Superseded when the signal is aborted or a newer request comes,
   * within the time of one token.
   */
  complete(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionPart, void, undefined>
}

/** More context costs memory and time at the first keystroke; a lesson's last 1,500 characters fit. */
const mostContextTokens = 1024
/** Reading stops for a look at the signal after about this long. */
const stepMs = 30
const trialTokens = 48

/** Opens a model for completing. */
export async function openCompleter(options: OpenOptions): Promise<Completer> {
  const { description, calibration, calibrationProblem } = await inspectModel(options.path)
  if (calibrationProblem !== null) options.log?.(`${options.path}: ${calibrationProblem}`)
  checkMemory(options.path, description)
  const { backend, model, context } = await load(options, description)
  const threads = options.threads ?? { writing: 1, reading: 1 }
  const sequence = new LlamaSequence(backend.llama, context, threads)
  const trial = new Trial(sequence, model)
  if (options.threads === null) {
    options.onPhase?.('measuring', backend.device)
    sequence.threads = await measureThreads(trial.of(backend, context.contextSize))
  }
  const language = new LlamaLanguageModel(model, context.contextSize, sequence, await trial.tokensIn(stepMs))
  const writer = new Writer(language, { ...defaultSettings, calibration, ...options.settings })
  const queue = newestFirst((request, signal) => writer.write(request, signal))
  return {
    get evaluatedTokens() {
      return sequence.evaluatedSoFar
    },
    model: {
      ...description,
      device: backend.device,
      deviceName: backend.deviceName,
      threads: sequence.threads,
      fellBack: backend.fellBack,
      isCalibrated: calibration !== null,
      usedContextTokens: context.contextSize,
      offloadedLayers: model.gpuLayers,
    },
    complete: queue.complete,
    [Symbol.asyncDispose]: async () => {
      await queue.close()
      await backend.llama.dispose()
    },
  }
}

/** A model that is larger than the memory would only make the computer crawl. */
function checkMemory(path: string, { bytes }: ModelDescription): void {
  const limit = constrainedMemory()
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  if (bytes * 1.1 + 256e6 > memory) throw tooLarge(path, bytes)
}

function tooLarge(path: string, bytes: number, cause?: unknown): CompletionError {
  return new CompletionError(
    'model-too-large',
    `${path} takes ${(bytes / 1e9).toFixed(1)} GB, more than this computer has free. Choose a smaller model, or close other programs.`,
    cause,
  )
}

interface Loaded {
  readonly backend: Backend
  readonly model: LlamaModel
  readonly context: LlamaContext
}

/** Loads on the device that is asked for; under `auto` the processor takes over from a card that fails. */
async function load(options: OpenOptions, description: ModelDescription): Promise<Loaded> {
  const log = options.log ?? (() => undefined)
  const onDevice = (device: Device) => options.onPhase?.('loading', device)
  const backend = await openBackend(options.device, description.bytes, { log, onDevice })
  try {
    return await loadOn(backend, options.path, description)
  } catch (error) {
    await backend.llama.dispose()
    if (options.device !== 'auto' || backend.device === 'cpu') throw loadError(options.path, description, error)
    log(`${backend.device} could not be used: ${String(error)}`)
  }
  return loadOn(await openProcessor({ log, onDevice }, backend.device), options.path, description).catch((error: unknown) => {
    throw loadError(options.path, description, error)
  })
}

async function loadOn(backend: Backend, path: string, description: ModelDescription): Promise<Loaded> {
  const { llama } = backend
  const contextSize = Math.min(description.contextTokens, mostContextTokens)
  const model = await llama.loadModel({ modelPath: path, ...(backend.device === 'cpu' ? {} : { gpuLayers: { fitContext: { contextSize } } }) })
  const cores = llama.cpuMathCores
  llama.maxThreads = cores
  const context = await model.createContext({ contextSize, batchSize: Math.min(contextSize, 512), threads: cores, swaFullCache: true })
  return { backend, model, context }
}

function loadError(path: string, { bytes }: ModelDescription, error: unknown): CompletionError {
  if (error instanceof InsufficientMemoryError) return tooLarge(path, bytes, error)
  return new CompletionError(
    'model-broken',
    `${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}. Fetch the file again, or choose another model.`,
    error,
  )
}

/** Short runs on the sequence that will serve, so that it is warm afterwards. */
class Trial {
  readonly #sequence: LlamaSequence
  readonly #block: readonly number[]

  constructor(sequence: LlamaSequence, model: LlamaModel) {
    this.#sequence = sequence
    this.#block = model.tokenize('写作是一件需要耐心的事情。'.repeat(trialTokens)).slice(0, trialTokens)
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

  /** How many tokens are read in so many milliseconds, within what llama.cpp takes at once. */
  async tokensIn(ms: number): Promise<number> {
    await this.#sequence.truncate(0)
    const blockMs = await this.#time(this.#sequence.threads, this.#block)
    await this.#sequence.truncate(0)
    return Math.max(16, Math.min(512, Math.floor((this.#block.length * ms) / blockMs)))
  }

  async #time(threads: Threads, tokens: readonly number[]): Promise<number> {
    if (this.#sequence.tokens.length > 4 * trialTokens) await this.#sequence.truncate(trialTokens)
    const kept = this.#sequence.threads
    this.#sequence.threads = threads
    const start = performance.now()
    await this.#sequence.append(tokens, 1)
    this.#sequence.threads = kept
    return performance.now() - start
  }
}

type Complete = Completer['complete']

/**
 * One request at a time: a new one stops the one before and waits for its current step to end. `close` stops
 * the last one and waits likewise; requests after it are refused.
 */
export function newestFirst(write: Complete): { complete: Complete; close(): Promise<void> } {
  let running: { stop: AbortController; ended: Promise<void> } | null = null
  let closed = false
  async function* complete(...[request, signal]: Parameters<Complete>): ReturnType<Complete> {
    if (closed) throw new Superseded('the model is closed')
    const before = running
    before?.stop.abort(new Superseded('a newer request came'))
    const ended = Promise.withResolvers<void>()
    const mine = { stop: new AbortController(), ended: ended.promise }
    running = mine
    // While a caller looks at a part no step runs, and it may never come back for the next one.
    let isHandedOut = false
    mine.stop.signal.addEventListener('abort', () => {
      if (isHandedOut) ended.resolve()
    })
    try {
      await before?.ended
      for await (const part of write(request, AbortSignal.any([signal, mine.stop.signal]))) {
        isHandedOut = true
        yield part
        isHandedOut = false
        mine.stop.signal.throwIfAborted()
      }
    } catch (error) {
      throw signal.aborted ? new Superseded('the request was given up', { cause: error }) : error
    } finally {
      ended.resolve()
      if (running === mine) running = null
    }
  }
  return {
    complete,
    close: async () => {
      closed = true
      running?.stop.abort(new Superseded('the model is closed'))
      await running?.ended
    },
  }
}
