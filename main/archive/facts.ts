/** All that is known of a work once it was read: pure, and some milliseconds for each, so it is done in a thread of its own. */
import { createHash } from 'node:crypto'
import type { PersonalCounts, WorkLine } from '#preload/contract/works.ts'
import type { Doc } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { keptByDefault, plainWork } from './learning-text.ts'
import { learntWords } from './learnt-words.ts'
import { countPersonal, personalIn } from './personal.ts'
import { sketchOf } from '#preload/document/sketch.ts'
import { isChinese, linesOfDoc, quotedShare, wordsIn } from './work-lines.ts'

export interface WorkFacts {
  /** 字数. */
  readonly words: number
  /** 字 that are learnt of it, by each choice of what is kept (learnt-words.ts). */
  readonly learnt: readonly number[]
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

/** A work's lines and facts, from its Markdown. Throws `RangeError` where it is nested without end. */
export function factsOfMarkdown(markdown: string): ReadLines {
  if (endless.test(markdown)) throw new RangeError('nested without end')
  const { doc } = docFromMarkdown(markdown, { image: () => null, link: (address) => (/^https?:/i.test(address) ? address : null), softBreaks: 'keep' })
  return factsOfDoc(doc)
}

/** A lesson's lines and facts. */
export function factsOfDoc(doc: Doc): ReadLines {
  const lines = linesOfDoc(doc)
  const text = plainWork('', lines, { ...keptByDefault, quotations: true })
  return {
    lines,
    facts: {
      words: wordsIn(lines),
      learnt: learntWords(lines),
      isChinese: isChinese(text),
      quoted: quotedShare(lines),
      personal: countPersonal(personalIn(text)),
      sketch: sketchOf(text),
      hash: createHash('sha256')
        .update(lines.map((line) => line.text.replace(/\s+/g, '')).join(''))
        .digest('hex'),
    },
  }
}
