import { useEffect } from 'react'
import { useValue } from '#renderer/host/value.ts'
import { useShell } from './shell-context.tsx'

/** Gives a new lesson's title the focus, with its text selected, as soon as its page is there. */
export function useTitleFocus(): void {
  const shell = useShell()
  const wanted = useValue(shell.titleFocus)
  useEffect(() => {
    if (!wanted) return undefined
    const find = () => document.querySelector<HTMLTextAreaElement>(`[data-lesson="${CSS.escape(wanted)}"] .page-title`)
    const take = () => {
      const title = find()
      if (!title) return false
      title.focus()
      title.select()
      shell.titleFocus.set(null)
      return true
    }
    if (take()) return undefined
    const observer = new MutationObserver(() => { if (take()) observer.disconnect() })
    observer.observe(document.body, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [shell, wanted])
}
