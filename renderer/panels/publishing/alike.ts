/** Findings as they are told: the weightiest first, those of one kind together. Pure, and quick with thousands. */
import type { Level } from '#preload/contract/findings.ts'

interface Told {
  readonly level: Level
  readonly kind: string
}

/** Findings of one kind and weight. */
export interface Alike<F extends Told> {
  readonly key: string
  readonly level: F['level']
  readonly kind: F['kind']
  readonly findings: readonly F[]
}

const gravity = { refused: 0, lost: 1, changed: 2, todo: 3, advice: 4 } as const satisfies Record<Level, number>

/** Groups by weight, then as they come in the course: what stands first is told first, and each group keeps the order of its places. */
export function alikeTogether<F extends Told>(findings: readonly F[]): Alike<F>[] {
  const groups = new Map<string, F[]>()
  for (const finding of findings) {
    const key = `${finding.level} ${finding.kind}`
    const group = groups.get(key)
    if (group) group.push(finding)
    else groups.set(key, [finding])
  }
  return [...groups]
    .flatMap(([key, group]) => (group[0] ? [{ key, level: group[0].level, kind: group[0].kind, findings: group }] : []))
    .toSorted((one, other) => gravity[one.level] - gravity[other.level])
}

interface Mendable {
  readonly mend: { readonly kind: string } | null
  readonly retitle: string | null
}

/** Those of alike findings that one click mends: all texts; a title only where it stands alone, for it is seen before it is given. */
export function mendableTogether<F extends Mendable>(findings: readonly F[]): F[] {
  const isAlone = findings.length === 1
  return findings.filter(({ mend, retitle }) => (isAlone ? mend !== null || retitle !== null : mend !== null && retitle === null))
}
