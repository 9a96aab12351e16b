import type { TargetFinding } from '#preload/contract/findings.ts'

/** How much would be refused or lost: the number that a target's card and its panel say alike. */
export function toLookAt(findings: readonly Pick<TargetFinding, 'level'>[]): number {
  return findings.filter(({ level }) => level === 'refused' || level === 'lost').length
}
