/**
 * The publishing desk: a course or some of its lessons, checked, looked at, copied and exported for platforms and as books, and what became
 * of it. Nothing logs in anywhere: an author takes the files there. An export goes on while no window is open.
 */
import { Mend } from '#preload/document/mending.ts'
import { MendedBlock } from '#preload/document/mends-back.ts'
import { ImageId } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import { TargetFinding } from './findings.ts'
import { CourseAtTarget, ExportId, ExportRecord, ExportRun, InTheWay } from './ledger.ts'
import { CourseId, LessonId } from './library.ts'
import { call, push, service, stream } from './member.ts'
import { ReplacementOutcome } from './search.ts'
import { OptionValues, Said, TargetFacts, TargetId } from './targets.ts'

const nothing = z.strictObject({})
const Folder = z.string().min(1).max(4096)
const Name = z.string().trim().max(200)

export const PublishingState = z.strictObject({
  /** Who wrote the courses, as books and files name them. */
  author: z.string(),
  /** Who the label of what a model wrote names (its code or name); empty: the author. */
  producer: z.string(),
  /** Where exports are written: a folder for each course in it, and in that one for each target. */
  folder: z.string(),
  /** Whether the studio chose that folder itself. */
  isDefault: z.boolean(),
  /** Null: none since the studio was started, and none broke off before. */
  run: ExportRun.nullable(),
})
export type PublishingState = z.infer<typeof PublishingState>

/** What goes out: lessons of a course, or all of it. */
const Chosen = { course: CourseId, lessons: z.array(LessonId).min(1).nullable() }

/** A lesson as it looks there. */
export const Preview = z.discriminatedUnion('kind', [
  /**
   * A page, to be shown as a document of its own in a sandbox without scripts: it names nothing of a network, and pictures by the host's own
   * addresses (`/images/ID`). All of it stands within one element of class `platform`, which takes the light of wherever it is shown
   * (`color-scheme`), and has the platform's measure.
   */
  z.strictObject({ kind: z.literal('page'), html: z.string(), css: z.string() }),
  /** Typeset sheets of one size, one below the other in an SVG, to be shown as a picture. Sizes in points. */
  z.strictObject({ kind: z.literal('sheets'), svg: z.string(), count: z.number().int(), width: z.number(), height: z.number() }),
])
export type Preview = z.infer<typeof Preview>

const progress = { done: z.number().int(), total: z.number().int() }
/** A lesson and a target; the target as it is set for the course. */
const OfLesson = z.strictObject({ course: CourseId, lesson: LessonId, target: TargetId })

/** As rich text and as what readers read of it. `apart`: what a clipboard does not carry there: the title, so many pictures, a cover. */
export const Copied = z.strictObject({
  html: z.string(),
  text: z.string(),
  apart: z.strictObject({ title: z.boolean(), pictures: z.number().int().min(0), cover: z.boolean() }),
})
export type Copied = z.infer<typeof Copied>

/**
 * What became of mends that were taken back: `places` are as before; `stayed` were changed since, so that nothing is done to them; `gone` are
 * of lessons that are not there any more. `open`: what was done to lessons that a page has open, which takes them back itself by `unmended` (`preload/document/mends-back.ts`).
 */
export const TakenBack = ReplacementOutcome.extend({
  stayed: z.number().int().min(0),
  gone: z.number().int().min(0),
  open: z.array(z.strictObject({ lesson: LessonId, done: z.array(z.array(MendedBlock)) })),
})
export type TakenBack = z.infer<typeof TakenBack>

export const publishing = service('publishing', {
  /** All targets there are, in the order in which they are offered. */
  targets: call(nothing, z.array(TargetFacts)),
  state: call(nothing, PublishingState),
  /** A new author or producer, from the next export on. */
  name: call(z.strictObject({ author: Name.optional(), producer: Name.optional() }), PublishingState),
  /** Where exports are written from now on; null: where the studio thinks best. Throws `path-…`, `publish-denied` or `publish-inside`. */
  choose: call(z.strictObject({ folder: Folder.nullable() }), PublishingState),
  /** Lets the author choose a folder in a window of the system; null where they choose none. `unavailable` where the host has no such window: the author then writes a path. */
  pick: call(nothing, z.strictObject({ folder: Folder.nullable() })),
  /** A course at every target: what went out, what is marked, what has changed since. */
  overview: call(z.strictObject({ course: CourseId }), z.array(CourseAtTarget)),
  /** Sets options of a target for a course: those that are named. Another course begins with what was set last. Answers all of them. */
  setOptions: call(z.strictObject({ course: CourseId, target: TargetId, options: OptionValues }), OptionValues),
  /**
   * What there is to say, part by part, before anything is written. Every item brings findings of its own; the last has `done` equal to `total`.
   * `isGlance`: only what is known at once, without making pictures anew and without typesetting.
   */
  check: stream(
    z.strictObject({ ...Chosen, targets: z.array(TargetId).min(1), isGlance: z.boolean().optional() }),
    z.strictObject({ ...progress, findings: z.array(TargetFinding) }),
  ),
  /**
   * Mends lessons that no page has open, in one go, which `takeBack` takes back; what can't be mended any more is passed over. A page mends
   * its own open lesson by `mended` (`preload/document/mending.ts`), as one step of its history; those stand in `left` as `open`.
   */
  mend: call(z.strictObject({ mends: z.array(z.strictObject({ lesson: LessonId, mend: Mend })).min(1), at: z.number() }), ReplacementOutcome),
  /** Takes mends back, of whatever time since the studio was started: those whose places are as they left them. */
  takeBack: call(z.strictObject({ id: z.string(), at: z.number() }), TakenBack),
  /** A lesson as it looks there. Leaving the call gives it up. */
  preview: call(OfLesson, Preview),
  /** A lesson as it is pasted there: to be put on the clipboard as both. `not-found` where a target can't be pasted into. */
  copy: call(OfLesson, Copied),
  /** The clipboard has what `copy` answered last: as it was then, the lesson counts as gone out there. */
  noteCopied: call(OfLesson, nothing),
  /** The pictures that a course shows, each once, in their order: of which one can be on its covers. */
  pictures: call(z.strictObject({ course: CourseId }), z.array(ImageId)),
  /** What the author does there with it, step by step, as the checklist of an export says it; none where there is nothing to be done. */
  steps: call(OfLesson, z.array(Said)),
  /**
   * Begins an export to targets, one after another; `changed` tells how far it is. `publish-running` while another one is. `isAnew`: a course
   * that was renamed goes on in no folder of its former name, but has one of its new name from now on. `after`: the run of
   * which a question is answered, or which is gone on with: what came of its other targets stays told.
   */
  start: call(
    z.strictObject({
      ...Chosen,
      targets: z.array(TargetId).min(1),
      inTheWay: InTheWay.default('stop'),
      isAnew: z.boolean().default(false),
      after: z.string().optional(),
    }),
    PublishingState,
  ),
  /** Ends the export that is under way: what is done stays, what is half done says so and goes on with the next export. */
  cancel: call(nothing, PublishingState),
  /** What broke off is told no more. */
  dismiss: call(nothing, PublishingState),
  /** The files of an export as one archive, for hosts that reach no folder of the author's: pieces in Base64, in order. `not-found` where they are gone. */
  download: stream(z.strictObject({ id: ExportId }), z.strictObject({ ...progress, name: z.string(), data: z.base64() })),
  /** Shows the files of an export in the system's own window of files. `unavailable` where the host has none, `not-found` where they are gone. */
  reveal: call(z.strictObject({ id: ExportId }), nothing),
  /** Notes that lessons (null: the course as a whole) stand at a target, as they are now. An address, where it is one of the web, is where links between lessons lead. Marked again, it is what is new there. Several lessons keep an address each. `isAddressOnly`: another address of one that is marked, as the version that it was. */
  mark: call(z.strictObject({ ...Chosen, target: TargetId, address: z.string().max(2000).nullable(), isAddressOnly: z.boolean().default(false) }), nothing),
  /** Notes that they don't. Answers what `remark` takes. */
  unmark: call(z.strictObject({ ...Chosen, target: TargetId }), z.strictObject({ id: z.string() })),
  /** Notes again what one `unmark` took away, as it was. `not-found` where that is long ago. */
  remark: call(z.strictObject({ id: z.string() }), nothing),
  /** Exports, newest first: of a course, or of all. */
  history: call(
    z.strictObject({ course: CourseId.nullable(), from: z.number().int().min(0), count: z.number().int().min(1).max(200) }),
    z.strictObject({ total: z.number().int(), records: z.array(ExportRecord) }),
  ),
  changed: push(PublishingState),
  /** What `overview` and `history` say of a course is another now: something went out, or was marked. What changes by writing is not told. */
  recorded: push(z.strictObject({ course: CourseId })),
})
