/** A course as one typeset PDF: title, contents, bookmarks, footnotes on their page, text that can be selected. */
import { safeName } from '#main/interchange/file-names.ts'
import { bookDefaults, bookInput, bookLabel, type BookOptions } from '../desk/book.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse, type PublishedImage } from '../desk/course.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import type { Made, Materials, Target } from '../desk/target.ts'
import { bookPreview } from '../preview/book-preview.ts'
import { type Accepted, bookPictures } from '../pictures/accepted.ts'
import { absenceOf, onlyTaken } from '../pictures/prepared.ts'
import { proseOf } from '../prose/prose.ts'
import { type BookPart, typstBook } from './book.ts'
import { typstPage } from './typst-page.ts'

/** Typst draws no picture that moves, and drawings as drawings. */
const pdfPictures: Accepted = { ...bookPictures, types: ['png', 'jpeg', 'gif', 'svg'], moves: false }

export const pdf: Target<BookOptions> = {
  id: 'pdf',
  version: 1,
  defaults: bookDefaults,
  preview: bookPreview('paper'),
  accepts: pdfPictures,
  units(course, options, given) {
    const [lessons, materials] = [lessonsOf(course), onlyTaken(pdfPictures, given)]
    return [{ id: 'book', input: bookInput(course, lessons, options, materials), make: () => madeBook(course, lessons, options, materials) }]
  },
}

/** What Typst shows. */
const ENDINGS = { png: 'png', jpeg: 'jpg', gif: 'gif', svg: 'svg' } as const

function pathOf({ id, type }: PublishedImage): string | null {
  return type in ENDINGS ? `images/${id.slice(0, 16)}.${ENDINGS[type as keyof typeof ENDINGS]}` : null
}

async function madeBook(course: PublishedCourse, lessons: readonly PlacedLesson[], options: BookOptions, materials: Materials): Promise<Made> {
  const findings: Finding[] = []
  const shown = new Map<string, string>()
  const labels = new Map(lessons.map(({ id, number }) => [`moke:lesson/${id}`, `lesson-${number}`]))
  const parts: BookPart[] = course.chapters.map(({ title, lessons: own }) => ({
    title,
    lessons: own.map(({ id }) =>
      lessonCode(
        lessons.find((lesson) => lesson.id === id)!,
        { labels, shown, materials, findings },
      ),
    ),
  }))
  const docs = lessons.map(({ doc }) => doc)
  const label = bookLabel(docs, course.author, options)
  const files = new Map(await Promise.all([...shown].map(async ([id, path]): Promise<[string, Uint8Array]> => [path, await materials.imageBytes(id)])))
  // Loaded where a book is made: it is native code, and large.
  const [{ bookFonts, typeset }, { withAigc }] = await Promise.all([import('./typeset.ts'), import('./aigc-key.ts')])
  const source = typstBook({ title: course.title, author: course.author, label: label.seen, parts }, bookFonts)
  const book = typeset(source, files)
  return { files: [{ path: `${safeName(course.title)}.pdf`, bytes: label.json === null ? book : await withAigc(book, label.json) }], findings }
}

interface Around {
  readonly labels: ReadonlyMap<string, string>
  /** Pictures that the book shows, by their id. */
  readonly shown: Map<string, string>
  readonly materials: Materials
  readonly findings: Finding[]
}

function lessonCode(lesson: PlacedLesson, { labels, shown, materials, findings }: Around): BookPart['lessons'][number] {
  const told = new Findings(lesson.id)
  const imagePath = (id: string): string | null => {
    const image = materials.image(id)
    const path = image && pathOf(image)
    if (path) shown.set(id, path)
    return path && `/${path}`
  }
  const code = typstPage(
    proseOf(lesson.doc),
    { imagePath, absence: (id) => absenceOf(materials, id), lessonLabel: (link) => labels.get(link) ?? null, prefix: `lesson-${lesson.number}`, topLevel: 3 },
    told,
  )
  findings.push(...told.all)
  return { title: lesson.title, label: `lesson-${lesson.number}`, code }
}
