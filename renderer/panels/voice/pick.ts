/** Picking works for a run: which of them are listed. Pure. */
import type { SourceWork } from '#preload/contract/runs.ts'
import type { WorkKind } from '#preload/contract/works.ts'

/** What the list is narrowed to; '' for all. */
export interface Narrowed {
  readonly query: string
  readonly kind: WorkKind | ''
  /** `2024`, or `unknown`. */
  readonly year: string
}

export const allOfThem: Narrowed = { query: '', kind: '', year: '' }

export const isNarrowed = ({ query, kind, year }: Narrowed): boolean => query.trim() !== '' || kind !== '' || year !== ''

const yearOf = ({ written }: Pick<SourceWork, 'written'>): string => written?.slice(0, 4) ?? 'unknown'

/** Those in whose title or folder every word stands. `titleOf`: what its folder or course is called. */
export function listed(works: readonly SourceWork[], { query, kind, year }: Narrowed, titleOf: (group: string) => string): SourceWork[] {
  const words = query.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)
  return works.filter((work) => {
    if ((kind !== '' && work.kind !== kind) || (year !== '' && yearOf(work) !== year)) return false
    const said = `${work.title}\n${titleOf(work.group)}`.normalize('NFC').toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

/** What a list of works can be narrowed to: kinds and years of which there are several, the newest year first, days that nobody knows at the end. */
export function narrowings(works: readonly SourceWork[]): { readonly kinds: readonly WorkKind[]; readonly years: readonly string[] } {
  const several = <T>(all: readonly T[]) => (all.length > 1 ? all : [])
  const kinds = [...new Set(works.map(({ kind }) => kind))].toSorted()
  // Four figures come before a word.
  const years = [...new Set(works.map(yearOf))].toSorted((a, b) => (a === 'unknown' ? 1 : b === 'unknown' ? -1 : b.localeCompare(a)))
  return { kinds: several(kinds), years: several(years) }
}

/** The works of each folder and course, in this order; those of groups that are not known are at the end. */
export function byGroup(works: readonly SourceWork[], groups: readonly string[]): { readonly group: string; readonly works: readonly SourceWork[] }[] {
  const own = Map.groupBy(works, ({ group }) => group)
  const order = [...groups.filter((group) => own.has(group)), ...[...own.keys()].filter((group) => !groups.includes(group))]
  return order.map((group) => ({ group, works: own.get(group) ?? [] }))
}
