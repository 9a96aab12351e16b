import { type RefObject, useEffect, useState } from 'react'
import { looking } from './looking.ts'
import type { Shown } from './notice-list.ts'
import { type Box, noticePlace, type NoticePlace } from './notice-place.ts'

/** What is taller is a page or a list, which has the keys as a whole. */
const tallestShare = 0.4
/** Looking makes the browser lay out the page, so it is done when something changed, and not at every key. */
const lookEveryMs = 250
/** After these something may stand elsewhere, or the pointer be gone from the notices. */
const changes = ['focusin', 'focusout', 'pointerout', 'resize', 'scroll', 'toggle', 'transitionend', 'animationend'] as const

/** Where notices stand while they are shown, so that they cover neither what has the keys nor what they speak of. */
export function useNoticePlace(list: RefObject<HTMLElement | null>, notices: readonly Shown[]): NoticePlace {
  const [place, setPlace] = useState<NoticePlace>('foot')
  useEffect(() => {
    if (notices.length === 0) {
      setPlace('foot')
      return undefined
    }
    const look = () => {
      const own = list.current
      // Whoever is about to press one finds it where it was.
      if (!own || own.matches(':hover, :focus-within')) return
      const { offsetWidth: width, offsetHeight: height } = own
      if (width === 0) return
      const window = { width: innerWidth, height: innerHeight }
      setPlace((now) => noticePlace(now, { width, height }, window, [...keysBox(), ...notices.flatMap(spokenOf)]))
    }
    const over = new AbortController()
    const { soon, stop } = looking(look, lookEveryMs)
    const first = requestAnimationFrame(soon)
    for (const type of changes) addEventListener(type, soon, { capture: true, passive: true, signal: over.signal })
    document.addEventListener('selectionchange', soon, { signal: over.signal })
    // What they speak of comes, and what has the keys moves, with what stands in the page.
    const observer = new MutationObserver(soon)
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true })
    return () => {
      over.abort()
      observer.disconnect()
      cancelAnimationFrame(first)
      stop()
    }
  }, [list, notices])
  return place
}

/** Where the keys go: the caret of a text, or what has the focus. */
function keysBox(): Box[] {
  const { activeElement } = document
  if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return []
  const selection = document.getSelection()
  const range = activeElement.isContentEditable && selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null
  const box = (range ?? activeElement).getBoundingClientRect()
  return isPart(box) ? [box] : []
}

/** Of a notice the rows that it speaks of. */
function spokenOf({ of }: Shown): Box[] {
  if (of === undefined) return []
  return Array.from(document.querySelectorAll(of), (element) => element.getBoundingClientRect()).filter(isPart)
}

function isPart({ width, height, bottom, top }: DOMRect): boolean {
  return width > 0 && height > 0 && height < innerHeight * tallestShare && bottom > 0 && top < innerHeight
}
