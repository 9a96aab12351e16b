/** All that is known of a work once it was read: pure, and some milliseconds for each, so it is done in a thread of its own. */
import { createHash } from 'node:crypto'
import type { PersonalCounts, WorkLine } from '#preload/contract/works.ts'
import type { Doc } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { keptByDefault, type Learnable, pairsIn, plainWork } from './learning-text.ts'
import { learntWords } from './learnt-words.ts'
import { countPersonal, personalIn } from './personal.ts'
import { questionsIn } from './questions.ts'
import { sketchOf } from '#preload/document/sketch.ts'
import { isChinese, linesOfDoc, quotedShare, wordsIn } from './work-lines.ts'

export interface WorkFacts {
  /** 字数. */
  readonly words: number
  /** 字 that are learnt of it, by each choice of what is kept (learnt-words.ts). */
  readonly learnt: readonly number[]
  /** Questions with their answers in what is learnt (questions.ts). */
  readonly pairs: number
  readonly isChinese: boolean
  /** The share of 字 that stand in quotations. */
  readonly quoted: number
  readonly personal: PersonalCounts
  readonly sketch: Uint32Array
  /** SHA-256 of what it says, whatever the spaces between: the same in exact duplicates. */
  readonly hash: string
}

export interface ReadLines {
  readonly lines: WorkLine[]
  readonly facts: WorkFacts
}

/** Quotations and lists within one another, far more than anyone writes: reading them takes time that grows with their square. */
const endless = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){100}/m

/** What is known of a work beside its text. */
export type About = Partial<Omit<Learnable, 'lines'>>

/** A work's lines and facts, from its Markdown. Throws `RangeError` where it is nested without end. */
export function factsOfMarkdown(markdown: string, about: About = {}): ReadLines {
  if (endless.test(markdown)) throw new RangeError('nested without end')
  const { doc } = docFromMarkdown(markdown, { image: () => null, link: (address) => (/^https?:/i.test(address) ? address : null), softBreaks: 'keep' })
  return factsOfDoc(doc, about)
}

/** What of a work's facts is counted anew where an earlier version did not. */
export function countedIn(work: Learnable): Pick<WorkFacts, 'learnt' | 'pairs'> {
  return { learnt: learntWords(work.lines, questionsIn(work.title, work.lines)), pairs: pairsIn(work) }
}

/** A lesson's lines and facts. */
export function factsOfDoc(doc: Doc, { title = '', isAnswer = false }: About = {}): ReadLines {
  const lines = linesOfDoc(doc)
  const text = plainWork('', lines, { ...keptByDefault, quotations: true })
  return {
    lines,
    facts: {
      words: wordsIn(lines),
      ...countedIn({ title, lines, isAnswer }),
      isChinese: isChinese(text),
      quoted: quotedShare(lines),
      personal: countPersonal(personalIn(plainWork(title, lines, { ...keptByDefault, quotations: true, code: true }))),
      sketch: sketchOf(text),
      hash: createHash('sha256')
        .update(lines.map((line) => line.text.replace(/\s+/g, '')).join(''))
        .digest('hex'),
    },
  }
}
