/** A model as it is without the adapter that it has on, for a moment: in a context of its own, which no adapter is put on. */
import { InsufficientMemoryError, type Llama, type LlamaModel } from 'node-llama-cpp'
import type { LanguageModel } from './language-model.ts'
import { LlamaLanguageModel, LlamaSequence } from './llama-model.ts'
import { batchTokens } from './model-memory.ts'
import type { Threads } from './threads.ts'

export interface BareModel {
  readonly llama: Llama
  readonly model: LlamaModel
  readonly threads: Threads
  /** Tokens that it has to hold, and how many are read between two looks at the signal. */
  readonly tokens: number
  readonly stepTokens: number
}

/** Lends it. Null where there is no memory for it. */
export async function withBareModel<T>(
  { llama, model, threads, tokens, stepTokens }: BareModel,
  work: (language: LanguageModel) => Promise<T>,
): Promise<T | null> {
  const shape = { contextSize: tokens, batchSize: Math.min(tokens, batchTokens), swaFullCache: true, sequences: 1 }
  const context = await model.createContext({ ...shape, threads: llama.cpuMathCores }).catch((error: unknown) => {
    if (error instanceof InsufficientMemoryError) return null
    throw error
  })
  if (!context) return null
  try {
    return await work(new LlamaLanguageModel(model, tokens, [new LlamaSequence(llama, context, threads)], { stepTokens, draftTokens: 0, verifiedTokens: 0 }))
  } finally {
    await context.dispose()
  }
}
