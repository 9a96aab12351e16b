/** The learning texts of a bundle, one work a line, never two of them in memory. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { jsonLine } from '#preload/document/json-line.ts'
import { masked } from '#main/archive/personal.ts'

/** A work as its texts go into a bundle. */
export interface BundledWork {
  readonly title: string
  readonly split: 'train' | 'held-out'
  /** Its learning text, masked; empty where its text is gone. */
  text(): string
}

/** What a manifest says of a work. */
export interface ListedWork {
  readonly id: string
  readonly title: string
  readonly split: BundledWork['split']
  readonly characters: number
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
    const text = work.text()
    await nextTurn()
    if (text.trim() === '') continue
    const [id, title] = [String(at + 1).padStart(width, '0'), masked(work.title)]
    listed({ id, title, split, characters: text.length, sha256: createHash('sha256').update(text).digest('hex') })
    yield Buffer.from(jsonLine({ id, title, text }))
  }
}
