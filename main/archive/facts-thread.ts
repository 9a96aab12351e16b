/** The thread that makes a work's facts of its Markdown. */
import { answerWith } from '#main/threads/thread-entry.ts'
import type { FactsTask, FactsWhy, StoredFacts } from './facts-desk.ts'
import { factsOfMarkdown } from './facts.ts'
import { gramsOf } from './grams.ts'
import { packLines } from './packed-lines.ts'

answerWith<FactsWhy>(({ title, markdown, isAnswer }: FactsTask) => {
  try {
    const { lines, facts } = factsOfMarkdown(markdown, { title, isAnswer })
    const value: StoredFacts = { ...facts, text: packLines(lines), grams: gramsOf([title, ...lines.map(({ text }) => text)].join('\n')) }
    return { value }
  } catch (error) {
    // Quotations within quotations, thousands of them: the stack ends before the text does.
    if (error instanceof RangeError) return { refused: 'deep' }
    throw error
  }
})
