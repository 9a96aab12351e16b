import { type RefObject, useEffect } from 'react'
import { useValue } from '#renderer/host/value.ts'
import { focusAgain } from '#renderer/ui/caret-memory.ts'
import { useShell } from './shell-context.tsx'

/** Lends the focus to a pane that comes over the page, and gives it back when the pane goes and nothing else took it. */
export function useOverlayFocus(studio: RefObject<HTMLElement | null>): void {
  const overlay = useValue(useShell().overlay)
  useEffect(() => {
    if (!overlay) return undefined
    const before = document.activeElement
    const pane = studio.current?.querySelector(`.pane-${overlay}`)
    // A tab is chosen by its focus: no other one than what was asked for.
    const tab = pane?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')
    ;(tab ?? pane?.querySelector<HTMLElement>(':is([tabindex="0"], button)'))?.focus()
    return () => {
      const now = document.activeElement
      if (before instanceof HTMLElement && (now === document.body || pane?.contains(now))) focusAgain(before)
    }
  }, [overlay, studio])
}
