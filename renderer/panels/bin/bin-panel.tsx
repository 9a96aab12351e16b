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
import type { Translate } from '#renderer/ui/translate.ts'
import './bin-panel.css'

const icons = { course: <BookOpen />, chapter: <FolderOpen />, lesson: <FileText /> } as const

/** What was removed: brought back with all that lay in it, or deleted for good; one by one, or several that were ticked. */
export function BinPanel({ editable }: { editable: boolean }) {
  const { t } = useTexts()
  const { entries, restore, erase, eraseAll, eraseChosen } = useBin()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = entries?.filter(({ id }) => ticked.has(id)) ?? []
  const tick = ({ id }: BinEntry, isTicked: boolean) => setTicked(new Set([...[...ticked].filter((each) => each !== id), ...(isTicked ? [id] : [])]))
  return (
    <section className="panel" aria-labelledby="bin-title">
      <h1 id="bin-title">{t('command.bin')}</h1>
      <div className="bin-head">
        <p className="lead">{t('bin.lead')}</p>
        {editable && entries && entries.length > 0 && chosen.length === 0 && (
          <Button onClick={() => void eraseAll(entries)}>
            <Trash2 />
            {t('bin.erase-all')}
          </Button>
        )}
        {editable && chosen.length > 0 && (
          <>
            <Button onClick={() => void restore(chosen)}>
              <RotateCcw />
              {t('bin.restore-chosen', { count: chosen.length })}
            </Button>
            <Button onClick={() => void eraseChosen(chosen)}>
              <Trash2 />
              {t('bin.erase-chosen', { count: chosen.length })}
            </Button>
          </>
        )}
      </div>
      {entries?.length === 0 && <p className="bin-empty">{t('bin.empty')}</p>}
      <ul className="bin-list">
        {entries?.map((entry) => (
          <li key={entry.id} className="bin-entry">
            {editable && (
              <input
                type="checkbox"
                aria-label={t('bin.choose', { title: entry.title })}
                checked={ticked.has(entry.id)}
                onChange={(event) => tick(entry, event.target.checked)}
              />
            )}
            <EntryText entry={entry} />
            {editable && (
              <>
                <Button onClick={() => void restore([entry])}>
                  <RotateCcw />
                  {t('ui.put-back')}
                </Button>
                <IconButton label={t('bin.erase')} onClick={() => void erase(entry)}>
                  <Trash2 />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function EntryText({ entry: { kind, title, from, lessons, removedAt } }: { entry: BinEntry }) {
  const { t, language } = useTexts()
  const facts = [
    from.join(' › '),
    kind === 'lesson' ? '' : t('library.lessons', { count: lessons }),
    t('bin.removed', { when: formatWhen(language, removedAt) }),
  ]
  return (
    <>
      <span className="bin-icon" aria-hidden="true">
        {icons[kind]}
      </span>
      <div className="bin-what">
        <strong>{title}</strong>
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </div>
    </>
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
  useEffect(() => {
    void read()
  }, [read, tree, session])

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
    restore: (back: readonly BinEntry[]) =>
      attempt(async () => {
        const ids = back.map(({ id }) => id)
        await host.clients().library.restore({ ids })
        const [first] = back
        const text = back.length === 1 && first ? t('bin.restored', { title: first.title }) : t('bin.restored-many', { count: back.length })
        notices.show({ text, about: `bin ${ids.join(' ')}` })
      }),
    erase: async (entry: BinEntry) => {
      const sure = await confirm({ title: t('bin.erase-title', { title: entry.title }), body: whatGoes(entry, t), action: t('bin.erase'), danger: true })
      if (sure) await attempt(() => host.clients().library.erase({ id: entry.id }))
    },
    eraseChosen: async (chosen: readonly BinEntry[]) => {
      const count = lessonsIn(chosen)
      const sure = await confirm({
        title: t('bin.erase-chosen-title', { count: chosen.length }),
        body: count > 0 ? t('bin.erase-chosen-body', { count }) : t('bin.erase-bare'),
        action: t('bin.erase'),
        danger: true,
      })
      if (sure) await attempt(() => host.clients().library.eraseAll({ ids: chosen.map((entry) => entry.id) }))
    },
    eraseAll: async (all: readonly BinEntry[]) => {
      const count = lessonsIn(all)
      const body = count > 0 ? t('bin.erase-all-body', { count }) : t('bin.erase-all-bare')
      const sure = await confirm({ title: t('bin.erase-all-title'), body, action: t('bin.erase-all'), danger: true })
      // Only what was counted: what came into the bin meanwhile stays.
      if (sure) await attempt(() => host.clients().library.eraseAll({ ids: all.map((entry) => entry.id) }))
    },
  }
}

const lessonsIn = (entries: readonly BinEntry[]) => entries.reduce((sum, entry) => sum + entry.lessons, 0)

function whatGoes({ kind, lessons }: BinEntry, t: Translate): string {
  if (kind === 'lesson') return t('bin.erase-body')
  return lessons > 0 ? t('bin.erase-lessons', { count: lessons }) : t('bin.erase-bare')
}
