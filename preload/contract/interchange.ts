/** Markdown in and out: files are sent, looked at, and only then made into lessons, all or none; lessons are written as files. */
import { Title } from '#preload/document/title.ts'
import { z } from '#preload/document/zod.ts'
import { Loss } from '#preload/markdown/losses.ts'
import { ChosenFile, IntakeId, mostFiles, Refused } from './intake.ts'
import { ChapterId, CourseId, LessonId, LibraryId } from './library.ts'
import { call, service, stream } from './member.ts'
import { UploadId, uploading } from './uploads.ts'

/** Where lessons come to lie. `course` and `chapter` are there already; without them courses are made. */
export const ImportTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new'), /** Of the one course that files without a folder make. */ title: Title }),
  z.strictObject({ kind: z.literal('course'), course: CourseId }),
  z.strictObject({ kind: z.literal('chapter'), chapter: ChapterId }),
])
export type ImportTarget = z.infer<typeof ImportTarget>

const PreviewLesson = z.strictObject({
  title: z.string(),
  file: z.string(),
  /** 字数. */
  words: z.number(),
  images: z.number(),
  /** Such as `gb18030`. */
  encoding: z.string(),
  losses: z.number(),
})
const PreviewChapter = z.strictObject({ /** Null: files in no folder. */ title: z.string().nullable(), lessons: z.array(PreviewLesson) })
const PreviewCourse = z.strictObject({ /** Null: files in no folder. */ title: z.string().nullable(), chapters: z.array(PreviewChapter) })

/** A loss, and the file that it is of. */
const FileLoss = z.strictObject({ file: z.string(), ...Loss.shape })
export type FileLoss = z.infer<typeof FileLoss>

export const ImportPreview = z.strictObject({
  courses: z.array(PreviewCourse),
  losses: z.array(FileLoss),
  refused: z.array(Refused),
  images: z.number(),
})
export type ImportPreview = z.infer<typeof ImportPreview>

/** What was made: the outermost entries, which the bin takes together to undo it, and the first lesson. */
export const Imported = z.strictObject({ made: z.array(LibraryId), first: LessonId.nullable(), lessons: z.number() })
export type Imported = z.infer<typeof Imported>

const progress = { done: z.number().int(), total: z.number().int() }

/** What of the library: these entries, or everything where there is none. */
const What = z.array(LibraryId).max(1000)

export const ExportPreview = z.strictObject({
  /** One text alone, or an archive. */
  name: z.string(),
  /** Ways within the archive, pictures not among them. */
  files: z.array(z.string()),
  images: z.number(),
  losses: z.array(FileLoss),
})
export type ExportPreview = z.infer<typeof ExportPreview>

const nothing = z.strictObject({})

export const interchange = service('interchange', {
  ...uploading,
  /** Says which files there are; answers which are wanted, by their number, and which are not. Nothing was sent yet. */
  open: call(
    z.strictObject({ files: z.array(ChosenFile).max(mostFiles) }),
    z.strictObject({ intake: IntakeId, wanted: z.array(z.number().int()), refused: z.array(Refused) }),
  ),
  /** A wanted file has been sent whole. */
  add: call(z.strictObject({ intake: IntakeId, file: z.number().int().min(0), upload: UploadId }), nothing),
  /** Reads all that was sent. The last item has the preview. */
  preview: stream(
    z.strictObject({ intake: IntakeId, softBreaks: z.enum(['keep', 'join']) }),
    z.strictObject({ ...progress, preview: ImportPreview.nullable() }),
  ),
  /** Makes what the last preview showed, all or none. `chapter`: what a chapter is called that no folder names. The last item says what was made. */
  commit: stream(z.strictObject({ intake: IntakeId, target: ImportTarget, chapter: Title }), z.strictObject({ ...progress, imported: Imported.nullable() })),
  /** Gives up what was sent. */
  close: call(z.strictObject({ intake: IntakeId }), nothing),
  /** What an export would write, and what it would lose. */
  look: stream(z.strictObject({ what: What }), z.strictObject({ ...progress, preview: ExportPreview.nullable() })),
  /** Writes: pieces of one file in Base64, in order. `total` counts lessons. */
  write: stream(z.strictObject({ what: What }), z.strictObject({ ...progress, data: z.base64() })),
})
