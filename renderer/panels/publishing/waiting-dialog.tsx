/** An export that waits for its check: how far that is, and the way past it. */
import type { TargetFacts } from '#preload/contract/targets.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Waiting } from './checked-first.ts'

interface WaitingGiven {
  /** Null: nothing is waited for. */
  readonly waiting: Waiting | null
  readonly targets: readonly TargetFacts[]
  readonly onClose: () => void
  readonly onGoOn: () => void
}

export function WaitingDialog({ waiting, targets, onClose, onGoOn }: WaitingGiven) {
  const { t, language } = useTexts()
  const { kind = 'checking', unchecked = [], progress = { done: 0, total: 0 } } = waiting ?? {}
  const names = unchecked.map((id) => targets.find((each) => each.id === id)?.name[language] ?? id).join(t('publishing.apart-and'))
  return (
    <Dialog
      open={waiting !== null}
      onClose={onClose}
      title={t(`publishing.first-${kind}-title`)}
      description={t(`publishing.first-${kind}-lead`, { targets: names })}
      size="small"
    >
      {kind === 'checking' && (
        <div className="publishing-first">
          <progress aria-hidden="true" {...(progress.total > 0 && { value: progress.done / progress.total })} />
          <small role="status">{progress.total > 0 ? t('publishing.checking-of', progress) : t('publishing.checking')}</small>
        </div>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button kind={kind === 'unknown' ? 'go' : 'plain'} onClick={onGoOn}>
          {t(kind === 'unknown' ? 'publishing.refused-go' : 'publishing.first-go')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
