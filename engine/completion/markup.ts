/**
 * Marks of Markdown. Models read a lesson as Markdown and answer in it, some of them everywhere; the author's
 * blocks are not made of marks, and a suggestion would put them into the text as they are.
 */
import { blockOf, indentOf } from './block.ts'
import type { Choice } from './healing.ts'

/** What would make the block another one. */
const blockMark = /^\s*(#{1,6}\s|[-+•]\s|>|\d{1,3}(\.\s|\)))/u
/** The same as far as one token shows it. */
const opensBlock = /^\s*(#{1,6}|[-+*>|`•]+)\s*$/u
/** Marks that end, begin or part what models read. Nobody wants them written. */
const ofModels =
  /<\|?[^<>\s]{0,40}\|>?|<\|[^<>]*|<\/?(?:s|bos|eos|pad|unk|mask|think|\p{L}+_[\p{L}_]+)>|<0x\p{AHex}{2}>|\[\/?(?:INST|UNK|CLS|SEP|PAD|MASK)\]|[▁Ġ]/u
const inlineMarks = ['*', '`', '|', '<', '[']

/** Where marks begin that the author does not write, in UTF-16 units; the length where there are none. */
export function markupStart(text: string, before: string): number {
  if ((startsBlock(before) || startsItem(before)) && blockMark.test(text)) return 0
  const special = text.search(ofModels)
  return inlineMarks.reduce(
    (start, mark) => {
      const at = text.indexOf(mark)
      return at < 0 || at >= start || before.includes(mark) ? start : at
    },
    special < 0 ? text.length : special,
  )
}

/** Whether the caret stands at the start of a block without a mark of its own. */
export function startsBlock(before: string): boolean {
  return before === '' || before.endsWith('\n')
}

/** Headings may count by themselves; an item's number is not its author's to write. */
function startsItem(before: string): boolean {
  return blockOf(before) === '' && indentOf(before.slice(before.lastIndexOf('\n') + 1)) !== undefined
}

/** How a block goes on whose kind the author has chosen: as likely as before, but for what would make it another. */
export function withoutBlockMarks(choices: readonly Choice[]): readonly Choice[] {
  const kept = choices.filter(({ text }) => !opensBlock.test(text))
  const sum = kept.reduce((total, { probability }) => total + probability, 0)
  return kept.map((choice) => ({ ...choice, probability: choice.probability / sum }))
}
