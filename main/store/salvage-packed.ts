/**
 * Taking packed batches out of a broken workspace: each moment in them becomes a batch, so that it can be told and named
 * as before, with its time and its steps.
 */
import { applyChanges } from '#preload/document/apply.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { randomId } from '#preload/document/identity.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import { isDivided, type StepPart } from '#preload/document/steps.ts'
import { ifReadable } from './failure.ts'
import type { Log } from './log.ts'
import type { Content } from './packed.ts'
import type { LostPacked } from './remains.ts'

/** Which of our revisions holds the text of one of theirs. */
export class Revisions {
  readonly #common: number
  readonly #ours = new Map<number, number>()

  /** Up to `common` they are the same. */
  constructor(common: number) {
    this.#common = common
  }

  ours(theirs: number): number | undefined {
    return this.#ours.get(theirs) ?? (theirs <= this.#common ? theirs : undefined)
  }

  note(theirs: number, ours: number): void {
    this.#ours.set(theirs, ours)
  }
}

/** The changes from one moment to the next. */
interface Part {
  readonly revision: number
  readonly at: number
  readonly changes: readonly Change[]
  /** None where it is not known. */
  readonly steps: readonly StepPart[]
}

/** Appends what of packed batches follows revision `from` of theirs, the newest text of ours; whether it fits. */
export function appendPacked(log: Log, lesson: string, packed: LostPacked, from: number, revisions: Revisions, now: number): boolean {
  const { doc } = log.read(lesson)
  const start = packed.base === from ? doc : textAtBase(log, lesson, revisions.ours(packed.base))
  const parts = start && ifReadable(() => partsAfter(packed.content, from, start, doc))
  if (!parts) return false
  for (const { revision, at, changes, steps } of parts) {
    const base = log.read(lesson).revision
    // A moment whose text is that of the one before it is the same revision of ours: a batch of nothing would be no step.
    const isSame = changes.length === 0
    const batch = revision === packed.revision ? packed.id : randomId()
    revisions.note(revision, isSame ? base : log.append({ lesson, batch, base, changes, at, steps }, now))
  }
  return true
}

/** Null where the text with which packed batches began can't be told any more. */
function textAtBase(log: Log, lesson: string, revision: number | undefined): Doc | null {
  if (revision === undefined) return null
  const text = log.readAt(lesson, revision)
  return text.revision === revision ? text.doc : null
}

/**
 * The moments after a revision. `start` is the text with which the packed batches began, `doc` the one at that revision:
 * where it is none of their moments, the first that follows is made from what differs. Throws where the changes do not fit.
 */
function partsAfter(content: Content, from: number, start: Doc, doc: Doc): Part[] {
  const parts: Part[] = []
  let [text, reached, done] = [start, doc, 0]
  for (const [revision, end, at] of content.moments) {
    const changes = content.changes.slice(done, end)
    const next = applyChanges(text, changes)
    if (revision > from) {
      const isExact = text === reached
      const steps = isExact ? stepsWithin(content.steps, done, end) : []
      parts.push({ revision, at, changes: isExact ? changes : changesBetween(reached, next), steps })
      reached = next
    }
    ;[text, done] = [next, end]
  }
  return parts
}

/** How the changes from one place to another divide into steps; a step that goes on beyond either goes on in the next part. None where that is not known. */
function stepsWithin(steps: readonly StepPart[], from: number, end: number): StepPart[] {
  const within: StepPart[] = []
  let begin = 0
  for (const { count, ...step } of steps) {
    const [first, last] = [Math.max(begin, from), Math.min(begin + count, end)]
    if (first < last) within.push(partOf(step, last - first, first > begin, last < begin + count))
    begin += count
  }
  return isDivided(within, end - from) ? within : []
}

/** Where the caret stood in the midst of a step is not known. */
function partOf(step: Omit<StepPart, 'count'>, count: number, isLater: boolean, isCut: boolean): StepPart {
  const { before, whole, after, kind, continues } = step
  return {
    count,
    ...(kind && { kind }),
    ...((isLater || continues) && { continues: true }),
    ...(!isLater && before && { before }),
    ...(!isCut && whole && { whole }),
    after: isCut ? [] : after,
  }
}
