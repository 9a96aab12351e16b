/** What is too long for a title: one meaning for all targets, by what is known of each. */
import type { FindingKind } from '#preload/contract/findings.ts'
import type { Findings } from './finding.ts'

export interface TitleLimit {
  readonly most: number
  /** What is counted there; null where nobody noted whether it is characters or UTF-16 units, of which an emoji or a rare 汉字 has two. */
  readonly unit: 'utf16' | null
  /** `refused`: the site itself was seen to take no more. `todo`: another way in, or hearsay, says so. `advice`: what is said of it differs. */
  readonly level: 'refused' | 'todo' | 'advice'
  /** What one that would be refused is told as, where that is of something else than a lesson. */
  readonly kind?: FindingKind
}

/**
 * A title as it is typed there; `limit` is null where nobody knows one. What is too long however it is counted is told at its level, and what is
 * so by one way of counting alone is never said to be refused.
 */
export function checkTitle(title: string, limit: TitleLimit | null, findings: Findings): void {
  const typed = title.trim()
  if (typed === '') findings.add('refused', 'title-missing')
  if (limit === null) return
  const { most, unit, level, kind = 'title-long' } = limit
  const counts = unit === 'utf16' ? [typed.length] : [[...typed].length, typed.length]
  const over = counts.filter((count) => count > most)
  const [is] = over
  if (is === undefined) return
  if (level === 'refused' && over.length === counts.length) findings.add('refused', kind, typed, null, { most, is })
  else findings.add(level === 'refused' ? 'todo' : level, 'title-perhaps-long', typed, null, { most, is })
}
