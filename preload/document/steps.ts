/**
 * How the changes of a batch divide into steps, each of which is taken back at once. A step may go on over several
 * batches, and a batch may hold several; what a batch holds of one is a part. Undoing and redoing are steps too: they
 * say so, and the history is read off the log by letting each of them cancel the step before it.
 */
import { Change } from './schema.ts'
import { z } from './zod.ts'

/** A place in a text: its path with the offset behind it. */
const FlatPoint = z.array(z.number().int().min(0)).min(2).max(8)

/** Where the caret stands: one place, or anchor and focus; nothing when there is none. */
export const Selection = z.array(FlatPoint).max(2)
export type Selection = z.infer<typeof Selection>

export const StepPart = z.strictObject({
  /** How many changes of the batch. */
  count: z.number().int().min(1),
  /** An edit when absent. */
  kind: z.enum(['undo', 'redo']).optional(),
  /** The step began in an earlier part. */
  continues: z.literal(true).optional(),
  /** An undo or a redo ends here: without this it was cut off, and took back no whole step. */
  whole: z.literal(true).optional(),
  /** Before the step; only where it begins. */
  before: Selection.optional(),
  /** After this part. */
  after: Selection,
})
export type StepPart = z.infer<typeof StepPart>

/** A step as it is in the log. */
export const LoggedStep = z.strictObject({ changes: z.array(Change).min(1), before: Selection, after: Selection })
export type LoggedStep = z.infer<typeof LoggedStep>

/** As Slate names a selection. */
interface Range {
  readonly anchor: { readonly path: readonly number[]; readonly offset: number }
  readonly focus: { readonly path: readonly number[]; readonly offset: number }
}

/** A selection as it travels. */
export function flatFromRange(range: Range | null): Selection {
  if (!range) return []
  const [anchor, focus] = [range.anchor, range.focus].map(({ path, offset }) => [...path, offset])
  return anchor && focus ? (String(anchor) === String(focus) ? [anchor] : [anchor, focus]) : []
}

/** A selection as Slate names it, or null when there is none. */
export function rangeFromFlat(selection: Selection): { anchor: { path: number[]; offset: number }; focus: { path: number[]; offset: number } } | null {
  const [anchor, focus = anchor] = selection.map((point) => ({ path: point.slice(0, -1), offset: point.at(-1) ?? 0 }))
  return anchor && focus ? { anchor, focus } : null
}

/** Whether parts say of each change of a batch to which step it belongs. */
export function isDivided(parts: readonly StepPart[], changes: number): boolean {
  return parts.reduce((sum, part) => sum + part.count, 0) === changes
}

/** What parts say of a batch; where they do not fit it, or say nothing, it is one step. */
export function dividedInto(parts: readonly StepPart[] | undefined, changes: number): readonly StepPart[] {
  if (parts && isDivided(parts, changes)) return parts
  return changes === 0 ? [] : [{ count: changes, before: [], after: [] }]
}
