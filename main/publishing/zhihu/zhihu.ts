/**
 * 知乎: for every lesson one folder with `zhihu.md` for 导入文档, `zhihu.html` for pasting, its pictures in the order of their places, and a
 * checklist. What the site accepts is second-hand (tools' source code, not a document of its own), which the checklist says.
 */
import { numberBefore, safeName } from '#main/interchange/file-names.ts'
import { runsOf } from '#preload/document/lines.ts'
import type { BlockId, Doc, ImageId } from '#preload/document/schema.ts'
import { visibleCharacters } from '../prose/counting.ts'
import { type Prose, proseOf, textOf } from '../prose/prose.ts'
import { aiShareOf, visibleLabel } from '../aigc/label.ts'
import { type CoverChoice, noCover } from '../covers/cover.ts'
import { coverSizes } from '../covers/cover-size.ts'
import { coverUnits } from '../covers/made-cover.ts'
import { withNumberedBlocks } from '../desk/content.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import type { Absence, Made, MadeFile, Materials, Target, Unit } from '../desk/target.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { absenceOf, onlyTaken } from '../pictures/prepared.ts'
import { checklist } from './checklist.ts'
import { asPasted, clipboardHtml, type Pasted, plainText, tableHtmlOf } from './clipboard-html.ts'
import { documentMarkdown, type FormulaForm } from './document-md.ts'
import { type ImagePlace, imagePlaces, imageText } from './image-places.ts'
import { plainDoc } from './plain-doc.ts'
import { zhihuPreview } from './preview.ts'

export interface ZhihuOptions {
  /** In the document; what is pasted always has pictures of Zhihu's service. */
  readonly formulas: FormulaForm
  /** Where lessons are published already, by `moke:lesson/ID`. */
  readonly addresses: Readonly<Record<string, string>>
  /** Of the column and of every article. */
  readonly cover: CoverChoice
}

/** UTF-16 units, by the placeholder of its editor; and the fewest characters of a text (hearsay). */
const [LONGEST_TITLE, SHORTEST_BODY] = [100, 8]

/** By the documentation of a tool that uploads there. Of sizes nothing is known. */
const zhihuPictures: Accepted = { types: ['png', 'jpeg', 'gif', 'webp'], moves: true, printsColours: false, turns: false, longest: null, mostBytes: null }

export const zhihu: Target<ZhihuOptions> = {
  id: 'zhihu',
  version: 2,
  defaults: { formulas: 'dollars', addresses: {}, cover: noCover },
  accepts: zhihuPictures,
  units: (course, { cover, ...options }, materials) => [
    ...lessonsOf(course).flatMap((lesson, index, all) => {
      const number = numberBefore(index, all.length)
      const words = { title: lesson.title, author: course.author }
      const file = { id: `${lesson.id}/cover`, path: `${number}${safeName(lesson.title)}/封面`, lesson: lesson.id, words, size: coverSizes.zhihuArticle }
      return [
        unitOf(course, articleOf(lesson, { ...options, cover: noCover }, materials), number),
        ...coverUnits({ ...cover, series: cover.series || course.title }, file, materials),
      ]
    }),
    ...coverUnits(
      cover,
      { id: 'cover', path: '专栏封面', lesson: null, words: { title: course.title, author: course.author }, size: coverSizes.zhihuColumn },
      materials,
    ),
  ],
  paste: (_course, lesson, options, materials) => {
    const article = articleOf(lesson, options, materials)
    const told = new Findings(lesson.id)
    return Promise.resolve({ html: htmlOf(article, told), text: markdownOf(article) })
  },
  preview: ({ author }, lesson, options, materials) => {
    const article = articleOf(lesson, options, materials)
    return Promise.resolve(zhihuPreview(article.prose, pastedOf(article), lesson.title, author))
  },
}

interface Article {
  readonly lesson: PlacedLesson
  readonly prose: Prose
  readonly places: ReturnType<typeof imagePlaces>
  /** What stands for a picture, or why there is none. */
  readonly placeOf: (image: { readonly id: BlockId; readonly image: ImageId }) => ImagePlace | Absence
  readonly options: ZhihuOptions
}

function articleOf(lesson: PlacedLesson, options: ZhihuOptions, materials: Materials): Article {
  const prose = proseOf(lesson.doc)
  const taken = onlyTaken(zhihuPictures, materials)
  const places = imagePlaces(prose, (id) => taken.image(id))
  return { lesson, prose, places, placeOf: ({ id, image }) => places.get(id) ?? absenceOf(taken, image), options }
}

function unitOf(course: PublishedCourse, article: Article, number: string): Unit {
  const { lesson, placeOf, options } = article
  const folder = number + safeName(lesson.title)
  const images = lesson.doc.flatMap((block) => (block.type === 'image' ? [placeInput(placeOf(block))] : []))
  return {
    id: lesson.id,
    input: { folder, title: lesson.title, course: course.title, doc: withNumberedBlocks(lesson.doc), images, options },
    make: () => Promise.resolve(madeArticle(article, folder)),
  }
}

function placeInput(place: ImagePlace | Absence): unknown {
  return typeof place === 'string' ? place : [place.name, place.image.id, place.image.bytes]
}

function addressOf({ options }: Article, link: string): string | null {
  return options.addresses[link] ?? null
}

function pastedOf(article: Article): Pasted {
  return { placeOf: article.placeOf, addressOf: (link) => addressOf(article, link), ...asPasted }
}

function madeArticle(article: Article, folder: string): Made {
  const { lesson, prose, places } = article
  const findings = new Findings(lesson.id)
  checkArticle(lesson, prose, findings)
  const html = htmlOf(article, findings)
  const files: MadeFile[] = [
    { path: `${folder}/zhihu.md`, text: markdownOf(article) },
    { path: `${folder}/zhihu.html`, text: html },
    { path: `${folder}/发布清单.md`, text: checklist(lesson.title, [...places.values()], hasModelText(lesson.doc)) },
    ...[...places.values()].map(({ name, image }: ImagePlace): MadeFile => ({ path: `${folder}/图片/${name}`, image: image.id })),
  ]
  if (hasModelText(lesson.doc)) findings.add('todo', 'label-by-hand')
  return { files, findings: once(findings.all) }
}

/** Readers are told at the end of what a model wrote; front matter, where a program would look for it, breaks the site's import. */
function htmlOf(article: Article, findings: Findings): string {
  const label = visibleLabel(aiShareOf([article.lesson.doc]))
  return clipboardHtml(article.prose, pastedOf(article), findings) + (label === null ? '' : `<p>${label}</p>`)
}

function markdownOf(article: Article): string {
  const { lesson, prose, placeOf, options } = article
  const leads = (link: string): string | null => addressOf(article, link)
  // What this way changes is what the other changes, and is told once.
  const told = new Findings(lesson.id)
  const plain = plainDoc(lesson.doc, { prose, addressOf: leads, imageText: (block) => imageText(placeOf(block), textOf(block.children) || block.alt) }, told)
  const tables = plain.flatMap((block) => (block.type === 'table' ? [tableHtmlOf(block, leads)] : []))
  const label = visibleLabel(aiShareOf([lesson.doc]))
  return documentMarkdown(plain, options.formulas, tables) + (label === null ? '' : `\n${label}\n`)
}

function checkArticle({ title }: PlacedLesson, prose: Prose, findings: Findings): void {
  if (title.trim() === '') findings.add('refused', 'title-missing')
  if (title.length > LONGEST_TITLE) findings.add('refused', 'title-long', title, null, { most: LONGEST_TITLE, is: title.length })
  const words = prose.blocks.reduce((sum, block) => sum + ('content' in block ? visibleCharacters(plainText(block.content)) : SHORTEST_BODY), 0)
  if (words < SHORTEST_BODY) findings.add('refused', 'body-short', '', null, { least: SHORTEST_BODY, is: words })
}

/** Whether a model wrote anything of it, which the site wants to be told. */
export function hasModelText(doc: Doc): boolean {
  return doc.some((block) => runsOf(block).some(({ ai, text }) => ai !== undefined && text !== ''))
}

/** A finding that is the same in every respect is told once. */
function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}
