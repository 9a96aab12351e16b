import { type RefObject, useEffect, useRef } from 'react'
import { useValue } from '#renderer/host/value.ts'
import { focusAgain } from '#renderer/ui/caret-memory.ts'
import { useShell } from './shell-context.tsx'

/**
 * Gives a view that comes in the page's place the focus, so that the keys scroll it at once, and gives it back when the page
 * comes again and nothing else took it: to what had it, or to the text where that is gone.
 */
export function useViewFocus(scroller: RefObject<HTMLElement | null>): void {
  const shell = useShell()
  const view = useValue(shell.view)
  const isUnderWindow = useValue(shell.dialog) !== null
  const before = useRef<Element | null>(null)
  const shown = useRef(view)
  // At once: what goes out of sight loses the focus before any effect.
  useEffect(() => {
    let last = shell.view.get()
    return shell.view.subscribe(() => {
      if (last === 'lesson') before.current = document.activeElement
      last = shell.view.get()
    })
  }, [shell])
  useEffect(() => {
    if (isUnderWindow || shown.current === view) return
    shown.current = view
    if (view !== 'lesson') return scroller.current?.focus({ preventScroll: true })
    const isTaken = document.activeElement !== document.body || shell.wantsFocus.get() !== null
    if (isTaken) return
    const lesson = shell.lesson.get()
    if (before.current instanceof HTMLElement && before.current.checkVisibility()) focusAgain(before.current)
    if (document.activeElement === document.body && lesson) shell.wantsFocus.set({ lesson, part: 'text' })
  }, [scroller, shell, view, isUnderWindow])
}
