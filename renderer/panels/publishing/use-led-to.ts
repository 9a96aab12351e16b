import { type RefObject, useEffect, useRef } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { OwnField } from './own-title.ts'

/** Goes to a field, and keeps it in view while what stands around it is still coming in, until the author does something. */
function lead(field: HTMLElement): void {
  field.focus({ preventScroll: true })
  field.scrollIntoView({ block: 'center' })
  const side = field.closest('.publishing-side')
  if (!side) return
  const over = new AbortController()
  const coming = new ResizeObserver(() => field.scrollIntoView({ block: 'nearest' }))
  over.signal.addEventListener('abort', () => coming.disconnect())
  for (const part of side.children) coming.observe(part)
  const passive = { capture: true, passive: true, signal: over.signal }
  for (const kind of ['keydown', 'pointerdown', 'wheel', 'compositionstart']) window.addEventListener(kind, () => over.abort(), passive)
  field.addEventListener('blur', () => over.abort(), { signal: over.signal })
}

/** Unfolds the card that has the field that is wanted, and goes to it, once it is there. `looked`: the lesson whose fields are; undefined: none yet. */
export function useLedTo(wanted: OwnField | null, looked: LessonId | null | undefined): RefObject<HTMLDetailsElement | null> {
  const card = useRef<HTMLDetailsElement>(null)
  const led = useRef<OwnField | null>(null)
  useEffect(() => {
    const isThere = wanted !== null && looked !== undefined && (wanted.lesson === null || wanted.lesson === looked)
    if (!isThere || led.current === wanted) return
    const field = card.current?.querySelector<HTMLElement>(`[data-own="${wanted.option}"]`)
    if (!card.current || !field) return
    led.current = wanted
    card.current.open = true
    lead(field)
  }, [wanted, looked])
  return card
}
