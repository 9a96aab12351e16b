import { useState } from 'react'
import type { LibraryId } from '#preload/contract/library.ts'
import type { LessonPlace } from '#renderer/host/tree.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { Losses } from './losses.tsx'
import { useExportPreview, useWriting } from './use-export.ts'
import './interchange.css'

type Scope = 'lesson' | 'chapter' | 'course' | 'all'

interface ExportDialogProps {
  readonly open: boolean
  /** Where the open lesson lies. */
  readonly place: LessonPlace | undefined
  /** What the author pointed at; none: what is to go out is asked. */
  readonly chosen: readonly LibraryId[]
  readonly chosenName: string
  readonly onClose: () => void
}

/** Lessons go out as Markdown: what is lost is shown before it is written. */
export function ExportDialog({ open, onClose, ...given }: ExportDialogProps) {
  const { t } = useTexts()
  return (
    <Dialog open={open} onClose={onClose} title={t('export.title')} description={t('export.lead')}>
      <ExportSteps {...given} onClose={onClose} />
    </Dialog>
  )
}

function ExportSteps({ place, chosen, chosenName, onClose }: Omit<ExportDialogProps, 'open'>) {
  const { t } = useTexts()
  const notices = useNotices()
  const [scope, setScope] = useState<Scope>(place ? 'lesson' : 'all')
  const what = chosen.length > 0 ? chosen : entriesOf(scope, place)
  const preview = useExportPreview(what)
  const writing = useWriting()
  const choices: { value: Scope; label: string }[] = [
    ...(place ? (['lesson', 'chapter', 'course'] as const).map((value) => ({ value, label: t(`export.scope-${value}`) })) : []),
    { value: 'all', label: t('export.scope-all') },
  ]
  const write = async () => {
    if (!preview || !(await writing.write(what, preview.name))) return
    onClose()
    notices.show({ text: t('export.done', { name: preview.name }) })
  }
  return (
    <div className="interchange">
      <div className="interchange-row">
        <span className="interchange-label">{t('export.scope')}</span>
        {chosen.length > 0 ? (
          <strong className="interchange-chosen">{chosenName}</strong>
        ) : (
          <Segmented label={t('export.scope')} value={scope} choices={choices} onChange={setScope} />
        )}
      </div>
      <div className="interchange-look" aria-live="polite">
        {preview ? (
          <>
            <p className="interchange-summary">
              {t('export.summary', {
                name: preview.name,
                lessons: t('library.lessons', { count: preview.files.length }),
                images: t('interchange.pictures', { count: preview.images }),
              })}
            </p>
            {preview.losses.length === 0 && <p className="interchange-whole">{t('export.whole')}</p>}
            <Losses losses={preview.losses} direction="export" namesFiles={preview.files.length > 1} />
          </>
        ) : (
          <p className="interchange-summary">{t('export.looking')}</p>
        )}
      </div>
      {writing.progress ? (
        <div className="interchange-progress">
          <span role="status">{t('export.writing', writing.progress)}</span>
          <progress value={writing.progress.done / Math.max(1, writing.progress.total)} aria-label={t('export.title')} />
          <Button onClick={writing.stop}>{t('ui.cancel')}</Button>
        </div>
      ) : (
        <DialogActions>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="go" disabled={!preview} onClick={() => void write()}>
            {t('export.go')}
          </Button>
        </DialogActions>
      )}
    </div>
  )
}

function entriesOf(scope: Scope, place: LessonPlace | undefined): LibraryId[] {
  return scope === 'all' || !place ? [] : [place[scope].id]
}
