import type { MouseEvent } from 'react'

/** Handlers of something in the text that does something when it is clicked: the text itself hears of no click, and sets no caret. */
export function pressable(press: () => void): { readonly onMouseDown: (event: MouseEvent) => void; readonly onClick: (event: MouseEvent) => void } {
  return {
    onMouseDown: (event) => event.preventDefault(),
    onClick: (event) => {
      event.stopPropagation()
      press()
    },
  }
}
