import { useMemo } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Doc } from '#preload/document/schema.ts'
import { compareDocs, isUnchanged, type Row } from './compare.ts'
import type { Against, Past } from './past.ts'
import { useTextAt, type TextAt } from './use-version.ts'

interface Held {
  readonly lesson: LessonId
  readonly past: Past
  /** At the moment. */
  readonly text: TextAt | null
  readonly against: Against
  /** The text on the page; null while there is no page. */
  readonly now: Doc | null
}

/** The rows of the text at the moment against what it is held against; whether it is the present text. */
export function useRows({ lesson, past, text, against, now }: Held): { rows: readonly Row[] | null; isPresent: boolean } {
  const held = useTextAt(lesson, against === 'before' ? past.stretch.base : typeof against === 'number' ? against : null)
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
  const isPresent = useMemo(() => text !== null && now !== null && isUnchanged(compareDocs(text.doc, now)), [text, now])
  return { rows, isPresent }
}
