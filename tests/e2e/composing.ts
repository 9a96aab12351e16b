/** Composes as an input method does, by the DevTools protocol. */
import type { CDPSession, Page } from 'playwright-core'

export interface Composer {
  /** Every step a change of the composed text, then the word that is chosen; null leaves without one. `gapMs`: from one step to the next. */
  readonly compose: (steps: readonly string[], chosen: string | null, gapMs?: number) => Promise<void>
  /** Composes and stays in the middle of it. */
  readonly begin: (letters: string) => Promise<void>
  /** A sign that an input method writes by a single key, without a composition; within one, the word that is chosen. */
  readonly sign: (text: string) => Promise<void>
}

/** What a page without a host is composed into by: it waits until the page has heard the end. */
export async function composer(page: Page): Promise<Composer> {
  const cdp = await page.context().newCDPSession(page)
  const begin = (letters: string) => set(cdp, letters)
  const sign = (text: string) => cdp.send('Input.insertText', { text }).then(() => undefined)
  return {
    begin,
    compose: async (steps, chosen, gapMs = 0) => {
      for (const step of steps) {
        await begin(step)
        if (gapMs > 0) await page.waitForTimeout(gapMs)
      }
      await (chosen === null ? begin('') : sign(chosen))
      await page.waitForFunction(() => !document.querySelector('.page[data-composing]'))
    },
    sign,
  }
}

/** Pinyin as it grows, letter by letter. */
export const spelled = (pinyin: string): string[] => Array.from(pinyin, (_, at) => pinyin.slice(0, at + 1))

/**
 * Types a word as a Chinese input method does, wherever the focus is: pinyin letter by letter in a composition, then the word.
 * `onKey` comes before each of them.
 */
export async function compose(cdp: CDPSession, pinyin: string, word: string, msPerKey = 20, onKey?: () => Promise<void>): Promise<void> {
  for (const letters of spelled(pinyin)) {
    await onKey?.()
    await set(cdp, letters)
    await new Promise((resolve) => setTimeout(resolve, msPerKey))
  }
  await onKey?.()
  await cdp.send('Input.insertText', { text: word })
}

async function set(cdp: CDPSession, text: string): Promise<void> {
  await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
}
