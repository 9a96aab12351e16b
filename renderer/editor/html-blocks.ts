/**
 * HTML from other programs reduced to the blocks that a lesson knows. It is parsed into a document of its
 * own that runs no script and loads nothing; only its text and the meaning of its elements come over.
 */
import { newBlockId } from '#preload/document/identity.ts'
import type { Block, Run } from '#preload/document/schema.ts'
import type { Shape } from './commands.ts'

type Marks = Pick<Run, 'bold' | 'italic' | 'code'>

/** Where the walk is: the block that text would go into, and how deep in lists. */
interface Surroundings {
  readonly shape: Shape
  readonly depth: number
  readonly marks: Marks
  readonly isVerbatim: boolean
}

const ignored = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'IFRAME', 'OBJECT', 'SVG', 'MATH', 'BUTTON', 'SELECT', 'TEXTAREA', 'META', 'LINK'])
const breaking = new Set(['P', 'DIV', 'SECTION', 'ARTICLE', 'MAIN', 'HEADER', 'FOOTER', 'ASIDE', 'NAV', 'FIGURE', 'FIGCAPTION', 'TABLE', 'TR', 'DL', 'DT', 'DD', 'ADDRESS', 'FIELDSET', 'FORM', 'UL', 'OL'])

/** The blocks of a piece of HTML; none when it holds no text. */
export function blocksFromHtml(html: string): Block[] {
  const reader = new BlockReader()
  reader.children(new DOMParser().parseFromString(html, 'text/html').body, { shape: { type: 'paragraph' }, depth: 0, marks: {}, isVerbatim: false })
  reader.close()
  return reader.blocks
}

class BlockReader {
  readonly blocks: Block[] = []
  private runs: Run[] = []
  private open: { readonly shape: Shape; readonly depth: number } | null = null

  children(parent: Node, around: Surroundings): void {
    for (const child of parent.childNodes) {
      if (child instanceof Element) this.element(child, around)
      else if (child.nodeType === Node.TEXT_NODE) this.text(child.nodeValue ?? '', around)
    }
  }

  /** Ends the block that is being filled. */
  close(): void {
    const children = this.open?.shape.type === 'code' ? this.runs : trimmed(this.runs)
    if (this.open && children.some(({ text }) => text.trim() !== '')) this.blocks.push(blockOf(this.open.shape, this.open.depth, children))
    this.runs = []
    this.open = null
  }

  private element(element: Element, around: Surroundings): void {
    const tag = element.tagName.toUpperCase()
    if (ignored.has(tag)) return
    if (tag === 'BR') this.text('\n', { ...around, isVerbatim: true })
    else if (tag === 'HR') this.divider()
    else if (tag === 'TD' || tag === 'TH') this.cell(element, around)
    else if (isBlockTag(tag)) this.inBlock(element, inside(element, tag, around))
    else this.children(element, { ...around, marks: { ...around.marks, ...marksOf(element, tag) } })
  }

  private inBlock(element: Element, around: Surroundings): void {
    this.close()
    this.children(element, around)
    this.close()
  }

  private divider(): void {
    this.close()
    this.blocks.push({ type: 'divider', id: newBlockId(), children: [{ text: '' }] })
  }

  /** A row of a table is a line; its cells are set apart by tabs. */
  private cell(element: Element, around: Surroundings): void {
    if (this.runs.length > 0) this.text('\t', { ...around, isVerbatim: true })
    this.children(element, around)
  }

  private text(text: string, around: Surroundings): void {
    const last = this.runs.at(-1)?.text ?? ''
    let clean = around.isVerbatim ? text : text.replace(/[ \t\r\n]+/g, ' ')
    if (!around.isVerbatim && (last === '' || /\s$/.test(last))) clean = clean.replace(/^ /, '')
    if (clean === '') return
    this.open ??= { shape: around.shape, depth: around.depth }
    this.runs.push({ text: clean, ...(around.shape.type === 'code' ? {} : around.marks) })
  }
}

function isBlockTag(tag: string): boolean {
  return breaking.has(tag) || /^(H[1-6]|LI|BLOCKQUOTE|PRE)$/.test(tag)
}

function inside(element: Element, tag: string, around: Surroundings): Surroundings {
  const level = /^H([1-6])$/.exec(tag)?.[1]
  if (level !== undefined) return { ...around, shape: { type: 'heading', level: level === '1' ? 1 : level === '2' ? 2 : 3 } }
  switch (tag) {
    case 'BLOCKQUOTE': return { ...around, shape: { type: 'quote' } }
    case 'PRE': return { ...around, shape: { type: 'code' }, isVerbatim: true }
    case 'LI': return { ...around, shape: { type: 'item', kind: element.parentElement?.tagName === 'OL' ? 'number' : 'bullet' }, depth: Math.max(0, around.depth - 1) }
    case 'UL':
    case 'OL': return { ...around, depth: Math.min(9, listDepth(element)) }
    default: return around
  }
}

function listDepth(list: Element): number {
  let depth = 0
  for (let at: Element | null = list; at; at = at.parentElement) if (at.tagName === 'UL' || at.tagName === 'OL') depth += 1
  return depth
}

function marksOf(element: Element, tag: string): Marks {
  const style = element.getAttribute('style') ?? ''
  // Google Docs wraps everything into a <b> of normal weight.
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1]
  const isBold = weight === undefined ? tag === 'B' || tag === 'STRONG' : weight === 'bold' || Number(weight) >= 600
  const isItalic = /font-style:\s*(italic|oblique)/i.test(style) || ((tag === 'I' || tag === 'EM') && !/font-style:\s*normal/i.test(style))
  return { ...(isBold && { bold: true as const }), ...(isItalic && { italic: true as const }), ...((tag === 'CODE' || tag === 'KBD' || tag === 'SAMP') && { code: true as const }) }
}

function blockOf(shape: Shape, depth: number, children: Run[]): Block {
  const id = newBlockId()
  if (shape.type === 'item') return { ...shape, id, depth: Math.min(8, depth), children }
  return { ...shape, id, children }
}

/** Without white space at both ends. */
function trimmed(runs: readonly Run[]): Run[] {
  const kept = runs.map((run) => ({ ...run }))
  while (kept[0] && (kept[0].text = kept[0].text.trimStart()) === '') kept.shift()
  for (let last = kept.at(-1); last && (last.text = last.text.trimEnd()) === ''; last = kept.at(-1)) kept.pop()
  return kept
}
