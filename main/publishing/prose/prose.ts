/**
 * A lesson as targets read it: lists within lists, boxes with their lines, footnotes numbered by their first mark and apart from the text.
 * Every part keeps the id of its block, by which a finding leads back to its place.
 */
import { isRun } from '#preload/document/lines.ts'
import { isNote, notesMarkedIn } from '#preload/document/notes.ts'
import { isBlank } from '#preload/document/inlines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import type { Block, BlockId, Doc, ImageId, Inline, Table, Tone } from '#preload/document/schema.ts'
import { displayTex } from '#preload/markdown/display-tex.ts'

export type Content = readonly Inline[]

interface ProseItem {
  readonly id: BlockId
  readonly content: Content
  /** Null: no task. */
  readonly isDone: boolean | null
  readonly inside: readonly ProseList[]
}

export interface ProseList {
  readonly kind: 'list'
  readonly isOrdered: boolean
  /** The number of its first item, which the others go on from; 1 where they have none. */
  readonly start: number
  readonly items: readonly ProseItem[]
}

export interface ProseLine {
  readonly id: BlockId
  readonly content: Content
}

export type ProseBlock =
  | { readonly kind: 'heading'; readonly id: BlockId; readonly level: 1 | 2 | 3 | 4 | 5 | 6; readonly content: Content }
  | ({ readonly kind: 'paragraph' } & ProseLine)
  | ProseList
  | { readonly kind: 'quote'; readonly lines: readonly ProseLine[] }
  | { readonly kind: 'callout'; readonly tone: Tone; readonly lines: readonly ProseLine[] }
  | { readonly kind: 'code'; readonly id: BlockId; readonly language: string | null; readonly text: string }
  | { readonly kind: 'formula'; readonly id: BlockId; readonly tex: string }
  | { readonly kind: 'image'; readonly id: BlockId; readonly image: ImageId; readonly alt: string; readonly caption: Content; readonly width: number | null }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'divider' }

interface ProseNote extends ProseLine {
  readonly number: number
  /** Whether a mark in the text names it: else other notes alone do, or nothing does. */
  readonly isMarked: boolean
}

export interface Prose {
  readonly blocks: readonly ProseBlock[]
  /** By number: by their first mark, then those that no mark names, which come last. */
  readonly notes: readonly ProseNote[]
  /** The number of the note that a mark names; none where its text is gone. */
  readonly numbers: ReadonlyMap<BlockId, number>
}

type Item = Extract<Block, { type: 'item' }>
type Box = Extract<Block, { type: 'quote' | 'callout' }>

/** By the lesson itself: every target reads the same lessons. */
const known = new WeakMap<Doc, Prose>()

/** Reads a lesson. Empty paragraphs are left out: no target shows the same room for them. */
export function proseOf(doc: Doc): Prose {
  const prose = known.get(doc) ?? readProse(doc)
  known.set(doc, prose)
  return prose
}

function readProse(doc: Doc): Prose {
  const texts = new Map(doc.filter(isNote).map((note) => [note.id, note]))
  const marked = new Set(doc.flatMap((block) => notesMarkedIn(block)))
  const inText = new Set(doc.flatMap((block) => (isNote(block) ? [] : notesMarkedIn(block))))
  const unnamed = doc.filter((block) => isNote(block) && !marked.has(block.id) && !isBlank(block.children)).map(({ id }) => id)
  const notes = [...marked, ...unnamed]
    .flatMap((id) => texts.get(id) ?? [])
    .map((note, index): ProseNote => ({ number: index + 1, id: note.id, content: note.children, isMarked: inText.has(note.id) }))
  const called = new Map(doc.map((block, at) => [block, numbersOf(doc)[at] ?? 0]))
  return { blocks: groupsOf(doc).flatMap((group) => blocksOf(group, called)), notes, numbers: new Map(notes.map(({ id, number }) => [id, number])) }
}

/** Blocks that are one part of the prose: the items of a list, the lines of a box, any other alone. */
function groupsOf(doc: Doc): [Block, ...Block[]][] {
  const groups: [Block, ...Block[]][] = []
  for (const block of doc) {
    if (isNote(block) || (block.type === 'paragraph' && isBlank(block.children))) continue
    const last = groups.at(-1)
    if (last && areOne(last[0], block)) last.push(block)
    else groups.push([block])
  }
  return groups
}

function areOne(a: Block, b: Block): boolean {
  if (a.type === 'callout') return b.type === 'callout' && a.tone === b.tone
  if (a.type === 'item') return b.type === 'item' && (b.depth > 0 || a.kind === b.kind)
  return a.type === 'quote' && b.type === 'quote'
}

/** What is numbered as the page numbers it. */
type Called = ReadonlyMap<Block, number>

function blocksOf(group: readonly [Block, ...Block[]], called: Called): readonly ProseBlock[] {
  const [block] = group
  return block.type === 'item'
    ? listsOf(
        group.filter((each) => each.type === 'item'),
        called,
      )
    : [blockOf(block, group)]
}

function blockOf(block: Exclude<Block, Item>, group: readonly Block[]): ProseBlock {
  switch (block.type) {
    case 'quote':
      return { kind: 'quote', lines: linesOfBox(group) }
    case 'callout':
      return { kind: 'callout', tone: block.tone, lines: linesOfBox(group) }
    case 'heading':
      return { kind: 'heading', id: block.id, level: block.level, content: block.children }
    case 'code':
      return { kind: 'code', id: block.id, language: block.language ?? null, text: textOf(block.children) }
    case 'formula-block':
      return { kind: 'formula', id: block.id, tex: displayTex(textOf(block.children)) }
    case 'image':
      return { kind: 'image', id: block.id, image: block.image, alt: block.alt, caption: block.children, width: block.width ?? null }
    case 'table':
      return { kind: 'table', table: block }
    case 'divider':
      return { kind: 'divider' }
    case 'paragraph':
    case 'note':
      return { kind: 'paragraph', id: block.id, content: block.children }
  }
}

function linesOfBox(group: readonly Block[]): ProseLine[] {
  return group.filter((line): line is Box => line.type === 'quote' || line.type === 'callout').map(({ id, children }) => ({ id, content: children }))
}

/**
 * Items as lists, one after another where their kind changes or their numbers do not go on: a list has a sign before each of its items, or a box,
 * or a number. Within an item lies what is deeper than itself: a list may begin at any depth.
 */
function listsOf(items: readonly Item[], called: Called): ProseList[] {
  const lists: { kind: 'list'; isOrdered: boolean; start: number; items: ProseItem[] }[] = []
  let before: Item | null = null
  for (let at = 0; at < items.length;) {
    const item = items[at]!
    let end = at + 1
    while (end < items.length && items[end]!.depth > item.depth) end += 1
    const last = lists.at(-1)
    const isOrdered = item.kind === 'number'
    const number = called.get(item) ?? 1
    // Items at several depths without one that they all lie in are one list, whatever each is called on the page.
    const isCounted = isOrdered && before?.depth === item.depth
    const goesOn = before?.kind === item.kind && (!isCounted || number === (last?.start ?? 0) + (last?.items.length ?? 0))
    const list = last && goesOn ? last : { kind: 'list' as const, isOrdered, start: isOrdered ? number : 1, items: [] }
    if (list !== last) lists.push(list)
    before = item
    list.items.push({
      id: item.id,
      content: item.children,
      isDone: item.kind === 'task' ? item.done === true : null,
      inside: listsOf(items.slice(at + 1, end), called),
    })
    at = end
  }
  return lists
}

/** The words of runs. */
export function textOf(content: Content): string {
  return content.map((each) => (isRun(each) ? each.text : '')).join('')
}

/** Whether there is anything to see in a line. */
export function isSeen(content: Content): boolean {
  return !isBlank(content)
}
