/**
 * A lesson as a tree. Takes what `sayable` answers; anything else loses what that would have listed.
 * Ids are not in it: footnotes are named by their number, images and lessons as the caller says.
 */
import type { AlignType, Blockquote, List, ListItem, Paragraph, RootContent, Root, TableCell, TableRow } from 'mdast'
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import type { Block, BlockId, Doc, ImageId, Table } from '#preload/document/schema.ts'
import { headRows } from '#preload/document/table-head.ts'
import { type NoteNames, type Place, phrasingOf } from './phrasing-from-inlines.ts'
import { isEmpty } from './runs.ts'

/** How what a lesson only names is called in the file. */
export interface Names {
  /** Where the file of an image lies, such as `images/1f3a.png`. */
  readonly image: (id: ImageId) => string
  /** Where a link leads: the address itself, or the file of a lesson. */
  readonly link: (address: string) => string
}

type Item = Extract<Block, { type: 'item' }>
type Line = Exclude<Block, Table>

/** The tree of a lesson. */
export function mdastFromDoc(doc: Doc, names: Names): Root {
  const writer = new TreeWriter(doc, names)
  return { type: 'root', children: writer.blocks(doc) }
}

class TreeWriter {
  readonly #names: Names
  readonly #notes: NoteNames
  readonly #numbers: ReadonlyMap<BlockId, number>

  constructor(doc: Doc, names: Names) {
    this.#names = names
    this.#numbers = new Map(doc.map(({ id }, at) => [id, numbersOf(doc)[at] ?? 0]))
    this.#notes = numberNotes(doc)
  }

  blocks(doc: Doc): RootContent[] {
    return groupsOf(doc).flatMap((group): RootContent[] => {
      const [first] = group
      if (first?.type === 'item') return this.#lists(group.filter(isItem), 0)
      if (first?.type === 'quote' || first?.type === 'callout') return [this.#box(first, group)]
      return group.map((block) => this.#block(block))
    })
  }

  #block(block: Block): RootContent {
    switch (block.type) {
      case 'heading':
        return { type: 'heading', depth: block.level, children: this.#phrasing(block, 'heading') }
      case 'code':
        return { type: 'code', lang: block.language ?? null, value: block.children.map((run) => run.text).join('') }
      case 'divider':
        return { type: 'thematicBreak' }
      case 'image':
        return this.#image(block)
      case 'formula-block':
        return { type: 'math', value: block.children.map((run) => run.text).join('') }
      case 'note': {
        const name = this.#notes.get(block.id) ?? block.id
        return { type: 'footnoteDefinition', identifier: name, label: name, children: isEmpty(block.children) ? [] : [this.#paragraph(block)] }
      }
      case 'table':
        return this.#table(block)
      case 'paragraph':
      case 'item':
      case 'quote':
      case 'callout':
        return this.#paragraph(block)
    }
  }

  #phrasing(line: Pick<Line, 'children'>, place: Place) {
    return phrasingOf(line.children, { place, notes: this.#notes, link: this.#names.link })
  }

  #paragraph(line: Line): Paragraph {
    return { type: 'paragraph', children: this.#phrasing(line, 'text') }
  }

  /** The caption is the rest of the picture's paragraph, on a line of its own. */
  #image(block: Extract<Block, { type: 'image' }>): Paragraph {
    const data = block.width === undefined ? {} : { data: { width: block.width } }
    const image = { type: 'image', url: this.#names.image(block.image), alt: block.alt, ...data } as const
    const caption = isEmpty(block.children) ? [] : [{ type: 'break' } as const, ...this.#phrasing(block, 'caption')]
    return { type: 'paragraph', children: [image, ...caption] }
  }

  #box(first: Block, group: readonly Block[]): Blockquote {
    const lines = group.filter((line): line is Line => line.type !== 'table' && !isEmpty(line.children))
    const data = first.type === 'callout' ? { data: { tone: first.tone } } : {}
    return { type: 'blockquote', ...data, children: lines.map((line) => this.#paragraph(line)) }
  }

  /** Items from one depth on as lists, one after another where their kind changes or their numbers do not go on. */
  #lists(items: readonly Item[], depth: number): List[] {
    const lists: List[] = []
    for (let at = 0; at < items.length;) {
      const item = items[at]
      if (!item) break
      const deeper = items.slice(at + 1).findIndex((each) => each.depth <= depth)
      const end = deeper < 0 ? items.length : at + 1 + deeper
      const ordered = item.kind === 'number'
      const last = lists.at(-1)
      const start = ordered ? (this.#numbers.get(item.id) ?? 1) : null
      const goesOn = last?.ordered === ordered && (start === null || start === (last.start ?? 1) + last.children.length)
      const list: List = last && goesOn ? last : { type: 'list', ordered, ...(start === null ? {} : { start }), spread: false, children: [] }
      if (list !== last) lists.push(list)
      list.children.push(this.#item(item, this.#lists(items.slice(at + 1, end), depth + 1)))
      at = end
    }
    return lists
  }

  #item(item: Item, inside: readonly List[]): ListItem {
    const isTask = item.kind === 'task'
    const text = isEmpty(item.children) && !isTask ? [] : [this.#paragraph(item)]
    return { type: 'listItem', spread: false, checked: isTask ? item.done === true : null, children: [...text, ...inside] }
  }

  #table(table: Table): RootContent {
    const rows = table.children.map((row): TableRow => ({
      type: 'tableRow',
      children: row.children.map(({ colspan, rowspan, children }): TableCell => ({
        type: 'tableCell',
        data: { ...(colspan === undefined ? {} : { colspan }), ...(rowspan === undefined ? {} : { rowspan }) },
        children: phrasingOf(children, { place: 'cell', notes: this.#notes, link: this.#names.link }),
      })),
    }))
    return {
      type: 'table',
      align: table.align.map((align): AlignType => align),
      data: { hasHeader: table.hasHeader, headRows: headRows(table) },
      children: rows,
    }
  }
}

function isItem(block: Block): block is Item {
  return block.type === 'item'
}

/** What becomes one node of the tree: the items of a list, the lines of a box, any other block alone. */
function groupsOf(doc: Doc): Block[][] {
  const groups: Block[][] = []
  for (const block of doc) {
    const last = groups.at(-1)
    if (last?.[0] && belongTogether(last[0], block)) last.push(block)
    else groups.push([block])
  }
  return groups
}

function belongTogether(a: Block, b: Block): boolean {
  if (a.type === 'callout' && b.type === 'callout') return a.tone === b.tone
  return a.type === b.type && (a.type === 'item' || a.type === 'quote')
}

/** Footnotes are numbered by the first mark that names them; those that none names come after. */
function numberNotes(doc: Doc): NoteNames {
  const marked = doc.flatMap((block) =>
    linesOf(block).flatMap(({ line }) => inlinesOf(line).flatMap((each) => (!isRun(each) && each.type === 'note-mark' ? [each.note] : []))),
  )
  const texts = doc.flatMap((block) => (block.type === 'note' ? [block.id] : []))
  return new Map([...new Set([...marked, ...texts])].map((id, index) => [id, String(index + 1)]))
}
