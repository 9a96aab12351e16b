/** What an export did not get to: where it broke off with the studio, and which files wait for its author. Pure. */
import type { ExportRun, RunTarget } from '#preload/contract/ledger.ts'

/** What the last export left of a target, where that is not all: `asks` where files of the author's lie in the way, and they say what becomes of these. */
export type Short = 'failed' | 'unfinished' | 'asks'

/** Where an export broke off: the target that was written then; null where it was between two of them. */
export function brokenAt({ isBrokenOff, targets }: Pick<ExportRun, 'isBrokenOff' | 'targets'>): RunTarget | null {
  return (isBrokenOff && targets.find(({ phase, total }) => phase === 'cancelled' && total > 0)) || null
}

/** Files that wait with those in the way, for they belong together: the first of them, and how many they are. */
export function waitingOf({ problem }: Pick<RunTarget, 'problem'>): { readonly files: readonly string[]; readonly count: number } {
  const { waiting, waitingCount } = problem?.detail ?? {}
  const files = String(waiting ?? '')
    .split('\n')
    .filter(Boolean)
  return { files, count: Number(waitingCount ?? files.length) }
}
