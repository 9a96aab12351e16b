import { factsOf, type TargetId, targetIds } from '#main/publishing/facts.ts'

/** By what it is called here, or as its folder is. */
export function targetCalled(named: string): TargetId | undefined {
  return targetIds.find((id) => id === named || Object.values<string>(factsOf(id).name).some((name) => name.replaceAll(' ', '') === named))
}
