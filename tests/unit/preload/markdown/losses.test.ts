import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRun, linesOf } from '#preload/document/lines.ts'
import { Block, BlockId, type Doc, type Inline } from '#preload/document/schema.ts'
import { textOf } from '#preload/markdown/runs.ts'
import { sayable } from '#preload/markdown/sayable.ts'
import type { LossKind } from '#preload/markdown/losses.ts'
import { arbitraryDoc } from './arbitrary-doc.ts'
import { meaning } from './round-trip.ts'

const id = (name: string) => BlockId.parse(name)
const paragraph = (...children: unknown[]) => Block.parse({ type: 'paragraph', id: id('p'), children })
const kinds = (doc: Doc): LossKind[] => sayable(doc).losses.map((loss) => loss.kind)

describe('what Markdown cannot say is listed', () => {
  test.each<[string, Doc, LossKind[]]>([
    ['which model wrote', [paragraph({ text: '猫', ai: { model: 'm', at: 1 } })], ['provenance']],
    ['paragraphs without text', [paragraph({ text: 'a' }), paragraph({ text: '' }), paragraph({ text: '' })], ['empty-line', 'empty-line']],
    ['a lone surrogate, NUL', [paragraph({ text: 'a\ud800' }), paragraph({ text: '\0' })], ['characters', 'characters']],
    ['a step too deep', [Block.parse({ type: 'item', id: id('i'), kind: 'bullet', depth: 2, children: [{ text: 'a' }] })], ['depth']],
    [
      'a mark without its footnote',
      [paragraph({ text: 'a' }, { type: 'note-mark', note: id('gone'), children: [{ text: '' }] }, { text: '' })],
      ['note-orphan'],
    ],
    ['a formula of nothing', [paragraph({ text: 'a' }, { type: 'formula', tex: ' ', children: [{ text: '' }] }, { text: '' })], ['formula-empty']],
    ['a footnote amidst the text', [Block.parse({ type: 'note', id: id('n'), children: [{ text: 'a' }] }), paragraph({ text: 'b' })], ['note-moved']],
  ])('%s', (_what, doc, expected) => {
    expect(kinds(doc)).toEqual(expected)
  })

  test('an untouched lesson loses nothing, and a plain one neither', () => {
    expect(kinds([paragraph({ text: '' })])).toEqual([])
    expect(kinds([paragraph({ text: '猫', bold: true }), paragraph({ text: 'b' })])).toEqual([])
  })

  test('a lesson of which nothing is listed says the same afterwards, letter by letter', () => {
    fc.assert(
      fc.property(arbitraryDoc, (doc) => {
        const said = sayable(doc)
        if (said.losses.length === 0) expect(meaning(said.doc)).toEqual(meaning(withoutNuance(doc)))
      }),
      { numRuns: 3000 },
    )
  })

  test('every kind is listed as often as it happens', () => {
    fc.assert(
      fc.property(arbitraryDoc, (doc) => {
        const found = Map.groupBy(sayable(doc).losses, (loss) => loss.kind)
        const marks = doc.flatMap((block) => linesOf(block).flatMap(({ line }) => line.children.filter((each) => !isRun(each) && each.type === 'note-mark')))
        const notes = new Set(doc.flatMap((block) => (block.type === 'note' ? [block.id] : [])))
        expect(found.get('note-orphan')?.length ?? 0).toBe(marks.filter((each) => !isRun(each) && each.type === 'note-mark' && !notes.has(each.note)).length)
        const before = doc.length
        const after = sayable(doc).doc.length
        if (after > 1) expect(found.get('empty-line')?.length ?? 0).toBe(before - after)
      }),
      { numRuns: 500 },
    )
  })
})

/** What means the same written otherwise: spaces of TeX, a line break's being code, an empty task's space. */
function withoutNuance(doc: Doc): Doc {
  return doc.map((block): Block => {
    if (block.type === 'table') {
      const rows = block.children.map((row) => ({ ...row, children: row.children.map((cell) => ({ ...cell, children: plain(cell.children) })) }))
      return { ...block, children: rows }
    }
    if (block.type === 'code') return Block.parse({ ...block, language: block.language?.trim() || undefined })
    if (block.type === 'divider' || block.type === 'formula-block') return block
    const isBlank = block.type === 'item' && block.kind === 'task' && block.children.every(isRun) && textOf(block.children) === ' '
    return { ...block, children: isBlank ? [{ text: '' }] : plain(block.children) }
  })
}

function plain(children: readonly Inline[]): Inline[] {
  return children.flatMap((each): Inline[] => {
    if (isRun(each)) {
      const { code, ...rest } = each
      return each.text.split(/(\n)/).map((text) => ({ ...rest, text, ...(code && text !== '\n' ? { code } : {}) }))
    }
    if (each.type !== 'formula') return [each]
    const tex = each.tex.replace(/\s+/g, ' ').trim()
    return [{ ...each, tex: /(?:^|[^\\])(?:\\\\)*\\$/.test(tex) ? `${tex} {}` : tex }]
  })
}
