/** The engine's side of the contract: loads models, completes, and turns what completing throws into Problems. */
import { readdir, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { CompletionError, type CompletionPart, type Completer, describeModel, type Device, openCompleter, Superseded } from '#engine/completion/index.ts'
import type { engine, LoadedModel, LoadModel, LoadProgress, ModelFile } from '#preload/contract/engine.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Suggestion, SuggestionContext } from '#preload/contract/suggestions.ts'

export interface EngineServiceOptions {
  readonly progress: (value: LoadProgress) => void
  /** Receives what llama.cpp warns of. */
  readonly log: (message: string) => void
}

/** Parts that come closer together than this are one for the eye. */
const paceMs = 16

interface Running {
  readonly id: string
  readonly completer: Completer
}

/** Implements the engine service. One model at a time; loads run one after another. */
export function engineService(options: EngineServiceOptions): Handlers<typeof engine> {
  let running: Running | null = null
  let loading: Promise<unknown> = Promise.resolve()
  const load = async (input: LoadModel): Promise<LoadedModel> => {
    const before = running
    running = null
    await before?.completer[Symbol.asyncDispose]()
    const completer = await open(input, options)
    running = { id: input.id, completer }
    return loaded(completer)
  }
  return {
    load: (input) => {
      const result = loading.then(() => load(input))
      loading = result.catch(() => undefined) // told to whoever asked
      return asProblem(result, input.path)
    },
    complete: async function* (context, { signal }) {
      await loading // a question that crossed a change of models is answered by the new one
      if (running === null) throw new Problem('unavailable', 'no model is loaded')
      yield* suggestions(running, context, signal)
    },
    prepare: async ({ context, depth }, { signal }) => {
      await loading
      if (running === null) throw new Problem('unavailable', 'no model is loaded')
      await running.completer.prepare(context, depth, signal).catch((error: unknown) => {
        throw problemFrom(error)
      })
      return {}
    },
    names: ({ folder }) => readdir(folder).catch(() => []),
    size: ({ path }) =>
      stat(path).then(
        ({ size }) => ({ bytes: size }),
        () => ({ bytes: 0 }),
      ),
    inspect: async ({ path }) => modelFile(await asProblem(describeModel(path), path)),
    ping: () => ({ residentBytes: process.memoryUsage.rss(), evaluatedTokens: running?.completer.evaluatedTokens ?? 0 }),
  }
}

function open(input: LoadModel, { progress, log }: EngineServiceOptions): Promise<Completer> {
  return openCompleter({
    path: input.path,
    device: input.device,
    threads: input.threads,
    onPhase: (phase: LoadProgress['phase'], device: Device) => progress({ phase, device }),
    log,
  })
}

function loaded({ model }: Completer): LoadedModel {
  const { name, device, deviceName, threads, fellBack, usedContextTokens } = model
  return { name, device, deviceName, threads, fellBack, contextTokens: usedContextTokens }
}

function modelFile({ name, bytes, parameters, contextTokens, quantisation, licence }: ModelFile): ModelFile {
  return { name, bytes, parameters, contextTokens, quantisation, licence }
}

/** One suggestion as the contract has it: the first part at once, then at the pace of the eye, the last one always. */
async function* suggestions({ id: model, completer }: Running, context: SuggestionContext, signal: AbortSignal): AsyncGenerator<Suggestion> {
  const start = performance.now()
  const id = crypto.randomUUID()
  let sentAt = -Infinity
  try {
    for await (const { text, tokens, done, evaluatedTokens } of partsOf(completer, context, signal)) {
      const now = performance.now()
      if (!done && now - sentAt < paceMs) continue
      sentAt = now
      yield { id, text, tokens: [...tokens], done, model, ms: now - start, evaluatedTokens }
    }
  } catch (error) {
    throw problemFrom(error)
  }
}

function partsOf(completer: Completer, context: SuggestionContext, signal: AbortSignal): AsyncIterable<CompletionPart> {
  return completer.complete(context, signal)
}

/** What goes wrong with a file reaches pages, which see its name and not where it lies. */
async function asProblem<T>(result: Promise<T>, path: string): Promise<T> {
  try {
    return await result
  } catch (error) {
    if (!(error instanceof CompletionError)) throw problemFrom(error)
    throw new Problem(error.code, error.message.replaceAll(path, basename(path)), { file: basename(path) }, error)
  }
}

/** Expected failures by their code; anything else is a bug and stays what it is. */
function problemFrom(error: unknown): unknown {
  if (error instanceof CompletionError) return new Problem(error.code, error.message, {}, error)
  if (error instanceof Superseded) return new Problem('cancelled', error.message, {}, error)
  return error
}
