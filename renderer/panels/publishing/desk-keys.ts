/** Keys of the desk: they hold wherever in it the author is, but for windows over it. */
import { useEffect, useRef } from 'react'
import { isComposing, matchesShortcut } from '#renderer/ui/keys.ts'

export const deskKeys = { copy: 'Mod+Alt+Shift+C', export: 'Mod+Enter', next: 'Alt+PageDown', previous: 'Alt+PageUp' } as const

export type DeskKey = keyof typeof deskKeys

/** Runs what a key stands for, before the window takes it for the text. */
export function useDeskKeys(run: (key: DeskKey) => void): void {
  const newest = useRef(run)
  useEffect(() => {
    newest.current = run
  })
  useEffect(() => {
    const over = new AbortController()
    const hear = (event: KeyboardEvent) => {
      const isElsewhere = event.target instanceof Element && event.target.closest('[role=dialog], [role=alertdialog], [role=menu], [role=tree]') !== null
      if (isElsewhere || isComposing(event)) return
      const found = (Object.keys(deskKeys) as DeskKey[]).find((name) => matchesShortcut(event, deskKeys[name]))
      if (!found) return
      event.preventDefault()
      event.stopPropagation()
      newest.current(found)
    }
    window.addEventListener('keydown', hear, { capture: true, signal: over.signal })
    return () => over.abort()
  }, [])
}
