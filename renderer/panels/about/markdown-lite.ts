/** Just enough Markdown for a page of credits: headings, items, paragraphs, links. Pure. */

export type Span = { readonly text: string } | { readonly text: string; readonly address: string } | { readonly text: string; readonly strong: true }
export type Piece = { readonly kind: 'heading' | 'paragraph' | 'item'; readonly spans: readonly Span[] }

/** Reads Markdown; what it does not know stays as it is written. Only http(s) addresses become links. */
export function readMarkdown(source: string): Piece[] {
  const pieces: Piece[] = []
  let paragraph: string[] = []
  const flush = () => {
    if (paragraph.length > 0) pieces.push({ kind: 'paragraph', spans: readSpans(paragraph.join(' ')) })
    paragraph = []
  }
  for (const line of source.split(/\r?\n/)) {
    const heading = /^#{1,6}\s+(.*)$/.exec(line)
    const item = /^\s*[-*]\s+(.*)$/.exec(line)
    if (heading || item || line.trim() === '') flush()
    if (heading) pieces.push({ kind: 'heading', spans: readSpans(heading[1] ?? '') })
    else if (item) pieces.push({ kind: 'item', spans: readSpans(item[1] ?? '') })
    else if (line.trim() !== '') paragraph.push(line.trim())
  }
  flush()
  return pieces
}

const inline = /\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|<?(https?:\/\/[^\s)>，。；]+)>?|\*\*([^*]+)\*\*|`([^`]+)`/g

function readSpans(text: string): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const match of text.matchAll(inline)) {
    if (match.index > at) spans.push({ text: text.slice(at, match.index) })
    const [whole, label, address, bare, strong, code] = match
    if (address && label) spans.push({ text: label, address })
    else if (bare) spans.push({ text: bare, address: bare })
    else if (strong) spans.push({ text: strong, strong: true })
    else spans.push({ text: code ?? whole })
    at = match.index + whole.length
  }
  if (at < text.length) spans.push({ text: text.slice(at) })
  return spans
}
