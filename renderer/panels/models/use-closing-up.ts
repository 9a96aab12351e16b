import { type MouseEvent, type RefObject, useRef } from 'react'
import type { ModelEntry } from '#preload/contract/models.ts'
import type { ModelDeeds } from './use-model-deeds.ts'

/** A double click is over by then. */
const closingMs = 600

/**
 * What happens where a card leaves the list and those below it close up: the focus goes to the next card, and a second click, under
 * which another card's button has come to lie, does nothing. Keys are not held back: they go where the focus is.
 */
export function useClosingUp(deeds: ModelDeeds, list: RefObject<HTMLUListElement | null>) {
  const closedAt = useRef(-Infinity)
  const forget = async (entry: ModelEntry, name: string) => {
    if (entry.place === 'brought') {
      const card = [...(list.current?.children ?? [])].find((each) => each.getAttribute('data-model') === entry.id)
      const next = card?.nextElementSibling ?? card?.previousElementSibling
      if (next instanceof HTMLElement) next.focus({ preventScroll: true })
      closedAt.current = performance.now()
    }
    await deeds.forget(entry, name)
  }
  const onClickCapture = (event: MouseEvent) => {
    const isByKey = event.detail === 0
    if (isByKey || performance.now() - closedAt.current > closingMs) return
    event.preventDefault()
    event.stopPropagation()
  }
  return { deeds: { ...deeds, forget }, closing: { onClickCapture } }
}
