/** What an author does at a platform, as the checklist of an export says it: asked of what makes that file, so that both say the same. */
import { whilePresent } from '../pictures/absent.ts'
import type { Convert } from '../pictures/kept-pictures.ts'
import { exportFor, opened, type TargetId } from '../targets.ts'
import type { Step } from './checklist.ts'
import type { PublishedCourse } from './course.ts'
import type { Materials } from './target.ts'

interface Surroundings {
  readonly materials: Materials
  readonly convert: Convert
  readonly options: object
  readonly signal: AbortSignal
}

/** Of a lesson, or of the whole where a target has one for that. A book is one file, with which there is nothing to be done. */
export function stepsFor(target: TargetId, course: PublishedCourse, lesson: string, around: Surroundings): Promise<readonly Step[]> {
  return whilePresent(() => stepsOnce(target, course, lesson, around))
}

async function stepsOnce(
  target: TargetId,
  course: PublishedCourse,
  lesson: string,
  { materials, convert, options, signal }: Surroundings,
): Promise<readonly Step[]> {
  if (opened(target).about.makes === 'course') return []
  const { units } = await exportFor(target, course, materials, { convert, signal, options })
  const lessons = new Set(course.chapters.flatMap((chapter) => chapter.lessons.map(({ id }) => id)))
  for (const unit of units.filter(({ id }) => id === lesson || !lessons.has(id))) {
    const { steps } = await unit.make(signal)
    if (steps) return steps
  }
  return []
}
