/** What an author is told of an export: what is changed or lost on the way, what a platform would refuse, and what is theirs to do. */
import { FindingKind, Level } from '#preload/contract/findings.ts'
import { objectSign } from '#preload/document/blocks.ts'
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

const [LEVELS, KINDS]: readonly [ReadonlySet<unknown>, ReadonlySet<unknown>] = [new Set(Level.options), new Set(FindingKind.options)]

/** The same for nearly all, in a fraction of the time: the list of a course may have thousands. False where `Finding` has to tell. */
export function isFinding(value: unknown): value is Finding {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 6) return false
  const { level, kind, lesson, block, text, numbers } = value as Readonly<Record<string, unknown>>
  if (!LEVELS.has(level) || !KINDS.has(kind) || typeof text !== 'string' || (lesson !== null && typeof lesson !== 'string')) return false
  if (block !== null && (typeof block !== 'string' || block.length < 1 || block.length > 40)) return false
  return typeof numbers === 'object' && numbers !== null && !Array.isArray(numbers) && Object.values(numbers).every(Number.isFinite)
}

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
    // What stands among words and is none has a sign there.
    const flat = text.replaceAll(objectSign, '…').replaceAll(/\s+/g, ' ').trim()
    const shown = [...flat].length > LONGEST ? `${[...flat].slice(0, LONGEST - 1).join('')}…` : flat
    this.all.push({ level, kind, lesson: this.#lesson, block, text: shown.toWellFormed(), numbers })
  }
}
