/** What the host says while a backup is checked, and what of it an author is told. Pure. */
import type { BackupWork, Checked } from '#preload/contract/backups.ts'
import { Problem } from '#preload/contract/problem.ts'

type Show = (phase: BackupWork['phase'], share: number) => void

/** What came of checking. Throws `not-found` where it ended without a word of that: then nothing may be said to have come back. */
export async function checkedOf(items: AsyncIterable<{ readonly work: BackupWork | null; readonly checked: Checked | null }>, show: Show): Promise<Checked> {
  let found: Checked | null = null
  for await (const { work, checked } of items) {
    if (work) show(work.phase, shareOf(work))
    found = checked ?? found
  }
  if (!found) throw new Problem('not-found', 'checking a backup ended without what is in it')
  return found
}

/** From 0 to 1. */
export function shareOf({ done, total }: BackupWork): number {
  return total > 0 ? done / total : 0
}
