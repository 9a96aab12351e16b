/**
 * Completing by a server, in a process of its own that loads no model: what the server sends is read there, so that nothing it does
 * reaches the studio. It starts with the first question and ends when no server is used; for a mere trial it ends with that.
 */
import type { EngineQuestion } from '#preload/contract/engine.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { CompletionServer, ServerTrial } from '#preload/contract/server.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { engineDown } from './compute-problems.ts'
import { type EngineCommand, type EngineProcess, startEngine } from './engine-process.ts'
import { watch } from './watch.ts'

export interface ServerDeskOptions extends EngineCommand {
  /** Starts a process; another one in tests. */
  readonly start?: (command: EngineCommand) => Pick<EngineProcess, 'engine' | 'ended' | 'kill' | 'stop'>
}

const silenceMs = 10_000
const mostBytes = 2 ** 29

export class ServerDesk {
  readonly #options: ServerDeskOptions
  #running: Pick<EngineProcess, 'engine' | 'ended' | 'kill' | 'stop'> | null = null
  /** Whether the process was asked to complete, and will be again. */
  #isServing = false
  /** Under way. */
  #trials = 0

  constructor(options: ServerDeskOptions) {
    this.#options = options
  }

  /** How the text goes on. Throws a `server-…` problem, or `engine-down`. */
  async *complete(server: CompletionServer, question: EngineQuestion, signal: AbortSignal): AsyncGenerator<Suggestion, void, undefined> {
    try {
      const { engine } = this.#process()
      this.#isServing = true
      yield* engine.completeBy({ server, question }, signal)
    } catch (error) {
      throw ended(error)
    }
  }

  async try(server: CompletionServer, signal: AbortSignal): Promise<ServerTrial> {
    this.#trials += 1
    try {
      return await this.#process().engine.tryServer({ server }, signal)
    } catch (error) {
      throw ended(error)
    } finally {
      this.#trials -= 1
      if (this.#trials === 0 && !this.#isServing) await this.close()
    }
  }

  /** Ends the process, if there is one. */
  async close(): Promise<void> {
    const running = this.#running
    this.#running = null
    this.#isServing = false
    await running?.stop()
  }

  #process(): Pick<EngineProcess, 'engine'> {
    if (this.#running) return this.#running
    const { start = startEngine, ...command } = this.#options
    const running = start(command)
    this.#running = running
    void running.ended.then(() => {
      if (this.#running !== running) return
      this.#running = null
      this.#isServing = false
    })
    watch(running, silenceMs, () => ({ silenceMs, mostBytes }))
    return running
  }
}

function ended(error: unknown): unknown {
  return error instanceof Problem && error.code === 'unavailable' ? engineDown('the process that asks the server ended') : error
}
