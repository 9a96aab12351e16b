/** A course as one Word document: title, contents, chapters, lessons. */
import { AlignmentType, Bookmark, Document, type FileChild, Footer, HeadingLevel, LeaderType, PageNumber, Paragraph, TableOfContents, TextRun } from 'docx'
import { bookLabel } from '../aigc/book-label.ts'
import { bookDefaults, bookFile, bookInput, type BookOptions, labelFindings, titleFindings } from '../desk/book.ts'
import { emptyFindings } from '../desk/empty-chapters.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import { sha256 } from '../desk/hashes.ts'
import type { Made, Materials, Target } from '../desk/target.ts'
import { titleLines } from '../prose/title-lines.ts'
import { bookPictures } from '../pictures/accepted.ts'
import { absenceOf, onlyTaken } from '../pictures/prepared.ts'
import { sayableInXml } from '../formulas/xml.ts'
import { proseOf } from '../prose/prose.ts'
import { stepped } from '../prose/stepped.ts'
import { namedTitle } from '../prose/shown-title.ts'
import { aboutDocx } from './about.ts'
import { type DocxImage, docxPage } from './docx-page.ts'
import { numberingOf } from './list-numbers.ts'
import { QUIET, styles } from './look.ts'
import { docxPreview } from './preview.ts'
import { settled } from './settled.ts'

export const docx: Target<BookOptions> = {
  id: 'docx',
  about: aboutDocx,
  version: 39,
  defaults: bookDefaults,
  preview: docxPreview,
  accepts: bookPictures,
  units(course, options, given) {
    const [lessons, materials] = [lessonsOf(course), onlyTaken(bookPictures, given)]
    const input = bookInput(course, lessons, options, materials)
    return [{ id: 'document', paths: [bookFile(course, 'docx')], input, make: () => madeDocument(course, lessons, options, materials) }]
  },
}

const TYPES = { png: 'png', jpeg: 'jpg', gif: 'gif' } as const

interface Images {
  readonly images: ReadonlyMap<string, DocxImage>
  /** Their bytes, by what stands for them. */
  readonly pictures: ReadonlyMap<string, Uint8Array>
}

async function imagesOf(lessons: readonly PlacedLesson[], materials: Materials): Promise<Images> {
  const [images, pictures] = [new Map<string, DocxImage>(), new Map<string, Uint8Array>()]
  for (const block of lessons.flatMap(({ doc }) => doc)) {
    const image = block.type === 'image' && !images.has(block.image) ? materials.image(block.image) : null
    if (image === null || (image.type !== 'png' && image.type !== 'jpeg' && image.type !== 'gif')) continue
    const bytes = await materials.imageBytes(image.id)
    const stand = sha256(bytes)
    images.set(image.id, { type: TYPES[image.type], stand, width: image.width, height: image.height })
    pictures.set(stand, bytes)
  }
  return { images, pictures }
}

export interface Manuscript {
  readonly bytes: Uint8Array
  readonly findings: readonly Finding[]
}

/** One lesson of a course as a document of its own: a manuscript, without a title page and contents, and of no day, for other lessons change the course's. */
export async function lessonDocument({ author }: PublishedCourse, lesson: PlacedLesson, options: BookOptions, materials: Materials): Promise<Manuscript> {
  const alone: PublishedCourse = { title: lesson.title, author, chapters: [] }
  const { files, findings } = await madeDocument(alone, [{ ...lesson, chapter: '' }], options, materials, 'lesson')
  const [file] = files
  if (file === undefined || !('bytes' in file)) throw new Error('a document is one file of bytes')
  // What is said of the title is said of the lesson already; the rest is the lesson's.
  const told = findings.filter(({ kind }) => kind !== 'title-missing').map((finding) => ({ ...finding, lesson: lesson.id }))
  return { bytes: file.bytes, findings: told }
}

async function madeDocument(
  course: PublishedCourse,
  lessons: readonly PlacedLesson[],
  options: BookOptions,
  materials: Materials,
  what: 'book' | 'lesson' = 'book',
): Promise<Made> {
  const findings: Finding[] = []
  const { images, pictures } = await imagesOf(lessons, materials)
  const counts = { notes: 0, lists: 0, starts: new Set<number>() }
  const anchors = new Map(lessons.map(({ id, number }) => [`moke:lesson/${id}`, `lesson_${number}`]))
  const notes: Record<string, { children: Paragraph[] }> = {}
  const children: FileChild[] = []
  let part: number | null = null
  for (const lesson of lessons) {
    if (lesson.part !== part && lesson.chapter !== '')
      children.push(new Paragraph({ heading: HeadingLevel.HEADING_1, pageBreakBefore: true, children: [new TextRun(sayableInXml(lesson.chapter))] }))
    // What stands in no chapter stands beside chapters, not below the last of them.
    const level = lesson.chapter === '' ? 1 : 2
    const pageBreakBefore = what === 'book' && level === 1 && lesson.part !== part
    part = lesson.part
    const told = new Findings(lesson.id)
    const page = docxPage(
      stepped(proseOf(lesson.doc)),
      {
        image: (id) => images.get(id) ?? null,
        absence: (id) => absenceOf(materials, id),
        lessonAnchor: (link) => anchors.get(link) ?? null,
        counts,
        topLevel: level + 1,
      },
      told,
    )
    const title = new Bookmark({ id: `lesson_${lesson.number}`, children: [new TextRun(namedTitle(lesson.title))] })
    const heading = level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2
    children.push(new Paragraph({ heading, pageBreakBefore, children: [title] }), ...page.children)
    for (const [number, paragraphs] of page.notes) notes[number] = { children: paragraphs }
    findings.push(...titleFindings(lesson.title, lesson.id), ...told.all)
  }
  const docs = lessons.map(({ doc }) => doc)
  const label = bookLabel(docs, course.author, options)
  findings.push(...titleFindings(course.title, null), ...emptyFindings(course), ...labelFindings(label, null))
  const document = new Document({
    title: sayableInXml(course.title),
    creator: sayableInXml(course.author),
    lastModifiedBy: sayableInXml(course.author),
    styles,
    numbering: numberingOf(counts.starts),
    footnotes: notes,
    // A line that its author ends is no wider than its words.
    compatibility: { doNotExpandShiftReturn: true },
    ...(what === 'book' ? { features: { updateFields: true } } : {}),
    ...(label.json === null ? {} : { customProperties: [{ name: 'AIGC', value: label.json }] }),
    sections: [
      {
        properties: { titlePage: what === 'book' },
        footers: numbered(),
        children: what === 'book' ? [...opening(course, label.seen), ...children] : [...children, ...said(label.seen)],
      },
    ],
  })
  const bytes = settled(document, course.changedAt ?? null, pictures)
  return { files: [{ path: bookFile(course, 'docx'), bytes }], findings }
}

/** Signs of a title’s type between the margins. */
const TITLE_WIDTH = 16

function opening({ title, author, chapters }: PublishedCourse, label: string | null): FileChild[] {
  // Chapters and lessons; what lessons have of their own is too much.
  const hasChapters = chapters.some((chapter) => chapter.title !== '')
  return [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      children: titleLines(sayableInXml(title), TITLE_WIDTH).map((text, at) => new TextRun({ text, ...(at > 0 ? { break: 1 } : {}) })),
    }),
    ...(author === '' ? [] : [new Paragraph({ style: 'Author', children: [new TextRun(sayableInXml(author))] })]),
    ...said(label),
    new Paragraph({ style: 'ContentsTitle', pageBreakBefore: true, children: [new TextRun('目录')] }),
    // Pages are known once a program has laid them out: Word does so when it opens the document, and others when they are asked to, with dots as their styles say. Until then they show the names alone, and dots would lead to nothing.
    new TableOfContents('目录', { hyperlink: true, headingStyleRange: hasChapters ? '1-2' : '1-1', tabLeader: LeaderType.NONE }),
  ]
}

function said(label: string | null): Paragraph[] {
  return label === null ? [] : [new Paragraph({ style: 'Caption', children: [new TextRun(label)] })]
}

/** Pages have their numbers, but for the title. */
function numbered() {
  const number = new TextRun({ children: [PageNumber.CURRENT], color: QUIET, size: 18 })
  return {
    default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })] }),
    first: new Footer({ children: [new Paragraph({})] }),
  }
}
