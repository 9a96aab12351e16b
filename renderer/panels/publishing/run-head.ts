/** What stands over an export, in words. Pure. */
import type { ExportRun } from '#preload/contract/ledger.ts'
import type { Translate } from '#renderer/ui/translate.ts'
import { headOf, inTheWayOf } from './run-progress.ts'

export function headText(t: Translate, run: Pick<ExportRun, 'isOver' | 'isBrokenOff' | 'title' | 'targets'>): string {
  const { title, targets } = run
  const asked = targets.filter(({ problem }) => problem?.code === 'publish-foreign')
  return t(`publishing.${headOf(run)}`, { title, count: asked.reduce((sum, each) => sum + inTheWayOf(each).count, 0) })
}
