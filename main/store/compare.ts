/** How two workspaces differ, lesson by lesson, so that an author knows what would be gone. */
import type { Database } from './database.ts'
import { readTree } from './tree.ts'

export interface DifferingLesson {
  readonly title: string
  /** Words (字数); null where it is not there. */
  readonly here: number | null
  readonly there: number | null
}

interface Lesson {
  readonly title: string
  readonly words: number
  readonly print: string
}

/** What an author knows a workspace by. Asks only for what every version has. */
export function countsOf(db: Database): { courses: number; lessons: number; words: number; titles: string[] } {
  const titles = db.prepare<[], string>("SELECT title FROM node WHERE kind = 'course' AND removed_at IS NULL ORDER BY position, created_at, id").pluck().all()
  const lessons = db
    .prepare<[], { lessons: number; words: number | null }>(`
    SELECT count(*) AS lessons, sum(words) AS words FROM lesson JOIN node USING (id)
    JOIN node AS chapter ON chapter.id = node.parent JOIN node AS course ON course.id = chapter.parent
    WHERE node.removed_at IS NULL AND chapter.removed_at IS NULL AND course.removed_at IS NULL
  `)
    .get()
  return { courses: titles.length, lessons: lessons?.lessons ?? 0, words: lessons?.words ?? 0, titles: titles.slice(0, 100) }
}

/** Lessons in sight that are in one only, or in both with other titles or texts; what is only here comes first. */
export function differingLessons(here: Database, there: Database): DifferingLesson[] {
  const [ours, theirs] = [lessonsOf(here), lessonsOf(there)]
  const onlyHere = [...ours].filter(([id]) => !theirs.has(id)).map(([, { title, words }]) => ({ title, here: words, there: null }))
  const both = [...ours].flatMap(([id, one]) => {
    const other = theirs.get(id)
    return other && other.print !== one.print ? [{ title: one.title, here: one.words, there: other.words }] : []
  })
  const onlyThere = [...theirs].filter(([id]) => !ours.has(id)).map(([, { title, words }]) => ({ title, here: null, there: words }))
  return [...onlyHere, ...both, ...onlyThere]
}

/** One text is another where the batch that made it is another: a revision alone names none. */
function lessonsOf(db: Database): Map<string, Lesson> {
  const newest = db.prepare<{ lesson: string }, { id: string }>(`
    SELECT id, revision FROM batch WHERE lesson = $lesson UNION ALL SELECT id, revision FROM packed WHERE lesson = $lesson ORDER BY revision DESC LIMIT 1
  `)
  const lessons = readTree(db)
    .flatMap((course) => course.chapters)
    .flatMap((chapter) => chapter.lessons)
  return new Map(lessons.map(({ id, title, words }) => [id, { title, words, print: `${newest.get({ lesson: id })?.id ?? ''} ${title}` }]))
}
