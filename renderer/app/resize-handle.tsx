import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'

const bounds = { least: 200, most: 420, usual: 252 }
const key = 'moke.library-width'

export interface LibraryWidth {
  readonly value: number
  readonly set: (width: number) => void
}

/** The library's width, kept on this window's computer: it is about the screen, not about the author. */
export function useLibraryWidth(): LibraryWidth {
  const [value, setValue] = useState(() => clamp(Number(localStorage.getItem(key)) || bounds.usual))
  const set = (width: number) => {
    setValue(clamp(width))
    localStorage.setItem(key, String(clamp(width)))
  }
  return { value, set }
}

/** The edge between library and page: dragged, or moved by the arrow keys; a double click puts it back. */
export function ResizeHandle({ width }: { width: LibraryWidth }) {
  const { t } = useTexts()
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) width.set(event.clientX)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0
    if (step !== 0) width.set(width.value + step)
  }
  return (
    <div
      className="resize-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('pane.resize')}
      aria-valuenow={width.value}
      aria-valuemin={bounds.least}
      aria-valuemax={bounds.most}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => width.set(bounds.usual)}
      onKeyDown={onKeyDown}
    />
  )
}

function clamp(width: number): number {
  return Math.min(bounds.most, Math.max(bounds.least, Math.round(width)))
}
