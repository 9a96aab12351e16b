/** What arrives, and would be better otherwise: told for every target for which it matters. */
import type { FindingKind, Level } from '#preload/contract/findings.ts'
import { perBlock } from '#preload/document/blocks.ts'
import { isBlank } from '#preload/document/inlines.ts'
import { leftImages, type LeftoverKind, leftoverKinds, leftovers } from '#preload/document/leftovers.ts'
import { inlinesOf, linesOf, lineText } from '#preload/document/lines.ts'
import { isEmptyLink } from '#preload/document/mending.ts'
import { type Block, BlockId, type Doc, type Line } from '#preload/document/schema.ts'
import { untitled } from '#preload/document/title.ts'
import { untidy, untidyKinds } from '#preload/document/untidy.ts'
import type { About } from './about.ts'
import { lessonsOf, type PublishedCourse } from './course.ts'
import { excerpt } from './excerpt.ts'
import { type Finding, Findings } from './finding.ts'

/** All that an export says of the lessons that go out and of what they are called. */
export function adviceOf(course: PublishedCourse, lessons: ReadonlySet<string> | null, about: About, options: object = {}): readonly Finding[] {
  const chosen = lessonsOf(course).filter(({ id }) => lessons === null || lessons.has(id))
  return [...adviceOfTitles(course, chosen, about, options), ...chosen.flatMap(({ id, doc }) => adviceFor(id, doc, about.isHeard))]
}

/** Of these, all that is said of what they and the course are called. */
export function adviceOfTitles(course: PublishedCourse, chosen: readonly { readonly id: string }[], about: About, options: object): readonly Finding[] {
  const titles = adviceForTitles(course, new Set(chosen.map(({ id }) => id)), (lesson) => unnamedLevel(lesson, about, options))
  return [...adviceForEmpty(course), ...titles]
}

/** `isHeard`: nothing of it is seen, so that only what is said matters. */
export function adviceFor(lesson: string, doc: Doc, isHeard: boolean): readonly Finding[] {
  const findings = new Findings(lesson)
  if (doc.every(isNothing)) findings.add('todo', 'lesson-empty')
  for (const block of doc)
    for (const { level = 'advice', kind, text, numbers } of isHeard ? saidOf(block) : [...seenOf(block), ...saidOf(block)])
      findings.add(level, kind, text, block.id, numbers)
  return findings.all
}

/** What is advised of a block, whoever's lesson it is in: the same for every target. */
interface Advice {
  readonly level?: Level
  readonly kind: FindingKind
  readonly text?: string
  readonly numbers?: Readonly<Record<string, number>>
}

/** Of a course in which there is nothing to go out. */
function adviceForEmpty(course: PublishedCourse): readonly Finding[] {
  const findings = new Findings(null)
  if (lessonsOf(course).length === 0) findings.add('todo', 'course-empty')
  return findings.all
}

/** Whether a block shows nothing: a picture, a table or a line between parts is something. */
function isNothing(block: Block): boolean {
  return (block.type === 'paragraph' || block.type === 'heading') && isBlank(block.children)
}

const seenOf = perBlock((block): readonly Advice[] => {
  const links = linesOf(block).flatMap(({ line }) => inlinesOf(line).filter(isEmptyLink))
  return [
    ...(block.type === 'heading' && isBlank(block.children) ? [{ kind: 'heading-empty', numbers: { level: block.level } } as const] : []),
    ...(block.type === 'image' && block.alt.trim() === '' ? [{ kind: 'alt-missing', text: lineText(block, () => '…') } as const] : []),
    ...(links.length > 0 ? [{ kind: 'link-empty', numbers: { count: links.length } } as const] : []),
    ...leftImagesOf(block),
  ]
})

/** Of what is only heard its script tells them, and says none. */
function leftImagesOf(block: Block): Advice[] {
  if (isWithoutWords(block)) return []
  return linesOf(block).flatMap(({ line }) =>
    leftImages(inlinesOf(line)).map(({ from, to, words }): Advice => ({ level: 'lost', kind: 'image-left', text: words || lineText(line).slice(from, to) })),
  )
}

/** Of what lessons, chapters and the course are called: titles stand at the top of everything, and no text is searched for them. */
export function adviceForTitles(
  { title, chapters }: PublishedCourse,
  lessons: ReadonlySet<string>,
  levelOf: (lesson: string) => Level | null = () => 'todo',
): readonly Finding[] {
  const ofCourse = new Findings(null)
  for (const each of [title, ...chapters.map((chapter) => chapter.title)]) adviseTitle(each, ofCourse)
  const ofLessons = chapters.flatMap((chapter) =>
    chapter.lessons.flatMap((lesson) => {
      const findings = new Findings(lesson.id)
      if (!lessons.has(lesson.id)) return []
      const level = unnamed.has(lesson.title) ? levelOf(lesson.id) : null
      if (level !== null) findings.add(level, 'title-unnamed')
      adviseTitle(lesson.title, findings)
      return findings.all
    }),
  )
  return [...ofCourse.all, ...ofLessons]
}

/**
 * How grave it is that a lesson is called as it was made. A platform that asks for a title shows it to everyone, so that it is asked about before
 * anything goes out. Null: nothing there has that name.
 */
function unnamedLevel(lesson: string, { kind, options, hasNoTitle }: About, chosen: object): Level | null {
  const values = chosen as Readonly<Record<string, unknown>>
  const own = options.flatMap((option) => (option.kind === 'lessons' && option.or === 'lesson' ? [values[option.name]] : []))
  const isCalled = own.some((titles) => {
    const title: unknown = typeof titles === 'object' && titles !== null ? (titles as Readonly<Record<string, unknown>>)[lesson] : null
    return typeof title === 'string' && title.trim() !== ''
  })
  if (isCalled || hasNoTitle?.(chosen)) return null
  return kind === 'platform' ? 'refused' : 'todo'
}

function adviseTitle(title: string, findings: Findings): void {
  for (const kind of saidKinds) {
    // Nothing is put in its place there: it is a sign of Markdown like others.
    if (kind === 'image-left') continue
    const { length: count } = said({ type: 'paragraph', id: TITLE, children: [{ text: title }] }, kind)
    if (count > 0) findings.add('advice', kind, title, null, { count })
  }
}

const unnamed = new Set<string>(Object.values(untitled))

const TITLE = BlockId.parse('title')

function isWithoutWords({ type }: Block): boolean {
  return type === 'code' || type === 'formula-block' || type === 'divider'
}

/** Each kind once a block, with the first place in words. */
const saidOf = perBlock((block): readonly Advice[] => {
  if (isWithoutWords(block)) return []
  return saidKinds.flatMap((kind) => {
    if (kind === 'image-left') return []
    const places = linesOf(block).flatMap(({ line }) => placesIn(line, kind).map((place) => ({ ...place, text: lineText(line) })))
    const [first] = places
    return first === undefined ? [] : [{ kind, text: excerpt(first.text, first.from - AROUND, first.to + AROUND), numbers: { count: places.length } }]
  })
})

/** What is found in words, by its kind. */
export const saidKinds = [...untidyKinds, ...leftoverKinds] as const
export type SaidKind = (typeof saidKinds)[number]

export function placesIn(line: Line, kind: SaidKind): readonly Place[] {
  const found = said(line, kind)
  if (kind !== 'markdown-left') return found
  // A picture that was left is told as one.
  const images = leftImages(inlinesOf(line))
  return found.filter(({ from, to }) => images.every((image) => to <= image.from || from >= image.to))
}

type Place = { readonly from: number; readonly to: number }

const LEFT: ReadonlySet<string> = new Set(leftoverKinds)

function said(line: Line, kind: SaidKind): readonly Place[] {
  return isLeft(kind) ? leftovers(inlinesOf(line), kind) : untidy(line, kind)
}

function isLeft(kind: SaidKind): kind is LeftoverKind {
  return LEFT.has(kind)
}

/** Characters of the text around a place, by which it is known. */
const AROUND = 8
