/**
 * Markdown text as a tree. All that can only be seen in the text itself is seen here: which of two equal trees an
 * author wrote by an escape, formulas by their signs, callouts.
 */
import type { Blockquote, Html, Paragraph, Root, Text } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { type InlineMath, mathFromMarkdown } from 'mdast-util-math'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfm } from 'micromark-extension-gfm'
import { SKIP, visit } from 'unist-util-visit'
import { withBareAddresses } from './addresses.ts'
import { fromCell } from './cell-bars.ts'
import { fitsOneSign } from './formula-signs.ts'
import { htmlPieces, isInlineTag } from './html-text.ts'
import { highlightFromMarkdown, studioSyntax } from './syntax.ts'
import { withoutComments } from './tex-comments.ts'
import { readWikiLinks } from './wiki-links.ts'
import './nodes.ts'

/** Without the library's search for addresses in texts that were read already: it takes an escaped one for one. */
const gfmNodes = gfmFromMarkdown().map(({ transforms: _transforms, ...rest }) => rest)

/** The tree of a text; its lines and columns are the text's own. A front matter is its first node, of type `yaml`. */
export function mdastFromMarkdown(text: string): Root {
  const source = text.replace(/\r\n?/g, '\n')
  const root = fromMarkdown(source, {
    extensions: [withBareAddresses(gfm({ singleTilde: false })), studioSyntax, frontmatter(['yaml'])],
    mdastExtensions: [...gfmNodes, mathFromMarkdown(), frontmatterFromMarkdown(['yaml']), highlightFromMarkdown(source)],
  })
  readWikiLinks(root, source)
  visit(root, (node, index, parent) => {
    if (node.type === 'inlineMath') readFormula(node, source)
    // A bar within a cell is escaped, in formulas too, or has a name there.
    else if (node.type === 'tableCell') visit(node, 'inlineMath', (formula) => void (formula.value = fromCell(formula.value)))
    else if (node.type === 'blockquote') readAlert(node, source)
    else if (node.type === 'html' && parent && index !== undefined && flows.has(parent.type) && isLine(node)) {
      parent.children[index] = { type: 'paragraph', children: [node], position: node.position }
      return SKIP
    }
    return undefined
  })
  return root
}

/** What holds blocks. */
const flows = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition'])

/** A picture or a line break of HTML that stands alone is taken for a block, and is a line. */
function isLine(node: Html): boolean {
  return htmlPieces(node.value).every((piece) => piece.kind === 'nothing' || ((piece.kind === 'open' || piece.kind === 'close') && isInlineTag(piece.tag)))
}

function rawOf(node: { readonly position?: Root['position'] }, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
}

/** Takes off the room within its signs. Two signs that one would have done for, or without room, say that it was to stand by itself. */
function readFormula(node: InlineMath, source: string): void {
  const raw = rawOf(node, source)
  const isDouble = raw.startsWith('$$')
  const hasRoom = /^\s.*\S.*\s$/s.test(node.value)
  const value = isDouble && hasRoom ? node.value.slice(1, -1) : node.value
  node.value = value.includes('\n') ? withoutComments(value).replaceAll('\n', ' ') : value
  const { start, end } = { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
  const couldBeOne = fitsOneSign(node.value, source.slice(Math.max(0, start - 1), start), source.slice(end, end + 1))
  node.data = { ...node.data, isDisplay: isDouble && (!hasRoom || couldBeOne) }
}

const alert = /^\[!([\w-]+)\]([+-]?)[ \t]*([^\n]*)(?:\n|$)/

/** `> [!NOTE]` begins a callout, if its bracket was not escaped. Obsidian writes a title behind it. */
function readAlert(node: Blockquote, source: string): void {
  const [first] = node.children
  const [head] = first?.type === 'paragraph' ? first.children : []
  if (first?.type !== 'paragraph' || head?.type !== 'text' || !rawOf(head, source).startsWith('[!')) return
  const match = alert.exec(head.value)
  if (!match) return
  const [whole, name = '', , title = ''] = match
  node.data = { ...node.data, callout: { name: name.toLowerCase(), title: title.trim() } }
  dropStart(first, head, whole.length)
  if (first.children.length === 0) node.children.shift()
}

function dropStart(paragraph: Paragraph, head: Text, length: number): void {
  head.value = head.value.slice(length)
  if (head.value !== '') return
  paragraph.children.shift()
  if (paragraph.children[0]?.type === 'break') paragraph.children.shift()
}
