/** A course as a website of plain files: it works from a disk, without a network and without a server; only search and the switch of the light need a script. */
import { imageName } from '#main/interchange/export-plan.ts'
import { safeName } from '#main/interchange/file-names.ts'
import { words } from '#preload/document/counting.ts'
import { blockText, linesOf, lineText } from '#preload/document/lines.ts'
import type { Doc } from '#preload/document/schema.ts'
import { bookLabel } from '../aigc/book-label.ts'
import { bookDefaults, type BookOptions, labelFindings, pictureInput, titleFindings } from '../desk/book.ts'
import { emptyFindings, emptyInput } from '../desk/empty-chapters.ts'
import { contentHash, contentJson } from '../desk/content.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { Findings } from '../desk/finding.ts'
import type { Made, MadeFile, Materials, Target, Unit } from '../desk/target.ts'
import { pageHtml } from '../page/page-html.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { absenceOf } from '../pictures/prepared.ts'
import { holdsFormula } from '../formulas/formulas-of.ts'
import { keptWords } from '../formulas/kept-formulas.ts'
import { plainFormula } from '../formulas/plain-formula.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { proseOf } from '../prose/prose.ts'
import { stepped } from '../prose/stepped.ts'
import { aboutWebsite } from './about.ts'
import { type Frame, framed, indexHtml, type Neighbour, pageAddress } from './frame.ts'
import { MATH_FACE, MATH_FONT, mathFont } from '../page/math-font.ts'
import { sitePreview } from './preview.ts'
import { SITE_SCRIPT } from './site-script.ts'
import { SITE_STYLE } from './site-style.ts'

/** Browsers show all types that a library keeps, moving, in print's colours and turned; none shows more pixels well than this. */
const sitePictures: Accepted = {
  types: ['png', 'jpeg', 'gif', 'webp', 'avif', 'svg'],
  moves: true,
  printsColours: true,
  turns: true,
  longest: 6000,
  mostBytes: null,
}

export const website: Target<BookOptions> = {
  id: 'website',
  about: aboutWebsite,
  version: 39,
  defaults: bookDefaults,
  preview: sitePreview,
  accepts: sitePictures,
  units(course, options, materials) {
    const lessons = lessonsOf(course)
    const places = new Map(lessons.map((lesson) => [`moke:lesson/${lesson.id}`, pageName(lesson)]))
    return [
      ...lessons.map((lesson, index) => lessonUnit(course, lesson, { before: lessons[index - 1], after: lessons[index + 1] }, places, options, materials)),
      siteUnit(course, lessons),
    ]
  },
}

function pageName({ number, title }: PlacedLesson): string {
  return `${String(number).padStart(3, '0')}-${safeName(title).replaceAll(/\s+/g, '-')}.html`
}

interface Around {
  readonly before: PlacedLesson | undefined
  readonly after: PlacedLesson | undefined
}

function lessonUnit(
  course: PublishedCourse,
  lesson: PlacedLesson,
  around: Around,
  places: ReadonlyMap<string, string>,
  options: BookOptions,
  materials: Materials,
): Unit {
  const neighbour = (other: PlacedLesson | undefined): Neighbour | null => (other === undefined ? null : { title: other.title, href: pageName(other) })
  const frame = { course: course.title, author: course.author, title: lesson.title, before: neighbour(around.before), after: neighbour(around.after) }
  const images = lesson.doc.flatMap((block) => (block.type === 'image' ? [pictureInput(materials, block.image)] : []))
  const said = contentJson(lesson.doc)
  const linked = [...places].filter(([link]) => said.includes(link))
  return {
    id: lesson.id,
    input: {
      frame,
      page: pageName(lesson),
      doc: contentHash(lesson.doc),
      images,
      linked,
      options,
    },
    make: () => Promise.resolve(madeLesson(lesson, frame, places, options, materials)),
  }
}

function madeLesson(
  lesson: PlacedLesson,
  frame: Omit<Frame, 'label' | 'aigc' | 'body'>,
  places: ReadonlyMap<string, string>,
  options: BookOptions,
  materials: Materials,
): Made {
  const findings = new Findings(lesson.id)
  const shown = new Map<string, string>()
  const imageAddress = (id: string): string | null => {
    const image = materials.image(id)
    if (image === null) return null
    const path = `images/${imageName(id, image.type)}`
    shown.set(id, path)
    return path
  }
  const body = pageHtml(
    stepped(proseOf(lesson.doc)),
    {
      imageAddress,
      absence: (id) => absenceOf(materials, id),
      lessonAddress: (link) => {
        const name = places.get(link)
        return name === undefined ? null : pageAddress(name)
      },
      topLevel: 2,
      isBook: false,
    },
    findings,
  )
  const label = bookLabel([lesson.doc], frame.author, options)
  const html = framed({ ...frame, label: label.seen, aigc: label.json, body })
  const images = [...shown].map(([image, path]): MadeFile => ({ path, image }))
  return {
    files: [{ path: pageName(lesson), text: html }, ...images],
    findings: [...titleFindings(lesson.title, lesson.id), ...findings.all, ...labelFindings(label, lesson.id)],
  }
}

/** The front page, and what is searched: the words of all lessons. */
function siteUnit(course: PublishedCourse, lessons: readonly PlacedLesson[]): Unit {
  const entries = lessons.map((lesson) => ({
    href: pageName(lesson),
    title: lesson.title,
    chapter: lesson.chapter,
    part: lesson.part,
    words: words(lesson.doc),
    content: contentHash(lesson.doc),
  }))
  // Read only where it is written: each check asks for what it is made from.
  const searched = () =>
    Promise.all(
      lessons.map(async (lesson, at) => [
        pageName(lesson),
        lesson.title,
        await keptWords(website.id, website.version, entries[at]!.content, () => searchedText(lesson.doc).toWellFormed()),
      ]),
    )
  const hasMath = lessons.some(({ doc }) => holdsFormula(doc))
  return {
    id: 'site',
    input: { title: course.title, author: course.author, entries, hasMath, ...emptyInput(course) },
    make: async () => ({
      files: [
        { path: 'index.html', text: indexHtml(course.title, course.author, entries) },
        { path: 'assets/style.css', text: hasMath ? `${MATH_FACE}${SITE_STYLE}` : SITE_STYLE },
        ...(hasMath ? [{ path: `assets/${MATH_FONT}`, bytes: await mathFont() }] : []),
        { path: 'assets/site.js', text: SITE_SCRIPT },
        // A script rather than JSON: a page that is opened from a disk may not fetch anything.
        { path: 'assets/search.js', text: `window.mokeSearch = ${scriptJson(await searched())}\n` },
      ],
      findings: [...titleFindings(course.title, null), ...emptyFindings(course)],
    }),
  }
}

/** What is searched, and shown of what is found: formulas as characters, for nobody reads their source there. */
function searchedText(doc: Doc): string {
  return doc
    .map((block) => {
      if (block.type === 'formula-block') return formulaText(blockText(block), true)
      return linesOf(block)
        .map(({ line }) => lineText(line, (object) => (object.type === 'formula' ? formulaText(object.tex, false) : ' ')))
        .join('\n')
    })
    .join('\n')
}

function formulaText(tex: string, isDisplay: boolean): string {
  const reading = readFormula(tex, isDisplay)
  return reading.isRead ? plainFormula(reading.math) : ''
}

/** JSON that stands in a script: what would end a line or the script is by its code. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
