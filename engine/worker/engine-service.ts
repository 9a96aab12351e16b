/** The engine's side of the contract: loads models, completes, and turns what completing throws into Problems. */
import { readdir, rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  cardMemory,
  CompletionError,
  type CompletionPart,
  type Completer,
  type Device,
  EvaluationError,
  inspectModel,
  openCompleter,
  partPaths,
  Superseded,
} from '#engine/completion/index.ts'
import type { engine, EngineQuestion, LoadedModel, LoadModel, LoadProgress, ModelFile } from '#preload/contract/engine.ts'
import type { Reason } from '#preload/contract/habits.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { memoryOfComputer } from './computer-memory.ts'
import { copyFiles } from './model-copies.ts'
import { type PhraseMemory, phraseMemory } from './phrase-memory.ts'
import { ToldSuggestions } from './told-suggestions.ts'

export interface EngineServiceOptions {
  readonly progress: (value: LoadProgress) => void
  /** Receives what llama.cpp warns of. */
  readonly log: (message: string) => void
}

/** Parts that come closer together than this are one for the eye. */
const paceMs = 16

interface Running {
  readonly id: string
  readonly path: string
  readonly completer: Completer
}

/** Implements the engine service. One model at a time; loads run one after another. */
export function engineService(options: EngineServiceOptions): Handlers<typeof engine> {
  let running: Running | null = null
  let loading: Promise<unknown> = Promise.resolve()
  const memory = phraseMemory()
  const told = new ToldSuggestions()
  const load = async (input: LoadModel): Promise<LoadedModel> => {
    const before = running
    running = null
    await before?.completer[Symbol.asyncDispose]()
    const completer = await open(input, memory, options)
    running = { id: input.id, path: input.path, completer }
    return loaded(completer)
  }
  return {
    load: (input) => {
      const result = loading.then(() => load(input))
      loading = result.catch(() => undefined) // told to whoever asked
      return asProblem(result, input.path)
    },
    complete: async function* (question, { signal }) {
      await loading // a question that crossed a change of models is answered by the new one
      if (running === null) throw new Problem('unavailable', 'no model is loaded')
      yield* suggestions(running, question, told, signal)
    },
    why: async function* (shown) {
      yield { tokens: told.tokens(shown) }
    },
    prepare: async ({ context, depth }, { signal }) => {
      await loading
      if (running === null) throw new Problem('unavailable', 'no model is loaded')
      await asProblem(running.completer.prepare(context, depth, signal), running.path)
      return {}
    },
    remember: ({ sources }) => {
      memory.remember(sources)
      return {}
    },
    forget: ({ sources }) => {
      memory.forget(sources)
      return {}
    },
    names: ({ folder }) => readdir(folder).catch(() => []),
    size: ({ path }) =>
      stat(path).then(
        ({ size }) => ({ bytes: size }),
        () => ({ bytes: 0 }),
      ),
    inspect: ({ path }) => asProblem(modelFile(path), path),
    memory: async ({ cards }) => ({ ...(await memoryOfComputer()), card: cards ? await cardMemory() : null }),
    copy: async function* ({ path, folder }) {
      const { paths } = await asProblem(inspectModel(path), path)
      yield* copyFiles(paths, folder)
    },
    remove: async ({ path }) => {
      for (const part of partPaths(path)) await removed(part)
      return {}
    },
    ping: () => ({ residentBytes: process.memoryUsage.rss(), evaluatedTokens: running?.completer.evaluatedTokens ?? 0 }),
  }
}

function open(input: LoadModel, memory: PhraseMemory, { progress, log }: EngineServiceOptions): Promise<Completer> {
  return openCompleter({
    path: input.path,
    device: input.device,
    memory,
    threads: input.measured?.threads ?? null,
    ...(input.measured && { infill: input.measured.fillsIn, draftTokens: input.measured.draftTokens }),
    onPhase: (phase: LoadProgress['phase'], device: Device) => progress({ phase, device, share: null }),
    onLoaded: paced((share, device) => progress({ phase: 'loading', device, share })),
    log,
  })
}

function loaded({ model }: Completer): LoadedModel {
  const { name, device, deviceName, threads, fillsIn, draftTokens, fellBack, usedContextTokens } = model
  return { name, device, deviceName, measured: { threads, fillsIn, draftTokens }, fellBack, contextTokens: usedContextTokens }
}

/** Between two words about how much is loaded: a small model needs none. */
const shareMs = 100

/** Passes on how much is loaded, at the pace of the eye. */
function paced(tell: (share: number, device: Device) => void): (share: number, device: Device) => void {
  let toldAt = performance.now()
  return (share, device) => {
    const now = performance.now()
    if (now - toldAt < shareMs) return
    toldAt = now
    tell(Math.min(1, Math.max(0, share)), device)
  }
}

async function modelFile(path: string): Promise<ModelFile> {
  const { path: first, description } = await inspectModel(path)
  const { name, architecture, bytes, files, parameters, contextTokens, quantisation, fileType, licence, languages, isInstruct, memory } = description
  return {
    path: first,
    facts: { name, architecture, bytes, files, parameters, contextTokens, quantisation, fileType, licence, languages: [...languages], isInstruct, memory },
  }
}

async function removed(path: string): Promise<void> {
  try {
    await rm(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw new Problem('disk-error', `${basename(path)} cannot be deleted`, { file: basename(path) }, error)
  }
}

/** One suggestion as the contract has it: the first part at once, then at the pace of the eye, the last one always. */
async function* suggestions(
  { id: model, path, completer }: Running,
  question: EngineQuestion,
  told: ToldSuggestions,
  signal: AbortSignal,
): AsyncGenerator<Suggestion> {
  const start = performance.now()
  const id = crypto.randomUUID()
  let sentAt = -Infinity
  try {
    for await (const part of partsOf(completer, question, signal)) {
      const { text, tokens, done, evaluatedTokens } = part
      const now = performance.now()
      if (!done && now - sentAt < paceMs) continue
      sentAt = now
      told.note(id, part)
      yield { id, text, tokens: [...tokens], done, model, ms: now - start, evaluatedTokens, reason: text === '' ? null : reasonFrom(part) }
    }
  } catch (error) {
    throw problemFrom(error, path)
  }
}

/** Null where no calibration decided to show it. */
function reasonFrom({ place, chance, shift }: Pick<CompletionPart, 'place' | 'chance' | 'shift'>): Reason | null {
  return chance === null ? null : { place, chance, shift }
}

function partsOf(completer: Completer, question: EngineQuestion, signal: AbortSignal): AsyncIterable<CompletionPart> {
  return completer.complete(question, signal)
}

/** What goes wrong with a file reaches pages, which get its name from here; where a path that was typed has no file, the shelf adds the path. */
async function asProblem<T>(result: Promise<T>, path: string): Promise<T> {
  try {
    return await result
  } catch (error) {
    throw problemFrom(error, path)
  }
}

/** Expected failures by their code; anything else is a bug and stays what it is. */
function problemFrom(error: unknown, path: string): unknown {
  if (error instanceof CompletionError)
    return new Problem(error.code, error.message.replaceAll(path, basename(path)), { ...error.detail, file: basename(path) }, error)
  // This process computes nothing any more; whoever started it ends it.
  if (error instanceof EvaluationError) return new Problem('engine-down', error.message, {}, error)
  if (error instanceof Superseded) return new Problem('cancelled', error.message, {}, error)
  return error
}
