/** Where exports are written, and choosing another place: in a window of the system where there is one, else by its path. */
import { FolderOpen } from 'lucide-react'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Problem } from '#preload/contract/problem.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'

export function FolderLine({ folder, isDefault }: { folder: string; isDefault: boolean }) {
  const { t } = useTexts()
  const [isChanging, setChanging] = useState(false)
  return (
    <div className="options-folder">
      <span>{t('publishing.folder')}</span>
      <FilePath path={folder} />
      {isChanging ? (
        <FolderForm folder={folder} isDefault={isDefault} onDone={() => setChanging(false)} />
      ) : (
        <Button kind="quiet" onClick={() => setChanging(true)}>
          {t('publishing.folder-change')}
        </Button>
      )}
    </div>
  )
}

/** Another place for exports, asked for where none can be written to the one there is. */
export function FolderChoice(place: { readonly folder: string; readonly isDefault: boolean }) {
  const { t } = useTexts()
  const [isChanging, setChanging] = useState(false)
  if (isChanging) return <FolderForm {...place} onDone={() => setChanging(false)} />
  return (
    <Button data-heir onClick={() => setChanging(true)}>
      <FolderOpen />
      {t('publishing.folder-other')}
    </Button>
  )
}

function FolderForm({ folder: now, isDefault, onDone }: { folder: string; isDefault: boolean; onDone: () => void }) {
  const { t, language } = useTexts()
  const host = useHost()
  const hasWindow = useSelected(host.about, (about) => about?.host === 'electron')
  const [path, setPath] = useState(now)
  const [refusal, setRefusal] = useState<string | null>(null)
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  // It unfolds at the end of what scrolls: the field alone would come into view, and not what is pressed then, nor why it was refused.
  useEffect(() => {
    // What it answers, a promise in newer browsers, is nothing to clean up by.
    void form.current?.scrollIntoView({ block: 'nearest' })
  }, [refusal])
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
      await host.clients().publishing.choose({ folder })
      onDone()
    })
  const pick = () =>
    attempt(async () => {
      const { folder } = await host.clients().publishing.pick({})
      if (folder !== null) await choose(folder)
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void choose(path)
  }
  return (
    <form className="options-folder-form" onSubmit={submit} ref={form}>
      <label htmlFor={id}>{t('publishing.folder-path')}</label>
      <input
        id={id}
        className="field field-path"
        value={path}
        spellCheck={false}
        autoComplete="off"
        ref={takeFocus}
        onChange={(event) => setPath(event.target.value)}
      />
      <div>
        {hasWindow && (
          <Button onClick={() => void pick()}>
            <FolderOpen />
            {t('backups.pick')}
          </Button>
        )}
        <Button type="submit" disabled={path.trim() === ''}>
          {t('publishing.folder-use')}
        </Button>
        {!isDefault && (
          <Button kind="quiet" onClick={() => void choose(null)}>
            {t('publishing.folder-default')}
          </Button>
        )}
        <Button kind="quiet" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
      <p className="publishing-trouble" role="alert">
        {refusal}
      </p>
    </form>
  )
}

/** The author has just asked for the field: what they change of a path is its end. */
function takeFocus(field: HTMLInputElement | null): void {
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}
