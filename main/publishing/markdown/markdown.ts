/**
 * A Markdown bundle: a file for each lesson in the order of chapters, the pictures in a folder, and an index that leads to all of them. As
 * the studio's own export writes it, so that it comes back in as it was: the sentence that tells of a model comes back as a quotation, for the
 * marks that it was made from don't, and left out it would be gone from whatever is made of the lesson then.
 */
import { addressFrom, imageName, planExport } from '#main/interchange/export-plan.ts'
import { writeFrontMatter } from '#main/interchange/front-matter.ts'
import { isRun } from '#preload/document/lines.ts'
import type { Block, BlockId, Cell, Doc, Inline } from '#preload/document/schema.ts'
import { markdownFromDoc } from '#preload/markdown/markdown.ts'
import type { Loss } from '#preload/markdown/losses.ts'
import { bookLabel } from '../aigc/book-label.ts'
import { aiShareOf, visibleLabel } from '../aigc/label.ts'
import { labelFindings } from '../desk/book.ts'
import { contentHash, contentJson } from '../desk/content.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { Findings, once } from '../desk/finding.ts'
import type { Absence, Made, MadeFile, Materials, Target, Unit } from '../desk/target.ts'
import { absentKind } from '../pictures/absent.ts'
import { absenceOf } from '../pictures/prepared.ts'
import { bookPreview } from '../preview/book-preview.ts'
import { imageText } from '../prose/image-places.ts'
import { readerWords } from '../prose/reader-words.ts'
import { aboutMarkdown, markdownDefaults, type MarkdownOptions } from './about.ts'
import { indexText } from './index-text.ts'

export const markdown: Target<MarkdownOptions> = {
  id: 'markdown',
  about: aboutMarkdown,
  version: 13,
  defaults: markdownDefaults,
  units(course, options, materials) {
    const paths = pathsOf(course)
    const lessons = lessonsOf(course).map((lesson) => lessonUnit(course, lesson, paths, options, materials))
    // One file needs no index, and may be called as that would be.
    return lessons.length === 1 ? lessons : [...lessons, indexUnit(course, paths)]
  },
  preview: bookPreview('screen'),
}

/** Files by lesson. */
type Paths = ReadonlyMap<string, string>

/** Below the target's own folder, where the export has one of the course. */
function pathsOf(course: PublishedCourse): Paths {
  const chapters = course.chapters.map((chapter) => ({
    ...chapter,
    // As the studio calls it when such a folder is imported.
    title: chapter.title.trim() || '正文',
    lessons: chapter.lessons.map((lesson) => ({ ...lesson, changedAt: 0, state: 'done' as const })),
  }))
  const { files } = planExport([{ title: course.title, chapters }], '')
  const within = (path: string): string => (files.length === 1 ? path : path.slice(path.indexOf('/') + 1))
  return new Map(files.map(({ lesson, path }) => [lesson.id, within(path)]))
}

function lessonUnit(course: PublishedCourse, lesson: PlacedLesson, paths: Paths, options: MarkdownOptions, materials: Materials): Unit {
  const path = paths.get(lesson.id) ?? ''
  const links = new Map([...paths].map(([id, to]) => [`moke:lesson/${id}`, addressFrom(path, to)]))
  const images = lesson.doc.flatMap((block) => (block.type === 'image' ? [pictureIn(materials, block.image)] : []))
  const said = contentJson(lesson.doc)
  const linked = [...links].filter(([link]) => said.includes(link))
  return {
    id: lesson.id,
    input: {
      path,
      title: lesson.title,
      author: course.author,
      doc: contentHash(lesson.doc),
      images,
      linked,
      options,
    },
    make: () => Promise.resolve(madeLesson({ course, lesson, path, links, options, materials })),
  }
}

/** A picture by what it is, or why there is none: the words that stand for it say so. */
function pictureIn(materials: Materials, id: string): unknown {
  const image = materials.image(id)
  return image === null ? absenceOf(materials, id) : [image.id, image.type]
}

interface Task {
  readonly course: PublishedCourse
  readonly lesson: PlacedLesson
  readonly path: string
  readonly links: ReadonlyMap<string, string>
  readonly options: MarkdownOptions
  readonly materials: Materials
}

function madeLesson({ course, lesson, path, links, options, materials }: Task): Made {
  const findings = new Findings(lesson.id)
  if (lesson.title.trim() === '') findings.add('changed', 'title-missing')
  const images = new Map<string, { path: string; image: string }>()
  for (const block of lesson.doc) {
    const image = block.type === 'image' ? materials.image(block.image) : null
    if (block.type === 'image' && image !== null) images.set(block.image, { path: `images/${imageName(image.id, image.type)}`, image: image.id })
  }
  const doc = arriving(
    lesson.doc,
    (id) => (images.has(id) ? null : absenceOf(materials, id)),
    (link) => links.has(link),
    findings,
  )
  const { text, losses } = markdownFromDoc(doc, {
    image: (id) => addressFrom(path, images.get(id)?.path ?? ''),
    link: (address) => links.get(address) ?? address,
  })
  for (const loss of losses) tell(loss, findings)
  const told = bookLabel([lesson.doc], course.author, options)
  const front = options.hasFrontMatter ? writeFrontMatter({ title: lesson.title, state: null, date: null, ...(told.label && { aigc: told.label }) }) : ''
  const files: MadeFile[] = [{ path, text: front + text + (told.seen === null ? '' : `\n> ${told.seen}\n`) }, ...images.values()]
  return { files, findings: once([...findings.all, ...labelFindings(told, lesson.id)]) }
}

/** What Markdown can't say; which model wrote a passage stands in the label. */
function tell({ kind, text }: Loss, findings: Findings): void {
  if (kind === 'depth') findings.add('changed', 'list-depth', text)
}

/** A lesson whose pictures and links all lead somewhere: words stand for a picture that is gone, and those of a link without it. */
function arriving(doc: Doc, absence: (id: string) => Absence | null, hasLesson: (link: string) => boolean, findings: Findings): Doc {
  const led = <T extends Inline>(content: readonly T[], block: Block): T[] =>
    content.map((each) => {
      if (!isRun(each) || !each.link?.startsWith('moke:') || hasLesson(each.link)) return each
      findings.add('lost', 'link-lesson', each.text, block.id)
      const { link: _link, ...words } = each
      return words as T
    })
  return doc.flatMap((block): Block | Block[] => {
    const why = block.type === 'image' ? absence(block.image) : null
    if (block.type === 'image' && why !== null) {
      const words = readerWords(block.children) || block.alt
      findings.add('lost', absentKind(why), words, block.id)
      const place: Block = { type: 'paragraph', id: block.id, children: [{ text: imageText(why, words) }] }
      // Its words stand in that already; formulas and notes can't.
      if (block.children.every(isRun)) return place
      return [place, { type: 'paragraph', id: `${block.id}-caption` as BlockId, children: led<Inline>(block.children, block) }]
    }
    if (block.type !== 'table') return { ...block, children: led<Inline>(block.children, block) } as Block
    return {
      ...block,
      children: block.children.map((row) => ({ ...row, children: row.children.map((cell): Cell => ({ ...cell, children: led(cell.children, block) })) })),
    }
  })
}

/** `paths`: of the lessons of which there are files. */
function indexUnit(course: PublishedCourse, paths: Paths): Unit {
  const label = visibleLabel(aiShareOf(lessonsOf(course).map(({ doc }) => doc)))
  const addressOf = (id: string): string | null => {
    const path = paths.get(id)
    return path === undefined ? null : addressFrom('README.md', path)
  }
  const text = indexText(course, addressOf, label)
  return {
    id: 'index',
    input: { text },
    make: () => Promise.resolve({ files: [{ path: 'README.md', text }], findings: [] }),
    among: (filesOf) =>
      indexUnit(course, new Map(lessonsOf(course).flatMap(({ id }) => filesOf(id).flatMap((file) => (file.endsWith('.md') ? [[id, file]] : []))))),
  }
}
