/**
 * What is learnt of a work: plain text in the form that models have read (preload/document/plain-text.ts), its title above it,
 * personal data masked. Quotations, code, addresses of links and formulas stay out unless the author keeps them. Questions that
 * somebody else asked stand in it as context; those that are only written like it are learnt where the author says that they are theirs.
 */
import type { Kept, WorkLine } from '#preload/contract/works.ts'
import type { Span } from '#preload/document/matching.ts'
import { type LearningText, learntParts, maskedText } from './context.ts'
import { byForm, type Masking } from './masking.ts'
import { type Asked, questionsIn } from './questions.ts'
import { withoutSpans } from './work-lines.ts'

/** What is kept where nobody has chosen. */
export const keptByDefault: Kept = { quotations: false, code: false, addresses: false, formulas: false, questions: false }

const address = /(?<![\w.])(?:https?:\/\/|www\.)[^\s<>\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’]+/giu

/** A work as it is learnt. */
export interface Learnable {
  readonly title: string
  readonly lines: readonly WorkLine[]
  /** Whether its title is a question that somebody else asked, and the rest its answer. */
  readonly isAnswer?: boolean
}

/** How many questions with their answers are in what is learnt of a work where nobody chose what is kept. */
export function pairsIn(work: Learnable): number {
  return writtenWork(work, keptByDefault).context.length
}

/** The learning text of a work, and what of it is context; empty where nothing is left, or nothing but questions. */
export function textToLearn(work: Learnable, kept: Kept, masking: Masking = byForm): LearningText {
  const told = maskedText(writtenWork(work, kept), masking)
  return learntParts(told).every(([, part]) => part.trim() === '') ? { text: '', context: [] } : told
}

/** The text before it is masked. */
export function plainWork(title: string, lines: readonly WorkLine[], kept: Kept): string {
  return writtenWork({ title, lines }, kept).text
}

function writtenWork({ title, lines, isAnswer = false }: Learnable, kept: Kept): LearningText {
  const parts = lines.flatMap((line, number): Written[] => {
    const text = keptText(line, kept)
    return text.trim() === '' && line.kind !== 'divider' ? [] : [{ ...line, text, number }]
  })
  const body = trimmed(parts)
  if (body.length === 0) return { text: '', context: [] }
  const isTitled = title === '' || (body[0]?.kind === 'heading' && body[0].text.trim() === title.trim())
  let text = isTitled ? '' : `# ${title}\n\n`
  const starts: number[] = []
  for (const [at, line] of body.entries()) {
    text += at === 0 ? '' : gapBetween(body[at - 1], line)
    starts.push(text.length)
    text += written(line)
  }
  // Where the title is the first line, the answer begins with the second.
  const answered = isAnswer && title !== '' ? (starts[isTitled ? 1 : 0] ?? 0) : 0
  const placeOf = ([number, at]: Asked['from']): number => {
    const found = body.findIndex((line) => line.number >= number)
    const [own, start] = [body[found], starts[found]]
    if (own === undefined || start === undefined) return text.length
    return own.number > number || at === 0 ? start : start + written(own).length - own.text.length + keptBefore(lines[number], at, kept)
  }
  const asked = (kept.questions ? [] : questionsIn(title, lines)).flatMap(({ from, to }): Span[] => {
    const span = [placeOf(from), placeOf(to)] as const
    return span[0] >= answered && span[1] > span[0] ? [span] : []
  })
  return { text, context: answered > 0 ? [[0, answered], ...asked] : asked }
}

/** A line as it is written, and which of the work's it is. */
interface Written extends WorkLine {
  readonly number: number
}

/** How many letters are kept of a line before a place. */
function keptBefore(line: WorkLine | undefined, at: number, kept: Kept): number {
  if (line === undefined) return 0
  const formulas = (line.formulas ?? []).filter(([, to]) => to <= at)
  return keptText({ ...line, text: line.text.slice(0, at), formulas }, kept).length
}

/** Whether a line says nothing by itself. */
export function isBare({ kind }: WorkLine): boolean {
  return kind === 'divider' || kind === 'heading'
}

/** Without dividers and headings that nothing follows any more. */
function trimmed<T extends WorkLine>(lines: readonly T[]): T[] {
  const end = lines.findLastIndex((line) => !isBare(line)) + 1
  return lines.slice(0, end).filter((line, at, all) => line.kind !== 'divider' || (at > 0 && all[at - 1]?.kind !== 'divider'))
}

/** What of a line is learnt. */
export function keptText({ kind, text, formulas = [] }: WorkLine, kept: Kept): string {
  if (kind === 'quote' && !kept.quotations) return ''
  if (kind === 'code') return kept.code ? text : ''
  if (kind === 'formula') return kept.formulas ? text : ''
  const plain = kept.formulas || formulas.length === 0 ? text : withoutSpans(text, formulas)
  return (kept.addresses ? plain : plain.replace(address, '')).replace(/ {2,}/g, ' ')
}

function gapBetween(previous: WorkLine | undefined, line: WorkLine): string {
  return previous?.kind === line.kind && (line.kind === 'item' || line.kind === 'row') ? '\n' : '\n\n'
}

function written({ kind, text, depth = 0, mark = '- ' }: WorkLine): string {
  switch (kind) {
    case 'heading':
      return `# ${text}`
    case 'item':
      return '  '.repeat(depth) + mark + text
    case 'quote':
    case 'callout':
      return `> ${text.replaceAll('\n', '\n> ')}`
    case 'row':
      return `| ${text} |`
    case 'formula':
      return `$$\n${text}\n$$`
    case 'divider':
      return '---'
    default:
      return text
  }
}
