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
  /** Which of the chapters that have lessons: two may have one name. */
  readonly part: number
}

export function lessonsOf({ chapters }: PublishedCourse): PlacedLesson[] {
  let number = 0
  return chapters
    .filter(({ lessons }) => lessons.length > 0)
    .flatMap(({ title: chapter, lessons }, part) => lessons.map((lesson) => ({ ...lesson, chapter, part, number: ++number })))
}

/** Entries by their chapters, in the order in which they are read. */
export function byChapter<T extends Pick<PlacedLesson, 'chapter' | 'part'>>(entries: readonly T[]): (readonly [chapter: string, own: readonly T[]])[] {
  return [...Map.groupBy(entries, ({ part }) => part).values()].map((own) => [own[0]?.chapter ?? '', own])
}
