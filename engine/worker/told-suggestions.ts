/** The newest suggestions by their ids, so that they can be explained from what they were made of. */
import { type CompletionPart, explained } from '#engine/completion/index.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { ShownPart, WhyToken } from '#preload/contract/why.ts'

/** What the model alone, without its adapter, gives each piece; null where that can't be told. */
type Alone = (signal: AbortSignal) => Promise<readonly number[] | null>

interface Told {
  readonly part: CompletionPart
  readonly alone: Alone | null
}

/** Those that a page may still show: the one there, the candidates beside it, and what two pages and their past ask for. */
const mostKept = 64

export class ToldSuggestions {
  readonly #kept = new Map<string, Told>()

  /** A suggestion has come so far; `alone` where an adapter has a part in it. */
  note(id: string, part: CompletionPart, alone: Alone | null): void {
    this.#kept.delete(id)
    if (part.text === '') return
    this.#kept.set(id, { part, alone })
    for (const oldest of this.#kept.keys()) if (this.#kept.size > mostKept) this.#kept.delete(oldest)
  }

  /** Another model is loaded: what it would have said alone nobody can tell any more. */
  forgetModel(): void {
    for (const [id, { part }] of this.#kept) this.#kept.set(id, { part, alone: null })
  }

  /** What a part of a suggestion was chosen from, also by the model alone where that is given. Throws `suggestion-gone`. */
  of({ suggestion, from, to }: ShownPart): { readonly tokens: (alone: readonly number[] | null) => WhyToken[]; readonly alone: Alone | null } {
    const told = this.#kept.get(suggestion)
    if (!told) throw new Problem('suggestion-gone', `nothing is known of suggestion ${suggestion}`)
    const { pieces } = told.part
    const tokens = (alone: readonly number[] | null) => explained(pieces, from, to, alone).map(({ others, ...token }) => ({ ...token, others: [...others] }))
    return { tokens, alone: told.alone }
  }
}
