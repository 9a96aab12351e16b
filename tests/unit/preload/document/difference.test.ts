import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '#preload/document/apply.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { invertChanges } from '#preload/document/invert.ts'
import type { Doc } from '#preload/document/schema.ts'
import { doc, paragraph } from './documents.ts'

/** Two documents that share blocks: some moved, some changed, some gone. */
const pair: fc.Arbitrary<[Doc, Doc]> = fc.tuple(doc, doc, fc.array(fc.nat(20), { maxLength: 8 })).map(([one, other, picks]) => {
  const taken = new Set<string>()
  const mixed = [...picks.map((pick) => one[pick % one.length]), ...other].flatMap((block, index) => {
    if (!block || taken.has(block.id)) return []
    taken.add(block.id)
    const twin = one[index % one.length]
    return index % 3 === 0 && twin?.type === block.type && !taken.has(twin.id) ? (taken.add(twin.id), [{ ...block, id: twin.id }]) : [block]
  })
  return [one, mixed]
})

describe('the changes between two documents', () => {
  test('they make the one of the other, and taken back the other way round', () => {
    fc.assert(
      fc.property(pair, ([from, to]) => {
        const changes = changesBetween(from, to)
        expect(applyChanges(from, changes)).toEqual(to)
        expect(applyChanges(to, invertChanges(from, changes))).toEqual(from)
      }),
      { numRuns: 400 },
    )
  })

  test('they are none between equal ones', () => {
    fc.assert(
      fc.property(
        doc.filter((one) => new Set(one.map(({ id }) => id)).size === one.length),
        (one) => {
          expect(changesBetween(one, structuredClone(one))).toEqual([])
        },
      ),
    )
  })

  test('they carry only what differs: letters, not blocks', () => {
    expect(changesBetween([paragraph('写作从这里开始', 'a'), paragraph('不变', 'b')], [paragraph('写作从那里开始', 'a'), paragraph('不变', 'b')])).toEqual([
      { type: 'remove_text', path: [0, 0], offset: 3, text: '这' },
      { type: 'insert_text', path: [0, 0], offset: 3, text: '那' },
    ])
    expect(changesBetween([paragraph('🙂', 'a')], [paragraph('🙃', 'a')])).toEqual([
      { type: 'remove_text', path: [0, 0], offset: 0, text: '🙂' },
      { type: 'insert_text', path: [0, 0], offset: 0, text: '🙃' },
    ])
  })

  test('no character is cut in two, and none is taken out that is in both', () => {
    expect(changesBetween([paragraph('🙂', 'a')], [paragraph('🙃🙂', 'a')])).toEqual([{ type: 'insert_text', path: [0, 0], offset: 0, text: '🙃' }])
    expect(changesBetween([paragraph('🙂🙃', 'a')], [paragraph('🙂', 'a')])).toEqual([{ type: 'remove_text', path: [0, 0], offset: 2, text: '🙃' }])
    // These two share only their last code unit.
    expect(changesBetween([paragraph('甲🙂', 'a')], [paragraph('甲\u{1fa42}', 'a')])).toEqual([
      { type: 'remove_text', path: [0, 0], offset: 1, text: '🙂' },
      { type: 'insert_text', path: [0, 0], offset: 1, text: '\u{1fa42}' },
    ])
  })

  test('they move the block that moved, and no other', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => paragraph(id, id))
    if (!a || !b || !c || !d) throw new Error('four')
    const changes = changesBetween([a, b, c, d], [d, a, b, c])
    expect(changes).toEqual([
      { type: 'remove_node', path: [3], node: d },
      { type: 'insert_node', path: [0], node: d },
    ])
  })
})
