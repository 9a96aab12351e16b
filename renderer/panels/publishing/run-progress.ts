/** How far an export is, and how long it may take still. Pure. */
import type { ExportRun, RunTarget } from '#preload/contract/ledger.ts'

/** The target that is written now; null where none is. */
export function runningOf(run: Pick<ExportRun, 'targets'> | null): RunTarget | null {
  return run?.targets.find(({ phase }) => phase === 'running') ?? null
}

/** From 0 to 1, all targets alike; null while nobody knows how much there is. */
export function shareOf({ targets }: Pick<ExportRun, 'targets'>): number | null {
  if (targets.length === 0) return null
  const isKnown = targets.every(({ phase, total }) => phase !== 'running' || total > 0)
  if (!isKnown) return null
  return targets.reduce((sum, each) => sum + partOf(each), 0) / targets.length
}

function partOf({ phase, done, total }: RunTarget): number {
  if (phase === 'waiting') return 0
  return phase === 'running' ? done / total : 1
}

/** Sooner than this nothing can be told of how long it takes. */
const leastMs = 1500

/** Seconds that are left at the pace until now; null where that says nothing yet. */
export function secondsLeft(run: Pick<ExportRun, 'targets' | 'startedAt'>, now: number): number | null {
  const share = shareOf(run)
  const elapsed = now - run.startedAt
  if (share === null || share <= 0.02 || elapsed < leastMs) return null
  return Math.ceil(((elapsed / share) * (1 - share)) / 1000)
}
