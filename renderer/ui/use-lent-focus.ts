import { useRef } from 'react'
import { focusAgain } from './caret-memory.ts'

/** Handlers of a Radix dialog's content that lend it the focus and give it back. */
export interface LentFocus {
  readonly onOpenAutoFocus: (event: Event) => void
  readonly onCloseAutoFocus: (event: Event) => void
}

/**
 * Lends the focus to a window while it is open: to what carries `data-autofocus` in it, else to the window
 * itself. Radix gives it back to the button that opened the window; ours are mostly opened by keys.
 */
export function useLentFocus(onReturned?: () => void): LentFocus {
  const before = useRef<Element | null>(null)
  return {
    onOpenAutoFocus: (event) => {
      event.preventDefault()
      before.current = document.activeElement
      if (!(event.target instanceof HTMLElement)) return
      const first = event.target.querySelector<HTMLElement>('[data-autofocus]') ?? event.target
      first.focus()
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault()
      if (before.current instanceof HTMLElement) focusAgain(before.current)
      onReturned?.()
    },
  }
}
