/** The newest suggestions by their ids, so that they can be explained from what they were made of. */
import { type CompletionPart, explained } from '#engine/completion/index.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { ShownPart, WhyToken } from '#preload/contract/why.ts'

/** Those that a page may still show: the one there, the candidates beside it, and what two pages and their past ask for. */
const mostKept = 64

export class ToldSuggestions {
  readonly #kept = new Map<string, CompletionPart>()

  /** A suggestion has come so far. */
  note(id: string, part: CompletionPart): void {
    this.#kept.delete(id)
    if (part.text === '') return
    this.#kept.set(id, part)
    for (const oldest of this.#kept.keys()) if (this.#kept.size > mostKept) this.#kept.delete(oldest)
  }

  /** What a part of a suggestion was chosen from. Throws `suggestion-gone`. */
  tokens({ suggestion, from, to }: ShownPart): WhyToken[] {
    const part = this.#kept.get(suggestion)
    if (!part) throw new Problem('suggestion-gone', `nothing is known of suggestion ${suggestion}`)
    return explained(part.pieces, from, to).map(({ others, ...token }) => ({ ...token, others: [...others] }))
  }
}
