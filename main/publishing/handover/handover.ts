/**
 * 小鹅通 and 得到: a folder for each lesson (a page to copy from, a Word document, pictures, what the lesson is about) and a table of all of
 * them. Neither site has published what it imports, so this is a course to be handed over or put in by hand, and says so.
 */
import { words as wordCount } from '#preload/document/counting.ts'
import { aiShareOf, visibleLabel } from '../aigc/label.ts'
import { type CoverSize, coverSizes } from '../covers/cover-size.ts'
import { isCovered } from '../covers/made-cover.ts'
import { bookDefaults, labelFindings } from '../desk/book.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { checklistFile, step, type Step } from '../desk/checklist.ts'
import { type Finding, Findings, once } from '../desk/finding.ts'
import type { Made, Materials, Target, Unit } from '../desk/target.ts'
import { checkTitle } from '../desk/title-length.ts'
import { docx } from '../docx/docx.ts'
import { manuscriptOf } from '../docx/manuscripts.ts'
import { type Article, articleOf, articleUnits, type CoveredOptions, coveredDefaults, folderOf, imageFiles } from '../pasted/article.ts'
import { bookPictures } from '../pictures/accepted.ts'
import { pageToCopy } from '../pasted/checklist.ts'
import { lackingIn } from '../pasted/lacking.ts'
import type { Dialect } from '../pasted/pasted-html.ts'
import { articleCovers, columnCover, coverStep, shownArticleCover } from '../pasted/article-cover.ts'
import { pasteOf } from '../pasted/paste.ts'
import { framed, placedImage } from '../preview/framed.ts'
import { openingUpTo } from '../prose/opening.ts'
import { proseOf } from '../prose/prose.ts'
import { articleHtml } from '../pasted/article-html.ts'
import { WECHAT_DIALECT, WECHAT_LOOK } from '../wechat/look.ts'
import type { About } from '../desk/about.ts'
import { aboutDedao, aboutXiaoe } from './about.ts'

/** Nobody knows of links that are taken away there, or of ends that lose their look. */
const DIALECT: Dialect = { ...WECHAT_DIALECT, keepsLink: () => true, hasEnds: false }

/** 字 of what a lesson is about: enough for a line in a list. */
const LONGEST_SUMMARY = 100

export const xiaoe = handover('xiaoe', '小鹅通', aboutXiaoe, coverSizes.xiaoe)
export const dedao = handover('dedao', '得到', aboutDedao, null)

/** `size`: of its covers; null where authors bring none. */
function handover(id: string, platform: string, about: About, size: CoverSize | null): Target<CoveredOptions> {
  return {
    id,
    about,
    // Its manuscripts are those of Word: they are made anew whenever those are.
    version: 25 + docx.version,
    defaults: coveredDefaults,
    accepts: bookPictures,
    units: (course, options, materials) => {
      const made = (article: Article, folder: string): Promise<Made> => madeLesson(course, article, folder, options, materials)
      const lessons = articleUnits(course, options, bookPictures, materials, made).map((unit) => ({ ...unit, input: [unit.input, options.producer] }))
      const pages = new Map(lessonsOf(course).map((lesson, _, all) => [lesson.id, `${folderOf(lesson, all.length)}/${PAGE}`]))
      const lacking = new Map(lessonsOf(course).map(({ id, doc }) => [id, lackingIn(doc, bookPictures, materials)]))
      const asked = size === null ? null : { choice: options.cover, size, materials }
      return [
        ...lessons,
        tableUnit(platform, course, lacking, (id) => pages.get(id)),
        ...(asked === null ? [] : [...articleCovers(course, asked), ...columnCover(course, asked)]),
      ]
    },
    paste: async (course, lesson, options, materials) => {
      const article = articleOf(course, lesson, options, bookPictures, materials)
      return pasteOf(article, await articleHtml(article, DIALECT, new Findings(lesson.id)), size !== null && isCovered(options.cover))
    },
    preview: async (course, lesson, options, materials) => {
      const article = articleOf(course, lesson, options, bookPictures, materials)
      const body = await articleHtml(article, DIALECT, new Findings(lesson.id), { imageHtml: placedImage })
      const cover = size === null ? null : await shownArticleCover(course, lesson, { choice: options.cover, size, materials })
      return framed({ title: lesson.title, byline: course.author, cover, body, css: WECHAT_LOOK })
    },
  }
}

async function madeLesson(course: PublishedCourse, article: Article, folder: string, { producer }: CoveredOptions, materials: Materials): Promise<Made> {
  const { lesson, label } = article
  const findings = new Findings(lesson.id)
  checkTitle(lesson.title, null, findings)
  const html = await articleHtml(article, DIALECT, findings)
  if (label !== null) findings.add('todo', 'label-declare')
  const manuscript = await manuscriptOf(course, lesson, { ...bookDefaults, producer }, materials)
  // Of emphasis is told what is pasted.
  const ofManuscript = manuscript.findings.filter(({ kind }) => kind !== 'emphasis-dotted')
  const files = [
    { path: `${folder}/${PAGE}`, text: pageToCopy(lesson.title, html, article.told.json) },
    { path: `${folder}/正文.docx`, bytes: manuscript.bytes },
    { path: `${folder}/简介.txt`, text: [summaryOf(lesson), ...(label === null ? [] : [label])].filter((part) => part !== '').join('\n\n') + '\n' },
  ]
  return {
    files: [...files, ...imageFiles(article, folder)],
    findings: once([...withoutLostLinks(findings.all, manuscript.findings), ...ofManuscript, ...labelFindings(article.told, lesson.id)]),
  }
}

/** A link to a lesson that leads nowhere in the manuscript is told once, whatever the page has in its place. */
function withoutLostLinks(ofPage: readonly Finding[], ofManuscript: readonly Finding[]): Finding[] {
  const lost = new Set(ofManuscript.flatMap(({ kind, block }) => (kind === 'link-lesson' ? [block] : [])))
  return ofPage.filter(({ kind, block }) => kind !== 'link-lesson' || !lost.has(block))
}

/** The opening of a lesson, to the end of a sentence where that is not far. */
export function summaryOf({ doc }: Pick<PlacedLesson, 'doc'>): string {
  return openingUpTo(proseOf(doc), LONGEST_SUMMARY)
}

/** What is copied from the page of a lesson. */
const PAGE = '正文.html'

/** `lacking`: what stands for pictures that are not there, by lesson. `pageOf`: the page of each, of which there may be none. */
function tableUnit(
  platform: string,
  course: PublishedCourse,
  lacking: ReadonlyMap<string, readonly string[]>,
  pageOf: (lesson: string) => string | undefined,
): Unit {
  const rows = lessonsOf(course).map((lesson) => ({
    number: lesson.number,
    chapter: lesson.chapter,
    title: lesson.title,
    // It is copied out of the table, and says there too what a model wrote.
    summary: summaryOf(lesson) + (visibleLabel(aiShareOf([lesson.doc])) ?? ''),
    file: pageOf(lesson.id) ?? '',
    words: wordCount(lesson.doc),
    lacking: lacking.get(lesson.id) ?? [],
  }))
  return {
    id: 'table',
    input: { platform, title: course.title, rows },
    among: (filesOf) => tableUnit(platform, course, lacking, (id) => filesOf(id).find((file) => file.endsWith(`/${PAGE}`))),
    make: () => {
      const findings = new Findings(null)
      findings.add('todo', 'unverified', platform)
      const head = ['序号', '章', '标题', '简介', '文件', '字数', '价格', '试看']
      const table = [
        head,
        ...rows.map(({ number, chapter, title, summary, file, words }) => [String(number), chapter, title, summary, file, String(words), '', '']),
      ]
      const steps = [...stepsOf(platform, course.title, rows.length), ...lackingSteps(rows)]
      const files = [
        // With the mark by which Excel knows the letters.
        { path: '课程.csv', text: `\ufeff${table.map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n` },
        checklistFile('', `发布到${platform}`, steps, `未经平台验证：没有查到${platform}公开的导入格式，表格的列和文件夹的样子是墨课自己定的。`),
      ]
      return Promise.resolve({ files, findings: findings.all, steps })
    },
  }
}

/** A sheet never takes an author's words for a formula: what begins like one has a sign before it. With a Chinese or Japanese keyboard formulas begin by wide signs too. */
function csvField(text: string): string {
  const flat = text.replaceAll(/[\r\n]+/g, ' ').toWellFormed()
  const safe = /^[=+\-@\t＝＋－＠]/.test(flat) ? `'${flat}` : flat
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Of a course whose lessons lie in folders of their own: which of them to look at, and for what. */
function lackingSteps(rows: readonly { readonly number: number; readonly title: string; readonly lacking: readonly string[] }[]): Step[] {
  const some = rows.filter(({ lacking }) => lacking.length > 0)
  if (some.length === 0) return []
  const list = (colon: string): string =>
    some.map(({ number, title, lacking }) => `\n- ${[number, title.trim()].join(' ')}${colon}${lacking.join('')}`).join('')
  return [
    step(
      `有的课缺图：在正文里找下面的话，放上图，或者删掉那句话。${list('：')}`,
      `Some lessons lack pictures: look for the words below in their text, and put in a picture or delete them.${list(': ')}`,
    ),
  ]
}

function stepsOf(platform: string, title: string, count: number): Step[] {
  if (platform === '得到') {
    return [
      step(
        '得到没有公开的上传入口：课程由编辑上架。把导出的文件夹整个交给编辑。',
        'Dedao has no public way to upload: its editors put courses up. Hand them the whole exported folder.',
      ),
      step(
        '导出的文件夹不带封面：要不要封面、要多大，得到没有公开，问一问编辑。',
        'There is no cover in the folder: Dedao does not say whether it takes one, nor how large. Ask its editors.',
      ),
      step(
        '每一课有“正文.docx”（交稿用）和“正文.html”（用浏览器打开，全选、复制），图片在“图片”文件夹里。',
        'Each lesson has “正文.docx” (to hand in) and “正文.html” (open it in a browser, select all, copy); pictures are in the folder “图片”.',
      ),
      step(
        '“课程.csv”是全部课的目录：价格、试看两列留空，请你填。',
        '“课程.csv” lists all lessons: the columns for the price (“价格”) and for trying it (“试看”) are yours to fill in.',
      ),
    ]
  }
  return [
    step(
      `在小鹅通后台新建专栏：${title.trim()}，一共 ${count} 课。`,
      `Behind the scenes of Xiaoe, make a new column (“专栏”): ${title.trim()}, ${count === 1 ? '1 lesson' : `${count} lessons`} in all.`,
    ),
    step(
      '按“课程.csv”的顺序，每一课新建一个图文：标题、简介照表里的填；用浏览器打开“正文.html”，全选、复制，粘贴到正文。',
      'In the order of “课程.csv”, make an article (“图文”) for each lesson: title and introduction (“简介”) as the table has them; open “正文.html” in a browser, select all, copy, and paste it into the body.',
    ),
    coverStep(
      aboutXiaoe.name,
      coverSizes.xiaoe,
      step(
        '。每一课的在它的文件夹里，专栏的是外面的“专栏封面”，一样大。',
        '. Each lesson’s is in its folder; the column’s is “专栏封面” beside the folders, of the same size. ',
      ),
    ),
    step(
      '正文里写着“在这里放图”的地方，上传导出的这一课“图片”文件夹里的文件（还没导出就先导出），再删掉那行字。',
      'Where the text says “在这里放图”, upload the file from the folder “图片” of the exported lesson (export first if you have not), then delete that line.',
    ),
    step(
      '“正文.docx”是同一课的 Word 稿，留底用，也可以交给替你上架的人：不用上传。“简介.txt”和表里的简介一样。',
      '“正文.docx” is the same lesson as a Word document, to keep or for whoever puts it up for you: it is not uploaded. “简介.txt” is the introduction of the table.',
    ),
    step(
      '价格、试看两列留空，请你填好，再照着设置。',
      'The columns for the price (“价格”) and for trying it (“试看”) are empty: fill them in, then set them so.',
    ),
  ]
}
