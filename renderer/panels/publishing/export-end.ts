/** Whether an export came to its end just now: after a reload too, for the host goes on telling of it. Pure. */
import type { ExportRun } from '#preload/contract/ledger.ts'

type Run = Pick<ExportRun, 'id' | 'isOver'>

/** The run, where it was seen under way and is over; one that was over when it was seen first is no news. */
export function endedNow<R extends Run>(before: Run | null, now: R | null): R | null {
  return now !== null && now.isOver && before !== null && before.id === now.id && !before.isOver ? now : null
}
