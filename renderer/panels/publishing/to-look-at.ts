import type { TargetFinding } from '#preload/contract/findings.ts'

/** A lesson without a name of its own goes out all the same: nobody refuses it, and its author is asked first. */
export function isOnlyAsked({ level, kind }: Pick<TargetFinding, 'level' | 'kind'>): boolean {
  return level === 'refused' && kind === 'title-unnamed'
}

/** How much would be refused or lost: the number that a target's card and its panel say alike. */
export function toLookAt(findings: readonly Pick<TargetFinding, 'level'>[]): number {
  return findings.filter(({ level }) => level === 'refused' || level === 'lost').length
}
