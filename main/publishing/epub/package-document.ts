/** What an EPUB says of itself: its package document and its table of contents. */
import { byChapter } from '../desk/course.ts'
import { escapedXml } from '../formulas/xml.ts'
import { MATH_FONT } from '../page/math-font.ts'
import { element } from '../page/page-html.ts'
import { namedTitle, shownTitle } from '../prose/shown-title.ts'
import { xhtml } from './xhtml.ts'

export interface Described {
  readonly title: string
  readonly author: string
  /** 64 hexadecimal digits of what book it is. */
  readonly identity: string
  /** Milliseconds since the epoch, or null where nobody knows. */
  readonly modified: number | null
  /** The JSON of the label. */
  readonly label: string | null
}

/** A part of a page that contents lead to. */
export interface OpfPart {
  readonly id: string
  readonly title: string
}

export interface OpfPage {
  readonly href: string
  readonly title: string
  readonly chapter: string
  readonly parts: readonly OpfPart[]
  readonly part: number
  readonly hasMath: boolean
}

export interface OpfImage {
  readonly image: string
  readonly href: string
  readonly type: string
}

/** The package document (https://www.w3.org/TR/epub-33/#sec-package-doc). */
export function opf(
  { title, author, identity, modified, label }: Described,
  pages: readonly OpfPage[],
  images: readonly OpfImage[],
  cover: string | null = null,
): string {
  const items = [
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    '<item id="style" href="style.css" media-type="text/css"/>',
    '<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>',
    ...pages.map(
      ({ href, hasMath }, index) => `<item id="p${index + 1}" href="${href}" media-type="application/xhtml+xml"${hasMath ? ' properties="mathml"' : ''}/>`,
    ),
    ...(pages.some(({ hasMath }) => hasMath) ? [`<item id="math-font" href="${MATH_FONT}" media-type="font/woff2"/>`] : []),
    ...images.map(({ href, type }, index) => `<item id="i${index + 1}" href="${href}" media-type="${type}"/>`),
  ]
  if (cover !== null)
    items.push(
      `<item id="cover-image" href="${cover}" media-type="image/${cover.endsWith('.png') ? 'png' : 'jpeg'}" properties="cover-image"/>`,
      '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>',
    )
  const spine = [
    ...(cover === null ? [] : ['<itemref idref="cover"/>']),
    '<itemref idref="title"/>',
    ...pages.map((_, index) => `<itemref idref="p${index + 1}"/>`),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN" prefix="aigc: http://www.tc260.org.cn/ns/AIGC/1.0/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:${uuidOf(identity)}</dc:identifier>
<dc:title>${escapedXml(namedTitle(title))}</dc:title>
<dc:language>zh-CN</dc:language>
${shownTitle(author) === '' ? '' : `<dc:creator>${escapedXml(shownTitle(author))}</dc:creator>\n`}<meta property="dcterms:modified">${moment(modified)}</meta>
${label === null ? '' : `<meta property="aigc:AIGC">${escapedXml(label)}</meta>\n`}${cover === null ? '' : '<meta name="cover" content="cover-image"/>\n'}</metadata>
<manifest>
${items.join('\n')}
</manifest>
<spine>
${spine.join('\n')}
</spine>
</package>
`
}

/** Which book it is, as a UUID of version 8: digits of a hash of ours. */
function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** To the second, as the format wants it. */
function moment(ms: number | null): string {
  return new Date(ms ?? Date.UTC(2000, 0, 1)).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** The table of contents: chapters with their lessons and the parts of these, or lessons alone where there is one chapter without a name. */
export function navigation({ title }: Described, pages: readonly OpfPage[]): string {
  const link = ({ href, title: name, parts }: OpfPage): string => {
    const inner = parts.map((part) => element('li', {}, element('a', { href: `${href}#${part.id}` }, escapedXml(part.title))))
    return element('li', {}, element('a', { href }, escapedXml(namedTitle(name))), inner.length === 0 ? '' : element('ol', {}, ...inner))
  }
  const chapters = byChapter(pages)
  // A list may not be empty: a book without lessons has its title page.
  if (pages.length === 0) return contents(title, [link({ href: 'title.xhtml', title, chapter: '', part: 0, parts: [], hasMath: false })])
  const isFlat = chapters.every(([name]) => name === '')
  const inner = isFlat
    ? pages.map(link)
    : chapters.map(([name, own]) =>
        element('li', {}, name === '' ? element('span', {}, '正文') : element('span', {}, escapedXml(name)), element('ol', {}, ...own.map(link))),
      )
  return contents(title, inner)
}

function contents(title: string, entries: readonly string[]): string {
  return xhtml(title, element('nav', { 'epub:type': 'toc', id: 'toc' }, element('h1', {}, '目录'), element('ol', {}, ...entries)))
}
