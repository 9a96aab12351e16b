import { FolderOpen, ShieldCheck } from 'lucide-react'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Problem } from '#preload/contract/problem.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { newestBackup } from '#renderer/ui/newest-backup.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { shareOf } from './checked.ts'
import type { BackupDeeds, Running } from './use-backup-work.ts'
import { WorkBar } from './work-bar.tsx'

interface CardProps {
  readonly running: Running | null
  readonly deeds: BackupDeeds
  readonly isWritable: boolean
}

/** When the newest backup was made, where they are, and what is wrong with that place. */
export function FolderCard({ running, deeds, isWritable }: CardProps) {
  const { t, language } = useTexts()
  const state = useValue(useHost().backups)
  const [isChanging, setChanging] = useState(false)
  const [closings, setClosings] = useState(0)
  const opener = useRef<HTMLButtonElement>(null)
  // The keys go on from here once a folder is chosen or not: what had the focus is gone then.
  useEffect(() => {
    if (closings > 0) opener.current?.focus({ preventScroll: true })
  }, [closings])
  const close = () => {
    setChanging(false)
    setClosings((before) => before + 1)
  }
  if (!state) return null
  const { newestAt, isKnown, problem, folder, work } = state
  const byItself = work && { phase: work.phase, share: shareOf(work), stop: null }
  const shown = running?.kind === 'make' ? running : byItself
  return (
    <section className="card backups-state" aria-labelledby="backups-newest">
      <header>
        <ShieldCheck aria-hidden="true" data-sound={(newestAt !== null && !problem) || undefined} />
        <div>
          <h2 id="backups-newest">{newestBackup(t, language, state)}</h2>
          {newestAt === null && isKnown && !problem && !shown && isWritable && <small>{t('backups.none-note')}</small>}
        </div>
        {isWritable && (
          <Button disabled={running !== null || work !== null} onClick={() => void deeds.make()}>
            {t('backups.make')}
          </Button>
        )}
      </header>
      {shown && <WorkBar running={shown} />}
      {problem && (
        <p className="backups-trouble" role="status">
          {problemSentence(language, problem)}
        </p>
      )}
      <div className="backups-place">
        <span>{t('backups.folder')}</span>
        <FilePath path={folder} />
        {!isChanging && (
          <Button ref={opener} kind="quiet" onClick={() => setChanging(true)}>
            {t('backups.change')}
          </Button>
        )}
      </div>
      {state.former.map((one) => (
        <FormerFolder key={one} folder={one} onDone={close} />
      ))}
      {isChanging && <FolderForm isDefault={state.isDefault} onDone={close} />}
    </section>
  )
}

/** Where backups were made before, and still are. */
function FormerFolder({ folder, onDone }: { folder: string; onDone: () => void }) {
  const { t } = useTexts()
  const { refusal, choose } = useChoose(onDone)
  return (
    <div className="backups-place backups-former">
      <span>{t('backups.former')}</span>
      <FilePath path={folder} />
      <Button kind="quiet" aria-label={t('backups.use-again-of', { folder })} onClick={() => void choose(folder)}>
        {t('backups.use-again')}
      </Button>
      {refusal && (
        <p className="backups-trouble" role="alert">
          {refusal}
        </p>
      )}
    </div>
  )
}

function FolderForm({ isDefault, onDone }: { isDefault: boolean; onDone: () => void }) {
  const { t } = useTexts()
  const host = useHost()
  const hasWindow = useSelected(host.about, (about) => about?.host === 'electron')
  const { refusal, choose, pick } = useChoose(onDone)
  const [path, setPath] = useState('')
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void choose(path)
  }
  return (
    <form className="backups-choose" onSubmit={submit}>
      <label htmlFor={id}>{t('backups.path')}</label>
      <div>
        <input
          id={id}
          className="field field-path"
          value={path}
          spellCheck={false}
          autoComplete="off"
          ref={takeFocus}
          aria-describedby={`${id}-note`}
          onChange={(event) => setPath(event.target.value)}
        />
        {hasWindow && (
          <Button onClick={() => void pick()}>
            <FolderOpen />
            {t('backups.pick')}
          </Button>
        )}
        <Button type="submit" disabled={path.trim() === ''}>
          {t('backups.use')}
        </Button>
      </div>
      <small id={`${id}-note`}>{t('backups.folder-note')}</small>
      <p className="backups-trouble" role="alert">
        {refusal}
      </p>
      <div className="backups-choose-end">
        {!isDefault && (
          <Button kind="quiet" onClick={() => void choose(null)}>
            {t('backups.use-default')}
          </Button>
        )}
        <Button kind="quiet" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** The author has just asked for the field. */
function takeFocus(field: HTMLInputElement | null): void {
  field?.focus()
}

interface Choosing {
  /** Why one could not be used, or the system's window could not be opened. */
  readonly refusal: string | null
  readonly choose: (folder: string | null) => Promise<void>
  /** In a window of the system, where nothing may be chosen. */
  readonly pick: () => Promise<void>
}

/** Chooses a folder; keeps why one could not be used. */
function useChoose(onDone: () => void): Choosing {
  const { language } = useTexts()
  const host = useHost()
  const [refusal, setRefusal] = useState<string | null>(null)
  const attempt = async (work: () => Promise<void>) => {
    setRefusal(null)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setRefusal(problemSentence(language, error))
    }
  }
  const choose = (folder: string | null) =>
    attempt(async () => {
      await host.clients().backups.choose({ folder })
      onDone()
    })
  const pick = () =>
    attempt(async () => {
      const { folder } = await host.clients().backups.pick({})
      if (folder !== null) await choose(folder)
    })
  return { refusal, choose, pick }
}
