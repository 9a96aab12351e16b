/** Documents and edits for property tests, as fast-check arbitraries. */
import fc from 'fast-check'
import type { Block, Doc, Run } from '#preload/document/schema.ts'
import { BlockId } from '#preload/document/schema.ts'

/** Pieces that text is made of: Han, punctuation, Latin, an emoji of two code units, a joined one, nothing. */
const piece = fc.constantFrom('墨', '课', '写作', '，', '。', 'a', 'Moke ', '3.14', ' ', '“', '”', '🙂', '👩‍🏫', '\n', '')
export const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))

const marks = fc.constantFrom<Omit<Run, 'text'>>(
  {},
  { bold: true },
  { italic: true },
  { code: true },
  { ai: { model: 'starter', at: 1 } },
  { bold: true, ai: { model: 'starter', adapter: 'mine', at: 2 } },
)
export const run: fc.Arbitrary<Run> = fc.tuple(text, marks).map(([written, mark]) => ({ text: written, ...mark }))

const id = fc.integer({ min: 0, max: 1e9 }).map((number) => BlockId.parse(`b${number}`))
const children = fc.array(run, { minLength: 1, maxLength: 4 })
export const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('paragraph'), id, children }),
  fc.record({ type: fc.constant('heading'), id, level: fc.constantFrom<1 | 2 | 3>(1, 2, 3), children }),
  fc.record({ type: fc.constant('item'), id, kind: fc.constantFrom('bullet', 'number'), depth: fc.integer({ min: 0, max: 8 }), children }),
  fc.record({ type: fc.constant('quote'), id, children }),
  fc.record({ type: fc.constant('code'), id, children }),
  fc.record({ type: fc.constant('code'), id, language: fc.constant('ts'), children }),
  fc.record({ type: fc.constant('divider'), id, children: fc.constant<Run[]>([{ text: '' }]) }),
)
export const doc: fc.Arbitrary<Doc> = fc.array(block, { minLength: 1, maxLength: 6 })

/** One paragraph; `id` tells it apart. */
export function paragraph(written: string, id = 'p', mark: Omit<Run, 'text'> = {}): Block {
  return { type: 'paragraph', id: BlockId.parse(id), children: [{ text: written, ...mark }] }
}
