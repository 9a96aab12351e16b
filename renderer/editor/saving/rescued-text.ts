/** What was written, where only its changes are left: no place in a text, but nothing of it lost. Pure, but for new ids. */
import { newBlockId } from '#preload/document/identity.ts'
import { type ElementNode, isText, type Node } from '#preload/document/node.ts'
import type { Change, Doc, Inline } from '#preload/document/schema.ts'

/** Something that was written: words, a formula's source, what a picture shows. It may be written on. */
interface Piece {
  readonly kind: 'words' | 'tex' | 'alt'
  text: string
}

/** Each run of typing, and each line that was put in, is a paragraph; formulas stay formulas, pictures are what is said of them. */
export function textOfChanges(changes: readonly Change[]): Doc {
  const lines: Piece[][] = []
  for (const change of changes) {
    if (change.type === 'insert_text') lines.push([{ kind: 'words', text: change.text }])
    else if (change.type === 'insert_node') lines.push(...linesOf(change.node))
    else if (change.type === 'set_node') for (const kind of ['tex', 'alt'] as const) write(lines, kind, change.properties[kind], change.newProperties[kind])
  }
  return lines
    .filter((line) => line.some(({ text }) => text.trim() !== ''))
    .map((line) => ({ type: 'paragraph', id: newBlockId(), children: line.length === 1 ? around(line) : line.map(inlineOf) }))
}

/** A source is set anew at every key: the piece that was `before` goes on, and where there is none one begins. What was taken away stays, as with words. */
function write(lines: Piece[][], kind: 'tex' | 'alt', before: unknown, after: unknown): void {
  if (typeof after !== 'string' || after.trim() === '') return
  const written = lines.flat().findLast((piece) => piece.kind === kind && piece.text === before)
  if (written) written.text = after
  else lines.push([{ kind, text: after }])
}

/** What stands in a node, by the lines of it. */
function linesOf(node: Node): Piece[][] {
  if (isText(node)) return [[{ kind: 'words', text: node.text }]]
  if (isInline(node)) return [[pieceOf(node)]]
  const isLine = node.children.every((child) => isText(child) || isInline(child))
  const lines = isLine ? [node.children.map(pieceOf)] : node.children.flatMap(linesOf)
  return node['type'] === 'image' ? [[{ kind: 'alt', text: textIn(node, 'alt') }], ...lines] : lines
}

function textIn(node: ElementNode, property: 'tex' | 'alt'): string {
  const value = node[property]
  return typeof value === 'string' ? value : ''
}

const isInline = (node: ElementNode) => node['type'] === 'formula' || node['type'] === 'note-mark'

function pieceOf(node: Node): Piece {
  if (isText(node)) return { kind: 'words', text: node.text }
  return node['type'] === 'formula' ? { kind: 'tex', text: textIn(node, 'tex') } : { kind: 'words', text: '' }
}

function inlineOf({ kind, text }: Piece): Inline {
  return kind === 'tex' ? { type: 'formula', tex: text, children: [{ text: '' }] } : { text }
}

/** A formula alone has a run at both sides, as in every text. */
function around(line: readonly Piece[]): Inline[] {
  return line.flatMap((piece) => (piece.kind === 'tex' ? [{ text: '' }, inlineOf(piece), { text: '' }] : [inlineOf(piece)]))
}
