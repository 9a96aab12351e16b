/** Composes as an input method does, by the DevTools protocol. */
import type { CDPSession, Page } from 'playwright-core'

export interface Composer {
  /** Every step a change of the composed text, then the word that is chosen; null leaves without one. */
  readonly compose: (steps: readonly string[], chosen: string | null) => Promise<void>
  /** Composes and stays in the middle of it. */
  readonly begin: (letters: string) => Promise<void>
  /** A sign that an input method writes by a single key, without a composition. */
  readonly sign: (text: string) => Promise<void>
}

export async function composer(page: Page): Promise<Composer> {
  const cdp: CDPSession = await page.context().newCDPSession(page)
  const begin = (text: string) => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }).then(() => undefined)
  return {
    begin,
    compose: async (steps, chosen) => {
      for (const step of steps) await begin(step)
      if (chosen === null) await begin('')
      else await cdp.send('Input.insertText', { text: chosen })
      await page.waitForFunction(() => !document.querySelector('.page[data-composing]'))
    },
    sign: async (text) => {
      await cdp.send('Input.insertText', { text })
    },
  }
}
