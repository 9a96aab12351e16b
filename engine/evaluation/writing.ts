/** Writes stretches of works with a completer's suggestions, as an author would. */
import type { Completer, CompletionPart, CompletionRequest } from '#engine/completion/index.ts'
import { type Tally, type Typing, write } from './author.ts'
import type { Stretch } from './stretches.ts'

export interface StretchWriting {
  readonly signal: AbortSignal
  readonly typing?: Typing
  /** What a question is told beside what the page tells. */
  readonly asked?: (question: CompletionRequest) => CompletionRequest
  /** Awaited before every suggestion. */
  readonly turn?: () => Promise<void>
}

/** The whole of a suggestion. */
export async function lastPart(completer: Pick<Completer, 'complete'>, ...question: Parameters<Completer['complete']>): Promise<CompletionPart> {
  let last: CompletionPart | undefined
  for await (const part of completer.complete(...question)) last = part
  if (!last) throw new Error('a request is always answered')
  return last
}

/** What writing each stretch took, one after another. Throws the signal's reason. */
export async function* writeStretches(
  stretches: readonly Stretch[],
  completer: Pick<Completer, 'complete'>,
  { signal, typing, asked = (question) => question, turn = () => Promise.resolve() }: StretchWriting,
): AsyncGenerator<Tally, void, undefined> {
  const suggest = async (question: () => CompletionRequest) => {
    await turn()
    signal.throwIfAborted()
    return await lastPart(completer, asked(question()), signal)
  }
  for (const stretch of stretches) yield await write(stretch, suggest, typing)
}
