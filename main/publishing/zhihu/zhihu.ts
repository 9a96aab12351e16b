/**
 * 知乎: for every lesson one folder with `知乎.md` for 导入文档, `知乎.html` for pasting, its pictures in the order of their places, and a
 * checklist. What the site accepts is second-hand (tools' source code, not a document of its own), which the checklist says.
 */
import type { Doc } from '#preload/document/schema.ts'
import { visibleCharacters } from '../prose/counting.ts'
import { type Prose, proseOf } from '../prose/prose.ts'
import { aiShareOf, visibleLabel } from '../aigc/label.ts'
import { noCover } from '../covers/cover.ts'
import { coverSizes } from '../covers/cover-size.ts'
import { isCovered } from '../covers/made-cover.ts'
import { bookLabel } from '../aigc/book-label.ts'
import { labelFindings } from '../desk/book.ts'
import { contentHash } from '../desk/content.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { checklistFile } from '../desk/checklist.ts'
import { Findings, once } from '../desk/finding.ts'
import { lessonLinks, type LessonLinks } from '../desk/lesson-links.ts'
import { linkedBy } from '../desk/linked-lessons.ts'
import type { Made, MadeFile, Materials, Target, Unit } from '../desk/target.ts'
import { checkTitle, type TitleLimit } from '../desk/title-length.ts'
import { folderOf } from '../pasted/article.ts'
import { articleCover, columnCover, shownArticleCover } from '../pasted/article-cover.ts'
import { pageToCopy } from '../pasted/checklist.ts'
import { lackingIn } from '../pasted/lacking.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { aboutZhihu, zhihuDefaults, type ZhihuOptions } from './about.ts'
import { NOTE, stepsOf } from './checklist.ts'
import { asPasted, clipboardHtml, type Pasted, plainText, tableHtmlOf } from './clipboard-html.ts'
import { documentMarkdown } from './document-md.ts'
import { formed, movedHeadings, ofLesson, seriesLast } from './forms.ts'
import { type ImagePlaces, imagePlaces, imageText, placedBy } from '../prose/image-places.ts'
import { plainDoc } from '../prose/plain-doc.ts'
import { readerText } from '../prose/reader-text.ts'
import { readerWords } from '../prose/reader-words.ts'
import { zhihuPreview } from './preview.ts'

/** 字 by the placeholder of its editor. */
const TITLE: TitleLimit = { most: 100, unit: null, level: 'refused' }

/** Characters of a text (hearsay). */
const SHORTEST_BODY = 8

/** By the documentation of a tool that uploads there. Of sizes nothing is known. */
const zhihuPictures: Accepted = { types: ['png', 'jpeg', 'gif', 'webp'], moves: true, printsColours: false, turns: false, longest: null, mostBytes: null }

export const zhihu: Target<ZhihuOptions> = {
  id: 'zhihu',
  about: aboutZhihu,
  version: 38,
  defaults: zhihuDefaults,
  accepts: zhihuPictures,
  units: (course, { cover, ...options }, materials) => [
    ...lessonsOf(course).flatMap((lesson, _, all) => {
      const folder = folderOf(lesson, all.length)
      const unit = unitOf(course, articleOf(course, lesson, { ...options, cover: noCover }, materials), folder)
      // An answer has no cover.
      return options.form === 'answer' ? [unit] : [unit, ...articleCover(course, lesson, folder, { choice: cover, size: coverSizes.zhihuArticle, materials })]
    }),
    ...columnCover(course, { choice: cover, size: coverSizes.zhihuColumn, materials }),
  ],
  paste: (course, lesson, options, materials) => {
    const article = articleOf(course, lesson, options, materials)
    const isAnswer = options.form === 'answer'
    return Promise.resolve({
      html: htmlOf(article, new Findings(lesson.id)),
      text: readerText(article.doc, article, visibleLabel(aiShareOf([lesson.doc]))),
      apart: { title: !isAnswer, pictures: article.places.length, cover: !isAnswer && isCovered(options.cover) },
    })
  },
  preview: async (course, lesson, options, materials) => {
    const article = articleOf(course, lesson, options, materials)
    const label = visibleLabel(aiShareOf([lesson.doc]))
    const isAnswer = options.form === 'answer'
    const cover = isAnswer ? null : await shownArticleCover(course, lesson, { choice: options.cover, size: coverSizes.zhihuArticle, materials })
    return zhihuPreview(article.prose, pastedOf(article), { title: isAnswer ? '' : lesson.title, author: course.author, cover, label })
  },
}

interface Article extends ImagePlaces {
  readonly lesson: PlacedLesson
  /** What it becomes there. */
  readonly doc: Doc
  readonly prose: Prose
  readonly links: LessonLinks
  /** What stands in the places of pictures that are not there. */
  readonly lacking: readonly string[]
  readonly options: ZhihuOptions
}

function articleOf(course: PublishedCourse, lesson: PlacedLesson, options: ZhihuOptions, materials: Materials): Article {
  const doc = formed(course, lesson, options.form)
  const prose = proseOf(doc)
  const links = lessonLinks(course, lesson, options.addresses, options.form === 'series')
  return { lesson, doc, prose, ...imagePlaces(prose, zhihuPictures, materials), links, lacking: lackingIn(doc, zhihuPictures, materials), options }
}

function unitOf(course: PublishedCourse, article: Article, folder: string): Unit {
  const { lesson, doc, placeOf, links, options } = article
  // Of all addresses only those that its links lead to: another lesson that goes out changes nothing here.
  const settings = { form: options.form, formulas: options.formulas }
  return {
    id: lesson.id,
    input: {
      folder,
      title: lesson.title,
      course: course.title,
      chapter: lesson.chapter,
      doc: contentHash(doc),
      images: placedBy(doc, placeOf),
      linked: linkedBy(doc, links),
      label: bookLabel([lesson.doc], course.author, options).json,
      settings,
    },
    make: () => Promise.resolve(madeArticle(course, article, folder)),
  }
}

function pastedOf(article: Article): Pasted {
  return { placeOf: article.placeOf, links: article.links, ...asPasted }
}

function madeArticle(course: PublishedCourse, article: Article, folder: string): Made {
  const { lesson, places, lacking, options } = article
  const findings = new Findings(lesson.id)
  checkArticle(article, findings)
  for (const heading of options.form === 'answer' ? movedHeadings(lesson.doc) : [])
    findings.add('changed', 'heading-moved', readerWords(heading.type === 'heading' ? heading.children : []), heading.id)
  const [note] = article.prose.notes
  if (note) findings.add('changed', 'notes-listed-file', readerWords(note.content), note.id)
  const label = bookLabel([lesson.doc], course.author, options)
  const html = htmlOf(article, findings)
  const steps = stepsOf({
    form: options.form,
    title: lesson.title,
    course: course.title,
    chapter: lesson.chapter,
    images: places,
    lacking,
    isPartlyAi: label.seen !== null,
  })
  const files: MadeFile[] = [
    { path: `${folder}/知乎.md`, text: markdownOf(article) },
    { path: `${folder}/知乎.html`, text: pageToCopy(lesson.title, html, label.json) },
    checklistFile(folder, '发布到知乎', steps, NOTE),
    ...places.map(({ name, image }): MadeFile => ({ path: `${folder}/图片/${name}`, image: image.id })),
  ]
  // Which the site wants to be told.
  if (label.seen !== null) findings.add('todo', 'label-by-hand')
  return { files, findings: once([...findings.all, ...labelFindings(label, lesson.id)]).map(ofLesson), steps }
}

/** Readers are told at the end of what a model wrote; front matter, where a program would look for it, breaks the site's import. */
function htmlOf(article: Article, findings: Findings): string {
  const label = visibleLabel(aiShareOf([article.lesson.doc]))
  return clipboardHtml(article.prose, pastedOf(article), findings) + (label === null ? '' : `<p>${label}</p>`)
}

function markdownOf({ lesson, doc, prose, placeOf, links, options }: Article): string {
  // What this way changes is what the other changes, and is told once.
  const told = new Findings(lesson.id)
  const knows = { headings: 2, tasks: false, strike: false, boxes: 'lines', spellsNotes: true, slantsHan: false } as const
  const surroundings = {
    prose,
    links,
    imageText: (block: Extract<Doc[number], { type: 'image' }>) => imageText(placeOf(block), readerWords(block.children) || block.alt),
    knows,
  }
  const plain = seriesLast(plainDoc(doc, surroundings, told))
  const tables = plain.flatMap((block) => (block.type === 'table' ? [tableHtmlOf(block, links)] : []))
  const label = visibleLabel(aiShareOf([lesson.doc]))
  return documentMarkdown(plain, options.formulas, tables) + (label === null ? '' : `\n${label}\n`)
}

/** An answer has no title of its own. */
function checkArticle({ lesson: { title }, prose, options }: Article, findings: Findings): void {
  if (options.form !== 'answer') checkTitle(title, TITLE, findings)
  const words = prose.blocks.reduce((sum, block) => sum + ('content' in block ? visibleCharacters(plainText(block.content)) : SHORTEST_BODY), 0)
  if (words < SHORTEST_BODY) findings.add('todo', 'body-short', '', null, { least: SHORTEST_BODY, is: words })
}
