/** The text of a lesson: opening it, and appending what was typed to its operation log. */
import { Change, Doc } from '#preload/document/schema.ts'
import { LoggedStep, StepPart } from '#preload/document/steps.ts'
import { Title } from '#preload/document/title.ts'
import { z } from '#preload/document/zod.ts'
import { LessonId } from './library.ts'
import { call, push, service } from './member.ts'

/** Number of batches in a lesson's log: the state after batch n is revision n. */
export const Revision = z.number().int().min(0)

/** Chosen by the page for each batch, so that a batch sent twice (after a lost answer) counts once. */
export const BatchId = z.string().min(8).max(60)

export const OpenLesson = z.strictObject({
  lesson: LessonId,
  title: z.string(),
  /** Titles of its course and its chapter. */
  course: z.string(),
  chapter: z.string(),
  revision: Revision,
  /** The batch that made this revision; null for the text that a lesson began with. */
  newestBatch: BatchId.nullable(),
  doc: Doc,
  /** False when another page is editing it, or when the workspace is read-only. */
  editable: z.boolean(),
})
export type OpenLesson = z.infer<typeof OpenLesson>

/**
 * Which client a page was as the editor, the newest revision it has heard of with the batch that made it (a number
 * alone names no text: a workspace may have been restored and written on), and the batch it sent last, whose answer
 * may have been lost.
 */
const Claim = z.strictObject({ client: z.string(), revision: Revision, newestBatch: BatchId.nullable(), sent: BatchId.nullable() })
export type Claim = z.infer<typeof Claim>

/**
 * A place between two steps of a lesson's log: after `part` parts of the batch that made `revision`, or after all of it
 * (null). `skip`: how many steps before it are cancelled by undoing and redoing that was passed already.
 */
export const Place = z.strictObject({ revision: Revision, part: z.number().int().min(0).nullable(), skip: z.number().int().min(0) })
export type Place = z.infer<typeof Place>

/** Steps before a place, newest first, and where to go on; null: there are no more. */
export const StepsAnswer = z.strictObject({ steps: z.array(LoggedStep), rest: Place.nullable() })
export type StepsAnswer = z.infer<typeof StepsAnswer>

export const lessons = service('lessons', {
  /**
   * Reads a lesson. The first page to open it becomes its editor; with `take`, this page does. A page that was the
   * editor in an earlier connection says what it knows of the log: it is the editor again if nobody has written
   * since, and the author has not chosen to write in another page.
   */
  open: call(z.strictObject({ lesson: LessonId, take: z.union([z.boolean(), Claim]) }), OpenLesson),
  /** Gives up being the editor. */
  close: call(z.strictObject({ lesson: LessonId }), z.strictObject({})),
  /**
   * Appends a batch of changes made to revision `base`. Answers only after the commit is on the disk.
   * Fails with `stale` when `base` is not the newest revision, with `not-editor` when another page took
   * over, with `disk-full`, `disk-error` or `read-only`; the page then still holds the text. `steps` divides the
   * changes into what is undone at once; without it they are one step.
   */
  append: call(
    z.strictObject({ lesson: LessonId, batch: BatchId, base: Revision, changes: z.array(Change).min(1), at: z.number(), steps: z.array(StepPart).optional() }),
    z.strictObject({ revision: Revision }),
  ),
  /**
   * What can be taken back (`undo`), or done again (`redo`: what undid it), at a place in the log. There may be none of
   * them and still a place to go on from.
   */
  steps: call(z.strictObject({ lesson: LessonId, from: Place, want: z.enum(['undo', 'redo']) }), StepsAnswer),
  /** Saves a text that can no longer be appended as a lesson of its own beside the original. Sent twice under one batch id it is one lesson. */
  rescue: call(z.strictObject({ lesson: LessonId, batch: BatchId, title: Title, doc: Doc }), z.strictObject({ lesson: LessonId })),
  /** Another page became the editor of a lesson; `client` is that page. */
  taken: push(z.strictObject({ lesson: LessonId, client: z.string() })),
  /** The editor of a lesson went away: the next page to open it is its editor. */
  left: push(z.strictObject({ lesson: LessonId })),
})
