/**
 * Undo and redo, read backwards off a lesson's log. Steps are taken together from their parts; each undo and redo
 * cancels the step before it that is not cancelled yet, and what is left is what can be taken back. What can be done
 * again are the undos behind the newest edit that nothing has cancelled. An undo that was cut off took back no whole step: it counts
 * as an edit, so that whatever is answered fits the text.
 */
import type { Change } from '#preload/document/schema.ts'
import type { LoggedStep, StepPart } from '#preload/document/steps.ts'
import type { Stretch } from './batches.ts'

/** A place between two steps, as in the contract. */
export interface Place {
  readonly revision: number
  readonly part: number | null
  readonly skip: number
}

export interface Found {
  readonly steps: readonly LoggedStep[]
  readonly rest: Place | null
}

interface Event extends LoggedStep {
  readonly kind: 'edit' | 'undo' | 'redo'
  /** Where it begins. */
  readonly start: Omit<Place, 'skip'>
}

/** So many are answered at once, or so many changes, or what so many steps of the log hold of them. */
const most = { steps: 50, changes: 5000, events: 5000 }

/** Steps before a place, newest first. `stretches` are those up to its revision, newest first, null where the log is damaged. */
export function findSteps(stretches: Iterable<Stretch | null>, from: Place, want: 'undo' | 'redo'): Found {
  const steps: LoggedStep[] = []
  let { skip } = from
  let [changes, events] = [0, 0]
  for (const event of eventsBefore(stretches, from)) {
    if (want === 'redo' && event.kind === 'edit') return { steps, rest: null }
    const cancels = event.kind === (want === 'undo' ? 'undo' : 'redo')
    if (cancels) skip += 1
    else if (skip > 0) skip -= 1
    else {
      steps.push({ changes: event.changes, before: event.before, after: event.after })
      changes += event.changes.length
    }
    events += 1
    const isEnough = steps.length >= most.steps || changes >= most.changes || events >= most.events
    if (isEnough) return { steps, rest: event.start.revision === 0 ? null : { ...event.start, skip } }
  }
  return { steps, rest: null }
}

/** Ends where the log begins, and where it can't be read. */
function* eventsBefore(stretches: Iterable<Stretch | null>, from: Omit<Place, 'skip'>): Generator<Event> {
  /** Parts of the step that is being taken together, newest first. */
  let parts: StepPart[] = []
  let changes: (readonly Change[])[] = []
  let start = from
  const whole = function* (): Generator<Event> {
    if (parts.length > 0) yield eventOf(parts, changes, start)
    parts = []
    changes = []
  }
  for (const stretch of stretches) {
    if (!stretch) return
    const readable = stretch.revision === from.revision && from.part !== null ? stretch.steps.slice(0, from.part) : stretch.steps
    // What its steps were is damaged: nothing before it can be told to fit.
    if (stretch.steps.length === 0) break
    let end = readable.reduce((sum, part) => sum + part.count, 0)
    for (let index = readable.length - 1; index >= 0; index -= 1) {
      const part = readable[index]
      if (!part) break
      parts.push(part)
      changes.push(stretch.changes.slice(end - part.count, end))
      end -= part.count
      start = index === 0 ? { revision: stretch.base, part: null } : { revision: stretch.revision, part: index }
      if (!part.continues) yield* whole()
    }
  }
  yield* whole()
}

/** `parts` newest first. */
function eventOf(parts: readonly StepPart[], changes: readonly (readonly Change[])[], start: Event['start']): Event {
  const [newest, oldest] = [parts[0], parts.at(-1)]
  const isWhole = newest?.whole === true && oldest?.continues !== true && parts.every(({ kind }) => kind === oldest?.kind)
  return {
    kind: (isWhole ? oldest?.kind : undefined) ?? 'edit',
    changes: changes.toReversed().flat(),
    before: oldest?.before ?? [],
    after: newest?.after ?? [],
    start,
  }
}
