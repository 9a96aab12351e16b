import { type RefObject, useEffect, useRef } from 'react'
import { useValue } from '#renderer/host/value.ts'
import { focusAgain } from '#renderer/ui/caret-memory.ts'
import { useShell } from './shell-context.tsx'

/** Lends the focus to a pane that comes over the page, and gives it back when the pane goes and nothing else took it. */
export function useOverlayFocus(studio: RefObject<HTMLElement | null>): void {
  const shell = useShell()
  const overlay = useValue(shell.overlay)
  const lender = useRef<Element | null>(null)
  // At once: what is in the pane may take the focus itself, before any effect here.
  useEffect(() => {
    let last = shell.overlay.get()
    return shell.overlay.subscribe(() => {
      if (last === null) lender.current = document.activeElement
      last = shell.overlay.get()
    })
  }, [shell])
  useEffect(() => {
    if (!overlay) return undefined
    const before = lender.current
    const pane = studio.current?.querySelector(`.pane-${overlay}`)
    const isTaken = pane?.contains(document.activeElement)
    // A tab is chosen by its focus: no other one than what was asked for.
    const tab = pane?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')
    if (!isTaken) (tab ?? pane?.querySelector<HTMLElement>(':is([tabindex="0"], button)'))?.focus()
    return () => {
      const now = document.activeElement
      if (before instanceof HTMLElement && (now === document.body || pane?.contains(now))) focusAgain(before)
    }
  }, [overlay, studio])
}
