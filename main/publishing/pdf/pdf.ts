/** A course as one typeset PDF: title, contents, bookmarks, footnotes on their page, text that can be selected. */
import { imageName } from '#main/interchange/export-plan.ts'
import { coverLabel, tellLabel } from '../covers/cover-label.ts'
import { coverPage } from '../covers/made-cover.ts'
import { bookLabel } from '../aigc/book-label.ts'
import { bookDefaults, bookFile, bookInput, type BookOptions, labelFindings, titleFindings } from '../desk/book.ts'
import { onlyLessons } from '../desk/chosen.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse, type PublishedImage } from '../desk/course.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import type { Sheets } from '../desk/sheets.ts'
import type { Absence, Made, Materials, Target } from '../desk/target.ts'
import { bookPreview } from '../preview/book-preview.ts'
import { type Accepted, bookPictures } from '../pictures/accepted.ts'
import { PICTURE } from '../pictures/cover-picture.ts'
import { absenceOf, onlyTaken } from '../pictures/prepared.ts'
import { proseOf } from '../prose/prose.ts'
import { stepped } from '../prose/stepped.ts'
import { aboutPdf } from './about.ts'
import { bookFonts, type BookPart, placeIn, typstBook, typstExcerpt } from './book.ts'
import { type Later, lookedAt, lookedAtAsTheyAre } from './looked-at.ts'
import { setWhole } from './set-whole.ts'
import { tooWide, type WideBlock } from './too-wide.ts'
import { orStopped } from './stopped.ts'
import { refusedFormulas } from './taken.ts'
import { typesetting } from './typesetter.ts'
import { type TypstImage, typstPage } from './typst-page.ts'
import { unseenSigns } from './unseen-signs.ts'

/** Typst draws no picture that moves, and drawings as drawings. */
const pdfPictures: Accepted = { ...bookPictures, types: ['png', 'jpeg', 'gif', 'svg'], moves: false }

export const pdf: Target<BookOptions> = {
  id: 'pdf',
  about: aboutPdf,
  version: 50,
  defaults: bookDefaults,
  preview: bookPreview('paper', 'first'),
  sheets: drawnLesson,
  accepts: pdfPictures,
  glance: (course) => unseenIn(course, lessonsOf(course)),
  units(course, options, given) {
    const [lessons, materials] = [lessonsOf(course), onlyTaken(pdfPictures, given)]
    return [
      {
        id: 'book',
        paths: [bookFile(course, 'pdf')],
        input: bookInput(course, lessons, options, materials),
        make: (signal) => madeBook(course, lessons, options, materials, signal),
        findings: async () => [
          ...(await written(course, lessons, materials)).findings,
          ...labelFindings(
            bookLabel(
              lessons.map(({ doc }) => doc),
              course.author,
              options,
            ),
            null,
          ),
        ],
      },
    ]
  },
}

/** Characters that no font of the book has. */
function unseenIn(course: PublishedCourse, lessons: readonly PlacedLesson[]): Promise<Finding[]> {
  const titles = [course.title, course.author, ...course.chapters.map(({ title }) => title)]
  return unseenSigns(titles, lessons, bookFonts, typesetting.unseen)
}

/** What Typst shows. */
const TYPES: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'svg'])

function pathOf({ id, type }: PublishedImage): string | null {
  return TYPES.has(type) ? `images/${imageName(id, type)}` : null
}

/** The book in Typst's language, with the files that it shows: what Typst can't draw is left out. Quick to write; typesetting it takes its time. */
async function written(course: PublishedCourse, lessons: readonly PlacedLesson[], materials: Materials, look = lookedAt) {
  const { paths, files, later } = await look(pathsIn(lessons, materials), materials)
  const labels = new Map(lessons.map(({ id, number }) => [`moke:lesson/${id}`, `lesson-${number}`]))
  const around = { labels, paths, materials }
  const { parts, findings, wide } = await takenParts(course, lessons, around)
  findings.push(...(await wide()), ...titleFindings(course.title, null), ...(await unseenIn(course, lessons)))
  return { parts, files, later, findings }
}

/** Formulas that Typst refuses are known once they are written: then all is written again, with their sources. */
async function takenParts(course: PublishedCourse, lessons: readonly PlacedLesson[], around: Omit<Around, 'findings' | 'isTaken' | 'wide'>) {
  const placed = new Map(lessons.map((lesson) => [lesson.id, lesson]))
  const write = (isTaken: Around['isTaken']) => {
    const findings: Finding[] = []
    const wide: WideBlock[] = []
    const parts: BookPart[] = course.chapters.map(({ title, lessons: own }) => ({
      title,
      lessons: own.flatMap(({ id }) => placed.get(id) ?? []).map((lesson) => lessonCode(lesson, { ...around, isTaken, findings, wide })),
    }))
    return { parts, findings, wide: () => tooWide(wide, isTaken) }
  }
  const formulas = new Set<string>()
  const whole = write((formula) => {
    formulas.add(formula)
    return true
  })
  const refused = await refusedFormulas([...formulas])
  return refused.size === 0 ? whole : write((formula) => !refused.has(formula))
}

async function madeBook(
  course: PublishedCourse,
  lessons: readonly PlacedLesson[],
  options: BookOptions,
  materials: Materials,
  signal: AbortSignal,
): Promise<Made> {
  const { finished } = await import('./finished.ts')
  const docs = lessons.map(({ doc }) => doc)
  const label = bookLabel(docs, course.author, options)
  const set = async (some: readonly PlacedLesson[]) => {
    signal.throwIfAborted()
    const { parts, files, later, findings } = await written(course, some, materials)
    findings.push(...labelFindings(label, null))
    const { cover, later: behind } = await frontPage(course, options, materials, files, findings)
    const source = typstBook({ title: course.title, author: course.author, label: label.seen, cover, parts }, bookFonts)
    return { book: await typesetting.typeset(source, files, signal), later: new Map([...later, ...behind]), findings }
  }
  const { made, findings: unset } = await orStopped(lessons, (some) => setWhole(some, set))
  const bytes = await finished(made.book, { pictures: made.later, label: label.json }, signal)
  return { files: [{ path: bookFile(course, 'pdf'), bytes }], findings: [...made.findings, ...unset] }
}

/** Larger drawings, as those of many pictures, are slower to show than the page. */
const MOST_DRAWN = 6_000_000

async function drawnLesson(course: PublishedCourse, lesson: PlacedLesson, options: BookOptions, given: Materials): Promise<Sheets | null> {
  const materials = onlyTaken(pdfPictures, given)
  const { made } = await setWhole([lesson], async (some) => {
    // A page shows pictures by themselves sooner.
    const { parts, files } = await written(onlyLessons(course, new Set([lesson.id])), some, materials, lookedAtAsTheyAre)
    // A book begins with its cover.
    const cover = lesson.number === 1 ? (await frontPage(course, options, materials, files, [], lookedAtAsTheyAre)).cover : null
    return typesetting.drawn(typstExcerpt({ title: course.title, author: course.author, cover, parts, place: placeIn(course, lesson) }, bookFonts), files)
  })
  const { svg, count } = made
  const [, width = 0, height = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number)
  const onWhite = svg.replace(/<svg[^>]*>/, (opening) => `${opening}<rect width="100%" height="100%" fill="#fff"/>`)
  return svg.length > MOST_DRAWN || count === 0 ? null : { svg: onWhite, count, width, height: height / count }
}

/** The pictures of types that Typst knows, by their ids. */
function pathsIn(lessons: readonly PlacedLesson[], materials: Materials): ReadonlyMap<string, string> {
  const images = lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [materials.image(block.image)] : [])))
  return new Map(
    images.flatMap((image): [string, string][] => {
      const path = image && pathOf(image)
      return path ? [[image.id, path]] : []
    }),
  )
}

/** An A4 page, in points. */
const PAGE = { width: 595.28, height: 841.89 }

interface FrontPage {
  /** Null for a plain title. */
  readonly cover: string | null
  readonly later: ReadonlyMap<string, Later>
}

/** The cover as the first page. The author's picture joins the files. */
async function frontPage(
  { title, author }: PublishedCourse,
  { cover: choice }: BookOptions,
  materials: Materials,
  files: Map<string, Uint8Array>,
  findings: Finding[],
  look = lookedAt,
): Promise<FrontPage> {
  const plain = coverPage(choice, { title, author }, PAGE)
  if (plain === null || choice.picture === null) return { cover: plain, later: new Map() }
  const { image } = choice.picture
  const picture = (await materials.coverPicture?.(image)) ?? null
  const read = picture && (await look(new Map([[image, PICTURE.slice(1)]]), { ...materials, imageBytes: () => Promise.resolve(picture) }))
  const path = read?.paths.get(image)
  const told = new Findings(null)
  if (picture === null || read === null || path === undefined) told.add('lost', 'cover-missing', title)
  else tellLabel(told, picture, title)
  findings.push(...told.all)
  if (read === null || path === undefined) return { cover: null, later: new Map() }
  for (const [name, bytes] of read.files) files.set(name, bytes)
  const [cover, label] = [coverPage(choice, { title, author }, PAGE, `/${path}`), coverLabel(picture, PAGE)]
  return { cover: label === null ? cover : `{\n${cover}\n${label}\n}`, later: read.later }
}

interface Around {
  readonly labels: ReadonlyMap<string, string>
  /** Pictures that the book shows, by their id. */
  readonly paths: ReadonlyMap<string, string>
  readonly materials: Materials
  readonly isTaken: (formula: string) => boolean
  readonly findings: Finding[]
  readonly wide: WideBlock[]
}

function lessonCode(lesson: PlacedLesson, { labels, paths, materials, isTaken, findings, wide }: Around): BookPart['lessons'][number] {
  const told = new Findings(lesson.id)
  const image = (id: string): TypstImage | null => {
    const [path, found] = [paths.get(id), materials.image(id)]
    return path === undefined || found === null ? null : { path: `/${path}`, width: found.width, height: found.height }
  }
  // What its target takes and Typst can't draw is broken.
  const absence = (id: string): Absence => (materials.image(id) === null ? absenceOf(materials, id) : 'broken')
  const prose = stepped(proseOf(lesson.doc))
  const code = typstPage(
    prose,
    {
      image,
      absence,
      isTaken,
      wide: (block) => wide.push({ lesson: lesson.id, prose, block }),
      lessonLabel: (link) => labels.get(link) ?? null,
      prefix: `lesson-${lesson.number}`,
      topLevel: 3,
    },
    told,
  )
  findings.push(...titleFindings(lesson.title, lesson.id), ...told.all)
  return { title: lesson.title.trim(), label: `lesson-${lesson.number}`, code }
}
