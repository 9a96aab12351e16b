import { FileText, FolderOpen } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Imported } from '#preload/contract/interchange.ts'
import type { LocalFile } from '#renderer/host/interchange.ts'
import type { EntryPlace } from '#renderer/host/entries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type ChosenTarget, PreviewOfImport } from './import-preview.tsx'
import { chosenFiles } from '#renderer/host/local-files.ts'
import { type ImportStep, useImport } from './use-import.ts'
import './interchange.css'

interface ImportDialogProps {
  readonly open: boolean
  /** What was dropped on the window, to be looked at right away. */
  readonly dropped: readonly LocalFile[] | null
  /** Where the open lesson lies, or what the author pointed at. */
  readonly place: EntryPlace | undefined
  readonly onClose: () => void
  readonly onImported: (imported: Imported) => void
}

/** Files come in: chosen, looked at, made into lessons. */
export function ImportDialog(props: ImportDialogProps) {
  const { t } = useTexts()
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t('import.title')} description={t('import.lead')} size="large">
      <ImportSteps {...props} />
    </Dialog>
  )
}

function ImportSteps({ dropped, place, onClose, onImported }: ImportDialogProps) {
  const work = useImport((imported) => {
    onClose()
    onImported(imported)
  })
  // Above the steps: an import that failed, or files that are read otherwise, leave what the author chose.
  const [target, setTarget] = useState<ChosenTarget>({})
  const taken = useRef<readonly LocalFile[] | null>(null)
  const { take } = work
  useEffect(() => {
    if (!dropped || taken.current === dropped) return
    taken.current = dropped
    setTarget({})
    void take(dropped)
  }, [dropped, take])
  const { step } = work
  return (
    <div className="interchange">
      {step.kind === 'choose' && <Choice onFiles={(files) => void take(files)} />}
      {step.kind === 'seen' && (
        <PreviewOfImport
          preview={step.seen.preview}
          place={place}
          target={target}
          onTarget={(next) => setTarget({ ...target, ...next })}
          reading={step.reading}
          softBreaks={work.softBreaks}
          onSoftBreaks={(value) => void work.setSoftBreaks(value)}
          onMake={(into, chapter) => void work.make(into, chapter)}
          onOthers={() => {
            setTarget({})
            work.restart()
          }}
        />
      )}
      {step.kind !== 'choose' && step.kind !== 'seen' && <Progress step={step} onCancel={work.restart} />}
    </div>
  )
}

function Choice({ onFiles }: { onFiles: (files: LocalFile[]) => void }) {
  const { t } = useTexts()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const take = (list: FileList | null) => {
    if (list && list.length > 0) onFiles(chosenFiles(list))
  }
  return (
    <div className="interchange-choice">
      <div className="interchange-buttons">
        <Button kind="go" onClick={() => folder.current?.click()}>
          <FolderOpen />
          {t('import.folder')}
        </Button>
        <Button onClick={() => files.current?.click()}>
          <FileText />
          {t('import.files')}
        </Button>
      </div>
      <small>{t('import.hint')}</small>
      <input ref={files} type="file" hidden multiple accept=".md,.markdown,.mdown,.mkd,.txt,image/*" onChange={(event) => take(event.target.files)} />
      <input ref={folder} type="file" hidden multiple {...{ webkitdirectory: '' }} onChange={(event) => take(event.target.files)} />
    </div>
  )
}

function Progress({ step, onCancel }: { step: Exclude<ImportStep, { kind: 'choose' | 'seen' }>; onCancel: () => void }) {
  const { t } = useTexts()
  const share = step.kind === 'reading' ? step.done / Math.max(1, step.total) : step.share
  const text =
    step.kind === 'reading' ? t('import.reading', { done: step.done, total: step.total }) : t(step.kind === 'sending' ? 'import.sending' : 'import.making')
  return (
    <div className="interchange-progress">
      <span role="status">{text}</span>
      <progress value={share} aria-label={text} />
      <Button onClick={onCancel}>{t('ui.cancel')}</Button>
    </div>
  )
}
