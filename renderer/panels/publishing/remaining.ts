/** What remains to be done about what went out: what is set otherwise, and which lessons can be marked together. Pure. */
import type { CourseAtTarget } from '#preload/contract/ledger.ts'
import type { LessonId } from '#preload/contract/library.ts'
import type { Whereabouts } from './whereabouts.ts'

/** What is set otherwise for the course and for lessons that are told of, which may not be all; and whether all of it went out since. Null: nothing is. */
export function otherwiseOf(at: CourseAtTarget, told: readonly Whereabouts[]): Pick<Whereabouts, 'otherwise' | 'isOutAgain'> | null {
  const ofLessons = at.lessons.flatMap(({ marked, exported }) => (marked ?? exported)?.otherwise ?? [])
  const isUnnamed = at.isSetOtherwise && at.otherwise.length === 0
  const others = told.filter(({ isSetOtherwise }) => isSetOtherwise)
  const ofCourse = at.otherwise.filter((name) => !ofLessons.includes(name))
  const left = others.filter(({ isOutAgain }) => !isOutAgain)
  if (ofCourse.length > 0 || left.length > 0 || (isUnnamed && others.length === 0))
    return { otherwise: [...new Set([...ofCourse, ...left.flatMap(({ otherwise }) => otherwise)])], isOutAgain: false }
  return others.length > 0 ? { otherwise: [...new Set(others.flatMap(({ otherwise }) => otherwise))], isOutAgain: true } : null
}

/** Lessons that can be marked together: all but those that stand there as they are. */
export function markable(places: ReadonlyMap<LessonId, Whereabouts>): { readonly lessons: readonly LessonId[]; readonly isAgain: boolean } {
  const some = [...places].filter(([, { standing, isSetOtherwise }]) => standing !== 'published' || isSetOtherwise)
  return { lessons: some.map(([id]) => id), isAgain: some.every(([, { standing }]) => standing === 'published' || standing === 'changed') }
}
