/**
 * Who completes: the model on this computer, or, where the author names one, a server. A server that fails is left alone for a while,
 * longer each time, and one that refuses until the author does something about it; nothing else takes its place by itself.
 */
import type { EnginePreparation, EngineQuestion } from '#preload/contract/engine.ts'
import type { EngineState } from '#preload/contract/models.ts'
import { Problem, type ProblemCode, type ProblemReport } from '#preload/contract/problem.ts'
import { type CompletionServer, serverModelId } from '#preload/contract/server.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import type { ShownPart, WhyToken } from '#preload/contract/why.ts'
import type { Compute } from './compute.ts'
import type { ServerDesk } from './server-desk.ts'
import type { Trainer } from './trainer.ts'

/** The server that is used, with what is shown of it. */
export interface UsedServer extends CompletionServer {
  readonly shown: NonNullable<EngineState['server']>
}

/** Which server is used; null for none. */
export interface ServerChoice {
  current(): UsedServer | null
  /** Hears of another one, or of none. */
  listen(listener: () => void): void
}

export interface CompletingOptions {
  readonly compute: Pick<Compute, 'complete' | 'why' | 'prepare' | 'state' | 'listen' | 'retry'>
  readonly desk: Pick<ServerDesk, 'complete' | 'close'>
  readonly choice: ServerChoice
  /** Passes on what is done for the author on this computer, by its model or by a server; what else computes there waits meanwhile. */
  readonly givingWay: Trainer['givingWay']
  readonly now?: () => number
}

export type Completing = Pick<Compute, 'complete' | 'why' | 'prepare' | 'state' | 'listen' | 'retry'> & {
  /** What went wrong with the server last; null where it serves, or none is used. */
  problem(): ProblemReport | null
}

/** What waiting does not mend. */
const lasting: ReadonlySet<ProblemCode> = new Set(['server-denied', 'server-model', 'server-moved', 'server-foreign'])
const [firstRestMs, longestRestMs] = [5000, 300_000]

export function completing(options: CompletingOptions): Completing {
  return new Chooser(options)
}

interface Failure {
  readonly problem: ProblemReport
  readonly until: number
  readonly restMs: number
}

class Chooser implements Completing {
  readonly #options: CompletingOptions
  readonly #now: () => number
  readonly #listeners = new Set<(state: EngineState) => void>()
  #failure: Failure | null = null

  constructor(options: CompletingOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    options.compute.listen(() => this.#tell())
    options.choice.listen(() => {
      this.#failure = null
      if (!options.choice.current()) void options.desk.close()
      this.#tell()
    })
  }

  state(): EngineState {
    const own = this.#options.compute.state()
    const server = this.#options.choice.current()
    if (!server) return own
    return {
      // What only has to be waited for is asked again by the next question after that.
      phase: this.#failure?.until === Infinity ? 'failed' : 'ready',
      problem: this.#failure?.problem ?? null,
      model: { id: serverModelId(server.model), name: server.model },
      share: null,
      device: null,
      deviceName: null,
      threads: null,
      fellBack: null,
      refused: null,
      server: server.shown,
    }
  }

  problem(): ProblemReport | null {
    return this.#failure?.problem ?? null
  }

  listen(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  retry(): void {
    if (!this.#options.choice.current()) return this.#options.compute.retry()
    this.#failure = null
    this.#tell()
  }

  async *complete(question: EngineQuestion, signal: AbortSignal): AsyncGenerator<Suggestion, void, undefined> {
    const { compute, desk, choice, givingWay } = this.#options
    const server = choice.current()
    if (!server) return yield* givingWay(compute.complete(question, signal))
    if (this.#failure && this.#now() < this.#failure.until) return yield nothingFrom(server)
    const { endpoint, model, key } = server
    try {
      // What is known of the author, and their texts, stays here: only the question is asked.
      let isServed = false
      const asked = desk.complete({ endpoint, model, key }, { ...question, leanings: [] }, signal)
      for await (const suggestion of server.shown.isHere ? givingWay(asked) : asked) {
        // Without a word it may not have been asked at all.
        isServed ||= suggestion.text !== ''
        yield suggestion
      }
      if (isServed && choice.current() === server) this.#served()
    } catch (error) {
      if (error instanceof Problem && error.code !== 'cancelled' && choice.current() === server) this.#failed(error, server)
      throw error
    }
  }

  async *why(shown: ShownPart, signal: AbortSignal): AsyncGenerator<WhyToken[], void, undefined> {
    // Of a server's words no more is known than was shown.
    if (!this.#options.choice.current()) yield* this.#options.compute.why(shown, signal)
  }

  async prepare(preparation: EnginePreparation, signal: AbortSignal): Promise<void> {
    // A server is sent nothing in advance.
    if (!this.#options.choice.current()) await this.#options.compute.prepare(preparation, signal)
  }

  #served(): void {
    if (!this.#failure) return
    this.#failure = null
    this.#tell()
  }

  #failed({ code, message }: Problem, { shown }: UsedServer): void {
    const restMs = Math.min(longestRestMs, this.#failure ? this.#failure.restMs * 2 : firstRestMs)
    const until = lasting.has(code) ? Infinity : this.#now() + restMs
    this.#failure = { problem: { code, message, detail: { host: shown.host } }, until, restMs }
    this.#tell()
  }

  #tell(): void {
    const state = this.state()
    for (const listener of this.#listeners) listener(state)
  }
}

function nothingFrom({ model }: UsedServer): Suggestion {
  return { id: crypto.randomUUID(), text: '', tokens: [], done: true, model: serverModelId(model), ms: 0, evaluatedTokens: 0, reason: null }
}
