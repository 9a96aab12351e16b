import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { runningOf, shareOf } from './run-progress.ts'
import { formatShare } from '#renderer/ui/format.ts'

/** How far the export is that is under way, for the way to the desk; undefined where none is. */
export function useExportNote(): string | undefined {
  const { t, language } = useTexts()
  const run = useSelected(useHost().publishing, (state) => (state?.run && !state.run.isOver ? state.run : null))
  if (run === null || runningOf(run) === null) return undefined
  const share = shareOf(run)
  return share === null ? t('publishing.card-running') : formatShare(language, share)
}
