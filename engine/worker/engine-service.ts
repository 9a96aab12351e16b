/** The engine's side of the contract: loads models, completes, and turns what completing throws into Problems. */
import { type Completer, type CompletionPart, type Device, openCompleter } from '#engine/completion/index.ts'
import type { AdapterAtWork, WornAdapter } from '#preload/contract/adapters.ts'
import type { engine, EngineQuestion, LoadedModel, LoadModel, LoadProgress } from '#preload/contract/engine.ts'
import type { Reason } from '#preload/contract/habits.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { serverModelId } from '#preload/contract/server.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { adapterHandlers } from './adapter-files.ts'
import { mustFit } from './adapter-fit.ts'
import { asProblem, problemFrom } from './engine-problems.ts'
import { fileHandlers } from './model-files.ts'
import { type PhraseMemory, phraseMemory } from './phrase-memory.ts'
import { ServerCompleting, serverProblem } from './server-completing.ts'
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
  /** Adapters that were held against it. */
  readonly fitting: Set<string>
  adapter: AdapterAtWork | null
}

/** Implements the engine service. One model at a time; loads run one after another. */
export function engineService(options: EngineServiceOptions): Handlers<typeof engine> {
  let running: Running | null = null
  let loading: Promise<unknown> = Promise.resolve()
  let adapting: Promise<unknown> = Promise.resolve()
  const memory = phraseMemory()
  const servers = new ServerCompleting()
  const told = new ToldSuggestions()
  const load = async (input: LoadModel): Promise<LoadedModel> => {
    const before = running
    running = null
    told.forgetModel()
    await before?.completer[Symbol.asyncDispose]()
    const completer = await open(input, memory, options)
    running = { id: input.id, path: input.path, completer, fitting: new Set(), adapter: null }
    return loaded(completer)
  }
  return {
    load: (input) => {
      const result = loading.then(() => load(input))
      loading = result.catch(() => undefined) // told to whoever asked
      return asProblem(result, input.path)
    },
    adapt: async ({ adapter }) => {
      const result = Promise.all([loading, adapting]).then(() => {
        if (running === null) throw new Problem('unavailable', 'no model is loaded')
        return adapt(running, adapter)
      })
      adapting = result.catch(() => undefined) // told to whoever asked
      await result
      return {}
    },
    complete: async function* (question, { signal }) {
      await Promise.all([loading, adapting]) // a question that crossed a change of models, or of the adapter, is answered by the new one
      if (running === null) throw new Problem('unavailable', 'no model is loaded')
      const asked = running
      const { id, path, completer } = asked
      yield* suggestions(
        { model: id, worn: () => wornIn(asked) },
        partsOf(completer, question, signal),
        (suggestion, part) => told.note(suggestion, part, wornIn(asked) ? (given) => completer.chancesAlone(part, question, given) : null),
        (error) => problemFrom(error, path),
      )
    },
    completeBy: ({ server, question }, { signal }) =>
      suggestions(
        { model: serverModelId(server.model), worn: () => undefined },
        servers.complete(server, question, signal),
        () => undefined,
        (error) => serverProblem(error, signal),
      ),
    tryServer: ({ server }, { signal }) => servers.try(server, signal).catch((error: unknown) => Promise.reject(serverProblem(error, signal))),
    why: async function* (shown, { signal }) {
      const { tokens, alone } = told.of(shown)
      yield { tokens: tokens(null) }
      if (alone) yield { tokens: tokens(await asProblem(alone(signal), running?.path ?? '')) }
    },
    prepare: async ({ context, depth }, { signal }) => {
      await Promise.all([loading, adapting])
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
    ...fileHandlers(),
    ...adapterHandlers(),
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

/** Another strength of the same adapter comes at any moment, so that its file is read once. */
async function adapt(running: Running, adapter: AdapterAtWork | null): Promise<void> {
  const { path, completer, fitting } = running
  if (adapter && !fitting.has(adapter.path)) await mustFit(adapter.path, path)
  await asProblem(completer.adapt(adapter), adapter?.path ?? path)
  if (adapter) fitting.add(adapter.path)
  running.adapter = adapter
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

/** Who writes a suggestion. What a model has on is known once a part of it has come: a question waits while that is changed. */
interface Suggesting {
  readonly model: string
  readonly worn: () => WornAdapter | undefined
}

/** Of strength 0 it is as none. */
function wornIn({ adapter }: Running): WornAdapter | undefined {
  return adapter === null || adapter.strength === 0 ? undefined : { name: adapter.name, strength: adapter.strength }
}

/** One suggestion as the contract has it: the first part at once, then at the pace of the eye, the last one always. */
async function* suggestions(
  { model, worn }: Suggesting,
  parts: AsyncIterable<CompletionPart>,
  note: (id: string, part: CompletionPart) => void,
  asTold: (error: unknown) => unknown,
): AsyncGenerator<Suggestion> {
  const start = performance.now()
  const id = crypto.randomUUID()
  let sentAt = -Infinity
  try {
    for await (const part of parts) {
      const { text, tokens, done, evaluatedTokens } = part
      const now = performance.now()
      if (!done && now - sentAt < paceMs) continue
      sentAt = now
      note(id, part)
      const adapter = worn()
      yield {
        id,
        text,
        tokens: [...tokens],
        done,
        model,
        ...(adapter && { adapter }),
        ms: now - start,
        evaluatedTokens,
        reason: text === '' ? null : reasonFrom(part),
      }
    }
  } catch (error) {
    throw asTold(error)
  }
}

/** Null where no calibration decided to show it. */
function reasonFrom({ place, chance, shift }: Pick<CompletionPart, 'place' | 'chance' | 'shift'>): Reason | null {
  return chance === null ? null : { place, chance, shift }
}

function partsOf(completer: Completer, question: EngineQuestion, signal: AbortSignal): AsyncIterable<CompletionPart> {
  return completer.complete(question, signal)
}
