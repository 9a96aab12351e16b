/** What is published: an author's lessons in their order, as they are at this moment. */
import type { Doc, ImageId } from '#preload/document/schema.ts'

export interface PublishedLesson {
  readonly id: string
  readonly title: string
  readonly doc: Doc
}

export interface PublishedChapter {
  readonly title: string
  readonly lessons: readonly PublishedLesson[]
}

export interface PublishedCourse {
  /** By which it stays the same course whatever becomes of it; left out where nobody knows. */
  readonly id?: string
  readonly title: string
  readonly author: string
  /** When any of it was changed last, in milliseconds since the epoch; left out where nobody knows. */
  readonly changedAt?: number
  readonly chapters: readonly PublishedChapter[]
  /** What its lessons are called where they are not all of it; left out where they are. */
  readonly some?: string
}

/** A picture of a lesson. Null where it is gone. */
export interface PublishedImage {
  readonly id: ImageId
  readonly type: 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'svg'
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/** A lesson with its place: all chapters counted through. */
export interface PlacedLesson extends PublishedLesson {
  readonly number: number
  readonly chapter: string
}

export function lessonsOf({ chapters }: PublishedCourse): PlacedLesson[] {
  let number = 0
  return chapters.flatMap(({ title: chapter, lessons }) => lessons.map((lesson) => ({ ...lesson, chapter, number: ++number })))
}

/** Entries by their chapters, in the order in which they are read: chapters of one name that are apart stay apart. */
export function byChapter<T extends { readonly chapter: string }>(entries: readonly T[]): (readonly [chapter: string, own: readonly T[]])[] {
  const chapters: [string, T[]][] = []
  for (const entry of entries) {
    const last = chapters.at(-1)
    if (last?.[0] === entry.chapter) last[1].push(entry)
    else chapters.push([entry.chapter, [entry]])
  }
  return chapters
}
