/** What went out: exports, what the author marked as published, and what has changed since. */
import { z } from '#preload/document/zod.ts'
import { Level } from './findings.ts'
import { CourseId, LessonId } from './library.ts'
import { ProblemReport } from './problem.ts'
import { OptionValues, TargetId } from './targets.ts'

/** In ms since 1970. */
const Time = z.number()

/** What a lesson was when it went out, against what it is now. */
const Since = {
  at: Time,
  /** Whether its title or its text is another now. */
  isChanged: z.boolean(),
  /** How many 字 of its text are other since: put in, taken out, or in the place of others, and no more than it has; null where the text of then can't be told any more. */
  changedWords: z.number().int().min(0).nullable(),
  /** Whether its title is another now; false of a course as a whole, whose title is among what is set. */
  isRetitled: z.boolean(),
  /** Whether the target was set otherwise then; false where that is not known. */
  isSetOtherwise: z.boolean(),
  /** What was set otherwise: options of the target by their names, and `OtherFact`s. None where it is not known which. */
  otherwise: z.array(z.string()),
}

/** What the author says: it stands there. */
const Marked = z.strictObject({
  ...Since,
  /** When the version that stands there went out, by an export or by being copied; where it did neither, when it was marked. Null where that is not known any more. */
  versionAt: Time.nullable(),
  /** It is other now, and went out since as it is: it remains to be put there, and to be marked. */
  isOutAgain: z.boolean(),
  /** Where, if the author noted it. */
  address: z.string().nullable(),
})
export type Marked = z.infer<typeof Marked>

/** How a lesson went out to a target last: by an export, or by being copied, when no file was written. */
const Exported = z.strictObject({ ...Since, isCopied: z.boolean() })

export const LessonAtTarget = z.strictObject({
  lesson: LessonId,
  exported: Exported.nullable(),
  marked: Marked.nullable(),
  /** All that the last export has in its places there is the author's own, which they chose to keep. */
  isKept: z.boolean(),
})
export type LessonAtTarget = z.infer<typeof LessonAtTarget>

export const ExportId = z.number().int().min(1)

/** Files of the author's that were left in places of an export's own. */
const Theirs = z.strictObject({
  count: z.number().int().min(1),
  /** How many of them stand where nothing is exported to any more. */
  old: z.number().int().min(0),
  /** The first twenty, by their ways in its folder. */
  files: z.array(z.string()),
  /** Whose files they stand for; none where they are the course's. */
  lessons: z.array(LessonId),
  /** Where they would be moved if they were replaced. */
  aside: z.string(),
})

/** One export to one target, as it is remembered. */
export const ExportRecord = z.strictObject({
  id: ExportId,
  at: Time,
  course: CourseId,
  /** As it was called then. */
  title: z.string(),
  target: TargetId,
  /** Its folder, and whether files of it are still there. */
  folder: z.string(),
  isThere: z.boolean(),
  /** Whether that folder says of itself now that not all is in it, after an export that was cancelled or broke off. */
  isUnfinished: z.boolean(),
  /** What is the author's in places of its own, as that folder says now; null where nothing is. */
  theirs: Theirs.nullable(),
  /** How many lessons went out, and whether those were all. */
  lessons: z.number().int().min(0),
  isWhole: z.boolean(),
  /** Files written anew, there already with the same bytes, and taken away; and how many findings of each level there were. */
  written: z.number().int().min(0),
  kept: z.number().int().min(0),
  removed: z.number().int().min(0),
  findings: z.partialRecord(Level, z.number().int().min(1)),
})
export type ExportRecord = z.infer<typeof ExportRecord>

/** A course at one target. Where `exported` and `marked` of all lessons are null, nothing went out yet. */
export const CourseAtTarget = z.strictObject({
  target: TargetId,
  /** As they are now, all of them. */
  options: OptionValues,
  /** Of a book, of all lessons. */
  last: ExportRecord.nullable(),
  /** The last book of some lessons alone, which stands beside that of all; null where there is none, or each lesson has files of its own. */
  some: z.strictObject({ at: Time, lessons: z.number().int().min(0) }).nullable(),
  /** The author's mark of the course as a whole, as for a book. */
  marked: Marked.nullable(),
  lessons: z.array(LessonAtTarget),
  /** Whether settings are other now than when it last went out, for a lesson or for the course as a whole; of what was exported before that was kept, nobody knows. */
  isSetOtherwise: z.boolean(),
  /** All of them together, as of one lesson. */
  otherwise: z.array(z.string()),
  /** Of `lessons`: how many went out, of those how many changed since and are not kept; how many are marked, of those how many changed since. */
  counts: z.strictObject({ exported: z.number(), exportedChanged: z.number(), marked: z.number(), markedChanged: z.number() }),
})
export type CourseAtTarget = z.infer<typeof CourseAtTarget>

/**
 * What is done about files in an export's folder that no export wrote, or that were changed since. `stop`: nothing, and what they belong to is
 * not written. `keep`: they stay, and the report says so. `replace`: they are moved into a folder beside, first. `beside`: another folder is
 * begun, and gone on with from then on.
 */
export const InTheWay = z.enum(['stop', 'keep', 'replace', 'beside'])
export type InTheWay = z.infer<typeof InTheWay>

/** One target of an export that is under way, or is over. */
export const RunTarget = z.strictObject({
  target: TargetId,
  phase: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  /** Parts of it: tracks, articles, or the one book. `total` is 0 until it is known. */
  done: z.number().int().min(0),
  total: z.number().int().min(0),
  /** What came of it; null before, and where nothing did. */
  record: ExportRecord.nullable(),
  /** The folder that holds now what lay in its way, also where it failed or was cancelled afterwards; null where nothing was moved. */
  aside: z.string().nullable(),
  /** All that was moved the studio wrote: the last there is of pictures that are gone. */
  isAsideOurs: z.boolean(),
  /** How many pictures are missing in what was written, for their files are gone or damaged. */
  lacking: z.number().int().min(0),
  /** How many files of the author's were left in the places of its own; its record names them. With what its record says was written and kept, they are all files of the lessons that were asked for. */
  theirs: z.number().int().min(0),
  /** What the folder of the course is called, where that is a title that it had before; else null, as before it is known. */
  former: z.string().nullable(),
  /** It came of the export before, whose question the run answers at another target. An export that broke off before there was such a thing says nothing of it. */
  isEarlier: z.boolean().default(false),
  /** Why it failed: `publish-foreign` (with `files`, a line for each of the first twenty, their `count`, whether they `canStay`, and how many files were `written`, `kept`, are `theirs` from before, and were `stopped`: not written, for a file in the way is in their places or belongs to them; `waiting`, a line for each of the first five of those that only belong to one, and their `waitingCount`), `publish-busy`, `publish-full`, `publish-taken`, `publish-denied`, `publish-slow`, `publish-typeset`, `publish-heavy`, `publish-heavy-lesson` (with `lesson`, what it is called), or what the workspace fails with. */
  problem: ProblemReport.nullable(),
})
export type RunTarget = z.infer<typeof RunTarget>

/** The export that is under way, or the last one since the studio was started; or one that broke off before that. */
export const ExportRun = z.strictObject({
  id: z.string(),
  course: CourseId,
  title: z.string(),
  /** The chosen lessons; null: the whole course. */
  lessons: z.array(LessonId).nullable(),
  startedAt: Time,
  isOver: z.boolean(),
  /** The studio ended in the middle of it, and tells of it when it is there again, until it is done or dismissed. What was not done counts as cancelled. */
  isBrokenOff: z.boolean(),
  targets: z.array(RunTarget),
})
export type ExportRun = z.infer<typeof ExportRun>
