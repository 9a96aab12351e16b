import { useMemo, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Doc } from '#preload/document/schema.ts'
import { compareDocs, isUnchanged, type Row } from './compare.ts'
import type { Against, Past } from './past.ts'
import { useTextAt, type TextAt } from './use-version.ts'

interface Held {
  readonly lesson: LessonId
  readonly past: Past
  readonly then: TextAt | null
  readonly against: Against
  readonly present: () => Doc | null
}

/** The rows of the text at the moment against what it is held against; whether it is the present text. */
export function useRows({ lesson, past, then, against, present }: Held): { rows: readonly Row[] | null; isPresent: boolean } {
  const held = useTextAt(lesson, against === 'before' ? past.stretch.base : typeof against === 'number' ? against : null)
  // The page lies still behind this: its text is read once.
  const [now] = useState(present)
  const rows = useMemo(() => {
    if (!then) return null
    if (against === 'nothing') return compareDocs(then.doc, then.doc)
    if (against === 'now') return now && compareDocs(then.doc, now)
    // What was written in the stretch is what came after it began.
    return held && (held.revision < then.revision ? compareDocs(held.doc, then.doc) : compareDocs(then.doc, held.doc))
  }, [then, now, held, against])
  // Held against another moment, the text is still brought back in the place of the present one.
  const isPresent = useMemo(() => then !== null && now !== null && isUnchanged(compareDocs(then.doc, now)), [then, now])
  return { rows, isPresent }
}
