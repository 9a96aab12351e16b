import { useMemo } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Doc } from '#preload/document/schema.ts'
import { compareDocs, isUnchanged, type Row } from './compare.ts'
import type { Against, Past } from './past.ts'
import { type TextRead, useTextAt } from './use-version.ts'

interface Held {
  readonly lesson: LessonId
  readonly past: Past
  /** At the moment. */
  readonly read: TextRead
  readonly against: Against
  /** The text on the page; null while there is no page. */
  readonly now: Doc | null
}

export interface Compared {
  /** They may be those of the moment before while `state` is not `there`. */
  readonly rows: readonly Row[] | null
  /** Whether both texts are those that were asked for. */
  readonly state: TextRead['state']
  /** The moment's text is the present one. */
  readonly isPresent: boolean
  readonly again: () => void
}

/** The rows of the text at the moment against what it is held against; whether it is the present text. */
export function useRows({ lesson, past, read, against, now }: Held): Compared {
  const other = useTextAt(lesson, against === 'before' ? past.stretch.base : typeof against === 'number' ? against : null)
  const [text, held] = [read.text, other.text]
  // What is not held against the page stays as it is while that is written.
  const present = against === 'now' ? now : null
  const rows = useMemo(() => {
    if (!text) return null
    if (against === 'nothing') return compareDocs(text.doc, text.doc)
    if (against === 'now') return present && compareDocs(text.doc, present)
    // What was written in the stretch is what came after it began.
    return held && (held.revision < text.revision ? compareDocs(held.doc, text.doc) : compareDocs(text.doc, held.doc))
  }, [text, present, held, against])
  // Held against another moment, the text is still brought back in the place of the present one.
  const isSame = useMemo(() => text !== null && now !== null && isUnchanged(compareDocs(text.doc, now)), [text, now])
  const again = () => {
    for (const each of [read, other]) if (each.state === 'failed') each.again()
  }
  return { rows, state: worseOf(read.state, other.state), isPresent: isSame && read.state === 'there', again }
}

function worseOf(one: TextRead['state'], other: TextRead['state']): TextRead['state'] {
  return (['failed', 'reading'] as const).find((state) => one === state || other === state) ?? 'there'
}
