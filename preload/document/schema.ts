/**
 * The document as data: a flat list of blocks whose children are runs of text.
 * A list item is a block of its own (kind and depth say where it belongs), so that every block is a
 * direct child of the document and no edit has to reshape a tree.
 * Declared once as zod values; the types are inferred from them.
 */
import { z } from './zod.ts'

/** Where a run of text came from, when a model wrote it. Typing into the run makes it the author's again. */
export const Provenance = z.strictObject({
  model: z.string().max(200),
  adapter: z.string().max(200).optional(),
  /** Milliseconds since the epoch at which the author accepted it. */
  at: z.number(),
})
export type Provenance = z.infer<typeof Provenance>

/** A run of text with the same marks. */
export const Run = z.strictObject({
  text: z.string(),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  code: z.literal(true).optional(),
  ai: Provenance.optional(),
})
export type Run = z.infer<typeof Run>

/** Identifies a block for as long as it lives, across edits and versions. */
export const BlockId = z.string().min(1).max(40).brand('BlockId')
export type BlockId = z.infer<typeof BlockId>

const runs = z.array(Run).min(1)
const block = <T extends string, S extends z.core.$ZodShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), id: BlockId, ...shape, children: runs })

/** One block of a lesson. Code holds its line breaks in its text; a divider is void (one empty run). */
export const Block = z.discriminatedUnion('type', [
  block('paragraph', {}),
  block('heading', { level: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
  block('item', { kind: z.enum(['bullet', 'number']), depth: z.number().int().min(0).max(8) }),
  block('quote', {}),
  block('code', { language: z.string().max(40).optional() }),
  block('divider', {}),
])
export type Block = z.infer<typeof Block>

/** The text of a lesson: never empty (an untouched lesson is one empty paragraph). */
export const Doc = z.array(Block).min(1)
export type Doc = readonly Block[]

/** Position of a node: indices from the document's root. */
export const Path = z.array(z.number().int().min(0)).max(4)

const node = z.union([Block, Run])
const properties = z.record(z.string(), z.unknown())

/**
 * One change of a document: a Slate operation (https://docs.slatejs.org/concepts/05-operations) other
 * than a move of the selection. `unknown` property values are checked when the changed document is
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
