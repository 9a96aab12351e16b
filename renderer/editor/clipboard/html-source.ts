/** HTML from the clipboard on its way to be read: pictures in its text set aside, parsed piece by piece, so that no page stands still. */
import { type RaisedCounts, type PastedBlock, readBlocks } from './html-blocks.ts'

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

/** Deeper than this a browser nests nothing anyway, but takes the longer for every element that is left open: minutes, for some. */
const deepest = 400
/** Elements that hold nothing, and those that the next of their kind ends: none of them nests by being left open. */
const flat =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|tbody|thead|tfoot|dt|dd|option|optgroup|colgroup|rt|rp|body|html|head)$/
/** Shapes of drawings, which end in their own tag. */
const shapes = /^(?:path|rect|circle|ellipse|line|polygon|polyline|use|stop|image|g|text|animate)$/
const tags = /<(\/?)([a-z][^\s/>]*)[^>]*>/gi

/** HTML without the tags of elements that lie too deep; their text stays. Answers the very same where there are none. Stops now and then. */
export function* withoutDepths(html: string): Generator<void, string, void> {
  let [depth, from, kept, seen, paused] = [0, 0, '', 0, 0]
  for (const tag of html.matchAll(tags)) {
    const [whole, close, name = ''] = tag
    if (tag.index - paused > 1 << 20) {
      paused = tag.index
      yield
    }
    const called = name.toLowerCase()
    if (flat.test(called) || (whole.endsWith('/>') && shapes.test(called))) continue
    depth = close === '' ? depth + 1 : Math.max(0, depth - 1)
    if (depth + (close === '' ? 0 : 1) <= deepest) continue
    kept += html.slice(from, tag.index)
    from = tag.index + whole.length
    seen += 1
  }
  return seen === 0 ? html : kept + html.slice(from)
}

/** Parses HTML and reads its blocks, stopping now and then. */
export function* readHtml(source: string, blocks: PastedBlock[], counts: RaisedCounts): Generator<void, void, void> {
  const html = yield* withoutDepths(source)
  if (html.length <= piece) return yield* readBlocks(new DOMParser().parseFromString(html, 'text/html'), blocks, counts)
  const inert = document.implementation.createHTMLDocument('')
  inert.open()
  for (let at = 0; at < html.length; at += piece) {
    inert.write(html.slice(at, at + piece))
    yield
  }
  inert.close()
  yield* readBlocks(inert, blocks, counts)
}
