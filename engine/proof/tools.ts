/** What a proof measures and writes with: the graph that learns for bits per character, llama.cpp for what an author would see. */
import { type Device, openCompleter } from '#engine/completion/index.ts'
import type { SessionOptions } from '#engine/graph/index.ts'
import type { Bits } from '#engine/model/index.ts'
import { readDocuments, type TextEncoder } from '#engine/training/index.ts'
import type { Base } from '#engine/tuning/index.ts'
import { BitsMeter, type Taught } from './bits.ts'
import type { ProofTools } from './prove.ts'
import type { ProofWork } from './sample.ts'

export interface ToolOptions {
  /** The base's GGUF. */
  readonly model: string
  readonly base: Base
  readonly encoder: TextEncoder
  readonly taught: Taught
  /** The adapter's GGUF, or the model's. */
  readonly taughtPath: string
  readonly bits: Bits
  readonly session: SessionOptions
  /** Where llama.cpp computes. */
  readonly device: Device | 'auto'
  readonly log: (text: string) => void
}

export function proofTools({ model, base, encoder, taught, taughtPath, bits, session, device, log }: ToolOptions): ProofTools {
  // Its threads wait in loops for one another, so that on a machine with other work two are slower than one.
  const threads = Math.max(1, Math.floor((session.threads ?? 1) / 2))
  return {
    bits: () => BitsMeter.open(base, taught, encoder, { bits, session }),
    writer: async () => {
      // No drafts: how many pay is measured, and what is read together is rounded together. The same proof is to give the same figures.
      const open = (path: string) => openCompleter({ path, device, threads: { writing: threads, reading: threads }, draftTokens: 0, log })
      let completer = await open(model)
      return {
        complete: (request, signal) => completer.complete(request, signal),
        generate: (text, generation, signal) => completer.generate(text, generation, signal),
        adapt: async () => {
          if ('adapter' in taught) return completer.adapt({ path: taughtPath, strength: 1 })
          await completer[Symbol.asyncDispose]()
          completer = await open(taughtPath)
        },
        [Symbol.asyncDispose]: () => completer[Symbol.asyncDispose](),
      }
    },
  }
}

/** The general text in the language of the works; all of it where there is none in theirs. */
export async function generalWorks(file: string, works: readonly ProofWork[]): Promise<ProofWork[]> {
  const language = /\p{Script=Han}/u.test(works.map(({ text }) => text.slice(0, 2000)).join('')) ? 'zh' : 'en'
  const all: (ProofWork & { readonly language: string })[] = []
  for await (const { text, title, language: own } of readDocuments(file)) all.push({ id: `general ${all.length}`, title, text, language: own })
  const own = all.filter((work) => work.language === language)
  return own.length > 0 ? own : all
}
