import { type RefObject, useEffect, useRef } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { OwnField } from './own-title.ts'

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
    field.focus()
  }, [wanted, looked])
  return card
}
