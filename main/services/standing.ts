/** How a workspace stands: what of it can be used here, and whether it waits for another studio. */
import { isNewestSchema } from '#main/store/examine.ts'
import type { Opened } from '#main/store/open.ts'

/** Whether there is anything to read. */
export function isReadable(opened: Opened): boolean {
  return opened.phase !== 'broken' && opened.store !== null
}

/** Whether this process holds it, be it whole or not. */
export function isHeldHere(opened: Opened): boolean {
  return opened.phase !== 'read-only' && opened.lock !== null
}

/** Another studio has to let go before anything can change: it shows all that it can, or that all is damaged. */
export function waitsForAnother(opened: Opened): boolean {
  return isReadable(opened) || (opened.phase === 'broken' && opened.failure.code === 'corrupt' && !opened.lock)
}

/** Whether the studio that holds what is shown here has brought it to another schema. */
export function isOutgrown(opened: Opened): boolean {
  return opened.phase === 'read-only' && opened.db !== null && !isNewestSchema(opened.db)
}

/** What the page is told about, in short. */
export function standingOf(opened: Opened): string {
  return [opened.phase, isReadable(opened), opened.phase === 'broken' && [opened.failure.code, isHeldHere(opened)]].join(' ')
}
