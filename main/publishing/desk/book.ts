/** What targets share that make one thing of a whole course, or label what a model wrote of it. */
import { safeName } from '#main/interchange/file-names.ts'
import type { BookLabel } from '../aigc/book-label.ts'
import { contentHash } from './content.ts'
import type { PlacedLesson, PublishedCourse } from './course.ts'
import { type Finding, Findings } from './finding.ts'
import { emptyInput } from './empty-chapters.ts'
import { type CoverChoice, usualCover } from '../covers/cover.ts'
import { absenceOf } from '../pictures/prepared.ts'
import type { Materials } from './target.ts'

export interface BookOptions {
  /** Who the label of what a model wrote names. */
  readonly producer: string
  readonly cover: CoverChoice
}

export const bookDefaults: BookOptions = { producer: '', cover: usualCover }

/** All that a book is made from. Lessons are named, for links lead to them by their ids. */
export function bookInput(whole: PublishedCourse, lessons: readonly PlacedLesson[], options: BookOptions, materials: Materials): unknown {
  const { id: course, title, author, changedAt, some } = whole
  return {
    course: course ?? null,
    title,
    author,
    changedAt: changedAt ?? null,
    lessons: lessons.map(({ id, title: name, chapter, part, doc }) => ({ id, title: name, chapter, part, doc: contentHash(doc) })),
    images: lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [pictureInput(materials, block.image)] : []))),
    options,
    ...(some === undefined ? {} : { some }),
    ...emptyInput(whole),
  }
}

/** The name of a book's file: one of some lessons says which, for it is handed on without its folder. */
export function bookFile({ title, some }: Pick<PublishedCourse, 'title' | 'some'>, ending: string): string {
  return `${safeName(title)}${some === undefined ? '' : ` ${safeName(some)}`}.${ending}`
}

/** A picture as it is given: what was made anew of one has another type or size. */
export function pictureInput(materials: Materials, id: string): unknown {
  const image = materials.image(id)
  return image === null ? absenceOf(materials, id) : [image.id, image.type, image.bytes]
}

/** What the author is told of the label of a lesson, or of a course as a whole. */
export function labelFindings({ isUnnamed }: BookLabel, lesson: string | null): readonly Finding[] {
  const told = new Findings(lesson)
  if (isUnnamed) told.add('todo', 'label-unnamed')
  return told.all
}

/** What the author is told of what has no title: it is called 无题. */
export function titleFindings(title: string, lesson: string | null): readonly Finding[] {
  const told = new Findings(lesson)
  if (title.trim() === '') told.add('changed', 'title-missing')
  return told.all
}
