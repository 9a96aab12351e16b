/**
 * 公众号: for every lesson one folder with a page to copy from (all of its look in its elements, formulas as drawings within the text), its
 * pictures in the order of their places, and a checklist. Limits are those of WeChat's own documentation of its interface for drafts.
 */
import { type CoverChoice, ofSeries } from '../covers/cover.ts'
import { type CoverSize, coverSizes } from '../covers/cover-size.ts'
import { coverUnits, isCovered } from '../covers/made-cover.ts'
import { labelFindings } from '../desk/book.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { checklistFile, step, type Step } from '../desk/checklist.ts'
import { Findings, once } from '../desk/finding.ts'
import type { Made, Materials, Target, Unit } from '../desk/target.ts'
import { checkTitle, type TitleLimit } from '../desk/title-length.ts'
import { type Article, articleOf, articleUnits, type CoveredOptions, coveredDefaults, folderOf, imageFiles } from '../pasted/article.ts'
import { shownArticleCover } from '../pasted/article-cover.ts'
import { pasteOf } from '../pasted/paste.ts'
import { chapterSteps, imageSteps, MARKED_STEP, pageToCopy } from '../pasted/checklist.ts'
import { framed, placedImage } from '../preview/framed.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { articleHtml } from '../pasted/article-html.ts'
import { aboutWechat } from './about.ts'
import { WECHAT_DIALECT, WECHAT_LOOK } from './look.ts'

/** 字 of a title and of an author's name, characters and bytes of a text: what the interface for drafts takes. Of the editor nobody knows it. */
const TITLE: TitleLimit = { most: 32, unit: null, level: 'todo' }
const [LONGEST_AUTHOR, LONGEST_BODY, MOST_BYTES] = [16, 20_000, 2 ** 20]

/** Of a GIF that moves: what the documentation of materials takes (https://developers.weixin.qq.com/doc/service/api/material/permanent/api_addmaterial), which says that the site takes the same. */
const MOST_MOVING_BYTES = 10_000_000

/**
 * JPG and PNG of less than a megabyte, as the interface for pictures takes them, and GIFs, which move. It names no pixels: the longest side is ours, twice the width of
 * most phones, so that a photograph is sharp there and yet no megabyte of which nobody sees half. A screenshot of more pixels stays as it is where
 * fewer would make it no smaller.
 */
const PICTURES: Accepted = {
  types: ['png', 'jpeg', 'gif'],
  moves: true,
  printsColours: false,
  turns: false,
  longest: 2160,
  mostBytes: MOST_BYTES - 1,
  mostMovingBytes: MOST_MOVING_BYTES,
}

export const wechat: Target<CoveredOptions> = {
  id: 'wechat',
  about: aboutWechat,
  version: 34,
  defaults: coveredDefaults,
  accepts: PICTURES,
  units: (course, { cover, ...options }, materials) => [
    ...articleUnits(course, options, PICTURES, materials, madeArticle),
    ...lessonsOf(course).flatMap((lesson, _, all) => coversOf(course, lesson, folderOf(lesson, all.length), cover, materials)),
  ],
  paste: async (course, lesson, options, materials) => {
    const article = articleOf(course, lesson, options, PICTURES, materials)
    return pasteOf(article, await articleHtml(article, WECHAT_DIALECT, new Findings(lesson.id)), isCovered(options.cover))
  },
  preview: async (course, lesson, options, materials) => {
    const article = articleOf(course, lesson, options, PICTURES, materials)
    const body = await articleHtml(article, WECHAT_DIALECT, new Findings(lesson.id), { imageHtml: placedImage })
    const cover = await shownArticleCover(course, lesson, { choice: options.cover, size: coverSizes.wechatFirst, materials })
    return framed({ title: lesson.title, byline: course.author, cover, body, css: WECHAT_LOOK })
  },
}

/** For each text one as the first of a message, and one as a later. */
function coversOf(course: PublishedCourse, lesson: PlacedLesson, folder: string, cover: CoverChoice, materials: Materials): Unit[] {
  const words = { title: lesson.title, author: course.author }
  const file = (id: string, name: string, size: CoverSize) => ({ id: `${lesson.id}/${id}`, path: `${folder}/${name}`, lesson: lesson.id, words, size })
  return [
    ...coverUnits(ofSeries(cover, course.title), file('cover', '封面-头条', coverSizes.wechatFirst), materials),
    ...coverUnits(ofSeries(cover, course.title), file('cover-later', '封面-次条', coverSizes.wechatSecond), materials),
  ]
}

async function madeArticle(article: Article, folder: string): Promise<Made> {
  const { lesson, author, label } = article
  const findings = new Findings(lesson.id)
  checkTitle(lesson.title, TITLE, findings)
  const name = [...author].length
  if (name > LONGEST_AUTHOR) findings.add('todo', 'author-long', author, null, { most: LONGEST_AUTHOR, is: name })
  const html = await articleHtml(article, WECHAT_DIALECT, findings)
  if (html.length >= LONGEST_BODY || Buffer.byteLength(html) >= MOST_BYTES) findings.add('todo', 'body-long', '', null, { most: LONGEST_BODY, is: html.length })
  if (label !== null) findings.add('todo', 'label-declare')
  const steps = stepsOf(article)
  const files = [{ path: `${folder}/公众号.html`, text: pageToCopy(lesson.title, html, article.told.json) }, checklistFile(folder, '发布到公众号', steps, NOTE)]
  return { files: [...files, ...imageFiles(article, folder)], findings: once([...findings.all, ...labelFindings(article.told, lesson.id)]), steps }
}

function stepsOf({ lesson, label, places, lacking }: Article): Step[] {
  return [
    step(
      '在墨课里点“复制到公众号”；或者用浏览器打开导出的“公众号.html”，全选、复制。',
      'In Moke, click “Copy for WeChat account”; or open the exported “公众号.html” in a browser, select all and copy.',
    ),
    step('登录 mp.weixin.qq.com，新建图文，在正文里粘贴。', 'Log in to mp.weixin.qq.com, begin an article (“图文”) and paste it into the body.'),
    step(
      `标题填：${lesson.title.trim()}。接口文档写的上限是标题 32 个字、作者 16 个字、摘要 128 个字（不填就取正文开头的 54 个字）；手工填写是不是一样，未经平台验证。`,
      `The title: ${lesson.title.trim()}. The documentation of the interface names 32 characters at most, 16 for the author (“作者”) and 128 for the summary (“摘要”; if it is left empty, the first 54 of the text). Whether the editor takes as much is not verified.`,
    ),
    ...chapterSteps(lesson.chapter),
    ...imageSteps({ places, lacking }),
    step(
      '上传封面：导出的“封面-头条”或“封面-次条”（选了封面才有；尺寸是我们定的，未经平台验证），或者你自己的图片。',
      'Upload a cover: the exported “封面-头条” or “封面-次条” (there where a cover was chosen; their sizes are ours and not tried there), or a picture of your own.',
    ),
    step(
      '指到站外的链接已经改成文末的编号；指到公众号文章的链接保留。',
      'Links that lead elsewhere are numbers with a list at the end; those to articles of WeChat accounts stay.',
    ),
    ...(label === null ? [] : [step('这篇里有模型写的内容：在“创作来源”里如实声明。', 'A model wrote some of this: say so truthfully under “创作来源”.')]),
    step(
      '保存以后再打开看一遍：编辑器有时会去掉一部分样式。发给自己预览，看公式、表格和代码，再群发。',
      'Save, then open it again and look: the editor sometimes drops styles. Send yourself a preview (“预览”), look at formulas, tables and code, then publish (“群发”).',
    ),
    MARKED_STEP,
  ]
}

const NOTE =
  '标题、作者、摘要的上限来自微信的接口文档。接口还写明正文少于 2 万个字符、小于 1 MB，图片为 JPG 或 PNG、小于 1 MB；素材的文档另写明可以是 GIF，到 10 MB，所以动图照原样给。粘贴时是不是一样，未经平台验证。公式是文中的矢量图，多了会让正文变长。'
