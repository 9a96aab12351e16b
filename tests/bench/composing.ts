/**
 * An author with an input method, for the bench of ghost text: each key of a word is pressed as one that the input method takes,
 * the word is composed letter by letter, and a last key puts it into the text.
 */
import type { CDPSession } from 'playwright-core'
import { pinyin } from 'pinyin-pro'
import { compose } from '../e2e/composing.ts'

/** Eight letters a second, as a practised author types. */
const msPerLetter = 120

const words = new Intl.Segmenter('zh', { granularity: 'word' })

export const isComposed = (word: string): boolean => /^\p{Script=Han}+$/u.test(word)

/** The first words, marks and spaces of a text, as an input method gives them. */
export function wordsOf(text: string, count: number): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment).slice(0, count)
}

/** Writes a word, or a mark. It is in the text when the answer comes. */
export async function write(cdp: CDPSession, word: string): Promise<void> {
  const letters = isComposed(word) ? pinyin(word, { toneType: 'none', separator: '' }) : ''
  await compose(cdp, letters, word, msPerLetter, () => press(cdp))
}

/** A key that the input method takes for itself: the page sees one, and not which. */
async function press(cdp: CDPSession): Promise<void> {
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229 })
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Process', windowsVirtualKeyCode: 229 })
}
