/** What was mended in this window, the newest last, so that all of it can be taken back. */
import type { LessonId } from '#preload/contract/library.ts'
import type { MendedBlock } from '#preload/document/mends-back.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Host } from '#renderer/host/host.ts'
import { createValue, type Value } from '#renderer/host/value.ts'

/** A lesson that was mended on its page: what came of it, and what each mend did. */
export interface OwnMends {
  readonly lesson: LessonId
  readonly doc: Doc
  readonly done: readonly (readonly MendedBlock[])[]
}

export interface NewTitle {
  readonly lesson: LessonId
  readonly before: string
  readonly after: string
}

/** What one click did: in lessons that the host mended (by what it knows that as), on pages, and to titles. */
export interface Mended {
  readonly id: string | null
  readonly own: readonly OwnMends[]
  readonly titles: readonly NewTitle[]
}

const known = new WeakMap<Host, Value<readonly Mended[]>>()

export function mendedIn(host: Host): Value<readonly Mended[]> {
  const there = known.get(host)
  if (there) return there
  const made = createValue<readonly Mended[]>([])
  known.set(host, made)
  return made
}
