/** What stands around a lesson, and the front page. */
import { labelMeta } from '../aigc/label.ts'
import { byChapter } from '../desk/course.ts'
import { namedTitle } from '../prose/shown-title.ts'
import { titlePieces } from '../prose/title-lines.ts'
import { escapedXml } from '../formulas/xml.ts'
import { element } from '../page/page-html.ts'

export interface Neighbour {
  readonly title: string
  readonly href: string
}

export interface Frame {
  readonly course: string
  readonly author: string
  readonly title: string
  readonly before: Neighbour | null
  readonly after: Neighbour | null
  /** What readers are told of what a model wrote; null for nothing. */
  readonly label: string | null
  /** The same for programs. */
  readonly aigc: string | null
  readonly body: string
}

export interface IndexEntry {
  readonly href: string
  readonly title: string
  readonly chapter: string
  readonly part: number
  readonly words: number
}

const named = (title: string): string => escapedXml(namedTitle(title))
/** Parted between words alone, where it is parted. */
const partable = (title: string): string => titlePieces(namedTitle(title)).map(escapedXml).join('<wbr>')
/** Names of files as addresses: a `?` or `#` would end them. */
export const pageAddress = (href: string): string => encodeURI(href.toWellFormed()).replaceAll('?', '%3F').replaceAll('#', '%23')

export function framed({ course, author, title, before, after, label, aigc, body }: Frame): string {
  const way = ({ title: name, href }: Neighbour, rel: 'prev' | 'next'): string =>
    element('a', { href: pageAddress(href), rel }, element('small', {}, rel === 'prev' ? '← 上一课' : '下一课 →'), element('span', {}, named(name)))
  const ways = [before === null ? '<span></span>' : way(before, 'prev'), after === null ? '' : way(after, 'next')]
  const main = `<main>${article({ title, label, body })}\n${element('nav', { class: 'ways', 'aria-label': '前后' }, ...ways)}</main>`
  return page(title, author, aigc, element('a', { href: 'index.html', class: 'home' }, named(course)), main)
}

/** What is the lesson's own of its page. */
export function article({ title, label, body }: Pick<Frame, 'title' | 'label' | 'body'>): string {
  const told = label === null ? '' : element('p', { class: 'label' }, escapedXml(label))
  return `<article><h1>${partable(title)}</h1>\n${told}${body}\n</article>`
}

export function indexHtml(title: string, author: string, entries: readonly IndexEntry[]): string {
  const item = ({ href, title: name, words }: IndexEntry): string =>
    element('li', {}, element('a', { href: pageAddress(href) }, named(name)), element('small', {}, `${words} 字`))
  const chapters = byChapter(entries).map(
    ([chapter, own]) => `${chapter === '' ? '' : element('h2', {}, escapedXml(chapter))}${element('ol', { class: 'lessons' }, ...own.map(item))}`,
  )
  const head = `<header class="cover"><h1>${partable(title)}</h1>${author === '' ? '' : element('p', { class: 'author' }, escapedXml(author))}</header>`
  return page(title, author, null, element('span', { class: 'home' }, named(title)), `<main>${head}${chapters.join('\n')}</main>`)
}

function page(title: string, author: string, aigc: string | null, home: string, main: string): string {
  const meta = [author === '' ? '' : `<meta name="author" content="${escapedXml(author)}">\n`, aigc === null ? '' : `${labelMeta(aigc)}\n`].join('')
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${meta}<title>${named(title)}</title>
<link rel="stylesheet" href="assets/style.css">
</head>
<body>
<a class="skip" href="#content">跳到正文</a>
<header class="bar">${home}<div class="tools"><input id="search" type="search" placeholder="搜索全部课程内容" aria-label="搜索全部课程内容" autocomplete="off"><button id="light" type="button" aria-label="换浅色或深色">◐</button></div></header>
<div id="results" role="main" hidden><p role="heading" aria-level="1">搜索结果</p><div id="found" role="status" aria-live="polite"></div></div>
<div id="content">${main}</div>
<script src="assets/search.js"></script>
<script src="assets/site.js"></script>
</body>
</html>
`
}
