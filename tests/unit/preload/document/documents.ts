/** Documents and edits for property tests, as fast-check arbitraries. */
import fc from 'fast-check'
import type { Align, Block, Cell, Doc, Inline, Row, Run } from '#preload/document/schema.ts'
import { BlockId, ImageId } from '#preload/document/schema.ts'

/** Pieces that text is made of: Han, punctuation, Latin, an emoji of two code units, a joined one, nothing. */
const piece = fc.constantFrom('墨', '课', '写作', '，', '。', 'a', 'Moke ', '3.14', ' ', '“', '”', '🙂', '👩‍🏫', '\n', '')
export const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))

const marks = fc.constantFrom<Omit<Run, 'text'>>(
  {},
  { bold: true },
  { italic: true },
  { code: true },
  { underline: true, strike: true },
  { highlight: true, link: 'https://example.org/a?b=c' },
  { ai: { model: 'starter', at: 1 } },
  { bold: true, ai: { model: 'starter', adapter: 'mine', at: 2 } },
  { ai: { model: 'starter', adapter: 'mine', strength: 0.8, at: 2 } },
)
export const run: fc.Arbitrary<Run> = fc.tuple(text, marks).map(([written, mark]) => ({ text: written, ...mark }))

const id = fc.integer({ min: 0, max: 1e9 }).map((number) => BlockId.parse(`b${number}`))
const runs: fc.Arbitrary<Run[]> = fc.array(run, { minLength: 1, maxLength: 4 })
const empty = fc.constant<Run[]>([{ text: '' }])
const object: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ type: fc.constant('formula' as const), tex: fc.constantFrom('E=mc^2', '\\frac{1}{2}', ''), children: empty }),
  fc.record({ type: fc.constant('note-mark' as const), note: id, children: empty }),
)
/** Runs, and now and then something else between two of them. */
const children: fc.Arbitrary<Inline[]> = fc.oneof(
  { weight: 3, arbitrary: runs.map((parts): Inline[] => parts) },
  { weight: 1, arbitrary: fc.tuple(run, object, run).map((parts): Inline[] => [...parts]) },
)
const cell: fc.Arbitrary<Cell> = fc.record({ type: fc.constant('cell'), id, children })
const row: fc.Arbitrary<Row> = fc.record({ type: fc.constant('row'), children: fc.array(cell, { minLength: 1, maxLength: 3 }) })
export const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('paragraph'), id, children }),
  fc.record({ type: fc.constant('heading'), id, level: fc.constantFrom<1 | 2 | 3 | 4 | 5 | 6>(1, 2, 3, 4, 5, 6), children }),
  fc.record({ type: fc.constant('item'), id, kind: fc.constantFrom('bullet', 'number', 'task'), depth: fc.integer({ min: 0, max: 8 }), children }),
  fc.record({ type: fc.constant('item'), id, kind: fc.constant('task'), depth: fc.constant(0), done: fc.constant<true>(true), children }),
  fc.record({ type: fc.constant('quote'), id, children }),
  fc.record({ type: fc.constant('callout'), id, tone: fc.constantFrom('note', 'tip', 'important', 'warning', 'caution'), children }),
  fc.record({ type: fc.constant('code'), id, children: runs }),
  fc.record({ type: fc.constant('code'), id, language: fc.constant('ts'), children: runs }),
  fc.record({ type: fc.constant('formula-block'), id, children: runs }),
  fc.record({ type: fc.constant('divider'), id, children: empty }),
  fc.record({ type: fc.constant('image'), id, image: fc.constant(ImageId.parse('0'.repeat(64))), alt: text, width: fc.constant(60), children }),
  fc.record({ type: fc.constant('note'), id, children }),
  fc.record({
    type: fc.constant('table'),
    id,
    align: fc.constant<Align[]>(['left', null, 'right']),
    hasHeader: fc.boolean(),
    children: fc.array(row, { minLength: 1, maxLength: 3 }),
  }),
)
export const doc: fc.Arbitrary<Doc> = fc.array(block, { minLength: 1, maxLength: 6 })

/** One paragraph; `id` tells it apart. */
export function paragraph(written: string, id = 'p', mark: Omit<Run, 'text'> = {}): Block {
  return { type: 'paragraph', id: BlockId.parse(id), children: [{ text: written, ...mark }] }
}
