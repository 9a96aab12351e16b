/** How targets are told apart on the desk. Pure. */
import type { TargetFacts } from '#preload/contract/targets.ts'

interface Group {
  readonly kind: TargetFacts['kind']
  readonly targets: readonly TargetFacts[]
}

/** Platforms, then books, each in the order in which they are offered. */
export function grouped(targets: readonly TargetFacts[]): Group[] {
  return (['platform', 'book'] as const).flatMap((kind) => {
    const some = targets.filter((each) => each.kind === kind)
    return some.length > 0 ? [{ kind, targets: some }] : []
  })
}

/** One sign that stands for a target: of a Chinese name its first, of a type of file its first letter. */
export function signOf({ name }: Pick<TargetFacts, 'name'>): string {
  return [...name['zh-CN'].replace(/^《/, '')][0]?.toUpperCase() ?? ''
}
