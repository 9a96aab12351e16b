/** Which files of the author's stand in the places of a unit's, as its list says. */
import type { KeptUnit } from './manifest.ts'

/** Where the author's own files were left in the places of a unit's. */
export function leftIn({ findings }: Pick<KeptUnit, 'findings'>): ReadonlySet<string> {
  return new Set(findings.flatMap(({ kind, text }) => (kind === 'file-kept' ? [text] : [])))
}

/** Whether nothing of a unit lies there as it was made: all of its files are the author's own. */
export function isLeft(unit: KeptUnit | undefined): boolean {
  if (!unit) return false
  const left = leftIn(unit)
  return left.size > 0 && unit.files.every(({ path }) => left.has(path))
}
