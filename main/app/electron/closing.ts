/**
 * Closing a window whose page still holds text that the disk has not taken. The page says so through
 * `beforeunload`; it gets a moment to save, then the author is asked. A page that does not answer cannot
 * keep the window open for ever.
 */

/** A page saves within 300 ms of typing, so after this long it is not the typing that holds it back. */
const savingMs = 1500
/** A page that has neither closed nor objected by then hangs. */
const hungMs = 5000

export interface ClosingActions {
  /** Asks whether to close although text is not saved. */
  readonly askUnsaved: () => Promise<'close' | 'stay'>
  /** Asks what to do with a page that does not answer. */
  readonly askHung: () => Promise<'close' | 'stay'>
  /** Tries to close again, as before: the window alone or the whole studio. */
  readonly again: () => void
  /** Closes without asking the page. */
  readonly destroy: () => void
  readonly later: (ms: number, run: () => void) => () => void
}

/** Follows one window's attempts to close. Timers come from outside, so that the order can be tested without waiting. */
export class Closing {
  readonly #actions: ClosingActions
  #tries = 0
  #cancel: () => void = () => undefined

  constructor(actions: ClosingActions) {
    this.#actions = actions
  }

  /** The window was asked to close, and now asks its page. */
  started(): void {
    this.#cancel()
    this.#cancel = this.#actions.later(hungMs, () => void this.#ask(this.#actions.askHung))
  }

  /** The page objected: it holds unsaved text. */
  objected(): void {
    this.#cancel()
    this.#tries += 1
    if (this.#tries === 1) this.#cancel = this.#actions.later(savingMs, this.#actions.again)
    else void this.#ask(this.#actions.askUnsaved)
  }

  /** The window is gone. */
  ended(): void {
    this.#cancel()
  }

  async #ask(question: () => Promise<'close' | 'stay'>): Promise<void> {
    this.#tries = 0
    if ((await question()) === 'close') this.#actions.destroy()
  }
}
