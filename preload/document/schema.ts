/**
 * The document as data: a flat list of blocks whose children are runs of text, and what stands among them.
 * A list item is a block of its own (kind and depth say where it belongs), so that every block is a
 * direct child of the document and no edit has to reshape a tree. Only a table is one, of rows and cells.
 * Declared once as zod values; the types are inferred from them.
 */
import type { Node } from './node.ts'
import { largestStart } from './numbering.ts'
import { z } from './zod.ts'

/** Where a run of text came from, when a model wrote it. Typing into the run makes it the author's again. */
export const Provenance = z.strictObject({
  model: z.string().max(200),
  /** What the adapter was called that the model had on; left out where it had none. */
  adapter: z.string().max(200).optional(),
  /** How strongly it worked, 1 as it was learnt. */
  strength: z.number().optional(),
  /** Milliseconds since the epoch at which the author accepted it. */
  at: z.number(),
})
export type Provenance = z.infer<typeof Provenance>

/** Where a link leads: a page of the web, an address to write to, or a lesson (`moke:lesson/ID`). Nothing else can be followed, or stored. */
export const Link = z
  .string()
  .max(4000)
  .regex(/^(?:https?:\/\/|mailto:|moke:lesson\/)\S+$/i)

/** A run of text with the same marks. */
export const Run = z.strictObject({
  text: z.string(),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  underline: z.literal(true).optional(),
  strike: z.literal(true).optional(),
  highlight: z.literal(true).optional(),
  code: z.literal(true).optional(),
  link: Link.optional(),
  ai: Provenance.optional(),
})
export type Run = z.infer<typeof Run>

/** Identifies a block, or a cell of a table, for as long as it lives, across edits and versions. */
export const BlockId = z.string().min(1).max(40).brand('BlockId')
export type BlockId = z.infer<typeof BlockId>

/** SHA-256 of an image's file, in hexadecimal. */
export const ImageId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand('ImageId')
export type ImageId = z.infer<typeof ImageId>

/** What is void holds one empty run. */
const nothing: z.ZodType<Run[]> = z.array(z.strictObject({ text: z.string().max(0) })).length(1)

/** A formula within a line: its TeX source. */
export const Formula = z.strictObject({ type: z.literal('formula'), tex: z.string().max(20_000), children: nothing })
export type Formula = z.infer<typeof Formula>

/** The mark of a footnote: `note` is the block that holds its text. Several marks may name one. */
export const NoteMark = z.strictObject({ type: z.literal('note-mark'), note: BlockId, children: nothing })
export type NoteMark = z.infer<typeof NoteMark>

/** What a line is made of. The page keeps a run, an empty one if need be, at both sides of whatever is none. */
export const Inline = z.union([Run, Formula, NoteMark])
export type Inline = z.infer<typeof Inline>

const runs = z.array(Run).min(1)
const inlines = z.array(Inline).min(1)
const element = <T extends string, S extends z.core.$ZodShape, C extends z.ZodType>(type: T, shape: S, children: C) =>
  z.strictObject({ type: z.literal(type), ...shape, children })
const block = <T extends string, S extends z.core.$ZodShape>(type: T, shape: S) => element(type, { id: BlockId, ...shape }, inlines)

/** A cell of a table: a line of its own. It may reach over columns to its right and rows below, which then have no cell there. */
const span = z.number().int().min(2).max(1000).optional()
export const Cell = block('cell', { colspan: span, rowspan: span })
export type Cell = z.infer<typeof Cell>

/** A row may have no cell where all its columns are reached by cells above. */
export const Row = element('row', {}, z.array(Cell).min(1))
export type Row = z.infer<typeof Row>

/** How a column of a table is aligned; null: as text is. */
export const Align = z.enum(['left', 'center', 'right']).nullable()
export type Align = z.infer<typeof Align>

/** What a callout is about. GitHub's five, so that Markdown can say it. */
export const Tone = z.enum(['note', 'tip', 'important', 'warning', 'caution'])
export type Tone = z.infer<typeof Tone>

/** Where a numbered item counts from: its number, or onward from the item before it of the same depth, whatever stands between them. */
const Start = z.union([z.literal('onward'), z.number().int().min(0).max(largestStart)])

/**
 * One block of a lesson. Code, and the TeX source of a formula, hold their line breaks in their text; a divider is void.
 * The children of an image are its caption. Notes are the texts of footnotes; they lie at the end.
 */
export const Block = z.discriminatedUnion('type', [
  block('paragraph', {}),
  block('heading', { level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]) }),
  /** `done` is of tasks alone, `start` of numbered items, where they are not called as `numbering.ts` counts. */
  block('item', {
    kind: z.enum(['bullet', 'number', 'task']),
    depth: z.number().int().min(0).max(8),
    done: z.literal(true).optional(),
    start: Start.optional(),
  }),
  block('quote', {}),
  block('callout', { tone: Tone }),
  element('code', { id: BlockId, language: z.string().max(40).optional() }, runs),
  element('divider', { id: BlockId }, nothing),
  /** `width`: percent of the text's measure. */
  block('image', { image: ImageId, alt: z.string().max(2000), width: z.number().min(5).max(100).optional() }),
  element('formula-block', { id: BlockId }, runs),
  block('note', {}),
  element('table', { id: BlockId, align: z.array(Align).min(1), hasHeader: z.boolean() }, z.array(Row).min(1)),
])
export type Block = z.infer<typeof Block>
export type Table = Extract<Block, { type: 'table' }>

/** Whatever has children made of runs and what stands among them: every block but a table, and every cell. */
export type Line = Exclude<Block, Table> | Cell

/** The text of a lesson: never empty (an untouched lesson is one empty paragraph). */
export const Doc = z.array(Block).min(1)
export type Doc = readonly Block[]

/** Position of a node: indices from the document's root. A document is five deep (the empty run of a formula in a cell); in the middle of a batch a table may lie in another. */
export const Path = z.array(z.number().int().min(0)).max(12)

/** What a change puts in or takes out. In the middle of a batch it may be something that no document holds, such as a row without cells. */
const node: z.ZodType<Node> = z.lazy(() => z.union([z.looseObject({ text: z.string() }), z.looseObject({ children: z.array(node) })]))
const properties = z.record(z.string(), z.unknown())

/**
 * One change of a document: a Slate operation (https://docs.slatejs.org/concepts/05-operations) other
 * than a move of the selection. Nodes and property values are checked when the changed document is
 * read back as a whole.
 */
export const Change = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('insert_text'), path: Path, offset: z.number().int().min(0), text: z.string() }),
  z.strictObject({ type: z.literal('remove_text'), path: Path, offset: z.number().int().min(0), text: z.string() }),
  z.strictObject({ type: z.literal('insert_node'), path: Path, node }),
  z.strictObject({ type: z.literal('remove_node'), path: Path, node }),
  z.strictObject({ type: z.literal('split_node'), path: Path, position: z.number().int().min(0), properties }),
  z.strictObject({ type: z.literal('merge_node'), path: Path, position: z.number().int().min(0), properties }),
  z.strictObject({ type: z.literal('move_node'), path: Path, newPath: Path }),
  z.strictObject({ type: z.literal('set_node'), path: Path, properties, newProperties: properties }),
])
export type Change = z.infer<typeof Change>
