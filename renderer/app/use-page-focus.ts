import { useEffect } from 'react'
import { useValue } from '#renderer/host/value.ts'
import { focusAgain } from '#renderer/ui/caret-memory.ts'
import { useShell } from './shell-context.tsx'
import { chosenOfTitle } from './title-caret.ts'

const parts = { title: '.page-title', text: '.page-text' } as const

/**
 * Gives a page the focus that was asked for, as soon as the page is there: its text, or its title, which
 * is typed over where it is a new lesson's. An author who has gone elsewhere meanwhile keeps the focus.
 */
export function usePageFocus(): void {
  const shell = useShell()
  const wanted = useValue(shell.wantsFocus)
  useEffect(() => {
    if (!wanted) return undefined
    const asker = document.activeElement
    const take = () => {
      const part = document.querySelector<HTMLElement>(`[data-lesson="${CSS.escape(wanted.lesson)}"]:not([hidden]) ${parts[wanted.part]}`)
      if (!part) return false
      const now = document.activeElement
      if (now === asker || now === document.body) {
        focusAgain(part)
        if (part instanceof HTMLTextAreaElement) part.setSelectionRange(...chosenOfTitle(part.value))
      }
      shell.wantsFocus.set(null)
      return true
    }
    if (take()) return undefined
    const observer = new MutationObserver(() => {
      if (take()) observer.disconnect()
    })
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['hidden'] })
    return () => observer.disconnect()
  }, [shell, wanted])
}
