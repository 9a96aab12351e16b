/** Every version of a lesson: when it was written, what it was at any moment, and moments that have a name. */
import { Doc } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import { Revision } from './lessons.ts'
import { LessonId } from './library.ts'
import { call, service } from './member.ts'

const Time = z.number()
const Words = z.number().nullable()

/** A stretch of writing from the text at `base` to that at `revision`. 字数 is null where it was not kept. */
export const Sitting = z.strictObject({ base: Revision, revision: Revision, since: Time, at: Time, before: Words, words: Words })
export type Sitting = z.infer<typeof Sitting>

/** One text among those of a sitting. */
export const Moment = z.strictObject({ revision: Revision, at: Time, words: Words })
export type Moment = z.infer<typeof Moment>

export const VersionName = z.string().trim().min(1).max(60)

/** A moment that has a name: the author's, or what the studio was about to do (then it is empty). */
export const Version = z.strictObject({ revision: Revision, kind: z.enum(['named', 'before-restore', 'before-replace']), name: z.string(), namedAt: Time })
export type Version = z.infer<typeof Version>

/** Oldest first. */
export const Timeline = z.strictObject({ revision: Revision, sittings: z.array(Sitting), versions: z.array(Version) })
export type Timeline = z.infer<typeof Timeline>

const at = { lesson: LessonId, revision: Revision }
const nothing = z.strictObject({})

export const versions = service('versions', {
  timeline: call(z.strictObject({ lesson: LessonId }), Timeline),
  /** The moments after `base` up to `revision` that can still be told apart, oldest first. */
  moments: call(z.strictObject({ lesson: LessonId, base: Revision, revision: Revision }), z.strictObject({ moments: z.array(Moment) })),
  /** The text at a moment; of one that was packed away with others, the last that is kept up to it, and its revision. */
  text: call(z.strictObject(at), z.strictObject({ revision: Revision, doc: Doc })),
  /** Names a moment, or gives it another name. */
  name: call(z.strictObject({ ...at, name: VersionName }), nothing),
  unname: call(z.strictObject(at), nothing),
  /** Keeps the newest text as a version, because of what is about to happen to it. */
  mark: call(z.strictObject({ lesson: LessonId, kind: z.enum(['before-restore', 'before-replace']) }), z.strictObject({ revision: Revision })),
})
