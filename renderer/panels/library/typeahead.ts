/** What letters typed in the tree lead to, as in a file manager: the next row whose title begins so, by its characters, its number or its pinyin. Pure. */
import { normalise } from '#renderer/ui/fuzzy.ts'
import type { PinyinPlace } from '#renderer/ui/search.ts'
import type { Row } from './rows.ts'

interface Press {
  readonly key: string
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/**
 * What stands typed after a key; undefined for keys that mean something else. A space and Backspace belong to it only once
 * something is typed: an author who takes the tree for the page selects and removes nothing.
 */
export function typedAfter(typed: string, press: Press): string | undefined {
  if (press.altKey || press.ctrlKey || press.metaKey) return undefined
  if (typed !== '' && press.key === 'Backspace') return typed.slice(0, -1)
  const letter = letterOf(press)
  return letter === undefined || (typed === '' && letter === ' ') ? undefined : typed + letter
}

/** An input method that takes keys where there is nothing to write in tells only where on the keyboard they are. */
function letterOf({ key, code }: Press): string | undefined {
  if (key === 'Process' || key === 'Unidentified') return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase()
  return [...key].length === 1 ? key : undefined
}

/** The row that is meant; one letter goes on from the row at `at`, more stay there for as long as it fits. */
export function rowByTyping(rows: readonly Row[], at: number, typed: string, pinyin: PinyinPlace | null): Row | undefined {
  const begin = Math.max(0, at) + ([...typed].length > 1 ? 0 : 1)
  const ordered = [...rows.slice(begin), ...rows.slice(0, begin)]
  const wanted = normalise(typed)
  if (wanted === '') return undefined
  const letters = /^[a-zü' ]+$/.test(wanted) ? wanted.replace(/[' ]/g, '') : ''
  const begins = (row: Row) => normalise(row.title).startsWith(wanted) || (row.kind === 'lesson' && row.number !== '' && row.number.startsWith(wanted))
  return ordered.find(begins) ?? (letters === '' ? undefined : ordered.find(({ title }) => pinyin?.(title, letters) === 0))
}
