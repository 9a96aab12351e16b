/**
 * A Markdown bundle that an export of ours wrote, named as what is to be published: it comes back as the course that it was. Its index says
 * what the course and its chapters are called, who wrote it, and in which order lessons stand; it is no lesson itself.
 */
import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { PreparedLesson, Prepared } from '#main/interchange/prepare-import.ts'
import { aiShareOf, visibleLabel } from '#main/publishing/aigc/label.ts'
import { MANIFEST, readManifest } from '#main/publishing/desk/manifest.ts'
import { runsOf } from '#preload/document/lines.ts'
import type { Block, Doc } from '#preload/document/schema.ts'

type Course = Prepared['courses'][number]
type Chapter = Course['chapters'][number]

const TARGET = 'markdown'
const INDEX = 'README.md'

/** Whether a folder is a bundle of ours. */
export function isOwnBundle(folder: string): boolean {
  try {
    return readManifest(readFileSync(join(folder, MANIFEST), 'utf8'), TARGET) !== null
  } catch {
    return false
  }
}

/** The course that a bundle was made of. `author`: null where the bundle says none. */
export function courseOfBundle(folder: string, course: Course): { readonly course: Course; readonly author: string | null } {
  const lessons = course.chapters.flatMap((chapter) => chapter.lessons)
  const index = lessons.find(({ file }) => file.slice(file.indexOf('/') + 1) === INDEX)
  const listed = index === undefined ? null : listedIn(index.doc, new Map(lessons.map((lesson) => [`moke:lesson/${lesson.id}`, lesson])))
  const chapters = (listed?.chapters ?? []).filter((chapter) => chapter.lessons.length > 0)
  const named = new Set(chapters.flatMap((chapter) => chapter.lessons))
  // What its author laid there since is a lesson too, behind those that the index names.
  const others = course.chapters
    .map((chapter) => ({ ...chapter, lessons: chapter.lessons.filter((lesson) => lesson !== index && !named.has(lesson)) }))
    .filter((chapter) => chapter.lessons.length > 0)
  return {
    course: {
      title: listed === null ? basename(dirname(resolve(folder))) : (index?.title ?? course.title),
      chapters: [...chapters, ...others].map((chapter) => ({ ...chapter, lessons: chapter.lessons.map(labelledAgain) })),
    },
    author: listed?.author ?? null,
  }
}

/** Headings are chapters, items are lessons; words before both are the author's name. */
function listedIn(doc: Doc, lessons: ReadonlyMap<string, PreparedLesson>): { readonly author: string | null; readonly chapters: Chapter[] } {
  const chapters: { title: string; lessons: PreparedLesson[]; folder: string | null }[] = []
  const begin = (title: string) => chapters.push({ title, lessons: [], folder: null })
  let author: string | null = null
  for (const block of doc) {
    if (block.type === 'heading') begin(wordsOf(block))
    if (block.type === 'paragraph' && chapters.length === 0) author ??= wordsOf(block) || null
    if (block.type !== 'item') continue
    const lesson = runsOf(block).flatMap(({ link }) => (link === undefined ? [] : (lessons.get(link) ?? [])))[0]
    if (lesson === undefined) continue
    const folder = lesson.file.slice(0, lesson.file.lastIndexOf('/'))
    // A chapter without a name has a folder, and no heading.
    if (chapters.length === 0 || ![null, folder].includes(chapters.at(-1)?.folder ?? null)) begin('')
    const chapter = chapters.at(-1)
    if (chapter === undefined) continue
    chapter.lessons.push(lesson)
    chapter.folder = folder
  }
  return { author, chapters: chapters.map(({ title, lessons: some }) => ({ title, lessons: some })) }
}

function wordsOf(block: Block): string {
  return runsOf(block)
    .map(({ text }) => text)
    .join('')
    .trim()
}

const LABEL = 'AIGC'

/**
 * What a model wrote of a lesson stands in its label, and which words these are in none: enough of them are taken for it that the label says
 * again what it said. No file shows which words are meant.
 */
function labelledAgain(lesson: PreparedLesson): PreparedLesson {
  // Footnotes lie behind it.
  const at = lesson.doc.findLastIndex(({ type }) => type !== 'note')
  const said = lesson.doc[at]
  const [mostly, partly] = [visibleLabel({ written: 1, all: 1 }), visibleLabel({ written: 1, all: 3 })]
  const words = said?.type === 'quote' ? wordsOf(said) : null
  const isLabelled = words !== null && (words === mostly || words === partly)
  // Its entry has a use where it is our own.
  const losses = lesson.losses.filter(({ kind, text }) => !(kind === 'front-matter' && text === LABEL && isLabelled))
  if (!isLabelled || losses.length === lesson.losses.length) return lesson
  const doc = lesson.doc.toSpliced(at, 1)
  const marked = markedAs(doc, words === mostly ? 1 : 1 / 2)
  return visibleLabel(aiShareOf([marked])) === words ? { ...lesson, doc: marked, losses } : { ...lesson, losses }
}

/** The first words of a text as a model's, up to a share of all. */
function markedAs(doc: Doc, most: number): Doc {
  const by = { model: 'unknown', at: 0 }
  const all = [...doc.flatMap(runsOf)].reduce((sum, { text }) => sum + text.length, 0)
  let left = most === 1 ? all : Math.max(1, Math.floor(all * most) - 1)
  return JSON.parse(JSON.stringify(doc), (_key, value: unknown) => {
    if (!Array.isArray(value)) return value
    return value.flatMap((each: unknown) => {
      if (typeof each !== 'object' || each === null || !('text' in each) || typeof each.text !== 'string' || left <= 0) return [each]
      const [mine, rest] = [each.text.slice(0, left), each.text.slice(left)]
      left -= mine.length
      return [{ ...each, text: mine, ai: by }, ...(rest === '' ? [] : [{ ...each, text: rest }])]
    })
  }) as Doc
}
