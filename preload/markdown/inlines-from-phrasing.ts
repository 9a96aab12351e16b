/**
 * Phrasing of the tree as a line of a lesson: marks within marks become flat runs. HTML's tags come as nodes of their
 * own, one each, and are paired here over the whole line, as are the ends of highlights.
 */
import type { PhrasingContent } from 'mdast'
import { joined } from '#preload/document/inlines.ts'
import { plainLink } from '#preload/document/lesson-link.ts'
import { isRun } from '#preload/document/lines.ts'
import { raisedSigns } from '#preload/document/raised-signs.ts'
import { Link, type BlockId, type ImageId, type Inline, type Run } from '#preload/document/schema.ts'
import { type HtmlPiece, htmlPieces, tagMarks } from './html-text.ts'
import type { LossKind } from './losses.ts'
import type { HighlightSequence } from './nodes.ts'
import type { Marks } from './runs.ts'

/** What reading a text needs to know of what lies around it. */
export interface Surroundings {
  /** The image that an address in the text leads to; null where there is none. */
  readonly image: (address: string) => ImageId | null
  /** A link as a lesson can have it; null where it leads nowhere from there. */
  readonly link: (address: string) => string | null
  /** A link that leads nowhere stays as it was written; without this its text alone does. */
  readonly keepsStray?: true
  /** What becomes of a line break that Markdown reads as a space. */
  readonly softBreaks: 'keep' | 'join'
}

/** What the parts of one text share while it is read. */
export interface Reading extends Surroundings {
  readonly notes: ReadonlyMap<string, BlockId>
  readonly definitions: ReadonlyMap<string, { readonly url: string; readonly title?: string | null | undefined }>
  readonly lose: (kind: LossKind, text: string, line?: number) => void
}

/** A picture amidst what was read. */
export interface ImagePart {
  readonly image: ImageId
  readonly alt: string
  readonly title: string
  readonly width: number | undefined
}

/** What a line turned out to be: stretches of text with pictures between them. */
export type Part = { readonly inlines: readonly Inline[] } | ImagePart

/** Where a script or a style within a line ends, whose tags come as nodes of their own: what stands between them is no text. -1 where none begins. */
function endOfHidden(nodes: readonly PhrasingContent[], at: number): number {
  const node = nodes[at]
  const [, tag] = (node?.type === 'html' && /^<(script|style|template|noscript)\b(?![\s\S]*<\/)/i.exec(node.value)) || []
  if (tag === undefined) return -1
  return nodes.findIndex((each, index) => index > at && each.type === 'html' && each.value.toLowerCase().startsWith(`</${tag.toLowerCase()}`))
}

/** Where text above or below the line begins, among the parts and within the last. */
interface OpenRaised {
  readonly tag: 'sup' | 'sub'
  readonly part: number
  readonly at: number
  readonly line: number | undefined
}

/** Reads one line. */
export class LineReader {
  readonly #reading: Reading
  readonly #parts: Part[] = []
  #inlines: Inline[] = []
  readonly #tags = new Map<keyof Omit<Marks, 'link'>, number>()
  readonly #links: (string | null)[] = []
  #ends = new Map<HighlightSequence, 'open' | 'close'>()
  #line: number | undefined
  readonly #raised: OpenRaised[] = []

  constructor(reading: Reading) {
    this.#reading = reading
  }

  /** Reads phrasing that follows what was read before. */
  read(nodes: readonly PhrasingContent[]): void {
    this.#ends = pairedEnds(nodes)
    this.#nodes(nodes, {})
  }

  /** Reads a piece of HTML. */
  piece(piece: HtmlPiece, line = this.#line, marks: Marks = {}): void {
    this.#line = line
    if (piece.kind === 'text') this.text(piece.text, marks)
    else if (piece.kind === 'hidden') this.#reading.lose('html-dropped', `<${piece.tag}`, line)
    else if (piece.kind === 'close') this.#close(piece.tag)
    else if (piece.kind === 'open') this.#open(piece.tag, piece.attributes, marks)
  }

  /** Adds text as it is. */
  text(text: string, marks: Marks = {}): void {
    if (text !== '') this.#inlines.push({ text, ...this.#marks(marks) })
  }

  /** Whether nothing was read yet. */
  isEmpty(): boolean {
    return this.#inlines.length === 0 && this.#parts.length === 0
  }

  /** All that was read. */
  parts(): Part[] {
    for (const { tag, line } of this.#raised.splice(0)) this.#reading.lose('html', `<${tag}>`, line)
    this.#endText()
    return this.#parts
  }

  #nodes(nodes: readonly PhrasingContent[], marks: Marks): void {
    let end = -1
    for (const [at, node] of nodes.entries()) {
      if (at <= end) continue
      this.#line = node.position?.start.line ?? this.#line
      end = endOfHidden(nodes, at)
      this.#node(node, marks)
    }
  }

  #node(node: PhrasingContent, marks: Marks): void {
    switch (node.type) {
      case 'text':
        return this.#softly(node.value, marks)
      case 'strong':
        return this.#nodes(node.children, { ...marks, bold: true })
      case 'emphasis':
        return this.#nodes(node.children, { ...marks, italic: true })
      case 'delete':
        return this.#nodes(node.children, { ...marks, strike: true })
      case 'underline':
        return this.#nodes(node.children, { ...marks, underline: true })
      case 'highlight':
        return this.#nodes(node.children, { ...marks, highlight: true })
      case 'inlineCode':
        return this.text(node.value.replaceAll('\n', ' '), { ...marks, code: true })
      case 'break':
        return this.text('\n', marks)
      case 'html':
        for (const piece of htmlPieces(node.value)) this.piece(piece, this.#line, marks)
        return
      case 'highlightSequence':
        return this.#highlight(node, marks)
      case 'inlineMath':
        return this.#formula(node.value, node.data?.isDisplay === true, marks)
      case 'footnoteReference':
        return this.#noteMark(node.identifier)
      case 'link':
        return this.#linked(node.children, node.url, node.title, marks)
      case 'linkReference': {
        const target = this.#reading.definitions.get(node.identifier)
        return target ? this.#linked(node.children, target.url, target.title, marks) : this.#nodes(node.children, marks)
      }
      case 'image':
        if (node.data?.pixels !== undefined) this.#reading.lose('image-size', node.data.pixels, this.#line)
        return this.#image(node.url, node.alt ?? '', node.title ?? '', node.data?.width, marks)
      case 'imageReference': {
        const target = this.#reading.definitions.get(node.identifier)
        return this.#image(target?.url ?? '', node.alt ?? '', target?.title ?? '', undefined, marks)
      }
    }
  }

  #marks(marks: Marks): Marks {
    const open: Marks = Object.fromEntries([...this.#tags].flatMap(([mark, count]) => (count > 0 ? [[mark, true as const]] : [])))
    const link = this.#links.findLast((address) => address !== null)
    return { ...open, ...(typeof link === 'string' ? { link } : {}), ...marks }
  }

  /** A line break of the file that is none of the text: between Chinese characters it is nothing, between words a space. */
  #softly(value: string, marks: Marks): void {
    const isAfterImage = this.#inlines.length === 0 && this.#parts.length > 0
    const text =
      this.#reading.softBreaks === 'keep'
        ? value
        : value.replace(/(.?)[ \t]*\n[ \t]*(?=(.?))/gsu, (_, before: string, after: string) => before + (isWide(before) || isWide(after) ? '' : ' '))
    if (value.includes('\n: ')) this.#reading.lose('definition-list', value, this.#line)
    // What stands right below a picture is its caption.
    this.text(isAfterImage && value.startsWith('\n') && !text.startsWith('\n') ? `\n${text.trimStart()}` : text, marks)
  }

  #highlight(node: HighlightSequence, marks: Marks): void {
    const end = this.#ends.get(node)
    if (end === undefined) return this.text(node.value, marks)
    this.#tags.set('highlight', (this.#tags.get('highlight') ?? 0) + (end === 'open' ? 1 : -1))
  }

  #formula(value: string, isDisplay: boolean, marks: Marks): void {
    const tex = value.replace(/\s+/g, ' ').trim()
    if (tex.length > 20_000) {
      this.#reading.lose('formula-long', tex, this.#line)
      return this.text(`$${tex}$`, marks)
    }
    if (isDisplay) this.#reading.lose('formula-display', tex, this.#line)
    if (tex !== '') this.#inlines.push({ type: 'formula', tex, children: [{ text: '' }] })
  }

  #noteMark(identifier: string): void {
    const note = this.#reading.notes.get(identifier)
    if (note !== undefined) this.#inlines.push({ type: 'note-mark', note, children: [{ text: '' }] })
  }

  #linked(nodes: readonly PhrasingContent[], address: string, title: string | null | undefined, marks: Marks): void {
    const link = this.#link(address, title)
    const isStray = link.link === undefined && this.#reading.keepsStray
    if (isStray) this.text('[', marks)
    this.#nodes(nodes, { ...marks, ...link })
    if (isStray) this.text(`](${address})`, marks)
  }

  #link(address: string, title?: string | null): Pick<Run, 'link'> {
    if (title) this.#reading.lose('link-title', title, this.#line)
    const link = this.#reading.link(address)
    if (link !== null && Link.safeParse(link).success) {
      if (link.startsWith('moke:lesson/') && !link.includes('#') && /#./.test(address)) this.#reading.lose('link-place', address, this.#line)
      return { link: plainLink(link) }
    }
    this.#reading.lose('link-target', address, this.#line)
    return {}
  }

  /** What cannot be found stays as it was written: as a link, or as text. */
  #image(address: string, alt: string, title: string, width: number | undefined, marks: Marks): void {
    const image = this.#reading.image(address)
    if (image === null) {
      const isRemote = /^https?:\/\//i.test(address) && Link.safeParse(address).success
      this.#reading.lose(isRemote ? 'image-remote' : 'image-missing', address, this.#line)
      return this.text(isRemote ? alt || address : `![${alt}](${address.slice(0, 2000)})`, isRemote ? { ...marks, link: address } : marks)
    }
    if (marks.link !== undefined || this.#links.length > 0) this.#reading.lose('image-link', marks.link ?? address, this.#line)
    if (alt.length > 2000) this.#reading.lose('too-long', alt, this.#line)
    this.#endText()
    this.#parts.push({ image, alt: alt.slice(0, 2000), title, width: width === undefined ? undefined : Math.min(100, Math.max(5, width)) })
  }

  #endText(): void {
    if (this.#inlines.length > 0) this.#parts.push({ inlines: joined(this.#inlines) })
    this.#inlines = []
  }

  #open(tag: string, attributes: ReadonlyMap<string, string>, marks: Marks): void {
    const mark = tagMarks[tag]
    if (mark !== undefined) this.#tags.set(mark, (this.#tags.get(mark) ?? 0) + 1)
    else if (tag === 'br') this.text('\n', marks)
    else if (tag === 'a') this.#links.push(attributes.has('href') ? (this.#link(attributes.get('href') ?? '').link ?? null) : null)
    else if (tag === 'img') this.#htmlImage(attributes, marks)
    else if (tag === 'sup' || tag === 'sub') this.#raised.push({ tag, part: this.#parts.length, at: this.#inlines.length, line: this.#line })
    else this.#reading.lose('html', `<${tag}>`, this.#line)
  }

  #close(tag: string): void {
    const mark = tagMarks[tag]
    if (mark !== undefined) this.#tags.set(mark, Math.max(0, (this.#tags.get(mark) ?? 0) - 1))
    else if (tag === 'a') this.#links.pop()
    else if (this.#raised.at(-1)?.tag === tag) this.#raise(this.#raised.pop()!)
  }

  /** What stands above or below the line, in the signs that Unicode has for it. */
  #raise({ tag, part, at, line }: OpenRaised): void {
    const inner = part === this.#parts.length ? this.#inlines.slice(at) : []
    const raised = inner.map((each) => {
      const text = isRun(each) && !each.code ? raisedSigns(each.text, tag === 'sup' ? 'super' : 'sub') : null
      return text === null ? null : { ...each, text }
    })
    if (raised.length === 0 || raised.includes(null)) return this.#reading.lose('html', `<${tag}>`, line)
    this.#inlines.splice(at, inner.length, ...raised.flatMap((each) => each ?? []))
  }

  /** A width in percent, or Typora's `zoom`; in pixels it says nothing without the window. */
  #htmlImage(attributes: ReadonlyMap<string, string>, marks: Marks): void {
    const said = attributes.get('width') ?? /(?:zoom|width)\s*:\s*([\d.]+(?:%|px)?)/i.exec(attributes.get('style') ?? '')?.[1]
    const percent = /^\s*([\d.]+)%\s*$/.exec(said ?? '')?.[1]
    if (said !== undefined && percent === undefined) this.#reading.lose('image-size', said, this.#line)
    this.#image(
      attributes.get('src') ?? '',
      attributes.get('alt') ?? '',
      attributes.get('title') ?? '',
      percent === undefined ? undefined : Number(percent),
      marks,
    )
  }
}

function isWide(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef“”‘’…—]/u.test(character)
}

/** Which highlight signs belong together: each end with the nearest beginning that is still open. */
function pairedEnds(nodes: readonly PhrasingContent[]): Map<HighlightSequence, 'open' | 'close'> {
  const ends = new Map<HighlightSequence, 'open' | 'close'>()
  let opening: HighlightSequence | null = null
  for (const sign of signsIn(nodes)) {
    if (opening && sign.canClose) {
      ends.set(opening, 'open').set(sign, 'close')
      opening = null
    } else if (!opening && sign.canOpen) opening = sign
  }
  return ends
}

function signsIn(nodes: readonly PhrasingContent[]): HighlightSequence[] {
  return nodes.flatMap((node) => (node.type === 'highlightSequence' ? [node] : 'children' in node ? signsIn(node.children) : []))
}
