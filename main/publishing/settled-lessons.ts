/** What of lessons says which settings make anything of them another. Pure. */
import type { Doc } from '#preload/document/schema.ts'
import { blockText } from '#preload/document/lines.ts'
import { aiShareOf } from './aigc/label.ts'
import { lessonsOf, type PublishedCourse } from './desk/course.ts'
import { lessonLinksIn } from './desk/linked-lessons.ts'
import { holdsFormula } from './formulas/formulas-of.ts'
import type { Settled } from './settings-now.ts'

/** Of one lesson. */
export interface SettledLesson {
  readonly isLabelled: boolean
  readonly hasFormula: boolean
  readonly hasHeading: boolean
  /** Those of its links that lead to lessons. */
  readonly links: readonly string[]
}

/** The same of all, as settings ask for it. */
export type SettledLessons = Pick<Required<Settled>, 'isLabelled' | 'hasFormula' | 'hasHeading' | 'linksOf' | 'wordsIn'>

export function settledLesson(doc: Doc): SettledLesson {
  return {
    isLabelled: aiShareOf([doc]).written > 0,
    hasFormula: holdsFormula(doc),
    hasHeading: doc.some(({ type }) => type === 'heading'),
    links: lessonLinksIn(doc),
  }
}

/** `wordsIn`: what a text holds of these words. */
export function settledLessons(known: ReadonlyMap<string, SettledLesson>, wordsIn: Settled['wordsIn']): SettledLessons {
  return {
    isLabelled: (lesson) => known.get(lesson)?.isLabelled === true,
    hasFormula: (lesson) => known.get(lesson)?.hasFormula === true,
    hasHeading: (lesson) => known.get(lesson)?.hasHeading === true,
    linksOf: (lesson) => known.get(lesson)?.links ?? [],
    wordsIn: wordsIn ?? ((_lesson, words) => words),
  }
}

export function settledLessonsIn(course: PublishedCourse): SettledLessons {
  const docs = new Map(lessonsOf(course).map(({ id, doc }) => [id, doc]))
  const known = new Map([...docs].map(([id, doc]) => [id, settledLesson(doc)]))
  return settledLessons(known, (lesson, words) => wordsHeld(docs.get(lesson) ?? [], words))
}

/** Those that may be read in a text: what stands between its letters, such as marks that nobody says, parts no word. */
export function wordsHeld(doc: Doc, words: readonly string[]): readonly string[] {
  if (words.length === 0) return []
  const text = letters(doc.map((block) => blockText(block) + (block.type === 'image' ? block.alt : '')).join('\n'))
  return words.filter((word) => text.includes(letters(word)))
}

/** Wide ones are read as the others are. */
function letters(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
