/** Keys of the desk: they hold wherever in it the author is, but for windows over it. */
import { useEffect, useRef } from 'react'
import { isComposing, type KeyPress, matchesShortcut } from '#renderer/ui/keys.ts'

export const deskKeys = {
  copy: 'Mod+Alt+Shift+C',
  export: 'Mod+Enter',
  next: 'Alt+PageDown',
  previous: 'Alt+PageUp',
  undo: 'Mod+Z',
  redo: 'Mod+Shift+Z',
} as const

export type DeskKey = keyof typeof deskKeys

/** Where writing has an undo of its own, and what else has one. */
const WITH_UNDO = 'input:not([type=checkbox], [type=radio], [type=range], [type=color]), textarea, select, [contenteditable]:not([contenteditable=false])'

/** What a key at the desk stands for; null: nothing. `isWriting`: it goes into a field. */
export function deskKeyOf(press: KeyPress, isWriting: boolean, mac?: boolean): DeskKey | null {
  const found = (Object.keys(deskKeys) as DeskKey[]).find((name) => matchesShortcut(press, deskKeys[name], mac))
  const key = found ?? (matchesShortcut(press, 'Mod+Y', mac) ? 'redo' : null)
  return isWriting && (key === 'undo' || key === 'redo') ? null : key
}

/** Runs what a key stands for, before the window takes it for the text. `run` answers whether there was something to do. */
export function useDeskKeys(run: (key: DeskKey) => boolean): void {
  const newest = useRef(run)
  useEffect(() => {
    newest.current = run
  })
  useEffect(() => {
    const over = new AbortController()
    const hear = (event: KeyboardEvent) => {
      const isElsewhere = event.target instanceof Element && event.target.closest('[role=dialog], [role=alertdialog], [role=menu], [role=tree]') !== null
      if (isElsewhere || isComposing(event)) return
      const found = deskKeyOf(event, event.target instanceof Element && event.target.closest(WITH_UNDO) !== null)
      if (found === null || !newest.current(found)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', hear, { capture: true, signal: over.signal })
    return () => over.abort()
  }, [])
}
