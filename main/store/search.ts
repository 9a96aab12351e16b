/**
 * The texts of lessons as they are searched: in memory, read from the log when first asked for and again when a lesson has
 * a newer revision. Nothing of it is on the disk, so it cannot be wrong after an edit, a move, a restored copy or a crash.
 */
import { passagesIn } from '#preload/document/passages.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Database } from './database.ts'
import { allNodes, type NodeRow } from './tree.ts'

/** A lesson that can be searched, with the ids and titles of what it lies in. */
export interface SearchableLesson {
  readonly id: string
  readonly title: string
  readonly chapter: { readonly id: string; readonly title: string }
  readonly course: { readonly id: string; readonly title: string }
  readonly inBin: boolean
  readonly revision: number
}

/** A lesson's passages in one text, each on a line of its own. */
export interface SearchText {
  readonly text: string
  /** Where each passage begins in it. */
  readonly starts: Uint32Array
}

/** Every lesson in the author's order, those of the bin among them. */
export function searchableLessons(db: Database): SearchableLesson[] {
  const children = Map.groupBy(allNodes(db), (node) => node.parent)
  const inside = (node: NodeRow | null) => children.get(node?.id ?? null) ?? []
  const isRemoved = (...nodes: readonly NodeRow[]) => nodes.some((node) => node.removed_at !== null)
  const revisions = new Map(
    db
      .prepare<[], { id: string; revision: number }>('SELECT id, revision FROM lesson')
      .all()
      .map(({ id, revision }) => [id, revision]),
  )
  return inside(null).flatMap((course) =>
    inside(course).flatMap((chapter) =>
      inside(chapter).map((lesson) => ({
        id: lesson.id,
        title: lesson.title,
        chapter: { id: chapter.id, title: chapter.title },
        course: { id: course.id, title: course.title },
        inBin: isRemoved(course, chapter, lesson),
        revision: revisions.get(lesson.id) ?? 0,
      })),
    ),
  )
}

/** Makes one text of a lesson's passages. */
export function searchTextOf(doc: Doc): SearchText {
  const passages = passagesIn(doc)
  const starts = new Uint32Array(passages.length)
  let at = 0
  for (const [index, { text }] of passages.entries()) {
    starts[index] = at
    at += text.length + 1
  }
  return { text: passages.map(({ text }) => text).join('\n'), starts }
}

/** The passage that holds an offset of the text, and where it begins. */
export function passageAt({ starts }: SearchText, offset: number): { passage: number; start: number } {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { passage: low, start: starts[low] ?? 0 }
}

interface Kept extends SearchText {
  readonly revision: number
}

/** Answers a lesson's newest text; undefined where there is no such lesson. */
type Read = (lesson: string) => { readonly revision: number; readonly doc: Doc } | undefined

/** Texts by lesson. */
export class SearchTexts {
  readonly #read: Read
  readonly #kept = new Map<string, Kept>()

  constructor(read: Read) {
    this.#read = read
  }

  /** The text of a lesson at a revision, or the newest where it is not in memory; undefined where there is no such lesson any more. */
  text({ id, revision }: Pick<SearchableLesson, 'id' | 'revision'>): SearchText | undefined {
    const kept = this.#kept.get(id)
    if (kept?.revision === revision) return kept
    const read = this.#read(id)
    if (!read) return undefined
    const made = { revision: read.revision, ...searchTextOf(read.doc) }
    this.#kept.set(id, made)
    return made
  }

  forgetLessons(lessons: readonly string[]): void {
    for (const lesson of lessons) this.#kept.delete(lesson)
  }

  forget(): void {
    this.#kept.clear()
  }
}
