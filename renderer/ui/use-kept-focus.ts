import { type RefObject, useEffect, useRef } from 'react'
import { heirOf, type Trail, trailOf } from './focus-heir.ts'

/**
 * Keeps the keys within a page. Where what had the focus went away with what was done, they go on from what takes its place; where all of
 * an earlier page went, from this one: an element with `tabIndex={-1}`. A button that can't be pressed for a while has them again afterwards.
 */
export function useKeptFocus<E extends HTMLElement>(state: unknown): RefObject<E | null> {
  const place = useRef<E>(null)
  useEffect(() => {
    const page = place.current
    if (!page) return undefined
    if (isNowhere()) page.focus({ preventScroll: true })
    return keepWithin(page)
  }, [state])
  return place
}

const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true })

const isNowhere = () => document.activeElement === document.body

/** Windows, menus and notices lie over a page, and give the focus back to it. */
const isOver = (element: Element) => element.closest('[role=dialog], [role=menu], .toasts') !== null

interface Held {
  readonly element: HTMLElement
  readonly trail: Trail
  /** It could not be pressed when the focus left it. */
  readonly waits: boolean
}

function keepWithin(page: HTMLElement): () => void {
  const over = new AbortController()
  let held: Held | null = null
  const hold = (element: HTMLElement, waits = false) => {
    held = { element, trail: trailOf(element, page), waits }
  }
  const note = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || isOver(target)) return
    if (target !== page && page.contains(target)) hold(target)
    else held = null
  }
  // Whoever clicks beside everything wants the keys nowhere.
  const letGo = ({ target }: PointerEvent) => {
    if (held && target instanceof Element && !isOver(target) && !held.element.contains(target)) held = null
  }
  const look = () => {
    if (held === null) return
    const { element, trail, waits } = held
    const isDisabled = element.matches(':disabled')
    // One that can't be pressed any more loses the focus only with the next picture.
    const hasIt = document.activeElement === element
    if (page.contains(element)) hold(element, (isDisabled && (hasIt || isNowhere())) || (waits && isNowhere()))
    if (!isNowhere()) return
    if (!page.contains(element)) giveTo(heirOf(trail, page, isShown), page)
    else if (waits && !isDisabled) element.focus()
  }
  const observer = new MutationObserver(look)
  observer.observe(page, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  // A window that closes over what is gone meanwhile leaves the focus nowhere.
  observer.observe(document.body, { childList: true })
  document.addEventListener('focusin', note, { signal: over.signal })
  document.addEventListener('pointerdown', letGo, { signal: over.signal, capture: true })
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && activeElement !== page && page.contains(activeElement)) hold(activeElement)
  return () => {
    over.abort()
    observer.disconnect()
  }
}

function giveTo(heir: Element | null, page: HTMLElement): void {
  if (heir instanceof HTMLElement) heir.focus()
  else page.focus({ preventScroll: true })
}
