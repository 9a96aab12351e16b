import { useEffect, useRef, useState } from 'react'
import type { ModelEntry } from '#preload/contract/models.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { AddModel, type DroppedModel } from './add-model.tsx'
import { ModelCard } from './model-card.tsx'
import { ServerCard } from './server-card.tsx'
import { type ModelWork, useBring, useModelDeeds } from './use-model-deeds.ts'
import { useClosingUp } from './use-closing-up.ts'
import { type KnownModels, useModels } from './use-models.ts'
import { WhichModel } from './which-model.tsx'
import './models-dialog.css'

interface ModelsDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** A file that was dropped on the window. Each drop is another value. */
  readonly dropped: DroppedModel | null
}

/** The models on this computer: what each is and needs, told before any is loaded, and how another one comes in. */
export function ModelsDialog({ open, onClose, dropped }: ModelsDialogProps) {
  const { t } = useTexts()
  const known = useModels(open)
  // Held here: a copy goes on while the window is closed, and is shown again with it.
  const work = useModelDeeds(known)
  return (
    <Dialog open={open} onClose={onClose} title={t('command.models')} description={t('models.lead')} size="large">
      <Models {...{ known, work, dropped }} />
      <ServerCard isShown={open} />
    </Dialog>
  )
}

interface ModelsProps extends Pick<ModelsDialogProps, 'dropped'> {
  readonly known: KnownModels
  readonly work: ModelWork
}

function Models({ known, work, dropped }: ModelsProps) {
  const list = useRef<HTMLUListElement>(null)
  const brought = useRef<string | null>(null)
  const [shownAt, setShownAt] = useState(0)
  const { refusal, bring, begin } = useBring(known, (entry) => {
    brought.current = entry.id
    setShownAt(Date.now()) // one that was there already changes nothing else
  })
  useBringDropped(dropped, bring, begin)
  // What the author came for is to use it: the button of the one that was just brought takes the focus.
  useEffect(() => {
    const card = [...(list.current?.children ?? [])].find((each) => each.getAttribute('data-model') === brought.current)
    if (!card) return
    brought.current = null
    card.scrollIntoView({ block: 'nearest' })
    card.querySelector<HTMLElement>('header button')?.focus()
  }, [known.entries, shownAt])
  return (
    <div className="models">
      <AddModel onBring={bring} refusal={refusal} dropped={dropped} />
      <ModelList {...{ known, work, list }} />
    </div>
  )
}

function useBringDropped(dropped: DroppedModel | null, bring: (path: string) => Promise<boolean>, begin: () => void): void {
  const seen = useRef<DroppedModel | null>(null)
  useEffect(() => {
    if (!dropped || seen.current === dropped) return
    seen.current = dropped
    if (dropped.path === null) begin()
    else void bring(dropped.path)
  }, [dropped, bring, begin])
}

function ModelList({ known, work, list }: Omit<ModelsProps, 'dropped'> & { list: React.RefObject<HTMLUListElement | null> }) {
  const { t } = useTexts()
  const host = useHost()
  const engine = useValue(host.engine)
  const chosen = useSelected(host.settings, (settings) => settings.model) ?? 'starter'
  const device = useSelected(host.settings, (settings) => settings.device)
  const { copying } = work
  const { deeds, closing } = useClosingUp(work.deeds, list)
  const { entries, memory, isUnreadable, refresh } = known
  const shown = entries && (copying ? entries : withChosen(entries, chosen))
  return (
    <>
      {isUnreadable && (
        <p className="models-unlisted" role="status">
          {t('models.unlisted')}
          <Button onClick={() => void refresh()}>{t('models.again')}</Button>
        </p>
      )}
      {!shown && !isUnreadable && <p className="models-waiting">{t('models.listing')}</p>}
      <ul className="models-list" ref={list} {...closing}>
        {shown?.map((entry) => (
          <ModelCard key={entry.id} {...{ entry, chosen, engine, memory, deeds }} usesCard={device !== 'cpu'} copy={copying} />
        ))}
      </ul>
      {shown?.length === 1 && <p className="models-waiting">{t('models.none-yet')}</p>}
      {shown && <WhichModel isOpen={shown.length === 1} />}
    </>
  )
}

/** The chosen one also where its file is gone, so that the list says what the studio tries. */
function withChosen(entries: readonly ModelEntry[], chosen: string): readonly ModelEntry[] {
  if (entries.some(({ id }) => id === chosen)) return entries
  const problem = { code: 'model-missing' as const, message: '', detail: { file: chosen } }
  return [...entries, { id: chosen, file: chosen, place: 'folder', path: null, facts: null, problem }]
}
