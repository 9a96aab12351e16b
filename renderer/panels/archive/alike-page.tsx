/** Near duplicates, side by side. */
import { Fragment, type ReactNode, useCallback, useState } from 'react'
import type { AlikePair, Work } from '#preload/contract/archive.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { SubPage } from '#renderer/ui/sub-page.tsx'
import { type ArchiveClient, useAnswer, useDoing } from './use-archive.ts'
import { Tick } from './tick.tsx'
import './alike-page.css'

const drawn = 50

export function AlikePage({ onBack, onOpen }: { onBack: () => void; onOpen: (work: WorkId) => void }) {
  const { t } = useTexts()
  const [most, setMost] = useState(drawn)
  const ask = useCallback((archive: ArchiveClient) => archive.alike({ from: 0, count: Math.min(500, most) }), [most])
  const alike = useAnswer(ask)
  return (
    <SubPage className="archive" title={t('archive.alike')} lead={t('archive.alike-lead')} from={t('command.archive')} onBack={onBack}>
      {alike?.total === 0 && <p className="archive-nothing">{t('archive.alike-none')}</p>}
      <ul className="archive-pairs">
        {alike?.pairs.map((pair) => (
          <Pair key={`${pair.left.id} ${pair.right.id}`} pair={pair} onOpen={onOpen} />
        ))}
      </ul>
      {alike && alike.total > most && most < 500 && (
        <Button kind="quiet" onClick={() => setMost(most + drawn)}>
          {t('archive.alike-more', { count: Math.min(drawn, alike.total - most) })}
        </Button>
      )}
    </SubPage>
  )
}

function Pair({ pair, onOpen }: { pair: AlikePair; onOpen: (work: WorkId) => void }) {
  const { t, language } = useTexts()
  const [isOpen, setOpen] = useState(false)
  const isWithin = pair.alike < 0.5
  return (
    <li className="card archive-pair">
      <header>
        <h2>
          {isWithin
            ? t('archive.alike-within', { share: formatShare(language, pair.within) })
            : t('archive.alike-share', { share: formatShare(language, pair.alike) })}
        </h2>
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'archive.hide' : 'archive.side-by-side')}
        </Button>
      </header>
      <div className="archive-sides">
        <Side work={pair.left} onOpen={onOpen} />
        <Side work={pair.right} onOpen={onOpen} />
        {isOpen && <Compared left={pair.left.id} right={pair.right.id} />}
      </div>
    </li>
  )
}

function Side({ work, onOpen }: { work: Work; onOpen: (work: WorkId) => void }) {
  const { t } = useTexts()
  const doing = useDoing()
  const editable = useSelected(useHost().archive, (state) => state?.phase === 'open')
  return (
    <div className="archive-side" data-out={work.excluded || undefined}>
      <Tick
        label={t('archive.learn-from', { title: work.title })}
        checked={!work.excluded}
        disabled={!editable}
        onChange={(isIn) => doing((archive) => archive.exclude({ works: [work.id], groups: [], excluded: !isIn }))}
      />
      <button type="button" className="archive-name" onClick={() => onOpen(work.id)}>
        <span title={work.title}>{work.title}</span>
      </button>
      <small>{[work.file, work.written ?? '', t('archive.words-exact', { count: work.words })].filter(Boolean).join(' · ')}</small>
    </div>
  )
}

function Compared({ left, right }: { left: WorkId; right: WorkId }) {
  const ask = useCallback((archive: ArchiveClient) => archive.compare({ left, right }), [left, right])
  const compared = useAnswer(ask)
  return (
    <>
      <OwnText text={compared?.left.text ?? ''} own={compared?.left.own ?? []} />
      <OwnText text={compared?.right.text ?? ''} own={compared?.right.own ?? []} />
    </>
  )
}

/** A text in which what the other has not is marked. */
function OwnText({ text, own }: { text: string; own: readonly (readonly [number, number])[] }) {
  const parts: ReactNode[] = own.map(([from, to], at) => (
    <Fragment key={from}>
      {text.slice(own[at - 1]?.[1] ?? 0, from)}
      <mark>{text.slice(from, to)}</mark>
    </Fragment>
  ))
  return (
    <div className="archive-own" tabIndex={0}>
      {parts}
      {text.slice(own.at(-1)?.[1] ?? 0)}
    </div>
  )
}
