import { FolderOpen, Plus } from 'lucide-react'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useSystem } from './use-system.ts'

/** A file that the author dropped: where it lies, or only its name, where a browser tells no more. */
export interface DroppedModel {
  readonly path: string | null
  readonly file: string
}

interface AddModelProps {
  /** Brings the file at a path; answers whether that went well. */
  readonly onBring: (path: string) => Promise<boolean>
  /** Why the last one could not be brought. */
  readonly refusal: string | null
  readonly dropped: DroppedModel | null
}

/** How a model comes in: by the system's window for choosing files, or by its path in a browser, whose page is given none. */
export function AddModel({ onBring, refusal, dropped }: AddModelProps) {
  const { t } = useTexts()
  const host = useHost()
  const isDesktop = useSelected(host.about, (about) => about?.host === 'electron')
  return (
    <section className="models-add" aria-label={t('models.add')}>
      {isDesktop ? <Picker onBring={onBring} /> : <PathField onBring={onBring} dropped={dropped} />}
      <p className="models-refusal" role="alert">
        {refusal}
      </p>
    </section>
  )
}

function Picker({ onBring }: Pick<AddModelProps, 'onBring'>) {
  const { t } = useTexts()
  const host = useHost()
  const pick = async () => {
    const { path } = await host.clients().models.pick({})
    if (path !== null) await onBring(path)
  }
  return (
    <div className="models-picker">
      <Button onClick={() => void pick().catch(() => undefined /* the banner tells that the host is away */)}>
        <FolderOpen />
        {t('models.pick')}
      </Button>
      <small>{t('models.pick-hint')}</small>
    </div>
  )
}

function PathField({ onBring, dropped }: Pick<AddModelProps, 'onBring' | 'dropped'>) {
  const { t } = useTexts()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const system = useSystem()
  const [path, setPath] = useState('')
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    if (dropped?.path === null) field.current?.focus()
  }, [dropped])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const isBrought = await onBring(path)
    setBusy(false)
    // What was typed meanwhile is about another one.
    if (isBrought) setPath((now) => (now === path ? '' : now))
    else field.current?.select()
  }
  return (
    <form className="models-path" onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>{t('models.path')}</label>
      <div>
        <input
          id={id}
          className="field field-path"
          ref={field}
          value={path}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          onChange={(event) => setPath(event.target.value)}
        />
        <Button type="submit" disabled={isBusy || path.trim() === ''}>
          <Plus />
          {t(isBusy ? 'models.bringing' : 'models.bring')}
        </Button>
      </div>
      <small id={`${id}-hint`}>
        {dropped?.path === null ? t('models.no-path', { file: dropped.file }) : t('models.path-hint', { example: t(`models.example-${system}`) })}
      </small>
    </form>
  )
}
