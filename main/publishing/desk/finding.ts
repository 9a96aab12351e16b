/** What an author is told of an export: what is changed or lost on the way, what a platform would refuse, and what is theirs to do. */
import { FindingKind, Level } from '#preload/contract/findings.ts'
import { BlockId } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'

export const Finding = z.strictObject({
  level: Level,
  kind: FindingKind,
  /** Where it stands; null: the course or the lesson as a whole. */
  lesson: z.string().nullable(),
  block: BlockId.nullable(),
  /** What is concerned, short enough to be read, and numbers that the sentence names. */
  text: z.string(),
  numbers: z.record(z.string(), z.number()),
})
export type Finding = z.infer<typeof Finding>

/** A finding that is the same in every respect is told once. */
export function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}

/** Whether it may be otherwise the next time, though everything is made of the same. */
export function isPassing(kind: FindingKind): boolean {
  return PASSING.has(kind)
}

const PASSING: ReadonlySet<FindingKind> = new Set(['image-unmade', 'image-unread', 'image-unprepared', 'cover-missing'])

const LONGEST = 60

/** Collects findings of one lesson. */
export class Findings {
  readonly all: Finding[] = []
  readonly #lesson: string | null

  constructor(lesson: string | null) {
    this.#lesson = lesson
  }

  add(level: Level, kind: FindingKind, text = '', block: BlockId | null = null, numbers: Readonly<Record<string, number>> = {}): void {
    const flat = text.replaceAll(/\s+/g, ' ').trim()
    const shown = [...flat].length > LONGEST ? `${[...flat].slice(0, LONGEST - 1).join('')}…` : flat
    this.all.push({ level, kind, lesson: this.#lesson, block, text: shown.toWellFormed(), numbers })
  }
}
