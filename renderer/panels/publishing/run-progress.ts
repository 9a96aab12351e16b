/** How far an export is, and how long it may take still. Pure. */
import type { ExportRun, RunTarget } from '#preload/contract/ledger.ts'
import type { Short } from './run-left.ts'

/** The target that is written now; null where none is. */
export function runningOf(run: Pick<ExportRun, 'targets'> | null): RunTarget | null {
  return run?.targets.find(({ phase }) => phase === 'running') ?? null
}

/** From 0 to 1, all targets alike; null while nobody knows how much there is. */
export function shareOf(run: Pick<ExportRun, 'targets'>): number | null {
  const targets = run.targets.filter(({ isEarlier }) => !isEarlier)
  if (targets.length === 0) return null
  const isKnown = targets.some(({ phase, total }) => phase !== 'waiting' && (phase !== 'running' || total > 0))
  if (!isKnown && targets.some(({ phase }) => phase === 'running')) return null
  return targets.reduce((sum, each) => sum + partOf(each), 0) / targets.length
}

function partOf({ phase, done, total }: RunTarget): number {
  if (phase === 'waiting') return 0
  return phase === 'running' ? done / Math.max(1, total) : 1
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

/** It is not written, and what becomes of the files in its way is for their author to say. */
const isAsking = ({ problem }: Pick<RunTarget, 'problem'>): boolean => problem?.code === 'publish-foreign'

/** What stands over it. */
export function headOf({
  isOver,
  isBrokenOff = false,
  targets,
}: Pick<ExportRun, 'isOver' | 'targets'> & Partial<Pick<ExportRun, 'isBrokenOff'>>):
  | 'run-on'
  | 'run-done'
  | 'run-cancelled'
  | 'run-asks'
  | 'run-ended'
  | 'run-broken' {
  if (isBrokenOff) return 'run-broken'
  if (!isOver) return 'run-on'
  const failed = targets.filter(({ phase }) => phase === 'failed')
  if (failed.length > 0) return failed.every(isAsking) ? 'run-asks' : 'run-ended'
  return targets.some(({ phase }) => phase === 'cancelled') ? 'run-cancelled' : 'run-done'
}

/** Those that were cancelled, once it is over, and of which there is no more to say. */
export function stoppedOf({ isOver, targets }: Pick<ExportRun, 'isOver' | 'targets'>): readonly RunTarget[] {
  return isOver ? targets.filter(({ phase, aside }) => phase === 'cancelled' && aside === null) : []
}

/** What the last export left of a target, where that is less than it was asked for. */
export function shortOf(run: Pick<ExportRun, 'isOver' | 'targets' | 'course'> | null, course: string): ReadonlyMap<string, Short> {
  if (run === null || !run.isOver || run.course !== course) return new Map()
  return new Map(
    run.targets.flatMap(({ target, phase, total, problem }): [string, Short][] => {
      if (phase === 'failed') return [[target, isAsking({ problem }) ? 'asks' : 'failed']]
      // One that had not begun is as it was.
      return phase === 'cancelled' && total > 0 ? [[target, 'unfinished']] : []
    }),
  )
}

/** Of a target that files stood in the way of: they, how many there are of them, and whether they can stay. */
export function inTheWayOf({ problem }: Pick<RunTarget, 'problem'>): {
  readonly folder: string
  readonly files: readonly string[]
  readonly count: number
  readonly canStay: boolean
} {
  const { folder, files, count, canStay } = problem?.detail ?? {}
  const named = String(files ?? '')
    .split('\n')
    .filter(Boolean)
  return { folder: String(folder ?? ''), files: named, count: Number(count ?? named.length), canStay: canStay === 1 }
}

/** Whether something is left that the same export once more would do: files in the way ask for a word first. */
export function isLeft({ targets }: Pick<ExportRun, 'targets'>): boolean {
  return targets.some((each) => each.phase === 'cancelled' || (each.phase === 'failed' && !isAsking(each)))
}
