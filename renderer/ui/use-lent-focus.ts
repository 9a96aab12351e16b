import { useRef } from 'react'
import { focusAgain } from './caret-memory.ts'

/** Handlers of a Radix dialog's content that lend it the focus and give it back. */
export interface LentFocus {
  readonly onOpenAutoFocus: (event: Event) => void
  readonly onCloseAutoFocus: (event: Event) => void
}

interface Loan {
  /** What had the focus before the window was open. */
  readonly before: Element | null
  readonly window: EventTarget | null
}

/** Of each window that is open, the uppermost last. */
const lent: Loan[] = []

const isNowhere = () => document.activeElement === document.body

/** A window that comes in another's place finds the focus nowhere: it goes back to where the other one had it from. */
const focusedBefore = () => (isNowhere() ? (lent.at(-1)?.before ?? null) : document.activeElement)

/** The row whose button asked may be gone by the answer: the window that it was in is not. */
const placeOf = (loan: Loan | undefined) => (isNowhere() && !loan?.before?.isConnected ? lent.at(-1)?.window : loan?.before)

/**
 * Lends the focus to a window while it is open: to what carries `data-autofocus` in it, else to the window
 * itself. Radix gives it back to the button that opened the window; ours are mostly opened by keys.
 */
export function useLentFocus(onReturned?: () => void): LentFocus {
  const mine = useRef<Loan | null>(null)
  return {
    onOpenAutoFocus: (event) => {
      event.preventDefault()
      mine.current = { before: focusedBefore(), window: event.target }
      lent.push(mine.current)
      if (!(event.target instanceof HTMLElement)) return
      const first = event.target.querySelector<HTMLElement>('[data-autofocus]') ?? event.target
      first.focus()
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault()
      const at = mine.current ? lent.indexOf(mine.current) : -1
      const [loan] = at < 0 ? [] : lent.splice(at, 1)
      const before = placeOf(loan)
      const isTakenOver = lent.some((other) => other.before === before)
      if (before instanceof HTMLElement && !isTakenOver) focusAgain(before)
      onReturned?.()
    },
  }
}
