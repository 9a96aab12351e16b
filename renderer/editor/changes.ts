/** Slate's operations as the changes that go into the log. */
import type { Change } from '#preload/document/schema.ts'
import type { StepPart } from '#preload/document/steps.ts'
import type { Operation } from 'slate'

/** The change that an operation makes, or null for a move of the selection. */
export function changeFromOperation(op: Operation): Change | null {
  switch (op.type) {
    case 'set_selection':
      return null
    case 'insert_text':
      return { type: op.type, path: op.path, offset: op.offset, text: op.text }
    case 'remove_text':
      return { type: op.type, path: op.path, offset: op.offset, text: op.text }
    case 'split_node':
      return { type: op.type, path: op.path, position: op.position, properties: defined(op.properties) }
    case 'merge_node':
      return { type: op.type, path: op.path, position: op.position, properties: defined(op.properties) }
    case 'move_node':
      return { type: op.type, path: op.path, newPath: op.newPath }
    case 'set_node':
      return { type: op.type, path: op.path, properties: defined(op.properties), newProperties: defined(op.newProperties) }
    case 'insert_node':
      return 'history' in op.node ? null : { type: op.type, path: op.path, node: op.node }
    case 'remove_node':
      return 'history' in op.node ? null : { type: op.type, path: op.path, node: op.node }
    default:
      return op satisfies never
  }
}

/** The operation that makes a change. */
export function operationFromChange(change: Change): Operation {
  // A change says of its nodes only that they are some; Slate takes them for what the page's rules make of them.
  return change as Operation
}

/** What is undefined does not survive the wire: absent says the same. */
function defined(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
}

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
interface Divided {
  readonly changes: Change[]
  readonly steps: StepPart[]
}

/** Adds changes to the end of a batch. Only keystrokes of one step are joined, so that each step keeps its own changes. */
export function pushDivided(batch: Divided, changes: readonly Change[], steps: readonly StepPart[]): void {
  let from = 0
  for (const part of steps) {
    const [first, ...others] = changes.slice(from, (from += part.count))
    const last = part.continues && batch.steps.at(-1)
    const before = batch.changes.length
    if (first && last) pushChange(batch.changes, first)
    else if (first) batch.changes.push(first)
    for (const change of others) pushChange(batch.changes, change)
    const count = batch.changes.length - before
    if (last) batch.steps[batch.steps.length - 1] = { ...last, count: last.count + count, after: part.after, ...(part.whole && { whole: part.whole }) }
    else batch.steps.push({ ...part, count })
  }
}
