/** HTML from the clipboard on its way to be read: pictures in its text set aside, parsed piece by piece, so that no page stands still. */
import { type PastedBlock, readBlocks } from './html-blocks.ts'

/** UTF-16 units of HTML, pictures in it not counted, that are read. More is no lesson, and would take the page's memory. */
export const mostHtml = 16 << 20

/** What is parsed at once: tens of milliseconds. */
const piece = 1 << 16

/** A picture in the text of a page, taken out of it: its place says `data:image/moke,NUMBER`. */
export interface SetAside {
  readonly html: string
  readonly pictures: readonly string[]
}

const placeholder = 'data:image/moke,'

/** Sets aside the pictures that are written out in HTML, which may be most of it. */
export function withoutPictures(html: string): SetAside {
  const pictures: string[] = []
  let [kept, from] = ['', 0]
  for (let at = html.indexOf('data:image/'); at >= 0; at = html.indexOf('data:image/', from)) {
    const end = endOfUrl(html, at)
    kept += html.slice(from, at)
    if (end - at > 256) kept += `${placeholder}${pictures.push(html.slice(at, end)) - 1}`
    else kept += html.slice(at, end)
    from = end
  }
  return { html: kept + html.slice(from), pictures }
}

/** Where an address ends that begins at a place: before the sign that no address holds. */
function endOfUrl(html: string, start: number): number {
  const ends = /["'<>\s)]/g
  ends.lastIndex = start
  return ends.exec(html)?.index ?? html.length
}

/** The address of a picture that was set aside. */
export function pictureOf(src: string, pictures: readonly string[]): string {
  return src.startsWith(placeholder) ? (pictures[Number(src.slice(placeholder.length))] ?? '') : src
}

/** Parses HTML and reads its blocks, stopping now and then. */
export function* readHtml(html: string, blocks: PastedBlock[]): Generator<void, void, void> {
  if (html.length <= piece) return yield* readBlocks(new DOMParser().parseFromString(html, 'text/html'), blocks)
  const inert = document.implementation.createHTMLDocument('')
  inert.open()
  for (let at = 0; at < html.length; at += piece) {
    inert.write(html.slice(at, at + piece))
    yield
  }
  inert.close()
  yield* readBlocks(inert, blocks)
}
