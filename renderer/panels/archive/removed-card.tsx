/** What was removed: it can be put back, or deleted for good at once. */
import { RotateCcw, Trash2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { Removed } from '#preload/contract/archive.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useConfirm } from '#renderer/ui/confirm.tsx'
import { groupTitle } from '#renderer/ui/group-title.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import { deedsOf } from './deeds.ts'
import { type ArchiveClient, useAnswer, useDoing } from './use-archive.ts'
import { aboutRemoval } from './use-removing.ts'

export function RemovedCard() {
  const { t } = useTexts()
  const host = useHost()
  const confirm = useConfirm()
  const notices = useNotices()
  const doing = useDoing()
  const [forgotten, setForgotten] = useState(0)
  // What is deleted for good disturbs nobody else, so the host tells nobody.
  const ask = useCallback((archive: ArchiveClient) => archive.removed({}).then((all) => ({ all, forgotten })), [forgotten])
  const removed = useAnswer(ask)?.all ?? []
  if (removed.length === 0) return null
  // Nothing else may take it back any more.
  const settle = ({ removal }: Removed) => {
    notices.takeBack(aboutRemoval(removal))
    deedsOf(host).forget(aboutRemoval(removal))
  }
  const restore = (thing: Removed) => {
    settle(thing)
    const { removal } = thing
    void doing((archive) => archive.restore({ removal }))
  }
  const erase = async (thing: Removed) => {
    const body = t('archive.erase-body', { count: thing.works })
    if (!(await confirm({ title: t('bin.erase-title', { title: titleOf(thing, t) }), body, action: t('bin.erase'), danger: true }))) return
    settle(thing)
    if (await doing((archive) => archive.forget({ removal: thing.removal }))) setForgotten(forgotten + 1)
  }
  return (
    <div className="card archive-removed">
      <header>
        <h2>{t('archive.removed-title')}</h2>
        <small>{t('archive.removed-hint')}</small>
      </header>
      <ul className="archive-list">
        {removed.map((thing) => (
          <RemovedRow key={thing.removal} thing={thing} onRestore={() => restore(thing)} onErase={() => void erase(thing)} />
        ))}
      </ul>
    </div>
  )
}

function RemovedRow({ thing, onRestore, onErase }: { thing: Removed; onRestore: () => void; onErase: () => void }) {
  const { t, language } = useTexts()
  const title = titleOf(thing, t)
  return (
    <li className="archive-row">
      <span className="archive-name">
        <span title={title}>{title}</span>
      </span>
      <small>{t('archive.amount', { works: thing.works, words: wordsText(t, language, thing.words) })}</small>
      <Button kind="quiet" aria-label={t('archive.put-back', { title })} onClick={onRestore}>
        <RotateCcw />
        {t('ui.put-back')}
      </Button>
      <IconButton label={t('bin.erase')} onClick={onErase}>
        <Trash2 />
      </IconButton>
    </li>
  )
}

function titleOf({ groups, works, title }: Removed, t: Translate): string {
  return works === 1 ? title : groups.map((group) => groupTitle(t, { title: group })).join(t('archive.comma'))
}
