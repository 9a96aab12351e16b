import { BookOpen, FileText, FolderOpen, RotateCcw, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { BinEntry } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useConfirm } from '#renderer/ui/confirm.tsx'
import { formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import './bin-panel.css'

const icons = { course: <BookOpen />, chapter: <FolderOpen />, lesson: <FileText /> } as const

/** What was removed: brought back with all that lay in it, or deleted for good. */
export function BinPanel({ editable }: { editable: boolean }) {
  const { t, language } = useTexts()
  const { entries, restore, erase } = useBin()
  return (
    <section className="panel" aria-labelledby="bin-title">
      <h1 id="bin-title">{t('command.bin')}</h1>
      <p className="lead">{t('bin.lead')}</p>
      {entries?.length === 0 && <p className="bin-empty">{t('bin.empty')}</p>}
      <ul className="bin-list">
        {entries?.map((entry) => (
          <li key={entry.id} className="bin-entry">
            <span className="bin-icon" aria-hidden="true">{icons[entry.kind]}</span>
            <div className="bin-what">
              <strong>{entry.title}</strong>
              <small>{[entry.from.join(' › '), entry.kind === 'lesson' ? '' : t('library.lessons', { count: entry.lessons }), t('bin.removed', { when: formatWhen(language, entry.removedAt) })].filter(Boolean).join(' · ')}</small>
            </div>
            {editable && (
              <>
                <Button onClick={() => void restore(entry)}><RotateCcw />{t('bin.restore')}</Button>
                <IconButton label={t('bin.erase')} onClick={() => void erase(entry)}><Trash2 /></IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function useBin() {
  const host = useHost()
  const notices = useNotices()
  const confirm = useConfirm()
  const { t } = useTexts()
  const tree = useValue(host.tree)
  const session = useValue(host.session)
  const [entries, setEntries] = useState<readonly BinEntry[] | null>(null)

  const read = useCallback(async () => {
    try {
      setEntries(await host.clients().library.bin({}))
    } catch (error) {
      notices.problem(error)
    }
  }, [host, notices])
  // The bin changes only together with the tree, or while this page was away.
  useEffect(() => { void read() }, [read, tree, session])

  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
      await read()
    } catch (error) {
      notices.problem(error)
    }
  }
  return {
    entries,
    restore: (entry: BinEntry) => attempt(async () => {
      await host.clients().library.restore({ id: entry.id })
      notices.show({ text: t('bin.restored', { title: entry.title }) })
    }),
    erase: async (entry: BinEntry) => {
      const sure = await confirm({ title: t('bin.erase-title', { title: entry.title }), body: t('bin.erase-body'), action: t('bin.erase'), danger: true })
      if (sure) await attempt(() => host.clients().library.erase({ id: entry.id }))
    },
  }
}
