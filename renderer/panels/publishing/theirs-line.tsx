/** Files of the author's that stand in the places of an export's own, and the way to have those after all. */
import type { ExportRecord } from '#preload/contract/ledger.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useConfirm } from '#renderer/ui/confirm.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'

/** `onReplace`: null where nothing can be exported now. */
export function TheirsLine({ theirs, onReplace }: { theirs: NonNullable<ExportRecord['theirs']>; onReplace: (() => void) | null }) {
  const { t } = useTexts()
  const confirm = useConfirm()
  const { count, old, files, aside } = theirs
  const isOld = old === count
  const more = count > files.length ? [t('publishing.in-way-more', { count: count - files.length })] : []
  const ask = async () => {
    const question = {
      title: t(isOld ? 'publishing.replace-old-title' : 'publishing.replace-title', { count }),
      body: t(isOld ? 'publishing.replace-old-body' : old > 0 ? 'publishing.replace-some-body' : 'publishing.replace-body', { folder: aside }),
      action: t(isOld ? 'publishing.way-move' : 'publishing.way-replace'),
    }
    if (await confirm(question)) onReplace?.()
  }
  return (
    <span className="theirs-line">
      <span>{t(isOld ? 'publishing.theirs-old' : 'publishing.theirs', { count, files: [...files, ...more].join(t('publishing.apart-and')) })}</span>
      {onReplace && (
        <Button kind="quiet" onClick={() => void ask()}>
          {t(isOld ? 'publishing.move' : 'publishing.replace')}
        </Button>
      )}
    </span>
  )
}
