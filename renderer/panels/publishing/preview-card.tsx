/** A lesson as it looks there, a page of the platform or typeset sheets, and the way to the next one. */
import { ChevronLeft, ChevronRight, PenLine, ZoomIn, ZoomOut } from 'lucide-react'
import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Preview } from '#preload/contract/publishing.ts'
import type { TargetFacts } from '#preload/contract/targets.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { formatShare } from '#renderer/ui/format.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { PreviewFrame } from './preview-frame.tsx'
import { deskKeys } from './desk-keys.ts'
import { zoomed } from './preview-zoom.ts'
import type { Looked } from './use-desk.ts'
import './preview-card.css'

interface PreviewGiven {
  readonly target: TargetFacts
  /** All that go out. */
  readonly lessons: readonly { readonly id: LessonId; readonly title: string }[]
  readonly lesson: LessonId | null
  readonly looked: Looked
  readonly onLook: (lesson: LessonId) => void
  readonly onWrite: (lesson: LessonId) => void
}

export function PreviewCard({ target, lessons, lesson, looked, onLook, onWrite }: PreviewGiven) {
  const { t, language } = useTexts()
  const at = lessons.findIndex(({ id }) => id === lesson)
  const shown = lessons[at]
  const step = (by: 1 | -1) => {
    const next = lessons[at + by]
    if (next) onLook(next.id)
  }
  return (
    <section className="card preview" aria-labelledby="preview-title">
      <header>
        <h2 id="preview-title">{t('publishing.preview', { target: target.name[language] })}</h2>
        {shown && (
          <div className="preview-steps">
            <IconButton label={t('publishing.previous')} keys={deskKeys.previous} disabled={at <= 0} onClick={() => step(-1)}>
              <ChevronLeft />
            </IconButton>
            <span aria-live="polite">{t('publishing.lesson-of', { at: at + 1, count: lessons.length })}</span>
            <IconButton label={t('publishing.next')} keys={deskKeys.next} disabled={at >= lessons.length - 1} onClick={() => step(1)}>
              <ChevronRight />
            </IconButton>
            <IconButton label={t('publishing.write')} onClick={() => onWrite(shown.id)}>
              <PenLine />
            </IconButton>
          </div>
        )}
      </header>
      <div className="preview-place" aria-busy={!looked.isCurrent}>
        {shown && looked.preview && <Shown about={`${target.id} ${shown.id}`} title={`${shown.title} · ${target.name[language]}`} preview={looked.preview} />}
        {shown && !looked.preview && !looked.problem && (
          <p className="preview-note" role="status">
            {t('publishing.preview-coming')}
          </p>
        )}
        {looked.problem && (
          <p className="publishing-trouble" role="status">
            {problemSentence(language, looked.problem)}
          </p>
        )}
        {!shown && <p className="preview-note">{t('publishing.none-ticked')}</p>}
      </div>
    </section>
  )
}

function Shown({ about, title, preview }: { about: string; title: string; preview: Preview }) {
  switch (preview.kind) {
    case 'page':
      return <PreviewFrame about={about} title={title} html={preview.html} css={preview.css} />
    case 'sheets':
      return <Sheets title={title} preview={preview} />
    default:
      return preview satisfies never
  }
}

/** Sheets are a drawing: as a picture it runs nothing. Each is seen through a window of its size. */
function Sheets({ title, preview }: { title: string; preview: Extract<Preview, { kind: 'sheets' }> }) {
  const { t, language } = useTexts()
  const { place, zoom, turn } = useZoom()
  const [address, setAddress] = useState<string | null>(null)
  const { svg, count, width, height } = preview
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [svg])
  return (
    <>
      <div className="preview-sheets" ref={place} role="region" aria-label={title} tabIndex={0} style={{ '--zoom': zoom } as CSSProperties}>
        {address !== null &&
          Array.from({ length: count }, (_, at) => (
            <div key={at} className="preview-sheet" style={{ aspectRatio: `${width} / ${height}` }}>
              <img src={address} alt={t('publishing.sheet', { at: at + 1, count })} style={{ top: `${-at * 100}%` }} />
            </div>
          ))}
      </div>
      <div className="preview-zoom">
        <IconButton label={t('publishing.zoom-out')} disabled={zoomed(zoom, -1) === zoom} onClick={() => turn(-1)}>
          <ZoomOut />
        </IconButton>
        <span aria-live="polite">{formatShare(language, zoom)}</span>
        <IconButton label={t('publishing.zoom-in')} disabled={zoomed(zoom, 1) === zoom} onClick={() => turn(1)}>
          <ZoomIn />
        </IconButton>
      </div>
    </>
  )
}

/** How large sheets are; what is in the middle stays there. */
function useZoom() {
  const place = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState(1)
  const before = useRef(zoom)
  useLayoutEffect(() => {
    const [sheets, grown] = [place.current, zoom / before.current]
    before.current = zoom
    if (!sheets || grown === 1) return
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = sheets
    const wasWider = sheets.scrollWidth > clientWidth
    sheets.scrollTop = (scrollTop + clientHeight / 2) * grown - clientHeight / 2
    sheets.scrollLeft = scrollLeft > 0 ? (scrollLeft + clientWidth / 2) * grown - clientWidth / 2 : wasWider ? (sheets.scrollWidth - clientWidth) / 2 : 0
  }, [zoom])
  return { place, zoom, turn: (by: 1 | -1) => setZoom((now) => zoomed(now, by)) }
}

/** What stands in the preview's place while nothing can be shown. */
export function NothingYet({ title, body, action, onAction }: { title: string; body: string; action: string; onAction: () => void }) {
  return (
    <div className="publishing-empty">
      <p className="publishing-empty-title">{title}</p>
      <p>{body}</p>
      <Button kind="go" onClick={onAction}>
        {action}
      </Button>
    </div>
  )
}
