/** What became of the files of an export. Pure. */
import type { ExportRun, RunTarget } from '#preload/contract/ledger.ts'
import type { TargetId } from '#preload/contract/targets.ts'

/** What became of files, in the order in which it is told: all but those removed are together the files of the lessons that were asked for. */
export function cameOf({ record, theirs, problem }: Pick<RunTarget, 'record' | 'theirs' | 'problem'>): readonly Came[] {
  const { written, kept, theirs: before, removed, stopped } = problem?.code === 'publish-foreign' ? problem.detail : { ...record, theirs, stopped: 0 }
  const counts: readonly (readonly [Came['kind'], unknown])[] = [
    ['came', written],
    ['came-kept', kept],
    ['came-theirs', before],
    ['came-stopped', stopped],
    ['came-removed', removed],
  ]
  const all = counts.map(([kind, count]) => ({ kind, count: Number(count ?? 0) }))
  const rest = all.filter(({ kind, count }) => count > 0 && kind !== 'came-kept')
  // Nothing happened to any of them, which has a sentence of its own.
  if (rest.length === 0) return record === null ? [] : [{ kind: 'nothing-new', count: record.kept }]
  return all.filter(({ count }) => count > 0)
}

export interface Came {
  readonly kind: 'came' | 'came-kept' | 'came-theirs' | 'came-stopped' | 'came-removed' | 'nothing-new'
  readonly count: number
}

/** What another folder for exports would mend. */
const OF_FOLDER: ReadonlySet<string> = new Set(['path-is-file', 'publish-denied', 'publish-full'])

/** Whether a target was not written for the sake of the folder, so that its author chooses another. */
export function wantsFolder({ phase, problem }: Pick<RunTarget, 'phase' | 'problem'>): boolean {
  return phase === 'failed' && OF_FOLDER.has(problem?.code ?? '')
}

/** What the folder of a title that the course had before is called, and the targets that went on in it; null where none did. */
export function formerOf({ targets }: Pick<ExportRun, 'targets'>): { readonly name: string; readonly targets: readonly TargetId[] } | null {
  const went = targets.filter(({ record, former }) => record !== null && former !== null)
  const name = went[0]?.former ?? null
  return name === null ? null : { name, targets: went.map(({ target }) => target) }
}
