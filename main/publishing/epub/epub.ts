/** EPUB 3: what EPUB 3.2 and 3.3 both allow, so that old and new readers and checkers take it. Formulas are MathML. */
import { coverSizes } from '../covers/cover-size.ts'
import { tellLabel } from '../covers/cover-label.ts'
import { titlePieces } from '../prose/title-lines.ts'
import { coverName, coverOf, unseenOn } from '../covers/made-cover.ts'
import { tellUnseen } from '../pdf/unseen-signs.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse, type PublishedImage } from '../desk/course.ts'
import { bookLabel } from '../aigc/book-label.ts'
import { bookDefaults, bookFile, bookInput, type BookOptions, labelFindings, titleFindings } from '../desk/book.ts'
import { emptyFindings } from '../desk/empty-chapters.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import { FixedZip } from '../desk/fixed-zip.ts'
import { sha256 } from '../desk/hashes.ts'
import type { Made, Materials, Target } from '../desk/target.ts'
import { imageName } from '#main/interchange/export-plan.ts'
import type { BlockId } from '#preload/document/schema.ts'
import { escapedXml } from '../formulas/xml.ts'
import { MATH_FACE, MATH_FONT, mathFont } from '../page/math-font.ts'
import { element, pageHtml } from '../page/page-html.ts'
import { bookPreview } from '../preview/book-preview.ts'
import { type Accepted, bookPictures } from '../pictures/accepted.ts'
import type { Drawn } from '../pictures/drawing.ts'
import { absenceOf, onlyTaken } from '../pictures/prepared.ts'
import { type Prose, proseOf } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { namedTitle, shownTitle } from '../prose/shown-title.ts'
import { stepped } from '../prose/stepped.ts'
import { aboutEpub } from './about.ts'
import { BOOK_STYLE } from './book-style.ts'
import { navigation, opf, type OpfImage, type OpfPage, type OpfPart } from './package-document.ts'
import { coverXhtml, xhtml } from './xhtml.ts'

/** Drawings stay drawings: every reading system draws them. */
const epubPictures: Accepted = { ...bookPictures, types: ['png', 'jpeg', 'gif', 'svg'] }

export const epub: Target<BookOptions> = {
  id: 'epub',
  about: aboutEpub,
  version: 41,
  defaults: bookDefaults,
  preview: bookPreview('screen', 'first'),
  accepts: epubPictures,
  units(course, options, given) {
    const [lessons, materials] = [lessonsOf(course), onlyTaken(epubPictures, given)]
    const images = imagesOf(lessons, materials)
    const input = bookInput(course, lessons, options, materials)
    return [{ id: 'book', paths: [bookFile(course, 'epub')], input, make: () => madeBook({ course, lessons, images, options, materials }) }]
  },
}

interface Book {
  readonly course: PublishedCourse
  readonly lessons: readonly PlacedLesson[]
  readonly images: readonly PublishedImage[]
  readonly options: BookOptions
  readonly materials: Materials
}

/** Every picture once, in the order in which they are seen. */
function imagesOf(lessons: readonly PlacedLesson[], materials: Materials): PublishedImage[] {
  const ids = new Set(lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : []))))
  return [...ids].flatMap((id) => materials.image(id) ?? [])
}

/** The types that every reading system shows; others need a copy of theirs. */
const CORE = { png: 'image/png', jpeg: 'image/jpeg', gif: 'image/gif', svg: 'image/svg+xml' } as const

function isCore(type: PublishedImage['type']): type is keyof typeof CORE {
  return type in CORE
}

async function madeBook({ course, lessons, images, options, materials }: Book): Promise<Made> {
  const findings: Finding[] = []
  const shown: OpfImage[] = images.flatMap(({ id, type }) => (isCore(type) ? [{ image: id, href: `images/${imageName(id, type)}`, type: CORE[type] }] : []))
  const addresses = new Map(shown.map(({ image, href }) => [image, href]))
  const hrefs = new Map(lessons.map((lesson) => [`moke:lesson/${lesson.id}`, pageName(lesson)]))
  const pages = lessons.map((lesson, index): OpfPage & { text: string } => {
    const told = new Findings(lesson.id)
    const prose = stepped(proseOf(lesson.doc))
    const parts = partsOf(prose)
    const inner = pageHtml(
      prose,
      {
        imageAddress: (id) => addresses.get(id) ?? null,
        absence: (id) => absenceOf(materials, id),
        lessonAddress: (link) => hrefs.get(link) ?? null,
        partId: (heading) => parts.find(({ block }) => block === heading)?.id ?? null,
        topLevel: 2,
        isBook: true,
      },
      told,
    )
    findings.push(...titleFindings(lesson.title, lesson.id), ...told.all)
    const title = namedTitle(lesson.title)
    const opened = lesson.part === lessons[index - 1]?.part ? '' : lesson.chapter
    return {
      href: pageName(lesson),
      title,
      chapter: lesson.chapter,
      part: lesson.part,
      parts,
      hasMath: inner.includes('<math'),
      text: pageOf(title, inner, opened),
    }
  })
  const docs = lessons.map(({ doc }) => doc)
  const label = bookLabel(docs, course.author, options)
  findings.push(...titleFindings(course.title, null), ...emptyFindings(course), ...labelFindings(label, null))
  // A book that grows stays the same to whoever reads it.
  const identity = sha256(JSON.stringify(course.id ?? [course.title, course.author]))
  const described = {
    title: course.title,
    author: course.author,
    identity,
    modified: course.changedAt ?? null,
    label: label.json,
  }
  const cover = await coverOf(options.cover, course, coverSizes.book, materials)
  findings.push(...(cover === null ? uncovered() : cover === undefined ? [] : toldOfCover(cover, course.title, await unseenOn(options.cover, course))))
  const coverFile = cover ? coverName('images/cover', cover) : null
  const text = (value: string): Uint8Array => Buffer.from(value)
  const hasMath = pages.some((page) => page.hasMath)
  const entries: Readonly<Record<string, Uint8Array>> = {
    // First and not compressed, by which the file is known.
    mimetype: text('application/epub+zip'),
    'META-INF/container.xml': text(CONTAINER),
    'OEBPS/package.opf': text(opf(described, pages, shown, coverFile)),
    'OEBPS/nav.xhtml': text(navigation(described, pages)),
    'OEBPS/style.css': text(hasMath ? `${MATH_FACE}math { font-family: "STIX Two Math", math; }\n${BOOK_STYLE}` : BOOK_STYLE),
    ...(hasMath ? { [`OEBPS/${MATH_FONT}`]: await mathFont() } : {}),
    'OEBPS/title.xhtml': text(titlePage(course, label.seen)),
    ...Object.fromEntries(pages.map(({ href, text: page }) => [`OEBPS/${href}`, text(page)])),
    ...(cover && coverFile !== null ? { 'OEBPS/cover.xhtml': text(coverXhtml(course.title, coverFile)), [`OEBPS/${coverFile}`]: cover.bytes } : {}),
  }
  return { files: [{ path: bookFile(course, 'epub'), bytes: await zipped(entries, shown, images, materials) }], findings }
}

/** What contents name of a lesson: its headings of the first level that have words. */
function partsOf({ blocks }: Prose): readonly (OpfPart & { readonly block: BlockId })[] {
  return blocks.flatMap((block, at) => {
    if (block.kind !== 'heading' || block.level !== 1) return []
    const title = shownTitle(readerWords(block.content))
    return title === '' ? [] : [{ block: block.id, id: `part-${at + 1}`, title }]
  })
}

/** Pictures last, read one after another: a course of photographs is hundreds of megabytes, which are held once. */
async function zipped(
  entries: Readonly<Record<string, Uint8Array>>,
  shown: readonly OpfImage[],
  images: readonly PublishedImage[],
  materials: Materials,
): Promise<Uint8Array> {
  const heads = 1000 * (shown.length + Object.keys(entries).length)
  const expected = heads + [...images.map(({ bytes }) => bytes), ...Object.values(entries).map(({ length }) => length)].reduce((sum, length) => sum + length, 0)
  const zip = new FixedZip(expected)
  for (const [path, data] of Object.entries(entries)) zip.add(path, data)
  for (const { image, href } of shown) zip.add(`OEBPS/${href}`, await materials.imageBytes(image))
  return zip.end()
}

function uncovered(): readonly Finding[] {
  const told = new Findings(null)
  told.add('lost', 'cover-missing')
  return told.all
}

function toldOfCover({ bytes }: Drawn, title: string, signs: readonly string[]): readonly Finding[] {
  const told = new Findings(null)
  tellLabel(told, bytes, title)
  tellUnseen(told, signs)
  return told.all
}

function pageName({ number }: PlacedLesson): string {
  return `lesson-${String(number).padStart(4, '0')}.xhtml`
}

/** `opened`: the chapter that begins with it; empty where none does. Contents name chapters too, but who reads on from page to page never sees those. */
function pageOf(title: string, inner: string, opened: string): string {
  const chapter = opened.trim() === '' ? '' : `${element('p', { class: 'chapter' }, escapedXml(opened))}\n`
  return xhtml(title, `${chapter}<h1>${partable(title)}</h1>\n${inner}`)
}

/** Parted between words alone, where it is parted. */
function partable(title: string): string {
  return titlePieces(title).map(escapedXml).join('<wbr/>')
}

function titlePage({ title, author }: PublishedCourse, label: string | null): string {
  const lines = [
    element('h1', {}, partable(namedTitle(title))),
    author === '' ? '' : element('p', { class: 'author' }, escapedXml(author)),
    label === null ? '' : element('p', { class: 'label' }, escapedXml(label)),
  ]
  return xhtml(title, element('section', { class: 'title', 'epub:type': 'titlepage' }, ...lines))
}

const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`
