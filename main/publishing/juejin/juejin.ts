/**
 * 掘金: for every lesson one folder with the Markdown to paste into its editor (tables, formulas between dollar signs and fenced code as they
 * are), its pictures in the order of their places, and a checklist. The site says little of what it takes; what tools do is second-hand.
 */
import { coverSizes } from '../covers/cover-size.ts'
import { isCovered } from '../covers/made-cover.ts'
import { labelFindings } from '../desk/book.ts'
import { checklistFile, step, type Step, TECHNICAL } from '../desk/checklist.ts'
import { Findings, once } from '../desk/finding.ts'
import type { Made, Target } from '../desk/target.ts'
import { checkTitle, type TitleLimit } from '../desk/title-length.ts'
import { formulasOf } from '../formulas/formulas-of.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { escapedXml } from '../formulas/xml.ts'
import { pageHtml } from '../page/page-html.ts'
import { type Article, articleOf, articleUnits, type CoveredOptions, coveredDefaults, imageFiles } from '../pasted/article.ts'
import { articleCovers, coverStep, shownArticleCover } from '../pasted/article-cover.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { absentKind } from '../pictures/absent.ts'
import { absenceOf } from '../pictures/prepared.ts'
import { chapterSteps, imageSteps, MARKED_STEP, titleStep } from '../pasted/checklist.ts'
import { apartOf } from '../pasted/paste.ts'
import { platformMarkdown } from '../pasted/platform-markdown.ts'
import { byHand, framed } from '../preview/framed.ts'
import { type Known, plainDoc } from '../prose/plain-doc.ts'
import { proseOf } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { imageAddress } from '#preload/contract/images.ts'
import { aboutJuejin } from './about.ts'
import { JUEJIN_LOOK } from './look.ts'

/** Hearsay. */
const TITLE: TitleLimit = { most: 80, unit: null, level: 'todo' }

/** What every browser shows; of limits nothing is known. */
const PICTURES: Accepted = { types: ['png', 'jpeg', 'gif', 'webp'], moves: true, printsColours: false, turns: false, longest: null, mostBytes: null }

/** GitHub's Markdown with formulas. Nobody says that it shows tables of HTML: all are of pipes. */
const KNOWS: Known = { headings: 6, tasks: true, strike: true, boxes: 'quoted', partsCells: true }

export const juejin: Target<CoveredOptions> = {
  id: 'juejin',
  about: aboutJuejin,
  version: 29,
  defaults: coveredDefaults,
  accepts: PICTURES,
  units: (course, { cover: choice, ...options }, materials) => [
    ...articleUnits(course, options, PICTURES, materials, (article, folder) => Promise.resolve(madeArticle(article, folder))),
    ...articleCovers(course, { choice, size: coverSizes.juejin, materials }),
  ],
  paste: (course, lesson, options, materials) => {
    const article = articleOf(course, lesson, options, PICTURES, materials)
    const text = markdownOf(article, new Findings(lesson.id))
    // Its editor takes text. Whatever takes HTML first gets the same Markdown, sign for sign.
    return Promise.resolve({ html: `<pre>${escapedXml(text)}</pre>`, text, apart: apartOf(article, isCovered(options.cover)) })
  },
  preview: async (course, lesson, options, materials) => {
    const { prose, links, label, placeOf } = articleOf(course, lesson, options, PICTURES, materials)
    const told = new Findings(lesson.id)
    const plain = plainDoc(lesson.doc, { prose, links, knows: KNOWS, imageText: () => null }, told)
    const surroundings = {
      imageAddress: (id: string) => {
        const image = materials.image(id)
        return image && imageAddress(image.id)
      },
      absence: (id: string) => absenceOf(materials, id),
      imageNote: (picture: Parameters<typeof placeOf>[0]) => {
        const place = placeOf(picture)
        return typeof place === 'string' ? null : byHand(place)
      },
      lessonAddress: () => null,
      topLevel: 1 as const,
      isBook: false,
    }
    const body = pageHtml(proseOf(plain), surroundings, told) + (label === null ? '' : `<p>${escapedXml(label)}</p>`)
    const cover = await shownArticleCover(course, lesson, { choice: options.cover, size: coverSizes.juejin, materials })
    return framed({ title: lesson.title, byline: course.author, cover, body, css: JUEJIN_LOOK })
  },
}

function markdownOf({ lesson, prose, links, placeOf, label }: Article, findings: Findings): string {
  const text = platformMarkdown(lesson.doc, { prose, links, placeOf, knows: KNOWS }, findings)
  return label === null ? text : `${text}\n${label}\n`
}

function madeArticle(article: Article, folder: string): Made {
  const { lesson } = article
  const findings = new Findings(lesson.id)
  checkTitle(lesson.title, TITLE, findings)
  const text = markdownOf(article, findings)
  for (const block of lesson.doc) {
    for (const [tex, isDisplay] of formulasOf(block)) if (!readFormula(tex, isDisplay).isRead) findings.add('lost', 'formula-unread', tex, block.id)
    if (block.type === 'image') {
      const place = article.placeOf(block)
      if (typeof place === 'string') findings.add('lost', absentKind(place), readerWords(block.children) || block.alt, block.id)
      else findings.add('todo', 'image-by-hand', readerWords(block.children) || block.alt, block.id, { number: place.number })
    }
  }
  if (article.label !== null) findings.add('todo', 'label-declare')
  const steps = stepsOf(article)
  const files = [{ path: `${folder}/掘金.md`, text }, checklistFile(folder, '发布到掘金', steps, NOTE)]
  // Front matter would stand in the text there: what programs are told lies beside it.
  const { json } = article.told
  if (json !== null) files.push({ path: `${folder}/${TECHNICAL}/AIGC.json`, text: `${json}\n` })
  return { files: [...files, ...imageFiles(article, folder)], findings: once([...findings.all, ...labelFindings(article.told, lesson.id)]), steps }
}

function stepsOf({ lesson, label, places, lacking }: Article): Step[] {
  return [
    step('打开 https://juejin.cn/editor/drafts/new 。', 'Open https://juejin.cn/editor/drafts/new .'),
    step(
      '在墨课里点“复制 Markdown 到掘金”，粘贴到左边的编辑区；或者打开导出的“掘金.md”，全选、复制、粘贴。',
      'In Moke, click “Copy Markdown for Juejin” and paste into the editor on the left; or open the exported “掘金.md”, select all, copy and paste.',
    ),
    titleStep(lesson.title),
    ...chapterSteps(lesson.chapter),
    ...imageSteps({ places, lacking }),
    coverStep(aboutJuejin.name, coverSizes.juejin),
    ...(label === null
      ? []
      : [step('文末有一句话说明这篇里有模型写的内容，不要删。', 'A sentence at the end says that a model wrote some of this: leave it there.')]),
    step(
      '看右边的预览：公式、表格、代码都对，再点“发布”，选分类和标签。',
      'Look at the preview on the right. If formulas, tables and code are right, click “发布” and choose a category (“分类”) and tags (“标签”).',
    ),
    MARKED_STEP,
  ]
}

const NOTE = '掘金没有公开说明它的编辑器接受什么；标题不超过 80 个字是听说的。以上依据公开工具的做法，未经平台验证。'
