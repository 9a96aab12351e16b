/** Whether an input method composes anywhere in the window: what opens then must leave the focus where it is. */
import { isComposing } from './keys.ts'

let composed: EventTarget | null = null

/** Begins to look. Called once for the page's document. */
export function watchCompositions(page: Document): void {
  const options = { capture: true }
  const over = ({ target }: Event) => {
    if (target === composed) composed = null
  }
  page.addEventListener('compositionstart', ({ target }) => void (composed = target), options)
  page.addEventListener('compositionend', over, options)
  // COMPAT: Chromium: neither leaving a text nor every input method ends a composition with an event.
  page.addEventListener('focusout', over, options)
  page.addEventListener(
    'keydown',
    (event) => {
      if (!isComposing(event)) composed = null
    },
    options,
  )
}

export const isSomethingComposed = (): boolean => composed !== null
