/** Changes that follow each other, joined where that loses nothing, and kept apart where a step ends. */
import type { Change } from './schema.ts'
import type { StepPart } from './steps.ts'

/** Adds a change to the end of a batch, joined to the last one where both are keystrokes of one run of typing or deleting. */
export function pushChange(batch: Change[], change: Change): void {
  const last = batch.at(-1)
  const joined = last && joinChanges(last, change)
  if (joined) batch[batch.length - 1] = joined
  else batch.push(change)
}

function joinChanges(last: Change, next: Change): Change | null {
  if (last.type === 'insert_text' && next.type === 'insert_text') {
    return isSamePath(last, next) && next.offset === last.offset + last.text.length ? { ...last, text: last.text + next.text } : null
  }
  if (last.type !== 'remove_text' || next.type !== 'remove_text' || !isSamePath(last, next)) return null
  if (next.offset + next.text.length === last.offset) return { ...last, offset: next.offset, text: next.text + last.text }
  return next.offset === last.offset ? { ...last, text: last.text + next.text } : null
}

function isSamePath(a: Change, b: Change): boolean {
  return a.path.length === b.path.length && a.path.every((index, at) => index === b.path[at])
}

/** Changes of a batch, and to which steps they belong. */
export interface Divided {
  readonly changes: Change[]
  readonly steps: StepPart[]
}

/**
 * Adds changes to the end of a batch. Only keystrokes of one step are joined, so that each step keeps its own changes;
 * with `isApart` the first of them is joined to nothing before it.
 */
export function pushDivided(batch: Divided, changes: readonly Change[], steps: readonly StepPart[], isApart = false): void {
  let from = 0
  for (const part of steps) {
    const [first, ...others] = changes.slice(from, from + part.count)
    const last = part.continues && batch.steps.at(-1)
    const before = batch.changes.length
    if (first && last && !(isApart && from === 0)) pushChange(batch.changes, first)
    else if (first) batch.changes.push(first)
    for (const change of others) pushChange(batch.changes, change)
    const count = batch.changes.length - before
    if (last) batch.steps[batch.steps.length - 1] = { ...last, count: last.count + count, after: part.after, ...(part.whole && { whole: part.whole }) }
    else batch.steps.push({ ...part, count })
    from += part.count
  }
}
