import { useCallback, useState } from 'react'
import type { Doc } from '#preload/document/schema.ts'
import { chosenAgain, compareDocs, type Row, withChosen } from './compare.ts'
import type { TextAt } from './use-version.ts'

interface Compared {
  readonly rows: readonly Row[] | null
  /** The text at the moment, which the rows compare with the present one. */
  readonly text: TextAt | null
}

const none: ReadonlySet<number> = new Set()

/** Which rows are to be brought back. They stay chosen while the page beside them is written, and no longer once another moment is seen. */
export function useChosen({ rows, text }: Compared) {
  const [chosen, setChosen] = useState(none)
  const [of, setOf] = useState<Compared>({ rows, text })
  if (of.rows !== rows) {
    setOf({ rows, text })
    setChosen((before) => (rows && of.rows && of.text?.revision === text?.revision ? chosenAgain(of.rows, before, rows) : none))
  }
  const toggle = useCallback((index: number) => setChosen((before) => toggled(before, index)), [])
  const clear = useCallback(() => setChosen(none), [])
  /** The present text with what was chosen as it was; `now` may have been written on since the two were compared. */
  const applied = (now: Doc | null): Doc | null => {
    if (!rows || !text || !now || chosen.size === 0) return null
    const newest = compareDocs(text.doc, now)
    return withChosen(newest, chosenAgain(rows, chosen, newest))
  }
  const isPossible = rows !== null && withChosen(rows, chosen) !== null
  return { chosen, isPossible, toggle, clear, applied }
}

function toggled(chosen: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(chosen)
  if (!next.delete(index)) next.add(index)
  return next
}
