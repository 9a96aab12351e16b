/** The two edges of a picture by which it is made wider or narrower, by the mouse and by keys. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useSlateStatic } from 'slate-react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type Image, setWidth, snapWidth } from './images.ts'

interface ImageHandlesProps {
  readonly block: Image
  /** How wide it would be, in percent, while it is being drawn. */
  readonly draft: number | null
  readonly setDraft: (width: number | null) => void
}

export function ImageHandles({ block, draft, setDraft }: ImageHandlesProps) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const drag = useRef<{ x: number; width: number; measure: number } | null>(null)
  const measured = (handle: Element): { width: number; measure: number } => {
    const frame = handle.closest('.image-frame')
    return { width: frame?.getBoundingClientRect().width ?? 0, measure: frame?.parentElement?.clientWidth ?? 1 }
  }
  const moved = (event: PointerEvent, side: 1 | -1) => {
    const from = drag.current
    // It stays in the middle: what the pointer moves on one side, the other side moves too.
    if (from) setDraft(snapWidth(((from.width + (event.clientX - from.x) * side * 2) / from.measure) * 100))
  }
  const handle = (side: 1 | -1) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { x: event.clientX, ...measured(event.currentTarget) }
    },
    onPointerMove: (event: PointerEvent) => moved(event, side),
    onPointerUp: () => {
      if (drag.current && draft !== null) setWidth(editor, block.id, draft)
      drag.current = null
      setDraft(null)
    },
    onPointerCancel: () => {
      drag.current = null
      setDraft(null)
    },
  })
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 25, PageDown: -25 }[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const { width, measure } = measured(event.currentTarget)
    setWidth(editor, block.id, (block.width ?? (width / measure) * 100) + by)
  }
  return (
    <>
      <div className="image-handle" data-side="left" {...handle(-1)} />
      <div
        className="image-handle"
        data-side="right"
        role="slider"
        tabIndex={0}
        aria-label={t('image.width')}
        aria-valuemin={10}
        aria-valuemax={100}
        aria-valuenow={draft ?? block.width ?? 100}
        aria-valuetext={block.width === undefined && draft === null ? t('image.natural') : t('image.percent', { width: draft ?? block.width ?? 100 })}
        onKeyDown={keys}
        {...handle(1)}
      />
      {draft !== null && <output className="image-draft">{t('image.percent', { width: draft })}</output>}
    </>
  )
}
