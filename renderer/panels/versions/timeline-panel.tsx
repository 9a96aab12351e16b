import { Bookmark } from 'lucide-react'
import { type KeyboardEvent, memo, type MouseEvent, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { formatShortcut } from '#renderer/ui/keys.ts'
import { type Day, type DaySitting, daysOf } from './days.ts'
import { pastOf } from './moments.ts'
import type { Past } from './past.ts'
import { useTimeline } from './use-timeline.ts'
import { changeName, dayName, timeName, versionName } from './words.ts'
import './versions.css'

interface Given {
  readonly past: Past | null
  readonly onLook: (past: Past) => void
  /** With Ctrl or ⌘. */
  readonly onLookBeside: (past: Past) => void
}

/** How a lesson was written: days, sittings and named moments; each opens the text as it was. */
export const TimelinePanel = memo(function TimelinePanel({ lesson, ...given }: Given & { lesson: LessonId }) {
  const { t } = useTexts()
  const timeline = useTimeline(lesson)
  // Which day is today is decided when the panel is opened.
  const [now] = useState(() => Date.now())
  if (!timeline) return <p className="versions-note">{t('versions.loading')}</p>
  const days = daysOf(timeline)
  if (days.length === 0) return <p className="versions-note">{t('versions.empty')}</p>
  return (
    <div className="versions-panel" role="group" aria-label={t('versions.list')} onKeyDown={step}>
      <p className="versions-note">{t('versions.lead', { keys: formatShortcut('Mod+Enter') })}</p>
      {days.map((day) => (
        <DayList key={day.at} day={day} now={now} {...given} />
      ))}
    </div>
  )
})

function DayList({ day, now, ...given }: Given & { day: Day; now: number }) {
  const { t, language } = useTexts()
  const name = dayName(t, language, day.at, now)
  return (
    <section className="versions-day" aria-label={name}>
      <h2>{name}</h2>
      <ol>
        {day.sittings.map((sitting) => (
          <SittingItem key={sitting.revision} sitting={sitting} {...given} />
        ))}
      </ol>
    </section>
  )
}

function SittingItem({ sitting, past, onLook, onLookBeside }: Given & { sitting: DaySitting }) {
  const { t, language } = useTexts()
  const { since, at, words, change, revision, versions } = sitting
  const chooses = (moment: Past) => ({
    onClick: (event: MouseEvent) => (isHeld(event) ? onLookBeside : onLook)(moment),
    // A browser takes Enter with Ctrl for no click.
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !isHeld(event)) return
      event.preventDefault()
      onLookBeside(moment)
    },
  })
  const span = [since, at].map((time) => timeName(language, time))
  const time = span[0] === span[1] ? span[0] : span.join(' – ')
  return (
    <li>
      <button
        type="button"
        className="versions-item"
        data-moment={revision}
        aria-current={past?.revision === revision || undefined}
        {...chooses(pastOf(sitting))}
      >
        <span className="versions-time">{time}</span>
        {words !== null && <span className="versions-words">{t('versions.words', { count: words })}</span>}
        {change !== null && (
          <span className="versions-change" data-sign={Math.sign(change)}>
            {changeName(t, change)}
          </span>
        )}
      </button>
      {versions.map((version) => (
        <button
          key={version.revision}
          type="button"
          className="versions-item versions-named"
          data-moment={version.revision}
          aria-current={past?.revision === version.revision || undefined}
          {...chooses(pastOf(sitting, version))}
        >
          <Bookmark aria-hidden="true" />
          <span>{versionName(t, version)}</span>
        </button>
      ))}
    </li>
  )
}

const isHeld = (event: { readonly ctrlKey: boolean; readonly metaKey: boolean }) => event.ctrlKey || event.metaKey

/** Arrows go from moment to moment, as in a list. */
function step(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-moment]')]
  const at = items.findIndex((item) => item === document.activeElement)
  items[Math.min(items.length - 1, Math.max(0, at + by))]?.focus()
  event.preventDefault()
}
