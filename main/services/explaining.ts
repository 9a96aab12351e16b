/** Why a suggestion says what it says: from the engine that made it and from the author's texts, whichever is known first. */
import { Problem } from '#preload/contract/problem.ts'
import type { Likeness, ShownPart, Why, WhyQuestion, WhyToken } from '#preload/contract/why.ts'

export interface WhyPorts {
  /** What a suggestion was chosen from, as far as it is known. Throws a `Problem`. */
  readonly tokens: (shown: ShownPart, signal: AbortSignal) => AsyncIterable<WhyToken[]>
  /** The places that are most like it. Ends early once the signal is aborted. */
  readonly like: (question: WhyQuestion, signal: AbortSignal) => Promise<Likeness[]>
}

/** Yields whatever is known more. Where the engine can't tell, that is told, and the places that are like it all the same. */
export async function* explain(question: WhyQuestion, ports: WhyPorts, signal: AbortSignal): AsyncGenerator<Why, void, undefined> {
  let known: Why = { tokens: null, problem: null, likenesses: null }
  for await (const part of merged(tokensOf(question, ports, signal), likenessesOf(question, ports, signal))) {
    if (signal.aborted) return
    known = { ...known, ...part }
    yield known
  }
}

async function* tokensOf({ suggestion, from, to }: WhyQuestion, { tokens }: WhyPorts, signal: AbortSignal): AsyncGenerator<Partial<Why>> {
  try {
    for await (const told of tokens({ suggestion, from, to }, signal)) yield { tokens: told }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    yield { problem: { code: error.code, message: error.message, detail: { ...error.detail } } }
  }
}

async function* likenessesOf(question: WhyQuestion, { like }: WhyPorts, signal: AbortSignal): AsyncGenerator<Partial<Why>> {
  yield { likenesses: await like(question, signal) }
}

/** The items of all, as they come. */
async function* merged<T>(...sources: readonly AsyncGenerator<T, void, undefined>[]): AsyncGenerator<T, void, undefined> {
  const next = async (source: AsyncGenerator<T, void, undefined>) => ({ source, result: await source.next() })
  const waiting = new Map(sources.map((source) => [source, next(source)]))
  while (waiting.size > 0) {
    const { source, result } = await Promise.race(waiting.values())
    if (result.done === true) waiting.delete(source)
    else {
      waiting.set(source, next(source))
      yield result.value
    }
  }
}
