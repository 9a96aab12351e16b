/** Courses → chapters → lessons in the author's order, read. */
import type { Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import { planFrom, type LessonState, type LessonTarget, type PlanRow } from './plan.ts'

export type Kind = 'course' | 'chapter' | 'lesson'

export interface NodeRow {
  readonly id: string
  readonly kind: Kind
  readonly parent: string | null
  readonly title: string
  readonly position: number
  readonly changed_at: number
  readonly removed_at: number | null
  /** Of lessons; null of others. */
  readonly words: number | null
  readonly narrated: number | null
}

interface TreeLesson {
  readonly id: string
  readonly title: string
  readonly changedAt: number
  readonly words: number
  /** 字 that a narrator says, silences among them. */
  readonly narrated: number
  readonly state: LessonState
  readonly target: LessonTarget
}
interface TreeChapter {
  readonly id: string
  readonly title: string
  readonly lessons: TreeLesson[]
}
export interface TreeCourse {
  readonly id: string
  readonly title: string
  readonly chapters: TreeChapter[]
}

const columns = 'node.id, kind, parent, title, position, changed_at, removed_at, words, narrated'

/** Every entry, in order among its siblings. */
export function allNodes(db: Database): NodeRow[] {
  return db.prepare<[], NodeRow>(`SELECT ${columns} FROM node LEFT JOIN lesson USING (id) ORDER BY position, created_at, id`).all()
}

/** An entry, in the bin or not. Throws `not-found`. */
export function nodeOf(db: Database, id: string): NodeRow {
  const row = db.prepare<[string], NodeRow>(`SELECT ${columns} FROM node LEFT JOIN lesson USING (id) WHERE node.id = ?`).get(id)
  if (!row) throw new StoreFailure('not-found', `there is no entry ${id}`)
  return row
}

/** What an entry lies in, innermost first. */
export function ancestorsOf(db: Database, node: NodeRow): NodeRow[] {
  const ancestors: NodeRow[] = []
  for (let parent = node.parent; parent !== null; parent = ancestors.at(-1)?.parent ?? null) ancestors.push(nodeOf(db, parent))
  return ancestors
}

/** What can be seen in an entry, in order. */
export function childrenOf(db: Database, id: string): NodeRow[] {
  return db
    .prepare<[string], NodeRow>(
      `SELECT ${columns} FROM node LEFT JOIN lesson USING (id) WHERE parent = ? AND removed_at IS NULL ORDER BY position, created_at, node.id`,
    )
    .all(id)
}

/** Whether neither an entry nor anything that it lies in is in the bin. */
export function isVisible(db: Database, node: NodeRow): boolean {
  return [node, ...ancestorsOf(db, node)].every((one) => one.removed_at === null)
}

/** Everything that is not in the bin. */
export function readTree(db: Database): TreeCourse[] {
  const children = Map.groupBy(
    allNodes(db).filter((node) => node.removed_at === null),
    (node) => node.parent,
  )
  const inside = (parent: string | null) => children.get(parent) ?? []
  const plans = allPlans(db)
  return inside(null).map((course) => ({
    id: course.id,
    title: course.title,
    chapters: inside(course.id).map((chapter) => ({
      id: chapter.id,
      title: chapter.title,
      lessons: inside(chapter.id).map((lesson) => ({
        id: lesson.id,
        title: lesson.title,
        changedAt: lesson.changed_at,
        words: lesson.words ?? 0,
        narrated: lesson.narrated ?? 0,
        ...planFrom(plans.get(lesson.id) ?? unplanned),
      })),
    })),
  }))
}

const unplanned: PlanRow = { state: 'draft', words: null, minutes: null }

function allPlans(db: Database): Map<string, PlanRow> {
  const rows = db.prepare<[], PlanRow & { lesson: string }>('SELECT lesson, state, words, minutes FROM plan').all()
  return new Map(rows.map((row) => [row.lesson, row]))
}
