/**
 * B 站专栏: for every lesson one folder with a page to copy from, its pictures in the order of their places, and a checklist. Tools put HTML into its old editor, where blocks of code got lost; nothing else is known, which the checklist and a finding say.
 */
import { coverSizes } from '../covers/cover-size.ts'
import { isCovered } from '../covers/made-cover.ts'
import { labelFindings } from '../desk/book.ts'
import { checklistFile, step, type Step } from '../desk/checklist.ts'
import { Findings, once } from '../desk/finding.ts'
import type { Made, Target } from '../desk/target.ts'
import { checkTitle, type TitleLimit } from '../desk/title-length.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { inOneLine } from '#preload/markdown/tex-comments.ts'
import { escapedXml } from '../formulas/xml.ts'
import { type Article, articleOf, articleUnits, type CoveredOptions, coveredDefaults, imageFiles } from '../pasted/article.ts'
import { coverStep, shownArticleCover, articleCovers } from '../pasted/article-cover.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { chapterSteps, imageSteps, MARKED_STEP, pageToCopy, titleStep } from '../pasted/checklist.ts'
import { type Dialect, pastedHtml, type PastedSurroundings } from '../pasted/pasted-html.ts'
import { pasteOf } from '../pasted/paste.ts'
import { framed, moving, placedImage } from '../preview/framed.ts'
import { imageText } from '../prose/image-places.ts'
import { readerWords } from '../prose/reader-words.ts'
import { aboutBilibili } from './about.ts'
import { BILIBILI_LOOK } from './look.ts'

/** Two sources name two limits for titles, 40 and 80, neither of them the site: what is longer than the smaller one is told, and nothing is refused. */
const TITLE: TitleLimit = { most: 40, unit: null, level: 'advice' }

/** What tools upload anywhere; of limits nothing is known. */
const PICTURES: Accepted = { types: ['png', 'jpeg', 'gif'], moves: true, printsColours: false, turns: false, longest: null, mostBytes: null }

const DIALECT: Dialect = {
  headings: ['h2', 'h3', 'h4'],
  keepsLink: () => true,
  lists: 'inside',
  code: 'lines',
  formulas: 'by-hand',
  hasEnds: false,
  looks: { highlight: 'background-color:rgba(255,208,60,.45)', underline: 'text-decoration:underline', strike: 'text-decoration:line-through' },
}

export const bilibili: Target<CoveredOptions> = {
  id: 'bilibili',
  about: aboutBilibili,
  version: 28,
  defaults: coveredDefaults,
  accepts: PICTURES,
  units: (course, { cover: choice, ...options }, materials) => [
    ...articleUnits(course, options, PICTURES, materials, (article, folder) => Promise.resolve(madeArticle(article, folder))),
    ...articleCovers(course, { choice, size: coverSizes.bilibili, materials }),
  ],
  paste: (course, lesson, options, materials) => {
    const article = articleOf(course, lesson, options, PICTURES, materials)
    return Promise.resolve(pasteOf(article, articleHtml(article, new Findings(lesson.id)), isCovered(options.cover)))
  },
  preview: async (course, lesson, options, materials) => {
    const article = articleOf(course, lesson, options, PICTURES, materials)
    const body = articleHtml(article, new Findings(lesson.id), { imageHtml: placedImage })
    const cover = await shownArticleCover(course, lesson, { choice: options.cover, size: coverSizes.bilibili, materials })
    return framed({ title: lesson.title, byline: course.author, cover, body: moving(body), css: BILIBILI_LOOK })
  },
}

function articleHtml({ prose, links, label, placeOf }: Article, findings: Findings, other: Partial<PastedSurroundings> = {}): string {
  const surroundings: PastedSurroundings = {
    links,
    label,
    placeOf,
    imageHtml: ({ alt, caption }, place) => escapedXml(imageText(place, readerWords(caption) || alt)),
    // By its source, where the author sets it anew: nobody found that the editor keeps a drawing. What can't be read can't be set.
    formulaHtml: (tex, isDisplay) => (readFormula(tex, isDisplay).isRead ? escapedXml(isDisplay ? `$$${inOneLine(tex)}$$` : `$${inOneLine(tex)}$`) : null),
    ...other,
  }
  return pastedHtml(prose, DIALECT, surroundings, findings)
}

function madeArticle(article: Article, folder: string): Made {
  const { lesson } = article
  const findings = new Findings(lesson.id)
  findings.add('todo', 'unverified')
  checkTitle(lesson.title, TITLE, findings)
  const html = articleHtml(article, findings)
  if (article.label !== null) findings.add('todo', 'label-declare')
  const steps = stepsOf(article, new Set(findings.all.map(({ kind }) => kind)))
  const files = [
    { path: `${folder}/B站专栏.html`, text: pageToCopy(lesson.title, html, article.told.json) },
    checklistFile(folder, '发布到 B 站专栏', steps, NOTE),
  ]
  return { files: [...files, ...imageFiles(article, folder)], findings: once([...findings.all, ...labelFindings(article.told, lesson.id)]), steps }
}

/** `kinds`: what was found in the lesson; of what it has not, nothing is to be done. */
function stepsOf({ lesson, label, places, lacking }: Article, kinds: ReadonlySet<string>): Step[] {
  return [
    step(
      '打开 https://member.bilibili.com/article-text/home?newEditor=-1 （B 站专栏的旧编辑器）。',
      'Open https://member.bilibili.com/article-text/home?newEditor=-1 (the old editor of columns).',
    ),
    step(
      '在墨课里点“复制到 B 站专栏”，到正文里粘贴；或者用浏览器打开导出的“B站专栏.html”，全选、复制、粘贴。',
      'In Moke, click “Copy for Bilibili column” and paste it into the body; or open the exported “B站专栏.html” in a browser, select all, copy and paste.',
    ),
    titleStep(lesson.title),
    ...chapterSteps(lesson.chapter),
    ...imageSteps({ places, lacking }),
    coverStep({ ...aboutBilibili.name, en: 'Bilibili' }, coverSizes.bilibili),
    ...(kinds.has('formula-by-hand')
      ? [
          step(
            '公式在正文里是两个 $ 之间的源码：用编辑器的公式功能重新放一遍，或者换成截图。',
            'Formulas are their source between two $: put them in again with the editor’s formulas, or as pictures.',
          ),
        ]
      : []),
    ...(kinds.has('code-lines')
      ? [step('代码在正文里是引文，一行一段：编辑器会丢掉代码块。', 'Code is a quotation, a paragraph for each line: the editor loses blocks of code.')]
      : []),
    ...(label === null
      ? []
      : [
          step(
            '文末有一句话说明这篇里有模型写的内容，不要删；发布时如实声明。',
            'A sentence at the end says that a model wrote some of this: leave it there, and declare it truthfully when you publish.',
          ),
        ]),
    step('预览一遍，再发布。', 'Look at the preview, then publish.'),
    MARKED_STEP,
  ]
}

const NOTE = 'B 站没有公开说明专栏的编辑器接受什么；标题的上限有 40 个字和 80 个字两种说法。以上依据公开工具的做法，未经平台验证。'
