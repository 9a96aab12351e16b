/**
 * A question and its answer as one line of JSON has them, in the three forms that are about: {"question", "answer"}; TRL's
 * {"prompt", "completion"}; Alpaca's {"instruction", "input", "output"}. The question is context: it is read, and not learnt.
 */
import type { Span } from './context.ts'

/** What is read of a pair. */
export interface PairText {
  readonly text: string
  readonly context: readonly Span[]
  /** What it is called: the question's first line. */
  readonly title: string
}

/** The pair of an object, whose fields are asked for by name and are '' where they are not there; undefined where it is none, or has no answer. */
export function pairOf(field: (name: string) => string): PairText | undefined {
  const [question, answer] = [field('question'), field('answer')]
  if (question.trim() !== '' && answer.trim() !== '') return told(asked(question), answer)
  const [prompt, completion] = [field('prompt'), field('completion')]
  // As TRL has it: what stands between them is in one of the two.
  if (prompt.trim() !== '' && completion.trim() !== '') return told(prompt, completion)
  const [instruction, input, output] = [field('instruction'), field('input'), field('output')]
  if (instruction.trim() === '' || output.trim() === '') return undefined
  return told(asked(instruction) + (input.trim() === '' ? '' : `${input.trim()}\n\n`), output)
}

/** A question as works have it: a heading, where it is one line. */
function asked(question: string): string {
  const bare = question.trim()
  return /[\r\n]/.test(bare) || bare.startsWith('#') ? `${bare}\n\n` : `# ${bare}\n\n`
}

function told(question: string, answer: string): PairText {
  const title = (question.trim().split(/[\r\n]/, 1)[0] ?? '').replace(/^#+\s*/, '').slice(0, 200)
  return { text: question + answer, context: [[0, question.length]], title }
}
