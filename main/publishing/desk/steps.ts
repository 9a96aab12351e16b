/** What an author does at a platform, as the checklist of an export says it: read out of the very file, so that both say the same. */
import { whilePresent } from '../pictures/absent.ts'
import type { Convert } from '../pictures/kept-pictures.ts'
import { exportFor, opened, type TargetId } from '../targets.ts'
import type { PublishedCourse } from './course.ts'
import type { Materials } from './target.ts'

/** What every target calls its checklist. */
const CHECKLIST = '发布清单.md'

interface Surroundings {
  readonly materials: Materials
  readonly convert: Convert
  readonly options: object
  readonly signal: AbortSignal
}

/** Of a lesson, or of the whole where a target has one for that. A book is one file, with which there is nothing to be done. */
export function stepsFor(target: TargetId, course: PublishedCourse, lesson: string, around: Surroundings): Promise<string[]> {
  return whilePresent(() => stepsOnce(target, course, lesson, around))
}

async function stepsOnce(target: TargetId, course: PublishedCourse, lesson: string, { materials, convert, options, signal }: Surroundings): Promise<string[]> {
  if (opened(target).about.makes === 'course') return []
  const { units } = await exportFor(target, course, materials, { convert, signal, options })
  const lessons = new Set(course.chapters.flatMap((chapter) => chapter.lessons.map(({ id }) => id)))
  for (const unit of units.filter(({ id }) => id === lesson || !lessons.has(id))) {
    const { files } = await unit.make(signal)
    const found = files.find(({ path }) => path === CHECKLIST || path.endsWith(`/${CHECKLIST}`))
    if (found && 'text' in found) return stepsIn(found.text)
  }
  return []
}

/** The numbered lines of a checklist, each with what stands indented below it. */
export function stepsIn(checklist: string): string[] {
  return [...checklist.matchAll(/^\d+\. (.*(?:\n[ \t]+\S.*)*)/gm)].map(([, step = '']) =>
    step
      .replaceAll('**', '')
      .split('\n')
      .map((line) => line.trim())
      .join('\n'),
  )
}
