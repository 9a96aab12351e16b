/** What targets share that are pasted into lesson by lesson: what a lesson is made from, and the files that lie beside it. */
import { numberBefore, safeName } from '#main/interchange/file-names.ts'
import { type CoverChoice, noCover } from '../covers/cover.ts'
import { bookLabel, type BookLabel } from '../aigc/book-label.ts'
import { contentHash } from '../desk/content.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { lessonLinks, type LessonLinks } from '../desk/lesson-links.ts'
import { linkedBy } from '../desk/linked-lessons.ts'
import type { Made, MadeFile, Materials, Unit } from '../desk/target.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { type ImagePlaces, imagePlaces, placedBy } from '../prose/image-places.ts'
import { lackingIn } from './lacking.ts'
import { type Prose, proseOf } from '../prose/prose.ts'

interface ArticleOptions {
  /** Where lessons are published already, by `moke:lesson/ID`. */
  readonly addresses: Readonly<Record<string, string>>
  /** Who the label of what a model wrote names. */
  readonly producer: string
}

export interface CoveredOptions extends ArticleOptions {
  /** Of every text. */
  readonly cover: CoverChoice
}

export const coveredDefaults: CoveredOptions = { addresses: {}, producer: '', cover: noCover }

export interface Article extends ImagePlaces {
  readonly lesson: PlacedLesson
  readonly author: string
  readonly prose: Prose
  readonly links: LessonLinks
  /** What stands in the places of pictures that are not there. */
  readonly lacking: readonly string[]
  /** What readers are told of what a model wrote; null for nothing. */
  readonly label: string | null
  /** The same, with what programs are told. */
  readonly told: BookLabel
}

export function articleOf(
  course: PublishedCourse,
  lesson: PlacedLesson,
  { addresses, producer }: ArticleOptions,
  accepted: Accepted,
  materials: Materials,
): Article {
  const prose = proseOf(lesson.doc)
  const told = bookLabel([lesson.doc], course.author, { producer })
  return {
    lesson,
    author: course.author,
    prose,
    ...imagePlaces(prose, accepted, materials),
    links: lessonLinks(course, lesson, addresses, false),
    lacking: lackingIn(lesson.doc, accepted, materials),
    label: told.seen,
    told,
  }
}

/** A unit for each lesson; its files lie in a folder of the lesson. */
export function articleUnits(
  course: PublishedCourse,
  options: ArticleOptions,
  accepted: Accepted,
  materials: Materials,
  made: (article: Article, folder: string) => Promise<Made>,
): Unit[] {
  return lessonsOf(course).map((lesson, _, all): Unit => {
    const article = articleOf(course, lesson, options, accepted, materials)
    const folder = folderOf(lesson, all.length)
    const { title, doc } = lesson
    return {
      id: lesson.id,
      input: {
        folder,
        title,
        chapter: lesson.chapter,
        author: course.author,
        doc: contentHash(doc),
        images: placedBy(doc, article.placeOf),
        linked: linkedBy(doc, article.links),
        label: article.told.json,
      },
      make: () => made(article, folder),
    }
  })
}

/** The folder of a lesson among so many. */
export function folderOf({ number, title }: PlacedLesson, count: number): string {
  return numberBefore(number - 1, count) + safeName(title)
}

/** Its pictures, in a folder beside the text. */
export function imageFiles({ places }: Article, folder: string): MadeFile[] {
  return places.map(({ name, image }): MadeFile => ({ path: `${folder}/图片/${name}`, image: image.id }))
}
