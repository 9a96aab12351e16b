/** HTML from the clipboard on its way to be read: pictures in its text set aside, parsed piece by piece, so that no page stands still. */
import { withoutDepths } from '#preload/html/html-depths.ts'
import { type RaisedCounts, type PastedBlock, readBlocks } from '#preload/html/html-blocks.ts'

/** UTF-16 units of HTML, pictures in it not counted, that are read. More is no lesson, and would take the page's memory. */
export const mostHtml = 16 << 20

/** What is parsed at once: tens of milliseconds. */
const piece = 1 << 16

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
