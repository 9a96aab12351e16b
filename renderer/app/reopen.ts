import type { OpenLesson } from '#preload/contract/lessons.ts'

/** A lesson as the page holds it. */
export interface Held {
  readonly open: OpenLesson
  /** Another number is another Page component. */
  readonly key: number
  /** The connection in which the host was last told that this page has the lesson open. */
  readonly session: number
}

/** What a page has of the log, and whether there is more that the log has not. */
export interface PageText extends Pick<OpenLesson, 'revision' | 'newestBatch'> {
  readonly unsaved: boolean
}

/** Whether two are one text. A revision alone does not say so: a workspace may have been restored and written on. */
export function isSameText(one: Pick<OpenLesson, 'revision' | 'newestBatch'>, other: Pick<OpenLesson, 'revision' | 'newestBatch'>): boolean {
  return one.revision === other.revision && one.newestBatch === other.newestBatch
}

/**
 * What to do when a lesson was read again, after the host came back or another page took the lesson: a
 * page with unsaved text always stays (its log says whether the text can still be appended), and so does
 * one that holds just what the host has; otherwise, or when it must (`startsOver`: the author took the lesson over,
 * or the page is not there any more), the page starts over from what the host has.
 */
export function reopen(held: Held | null, answer: OpenLesson, page: PageText, session: number, startsOver = false): Held {
  if (!held) return { open: answer, key: 1, session }
  const same = isSameText(answer, page) && answer.editable === held.open.editable
  if (!startsOver && (page.unsaved || same)) return { ...held, session }
  return { open: answer, key: held.key + 1, session }
}
