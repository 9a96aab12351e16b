/** Which files of the author's stand in the places of a unit's, as its list says, and how they are told. */
import type { Finding } from './finding.ts'
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

/** A file of the author's was left in the place of one of the export's. */
export function keptFinding(path: string): Finding {
  return { level: 'todo', kind: 'file-kept', lesson: null, block: null, text: path, numbers: {} }
}

/** A file of the author's stands where nothing is made any more. */
export function oldFinding(path: string): Finding {
  return { ...keptFinding(path), kind: 'file-old' }
}
