/** Near duplicates, side by side. */
import { Fragment, useCallback, useEffect, useRef, useState } from 'react'
import type { AlikePair, Work } from '#preload/contract/archive.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { SubPage } from '#renderer/ui/sub-page.tsx'
import { ownParts, type Span } from './own-parts.ts'
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

const none: readonly Span[] = []

function Compared({ left, right }: { left: WorkId; right: WorkId }) {
  const ask = useCallback((archive: ArchiveClient) => archive.compare({ left, right }), [left, right])
  const compared = useAnswer(ask)
  const { t } = useTexts()
  const hasOwn = compared !== null && compared.left.own.length + compared.right.own.length > 0
  return (
    <>
      <OwnText text={compared?.left.text ?? ''} own={compared?.left.own ?? none} />
      <OwnText text={compared?.right.text ?? ''} own={compared?.right.own ?? none} />
      {compared && <p className="archive-own-note">{t(hasOwn ? 'archive.own-marked' : 'archive.own-none')}</p>}
    </>
  )
}

/** A text in which what the other has not is marked; the first of it is in sight. */
function OwnText({ text, own }: { text: string; own: readonly Span[] }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const [box, mark] = [place.current, place.current?.querySelector('mark')]
    if (box && mark) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3
  }, [text, own])
  return (
    <div ref={place} className="archive-own" tabIndex={0}>
      {ownParts(text, own).map(({ text: part, isOwn }, at) => (isOwn ? <mark key={at}>{part}</mark> : <Fragment key={at}>{part}</Fragment>))}
    </div>
  )
}
