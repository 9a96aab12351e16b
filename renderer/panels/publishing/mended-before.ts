/** What was mended in this window, the newest last, so that all of it can be taken back: kept for as long as the window, through a reload too. */
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { Mend } from '#preload/document/mending.ts'
import { MendedBlock } from '#preload/document/mends-back.ts'
import type { Doc } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import type { Host } from '#renderer/host/host.ts'
import { createValue, type Value } from '#renderer/host/value.ts'

/** A lesson that was mended on its page: what came of it (null: a page of before a reload knows), and what each mend did. */
export interface OwnMends {
  readonly lesson: LessonId
  readonly doc: Doc | null
  readonly done: readonly (readonly MendedBlock[])[]
}

export interface NewTitle {
  readonly lesson: LessonId
  readonly before: string
  readonly after: string
}

/** What was asked for a lesson: a mend of its text, or another title. */
export interface MendAsked {
  readonly lesson: LessonId | null
  readonly mend: Mend | null
  readonly retitle: string | null
}

/** What one click did: in lessons that the host mended (by what it knows that as), on pages, and to titles. */
export interface Mended {
  /** At whose desk: another course's is taken back there. */
  readonly course: CourseId
  readonly asked: readonly MendAsked[]
  readonly id: string | null
  readonly own: readonly OwnMends[]
  readonly titles: readonly NewTitle[]
}

type Kept = Pick<Storage, 'getItem' | 'setItem'>

const key = 'moke.mended'
/** Enough for any sitting; the oldest are forgotten first. */
const mostKept = 50

const Stored = z.array(
  z.object({
    course: CourseId,
    asked: z.array(z.object({ lesson: LessonId.nullable(), mend: Mend.nullable(), retitle: z.string().nullable() })),
    id: z.string().nullable(),
    own: z.array(z.object({ lesson: LessonId, doc: z.null(), done: z.array(z.array(MendedBlock)) })),
    titles: z.array(z.object({ lesson: LessonId, before: z.string(), after: z.string() })),
  }),
)

/** The newest of a course that was not taken back yet. */
export function newestOf<Of extends Pick<Mended, 'course'>>(all: readonly Of[], course: CourseId): Of | undefined {
  return all.findLast((each) => each.course === course)
}

/** Reads what was kept, and keeps every change. */
export function createMended(storage: Kept): Value<readonly Mended[]> {
  const made = createValue<readonly Mended[]>(read(storage))
  return {
    ...made,
    set: (next) => {
      made.set(next)
      write(storage, next)
    },
  }
}

function read(storage: Kept): readonly Mended[] {
  try {
    return Stored.parse(JSON.parse(storage.getItem(key) ?? '[]'))
  } catch {
    return [] // another version wrote it, or a person
  }
}

/** Of a page's text only what each mend did: place by place is how it is taken back after a reload. */
function write(storage: Kept, all: readonly Mended[]): void {
  const kept = all.slice(-mostKept).map((each) => ({ ...each, own: each.own.map((one) => ({ ...one, doc: null })) }))
  try {
    storage.setItem(key, JSON.stringify(kept))
  } catch {
    // No room left: it holds until a reload.
  }
}

const known = new WeakMap<Host, Value<readonly Mended[]>>()

export function mendedIn(host: Host): Value<readonly Mended[]> {
  const there = known.get(host)
  if (there) return there
  const made = createMended(sessionStorage)
  known.set(host, made)
  return made
}
