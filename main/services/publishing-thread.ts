/** The thread that makes publications: nothing of it keeps an author from typing, and it can be ended at any moment. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import { checked, KnownFindings } from '#main/publishing/desk/check.ts'
import { glanced } from '#main/publishing/desk/glance.ts'
import { onlyLessons } from '#main/publishing/desk/chosen.ts'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { copyOf, lookOf } from '#main/publishing/desk/looks.ts'
import type { Step } from '#main/publishing/desk/checklist.ts'
import { stepsFor } from '#main/publishing/desk/steps.ts'
import { exportCourse } from '#main/publishing/desk/export-course.ts'
import { FolderBusyError, ForeignFileError, refusalIn } from '#main/publishing/desk/folder-outcome.ts'
import type { Materials } from '#main/publishing/desk/target.ts'
import { KNOWN_FILES, keepKnownFilesIn } from '#main/publishing/desk/known-files.ts'
import { KEPT_FORMULAS, keepFormulasIn } from '#main/publishing/formulas/kept-formulas.ts'
import { typesetAt, TypesetterEnded, TypesetterStopped } from '#main/publishing/pdf/typesetter.ts'
import { keptCovers, keptPictures } from '#main/publishing/pictures/kept-pictures.ts'
import { KnownImages } from '#main/publishing/pictures/known-images.ts'
import { PictureDesk } from '#main/publishing/pictures/picture-desk.ts'
import { answerWith } from '#main/threads/thread-entry.ts'
import type { CheckTask, ExportAnswer, ExportTask, LookTask, Part, PublishingTask, ThreadGiven } from './publishing-tasks.ts'
import { picturesStamp, publishedImages } from './published-course.ts'
import { type CourseTask, type ToldCourse, toldOf } from './told-course.ts'

// What the desk gave it when it was started.
const { nodePath, pictures, made, scratch } = workerData as ThreadGiven
typesetAt({ nodePath, entry: pictures })
keepFormulasIn(join(made, KEPT_FORMULAS))
keepKnownFilesIn(join(made, KNOWN_FILES))
const pictureDesk = new PictureDesk({ nodePath, entry: pictures, scratch })
const [convert, draw] = [keptPictures(pictureDesk, made), keptCovers(pictureDesk, made)]
const known = new KnownFindings()
const images = new KnownImages(made, (id) => told?.task.images[id] ?? null)
/** `materials`: of pictures whose files are stamped so. */
let told: { readonly task: CourseTask; materials?: Promise<Materials>; stamp?: string } | null = null

answerWith<'ended' | 'slow'>((task: PublishingTask, tell, signal) =>
  answer(task, tell, signal).then(
    (value) => ({ value }),
    (error: unknown) => {
      if (error instanceof TypesetterEnded) return { refused: 'ended' }
      if (error instanceof TypesetterStopped) return { refused: 'slow' }
      throw error
    },
  ),
)

async function answer(task: PublishingTask, tell: (part: Part) => void, signal: AbortSignal): Promise<unknown> {
  switch (task.kind) {
    case 'course':
      return know(task)
    case 'check':
      return check(task, tell, signal)
    case 'preview':
      return lookOf(task.target, course(), task.lesson, await around(task, signal))
    case 'copy':
      return copyOf(task.target, course(), task.lesson, await around(task, signal))
    case 'steps':
      return steps(task, signal)
    case 'export':
      return exported(task, tell, signal)
  }
}

/** Of a course that can't be put together nothing goes out, the one before neither. */
function know(task: ToldCourse): null {
  const before = told?.task ?? null
  told = null
  told = { task: toldOf(task, before) }
  return null
}

function course(): PublishedCourse {
  if (!told) throw new Error('the thread was asked before it was told of a course')
  return told.task.course
}

/** Pictures are examined once for a course that is made whole, and again where one of their files is another; those of one lesson alone where only that is looked at. */
async function materialsFor(lesson: string | null, signal: AbortSignal): Promise<Materials> {
  const now = told
  const paths = now?.task.images ?? {}
  const bytesOf = async (id: string): Promise<Buffer | null> => {
    const path = paths[id]
    return path === undefined
      ? null
      : readFile(path).catch((error: unknown) => {
          // It may be readable again when the course is looked at the next time.
          if (now) delete now.materials
          throw error
        })
  }
  if (lesson !== null) return publishedImages(onlyLessons(course(), new Set([lesson])), bytesOf, signal)
  // Before they are read: what happens to them meanwhile is seen the next time.
  const stamp = await picturesStamp(Object.values(paths))
  const materials = (now?.stamp === stamp ? now.materials : undefined) ?? publishedImages(course(), bytesOf, signal, images)
  if (now) {
    Object.assign(now, { materials, stamp })
    // Who asks next looks at them anew.
    materials.catch(() => now.materials === materials && delete now.materials)
  }
  return materials
}

async function check({ target, options, lessons, isGlance }: CheckTask, tell: (part: Part) => void, signal: AbortSignal): Promise<null> {
  const checking = { target, course: course(), options, materials: await materialsFor(null, signal), convert, lessons: lessons && new Set(lessons), signal }
  if (isGlance) tell({ done: 1, total: 1, findings: await glanced(checking) })
  else
    for await (const part of checked(checking, known)) {
      tell(part)
      // Only between turns it is heard that nobody wants the rest: the thread would be ended instead, and what it knows forgotten.
      await nextTurn()
    }
  return null
}

async function around({ lesson, options }: LookTask, signal: AbortSignal) {
  return { materials: await materialsFor(lesson, signal), convert, draw, options, signal }
}

/** With the whole course: an album is spoken of as it is. */
async function steps({ target, lesson, options }: LookTask, signal: AbortSignal): Promise<readonly Step[]> {
  return stepsFor(target, course(), lesson, { materials: await materialsFor(null, signal), convert, options, signal })
}

async function exported(
  { target, options, course: id, lessons, folder, inTheWay }: ExportTask,
  tell: (part: Part) => void,
  signal: AbortSignal,
): Promise<ExportAnswer> {
  const task = {
    target,
    id,
    course: course(),
    options,
    lessons: lessons && new Set(lessons),
    materials: await materialsFor(null, signal),
    convert,
    draw,
    folder,
    inTheWay,
    signal,
    onProgress: (done: number, total: number) => tell({ done, total, findings: [] }),
  }
  try {
    return { kind: 'done', outcome: await exportCourse(task) }
  } catch (error) {
    return failed(error)
  }
}

/** What an author can act upon comes back as an answer; all else is thrown. */
function failed(error: unknown): ExportAnswer {
  if (error instanceof ForeignFileError) return { kind: 'foreign', paths: error.paths, canStay: error.canStay, came: error.came, left: error.left }
  if (error instanceof FolderBusyError) return { kind: 'busy' }
  if (error instanceof TypesetterStopped) return { kind: 'heavy', lesson: error.lesson }
  const refusal = refusalIn(error)
  if (refusal?.of === 'process') throw new TypesetterEnded(refusal.message, { cause: error })
  if (refusal !== null) return { kind: 'disk', why: refusal.why, message: refusal.message }
  throw error
}
