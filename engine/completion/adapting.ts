/** An adapter over a loaded model: put on, taken off, and made stronger or weaker, without loading the model again. */
import type { LlamaContext } from 'node-llama-cpp'
import { CompletionError } from './completion-error.ts'
import type { TokenSequence } from './prefix-cache.ts'

/** What was taught to a model, in a GGUF of its own, and how much of it is added: 0 is the model itself, 1 all of it. */
export interface AdapterAtWork {
  readonly path: string
  readonly strength: number
}

/**
 * COMPAT: node-llama-cpp 3.21 takes adapters where a context is made and nowhere else, though llama.cpp lets another strength be set at
 * any time (0.04 ms; a new context would hold its memory twice meanwhile). This is what its own `createContext` calls.
 */
interface Adaptable {
  _setLoras(adapters: readonly { readonly filePath: string; readonly scale: number }[]): Promise<void>
}

/** A loaded model with the adapter that it has on. No step may run while that changes. */
export class Adapting {
  readonly #context: LlamaContext
  readonly #sequences: readonly TokenSequence[]
  readonly #check: () => Promise<void>
  #worn: AdapterAtWork | null = null

  /** `sequences`: what has been read, which another adapter makes void. `check` throws CompletionError where what is computed is no number. */
  constructor(context: LlamaContext, sequences: readonly TokenSequence[], check: () => Promise<void>) {
    this.#context = context
    this.#sequences = sequences
    this.#check = check
  }

  /** Puts an adapter on, in the place of the one before. Throws CompletionError (`adapter-damaged`) where it can't be used; the one before stays then. */
  async wear(adapter: AdapterAtWork | null): Promise<void> {
    for (const sequence of this.#sequences) await sequence.truncate(0)
    try {
      await this.#putOn(adapter)
      if (adapter) await this.#check()
      this.#worn = adapter
    } catch (error) {
      await this.#putOn(this.#worn)
      throw error instanceof CompletionError ? damaged(adapter, error.message, error) : error
    } finally {
      for (const sequence of this.#sequences) await sequence.truncate(0)
    }
  }

  async #putOn(adapter: AdapterAtWork | null): Promise<void> {
    // The method is private, so that the type knows nothing of it.
    const adaptable = this.#context as unknown as Adaptable
    // Of strength 0 it is as none.
    const adapters = adapter === null || adapter.strength === 0 ? [] : [{ filePath: adapter.path, scale: adapter.strength }]
    await adaptable._setLoras(adapters).catch((error: unknown) => {
      throw damaged(adapter, error instanceof Error ? error.message : String(error), error)
    })
  }
}

function damaged(adapter: AdapterAtWork | null, reason: string, cause: unknown): CompletionError {
  return new CompletionError('adapter-damaged', `${adapter?.path ?? 'the adapter'} cannot be used: ${reason}`, cause)
}
