/** Works by folder and by course, each with a tick that says whether it is learnt. */
import { ChevronRight, Trash2 } from 'lucide-react'
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Work, WorkGroup } from '#preload/contract/archive.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { wordsText } from '#renderer/ui/amount.ts'
import { groupTitle, withoutRoot } from '#renderer/ui/group-title.ts'
import { type ArchiveClient, useAnswer, useDoing } from './use-archive.ts'
import { deedsOf } from './deeds.ts'
import { seenOf } from './seen.ts'
import { Tick } from './tick.tsx'
import { useLeavingOut } from './use-leaving-out.ts'
import { useRemoving } from './use-removing.ts'
import './groups-card.css'

interface GroupsGiven {
  readonly editable: boolean
  readonly onOpen: (work: WorkId) => void
}

/** From this share of quotations on the author is told. */
const manyQuoted = 0.35

export function GroupsCard(given: GroupsGiven) {
  const { t } = useTexts()
  const groups = useAnswer(askGroups)
  if (!groups || groups.length === 0) return null
  const [folders, courses] = [groups.filter(({ kind }) => kind === 'folder'), groups.filter(({ kind }) => kind === 'course')]
  return (
    <div className="card archive-groups">
      {folders.length > 0 && (
        <>
          <header>
            <h2>{t('archive.groups')}</h2>
            <small>{t('archive.groups-hint')}</small>
          </header>
          <Groups groups={withoutRoot(folders)} {...given} />
        </>
      )}
      {courses.length > 0 && (
        <>
          <header>
            <h2>{t('archive.courses')}</h2>
            <small>{t('archive.courses-hint')}</small>
          </header>
          <Groups groups={courses} {...given} />
        </>
      )}
    </div>
  )
}

const askGroups = (archive: ArchiveClient) => archive.groups({})

function Groups({ groups, ...given }: GroupsGiven & { groups: readonly WorkGroup[] }) {
  return (
    <ul className="archive-list">
      {groups.map((group) => (
        <Group key={group.id} group={group} {...given} />
      ))}
    </ul>
  )
}

function Group({ group, editable, onOpen }: GroupsGiven & { group: WorkGroup }) {
  const { t, language } = useTexts()
  const { unfolded } = seenOf(useHost())
  const [isOpen, setOpen] = useState(unfolded.has(group.id))
  const fold = () => {
    if (isOpen) unfolded.delete(group.id)
    else unfolded.set(group.id, drawn)
    setOpen(!isOpen)
  }
  const title = groupTitle(t, group)
  const exclude = useLeavingOut(group)
  return (
    <li className="archive-group" data-out={group.learntWorks === 0 || undefined}>
      <div className="archive-row">
        <Tick
          label={t('archive.learn-from', { title })}
          checked={group.learntWorks === group.works}
          partly={group.learntWorks > 0 && group.learntWorks < group.works}
          disabled={!editable}
          onChange={(isIn) => exclude(!isIn)}
        />
        <button type="button" className="archive-name" aria-expanded={isOpen} onClick={fold}>
          <ChevronRight />
          <span title={title}>{title}</span>
          {group.quoted >= manyQuoted && <span className="pill archive-pill-warn">{t('archive.many-quoted')}</span>}
        </button>
        {group.learntWorks > 0 ? (
          <small title={t('archive.amount-why', { all: group.words, learnt: group.learntWords })}>
            {t('archive.amount-learnt', { works: amountOf(group), words: wordsText(t, language, group.learntWords) })}
          </small>
        ) : (
          <small>{t('archive.amount', { works: amountOf(group), words: wordsText(t, language, group.words) })}</small>
        )}
        {group.kind === 'folder' && editable && <RemoveGroup group={group} title={title} />}
      </div>
      {isOpen && <GroupWorks group={group} editable={editable} onOpen={onOpen} />}
    </li>
  )
}

function RemoveGroup({ group, title }: { group: WorkGroup; title: string }) {
  const { t } = useTexts()
  const remove = useRemoving()
  return (
    <IconButton label={t('archive.remove-group')} className="archive-remove" onClick={() => void remove({ groups: [group.id] }, title)}>
      <Trash2 />
    </IconButton>
  )
}

const amountOf = ({ works, learntWorks }: WorkGroup) => (learntWorks === 0 || learntWorks === works ? String(works) : `${learntWorks} / ${works}`)

/** Works drawn at first, and more with each asking. */
const drawn = 100

function GroupWorks({ group, editable, onOpen }: GroupsGiven & { group: WorkGroup }) {
  const { t } = useTexts()
  const { unfolded } = seenOf(useHost())
  const [most, setMost] = useState(unfolded.get(group.id) ?? drawn)
  const more = () => {
    unfolded.set(group.id, most + drawn)
    setMost(most + drawn)
  }
  const ask = useCallback(
    async (archive: ArchiveClient) => {
      const works: Work[] = []
      while (works.length < most) {
        const page = await archive.list({ group: group.id, from: works.length, count: Math.min(500, most - works.length) })
        works.push(...page.works)
        if (page.works.length === 0 || works.length >= page.total) break
      }
      return works
    },
    [group.id, most],
  )
  const works = useAnswer(ask)
  const rest = group.works - most
  return (
    <ul className="archive-works">
      {works?.map((work) => (
        <WorkRow key={work.id} work={work} editable={editable} onOpen={onOpen} />
      ))}
      {rest > 0 && (
        <li>
          <Button kind="quiet" onClick={more}>
            {t('archive.more', { count: Math.min(rest, drawn) })}
          </Button>
        </li>
      )}
    </ul>
  )
}

/** Whoever comes back from a work is where its row is. */
function useReturn(work: WorkId): RefObject<HTMLButtonElement | null> {
  const row = useRef<HTMLButtonElement>(null)
  const seen = seenOf(useHost())
  useEffect(() => {
    if (!seen.comesBackFrom(work)) return
    row.current?.focus({ preventScroll: true })
    row.current?.scrollIntoView({ block: 'center', behavior: 'instant' })
  }, [seen, work])
  return row
}

function WorkRow({ work, editable, onOpen }: GroupsGiven & { work: Work }) {
  const { t, language } = useTexts()
  const deeds = deedsOf(useHost())
  const doing = useDoing()
  const change = (excluded: boolean) => doing((archive) => archive.exclude({ works: [work.id], groups: [], excluded }))
  const exclude = async (excluded: boolean) => {
    const isDone = await change(excluded)
    if (isDone) deeds.did(() => void change(!excluded))
    return isDone
  }
  const row = useReturn(work.id)
  const marks: ReactNode[] = []
  if (work.quoted >= manyQuoted) marks.push(t('archive.many-quoted'))
  if (!work.isChinese && work.words > 0) marks.push(t('archive.not-chinese'))
  return (
    <li className="archive-row" data-out={work.excluded || undefined}>
      <Tick label={t('archive.learn-from', { title: work.title })} checked={!work.excluded} disabled={!editable} onChange={(isIn) => exclude(!isIn)} />
      <button ref={row} type="button" className="archive-name" onClick={() => onOpen(work.id)}>
        <span title={work.title}>{work.title}</span>
        {marks.map((mark, at) => (
          <span key={at} className="pill archive-pill-warn">
            {mark}
          </span>
        ))}
      </button>
      <small>{[work.written ?? '', wordsText(t, language, work.words)].filter(Boolean).join(' · ')}</small>
    </li>
  )
}
