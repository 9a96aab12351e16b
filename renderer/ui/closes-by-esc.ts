import type { KeyboardEvent as ReactKeyboardEvent } from 'react'
import { isComposing } from './keys.ts'

/** Handlers of a Radix layer's content. */
export interface ClosesByEsc {
  readonly onEscapeKeyDown: (event: KeyboardEvent) => void
  readonly onKeyDown: (event: ReactKeyboardEvent) => void
}

/**
 * Lets one Esc close a window or a menu. Radix gives the key to the uppermost layer alone, and counts a notice among the
 * layers, also in the moment in which it goes away; and it takes an Esc for its own by which an input method gives up a word.
 */
export function closesByEsc(close: () => void): ClosesByEsc {
  return {
    onEscapeKeyDown: (event) => {
      if (isComposing(event)) event.preventDefault()
    },
    onKeyDown: (event) => {
      if (event.key !== 'Escape' || event.nativeEvent.defaultPrevented || isComposing(event.nativeEvent)) return
      event.preventDefault()
      close()
    },
  }
}
