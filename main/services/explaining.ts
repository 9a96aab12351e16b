/** Why a suggestion says what it says: from the engine that made it and from the author's texts, whichever is known first. */
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { Likeness, ShownPart, Why, WhyQuestion, WhyToken } from '#preload/contract/why.ts'

export interface WhyPorts {
  /** What a suggestion was chosen from, as far as it is known. Throws a `Problem`. */
  readonly tokens: (shown: ShownPart, signal: AbortSignal) => AsyncIterable<WhyToken[]>
  /** The places that are most like it. Ends early once the signal is aborted. Throws a `Problem` where they can't be looked for. */
  readonly like: (question: WhyQuestion, signal: AbortSignal) => Promise<Likeness[]>
}

/** Yields whatever is known more. What one of both can't tell is told as its problem, and what the other one knows all the same. */
export async function* explain(question: WhyQuestion, ports: WhyPorts, signal: AbortSignal): AsyncGenerator<Why, void, undefined> {
  let known: Why = { tokens: null, problem: null, likenesses: null, unread: null }
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
    yield { problem: reportOf(error) }
  }
}

async function* likenessesOf(question: WhyQuestion, { like }: WhyPorts, signal: AbortSignal): AsyncGenerator<Partial<Why>> {
  try {
    yield { likenesses: await like(question, signal) }
  } catch (error) {
    yield { likenesses: [], unread: reportOf(error) }
  }
}

/** A fault of the program is none of an answer. */
function reportOf(error: unknown): ProblemReport {
  if (!(error instanceof Problem)) throw error
  return { code: error.code, message: error.message, detail: { ...error.detail } }
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
