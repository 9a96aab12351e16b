/** A course, or lessons of it, into the folder of a target: for the studio and for the command line alike. */
import type { Convert, Draw } from '../pictures/kept-pictures.ts'
import { whilePresent } from '../pictures/absent.ts'
import { exportFor, opened, type TargetId } from '../targets.ts'
import { adviceOf } from './advice.ts'
import { lessonOf, onlyLessons, someOf } from './chosen.ts'
import { lessonsOf, type PublishedCourse } from './course.ts'
import { exportFolder } from './export-folder.ts'
import { type FolderOutcome, ForeignFileError } from './folder-outcome.ts'
import type { Handling } from './in-the-way.ts'
import type { Materials } from './target.ts'

export interface CourseExport {
  readonly target: TargetId
  /** Which course it is, whatever it is called. */
  readonly id: string
  readonly course: PublishedCourse
  /** Null: the whole course. */
  readonly lessons: ReadonlySet<string> | null
  readonly options: object
  readonly materials: Materials
  /** Makes pictures anew where the target can't show them. */
  readonly convert: Convert
  readonly draw: Draw
  /** Where it goes: `ownFolder`. */
  readonly folder: string
  readonly lacksPictures?: boolean
  readonly inTheWay?: Handling
  readonly signal: AbortSignal
  onProgress(done: number, total: number): void
}

/** Its findings are those of a check: what was found on the way, and what advice there is. Throws what `exportFolder` does. */
export async function exportCourse(task: CourseExport): Promise<FolderOutcome> {
  const outcome = await whilePresent(() => exportOnce(task))
  const advice = adviceOf(task.course, task.lessons, opened(task.target).about, task.options)
  return { ...outcome, findings: [...outcome.findings, ...advice] }
}

async function exportOnce({
  target,
  id,
  course,
  lessons,
  options,
  materials,
  convert,
  draw,
  folder,
  lacksPictures = false,
  inTheWay = 'stop',
  signal,
  onProgress,
}: CourseExport): Promise<FolderOutcome> {
  const isBook = opened(target).about.makes === 'course'
  const isApart = lessons !== null && isBook
  const some = isApart ? someOf(course, lessons) : null
  const known = new Set(lessonsOf(course).map(({ id }) => id))
  const { version, units, imageBytes, imageInput } = await exportFor(target, isApart ? onlyLessons(course, lessons) : course, materials, {
    convert,
    draw,
    signal,
    options,
  })
  // A book that is one thing and was left, or stopped, holds none of them as they are now.
  const isOneThing = isBook && !units.some(({ id }) => known.has(id))
  const leftOf = (left: readonly string[]): string[] => (isOneThing && left.length > 0 ? [...known] : left.filter((id) => known.has(id)))
  const outcome = await exportFolder({
    folder,
    target: { id: target, version },
    course: id,
    ...(some && { selection: some.mark }),
    units,
    ...(lessons === null || isApart ? {} : { isWanted: (unit: string) => !known.has(lessonOf(unit)) || lessons.has(lessonOf(unit)) }),
    imageBytes,
    imageInput,
    lacksPictures,
    inTheWay,
    signal,
    onProgress,
  }).catch((error: unknown) => {
    if (error instanceof ForeignFileError && error.came !== null) error.after(error.came, leftOf(error.left))
    throw error
  })
  return { ...outcome, left: leftOf(outcome.left) }
}
