/** The first words of a lesson, for those who decide by them whether to read on. */
import { isRun } from '#preload/document/lines.ts'
import { type Content, type Prose, type ProseBlock, textOf } from './prose.ts'

/**
 * Paragraphs from the beginning on up to what can't be said in words (a table, a picture, code, a formula of its own): what follows speaks of
 * it. Sentences with a formula are left out, for they would have a hole. Where nothing else is left, those, with the formulas' sources; where
 * there are no paragraphs, what stands in quotations and lists. Read as far as it is asked for: lessons are long.
 */
export function* openingOf({ blocks }: Prose): Generator<string> {
  const paragraphs = beforeShown(blocks).flatMap((block) => (block.kind === 'paragraph' ? [block.content] : []))
  const lines = paragraphs.length > 0 ? paragraphs : blocks.flatMap(linesOf)
  let hasPlain = false
  for (const line of lines) {
    const words = wordsOf(line, null)
    if (words.trim() === '') continue
    hasPlain = true
    yield words
  }
  if (!hasPlain) yield* lines.map((line) => wordsOf(line, 'source')).filter((words) => words.trim() !== '')
}

/** What comes in front of the first thing that is shown. Where a lesson begins with such, what comes behind it. */
function beforeShown(blocks: readonly ProseBlock[]): readonly ProseBlock[] {
  const first = blocks.findIndex(({ kind }) => kind === 'paragraph')
  const end = blocks.findIndex(({ kind }, at) => at > first && SHOWN.has(kind))
  return first < 0 || end < 0 ? blocks : blocks.slice(0, end)
}

const SHOWN: ReadonlySet<ProseBlock['kind']> = new Set(['table', 'image', 'code', 'formula'])

/** Whole sentences from the beginning on, until there are enough; the first one whatever its length. */
export function sentencesFrom(paragraphs: Iterable<string>, most: number): string[] {
  const kept: string[] = []
  let room = most
  for (const paragraph of paragraphs) {
    let words = ''
    for (const sentence of sentencesIn(paragraph)) {
      const length = [...sentence.trim()].length
      if (length > room && (kept.length > 0 || words !== '')) return words.trim() === '' ? kept : [...kept, words.trim()]
      words += sentence
      room -= length
    }
    if (words.trim() !== '') kept.push(words.trim())
  }
  return kept
}

function sentencesIn(text: string): string[] {
  return text.match(/[^。！？!?…\n]*(?:[。！？!?…]+[”’」』）)》】]*|\n+|$)/g)?.filter((sentence) => sentence !== '') ?? []
}

function linesOf(block: ProseBlock): Content[] {
  if (block.kind === 'quote' || block.kind === 'callout') return block.lines.map(({ content }) => content)
  return block.kind === 'list' ? block.items.map(({ content }) => content) : []
}

/** Stands for a formula, and for nothing that anyone writes. */
const HOLE = '\ufffc'

function wordsOf(content: Content, formulas: 'source' | null): string {
  const text = content.map((each) => (!isRun(each) && each.type === 'formula' ? (formulas === null ? HOLE : each.tex) : textOf([each]))).join('')
  return sentencesIn(text)
    .filter((sentence) => !sentence.includes(HOLE))
    .join('')
}
