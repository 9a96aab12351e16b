/** The learning texts of a bundle, one work a line, never two of them in memory. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { jsonLine } from '#preload/document/json-line.ts'
import type { LearningText } from '#main/archive/context.ts'
import { masked } from '#main/archive/personal.ts'

/** A work as its texts go into a bundle. */
export interface BundledWork {
  readonly title: string
  /** Its title as it goes out, where more is to be masked in it than personal data. */
  maskedTitle?(): string
  readonly split: 'train' | 'held-out'
  /** Its learning text, masked, and what of it is context; empty where its text is gone. */
  read(): LearningText
}

/** What a manifest says of a work. */
export interface ListedWork {
  readonly id: string
  readonly title: string
  readonly split: BundledWork['split']
  readonly characters: number
  /** Questions in it that are read and not learnt, where there are any. */
  readonly pairs?: number
  readonly sha256: string
}

/** The lines of one side, and, as they go, what is to be listed. Throws the signal's reason. */
export async function* linesOf(
  works: readonly BundledWork[],
  split: BundledWork['split'],
  { signal, listed }: { readonly signal: AbortSignal; readonly listed: (work: ListedWork) => void },
): AsyncGenerator<Buffer> {
  const width = Math.max(4, String(works.length).length)
  for (const [at, work] of works.entries()) {
    if (work.split !== split) continue
    signal.throwIfAborted()
    const { text, context } = work.read()
    await nextTurn()
    if (text.trim() === '') continue
    const [id, title] = [String(at + 1).padStart(width, '0'), work.maskedTitle?.() ?? masked(work.title)]
    const sha256 = createHash('sha256').update(text).digest('hex')
    listed({ id, title, split, characters: text.length, sha256, ...(context.length > 0 && { pairs: context.length }) })
    yield Buffer.from(jsonLine({ id, title, text, ...(context.length > 0 && { context: inCharacters(text, context) }) }))
  }
}

/** Places by Unicode characters, as Python counts. */
function inCharacters(text: string, spans: LearningText['context']): number[][] {
  let [unit, character] = [0, 0]
  const placeOf = (at: number): number => {
    for (; unit < at; unit++) if (!isSecondHalf(text, unit)) character++
    return character
  }
  return spans.map((span) => span.map(placeOf))
}

function isSecondHalf(text: string, at: number): boolean {
  const [before, code] = [text.charCodeAt(at - 1), text.charCodeAt(at)]
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff
}
