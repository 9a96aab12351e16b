/** The frame of every preview: the lesson's title and who it is by, above its text, and what holds for all looks. */
import { imageAddress } from '#preload/contract/images.ts'
import type { ImageId } from '#preload/document/schema.ts'
import type { Absence, Preview } from '../desk/target.ts'
import { mathmlOf } from '../formulas/mathml.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { escapedXml } from '../formulas/xml.ts'
import { type ImagePlace, imageText } from '../prose/image-places.ts'
import { type ProseBlock } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'

type ProseImage = Extract<ProseBlock, { kind: 'image' }>

export interface Framed {
  /** Empty: none is shown. */
  readonly title: string
  readonly byline: string
  /** The chapter that begins with it; left out where none is shown. */
  readonly chapter?: string
  readonly body: string
  /** The address of its cover; null where it has none. */
  readonly cover?: string | null
  /** Rules within `.platform`. */
  readonly css: string
}

export function framed({ title, byline, chapter = '', body, css, cover = null }: Framed): Preview {
  const head = [
    cover === null ? '' : `<p class="cover"><img src="${cover}" alt="封面"></p>`,
    chapter.trim() === '' ? '' : `<p class="chapter">${escapedXml(chapter)}</p>`,
    title.trim() === '' ? '' : `<h1 class="title">${escapedXml(title)}</h1>`,
    byline === '' ? '' : `<p class="byline">${escapedXml(byline)}</p>`,
  ]
  return { html: `<article class="platform" lang="zh-CN">${head.join('')}<div class="body">${inert(body)}</div></article>`, css: FRAME + css }
}

/** Tables that their readers move where they are wider than a screen. */
export function moving(html: string): string {
  return html.replaceAll('<table', '<div class="table"><table').replaceAll('</table>', '</table></div>')
}

/** Links look as they will, and lead only to places within: a click in a preview goes to no network. */
export function inert(html: string): string {
  return html.replaceAll(/(<a\b[^>]*?) href="(?!#)[^"]*"/g, '$1')
}

/** A formula as the page draws it; its source where it is none. */
export function drawnFormula(tex: string, isDisplay: boolean): string {
  const reading = readFormula(tex, isDisplay)
  const drawn = reading.isRead ? mathmlOf(reading.math, tex, isDisplay) : `<code>${escapedXml(tex)}</code>`
  return isDisplay ? `<span class="formula">${drawn}</span>` : drawn
}

/** A picture of the library, as the page of the studio shows it. */
export function shownImage(image: ImageId, alt: string): string {
  return `<img src="${imageAddress(image)}" alt="${escapedXml(alt)}"/>`
}

/** A picture where it will be put by hand, noted as one that pasting doesn't bring; or what tells that it is gone. */
export function placedImage({ image, alt, caption }: ProseImage, place: ImagePlace | Absence): string {
  return typeof place === 'string'
    ? `<span class="missing">${escapedXml(imageText(place, readerWords(caption) || alt))}</span>`
    : `${shownImage(image, alt)}<span class="by-hand">${byHand(place)}</span>`
}

export function byHand({ number }: ImagePlace): string {
  return `图 ${number}，要手动上传`
}

const FRAME = `.platform, .platform * { box-sizing: border-box; }
.platform { margin: 0 auto; overflow-wrap: anywhere; }
.platform img { max-width: 100%; height: auto; }
.platform .cover { margin: 0 0 1.2em; text-align: center; } .platform .cover img { max-height: 420px; border-radius: 4px; vertical-align: top; }
.platform pre { overflow-x: auto; white-space: pre; tab-size: 4; overflow-wrap: normal; }
/* What is wider than a screen is moved, and not squeezed. */
.platform .table { overflow-x: auto; } @media (max-width: 34em) { .platform .table > table { width: max-content; min-width: 100%; max-width: none; } .platform .table :is(th, td) { max-width: 15em; } }
.platform table { border-collapse: collapse; max-width: 100%; }
.platform :is(th, td) { overflow-wrap: break-word; }
.platform .title { text-wrap: balance; }
.platform :is(math, .whole) { white-space: nowrap; } .platform .body sup::before { content: "\\2060"; }
.platform .formula { display: block; overflow-x: auto; text-align: center; }
.platform .by-hand { display: block; margin: 8px 0 0; color: light-dark(#9a5b00, #d9a35a); font-size: 14px; text-align: center; }
.platform math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", math; }
`
