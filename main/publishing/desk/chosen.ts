/** Lessons of a course that go out without the others. */
import { lessonsOf, type PlacedLesson, type PublishedCourse } from './course.ts'
import { excerpt } from './excerpt.ts'
import { sha256 } from './hashes.ts'

/** Some lessons of a course: what they are called together, and what tells them from all other selections. */
export interface Some {
  readonly name: string
  readonly mark: string
}

/** Null where they are all. */
export function someOf(course: PublishedCourse, lessons: ReadonlySet<string>): Some | null {
  const all = lessonsOf(course)
  const some = all.filter(({ id }) => lessons.has(id))
  return some.length === all.length ? null : { name: nameOf(some), mark: sha256(JSON.stringify(some.map(({ id }) => id))) }
}

/** Longer names are cut: what tells selections apart is not in it. */
const mostCharacters = 30

/** 第5课 回撤与风险, 第2–4课, 第2、5–6、9课. */
function nameOf(some: readonly PlacedLesson[]): string {
  const [only] = some
  if (only && some.length === 1) {
    const title = only.title.trim()
    const own = /^第\s*[\d一二三四五六七八九十百零〇两]+\s*[课讲节章回期]/.test(title) ? title : `第${only.number}课 ${title}`.trim()
    return own.length > mostCharacters ? `${excerpt(own, 0, mostCharacters)}…` : own
  }
  const runs: { from: number; to: number }[] = []
  for (const { number } of some) {
    const last = runs.at(-1)
    if (last?.to === number - 1) last.to = number
    else runs.push({ from: number, to: number })
  }
  const told = runs.flatMap(({ from, to }) => (to - from === 1 ? [`${from}`, `${to}`] : [from === to ? `${from}` : `${from}–${to}`]))
  for (let count = told.length; ; count -= 1) {
    const numbers = told.slice(0, count).join('、')
    if (count > 1 && numbers.length > mostCharacters) continue
    return count === told.length ? `第${numbers}课` : `第${numbers}等${some.length}课`
  }
}

/** The course with these lessons alone, for a target that makes one thing of all. */
export function onlyLessons(course: PublishedCourse, lessons: ReadonlySet<string>): PublishedCourse {
  const chapters = course.chapters.map((chapter) => ({ ...chapter, lessons: chapter.lessons.filter(({ id }) => lessons.has(id)) }))
  const some = someOf(course, lessons)
  return { ...course, ...(some && { some: some.name }), chapters: chapters.filter((chapter) => chapter.lessons.length > 0) }
}

/** A lesson's own unit has its id, and others of it go on from that: `ID/cover`. */
export function lessonOf(unit: string): string {
  return unit.split('/')[0] ?? unit
}
