/** The tree as Markdown text: CommonMark with GFM, formulas between dollar signs, and HTML where Markdown has no word. */
import type { Blockquote, Image, Parents, Table, TableCell } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { mathToMarkdown } from 'mdast-util-math'
import { defaultHandlers, type Handle, type Info, type Join, type Options, type State, toMarkdown } from 'mdast-util-to-markdown'
import type { Root } from 'mdast'
import { attributeText } from './html-text.ts'
import { hasDoubtfulBar, markHandlers } from './write-marks.ts'
import './nodes.ts'

const gfm = gfmToMarkdown({ tablePipeAlign: false })

/** The text of a tree, with a line break at its end; nothing for nothing. */
export function markdownFromMdast(root: Root): string {
  const [first] = root.children
  // At the very beginning three dashes would begin a front matter.
  return toMarkdown(root, first?.type === 'thematicBreak' ? { ...options, rule: '*' } : options)
}

/** A callout is GitHub's: a quotation whose first line says what it is. */
function blockquote(node: Blockquote, parent: Parents | undefined, state: State, info: Info): string {
  const value = defaultHandlers.blockquote(node, parent, state, info)
  if (!node.data?.tone) return value
  const head = `> [!${node.data.tone.toUpperCase()}]`
  return node.children.length === 0 ? head : `${head}\n${value}`
}

/** A width, or a description that Markdown's brackets cannot hold, needs HTML's tag. */
function image(node: Image, parent: Parents | undefined, state: State, info: Info): string {
  const alt = node.alt ?? ''
  if (node.data?.width === undefined && !/[\r\n]|^\s|\s$/.test(alt)) return defaultHandlers.image(node, parent, state, info)
  const width = node.data?.width === undefined ? '' : ` width="${node.data.width}%"`
  return `<img src="${attributeText(node.url)}" alt="${attributeText(alt)}"${width}>`
}

/** GFM's tables have one header and equal rows. Whatever is more is HTML's, with Markdown in its cells. */
function table(node: Table, parent: Parents | undefined, state: State, info: Info): string {
  if (!isPlain(node)) return htmlTable(node, state, info)
  const handle = gfm.extensions?.flatMap(({ handlers }) => handlers?.table ?? []).at(0)
  if (!handle) throw new Error('GFM writes tables')
  if (node.data?.hasHeader !== false) return handle(node, parent, state, info)
  const empty = { type: 'tableRow', children: (node.align ?? []).map((): TableCell => ({ type: 'tableCell', children: [] })) } as const
  return handle({ ...node, children: [empty, ...node.children] }, parent, state, info)
}

function isPlain(node: Table): boolean {
  const width = node.align?.length ?? 0
  const cells = node.children.flatMap((row) => row.children)
  const [head] = node.children
  const isHeadEmpty = head?.children.every((cell) => cell.children.length === 0) ?? true
  const isRegular = node.children.every((row) => row.children.length === width)
  const isMerged = cells.some(({ data }) => data?.colspan !== undefined || data?.rowspan !== undefined)
  return isRegular && !isMerged && !(node.data?.hasHeader !== false && isHeadEmpty) && !cells.some((cell) => hasDoubtfulBar(cell.children))
}

function htmlTable(node: Table, state: State, info: Info): string {
  const columns = (node.align ?? []).map((align) => (align ? `<col align="${align}">` : '<col>')).join('')
  const heads = node.data?.headRows ?? (node.data?.hasHeader === false ? 0 : 1)
  const rows = node.children.map((row, index) => {
    const tag = index < heads ? 'th' : 'td'
    return `<tr>\n${row.children.map((cell) => htmlCell(cell, tag, state, info)).join('\n')}\n</tr>`
  })
  return `<table>\n<colgroup>${columns}</colgroup>\n${rows.join('\n')}\n</table>`
}

/** Between blank lines Markdown goes on within HTML. */
function htmlCell(cell: TableCell, tag: string, state: State, info: Info): string {
  const { colspan, rowspan } = cell.data ?? {}
  const spans = `${colspan === undefined ? '' : ` colspan="${colspan}"`}${rowspan === undefined ? '' : ` rowspan="${rowspan}"`}`
  if (cell.children.length === 0) return `<${tag}${spans}></${tag}>`
  const exit = state.enter('phrasing')
  const text = state.containerPhrasing(cell, { ...info, before: '\n', after: '\n' })
  exit()
  return `<${tag}${spans}>\n\n${text}\n\n</${tag}>`
}

/** Right behind a line of text an empty list item is none, and would underline it; nor is one whose number is not one. */
const joinLists: Join = (left, right, parent) => {
  if (parent.type !== 'listItem' || right.type !== 'list') return undefined
  const [first] = right.children
  const isFirstBare = first?.children[0]?.type !== 'paragraph'
  return left.type === 'list' || isFirstBare || (right.start ?? 1) !== 1 ? 1 : undefined
}

const handlers: Readonly<Record<string, Handle>> = { ...markHandlers, blockquote, image: Object.assign(image, { peek: () => '!' }), table }

const options: Options = {
  bullet: '-',
  rule: '-',
  fences: true,
  listItemIndent: 'one',
  join: [joinLists],
  extensions: [
    gfm,
    mathToMarkdown(),
    {
      unsafe: [
        { character: '=', after: '=', inConstruct: 'phrasing' },
        // The library looks for addresses without those that share a letter.
        { character: '@', after: '[\\-.\\w]', inConstruct: 'phrasing', notInConstruct: ['autolink', 'link', 'image', 'label'] },
        // Behind a footnote's mark at the beginning of a line it would begin the footnote's text.
        { character: ':', before: '\\]', inConstruct: 'phrasing' },
        // A mark of byte order at the beginning of a file is no text.
        { character: '\ufeff' },
      ],
      handlers: { ...handlers },
    },
  ],
}
