/** The first words of a lesson, for those who decide by them whether to read on. */
import { isRun } from '#preload/document/lines.ts'
import { type Prose, type ProseLine, textOf } from './prose.ts'

/** Paragraphs of words alone: one with a formula would have a hole. Where all have some, those, with the formulas' sources. */
export function openingOf({ blocks }: Prose): string[] {
  const paragraphs = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : []))
  const plain = paragraphs.filter(({ content }) => !content.some((each) => !isRun(each) && each.type === 'formula'))
  return (plain.length > 0 ? plain : paragraphs).map(wordsOf).filter((words) => words.trim() !== '')
}

function wordsOf({ content }: ProseLine): string {
  return content.map((each) => (!isRun(each) && each.type === 'formula' ? each.tex : textOf([each]))).join('')
}
