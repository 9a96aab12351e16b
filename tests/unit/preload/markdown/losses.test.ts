import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Block, BlockId, type Doc } from '#preload/document/schema.ts'
import { sayable } from '#preload/markdown/sayable.ts'
import type { LossKind } from '#preload/markdown/losses.ts'
import { arbitraryDoc } from './arbitrary-doc.ts'
import { differences } from './listed.ts'
import { throughMarkdown } from './round-trip.ts'

const id = (name: string) => BlockId.parse(name)
const paragraph = (...children: unknown[]) => Block.parse({ type: 'paragraph', id: id('p'), children })
const kinds = (doc: Doc): LossKind[] => sayable(doc).losses.map((loss) => loss.kind)

describe('what Markdown cannot say is listed', () => {
  test.each<[string, Doc, LossKind[]]>([
    ['which model wrote', [paragraph({ text: '猫', ai: { model: 'm', at: 1 } })], ['provenance']],
    ['paragraphs without text', [paragraph({ text: 'a' }), paragraph({ text: '' }), paragraph({ text: '' })], ['empty-line', 'empty-line']],
    ['paragraphs without text and nothing else', [paragraph({ text: '' }), paragraph({ text: '' }), paragraph({ text: '' })], ['empty-line', 'empty-line']],
    ['a lone surrogate, NUL', [paragraph({ text: 'a\ud800' }), paragraph({ text: '\0' })], ['characters', 'characters']],
    [
      'steps that begin too deep, each',
      [2, 2, 3].map((depth, at) => Block.parse({ type: 'item', id: id(`i${at}`), kind: 'number', depth, children: [{ text: 'a' }] })),
      ['depth', 'depth', 'depth'],
    ],
    ['a step too deep', [Block.parse({ type: 'item', id: id('i'), kind: 'bullet', depth: 2, children: [{ text: 'a' }] })], ['depth']],
    [
      'a mark without its footnote',
      [paragraph({ text: 'a' }, { type: 'note-mark', note: id('gone'), children: [{ text: '' }] }, { text: '' })],
      ['note-orphan'],
    ],
    ['spaces around the name of a language', [Block.parse({ type: 'code', id: id('c'), language: 'js ', children: [{ text: 'x' }] })], ['characters']],
    ['a formula of nothing', [paragraph({ text: 'a' }, { type: 'formula', tex: ' ', children: [{ text: '' }] }, { text: '' })], ['formula-empty']],
    ['a footnote amidst the text', [Block.parse({ type: 'note', id: id('n'), children: [{ text: 'a' }] }), paragraph({ text: 'b' })], ['note-moved']],
  ])('%s', (_what, doc, expected) => {
    expect(kinds(doc)).toEqual(expected)
  })

  test('an untouched lesson loses nothing, and a plain one neither', () => {
    expect(kinds([paragraph({ text: '' })])).toEqual([])
    expect(kinds([paragraph({ text: '猫', bold: true }), paragraph({ text: 'b' })])).toEqual([])
  })

  test('what is not listed is there again after Markdown, letter by letter, and each thing is listed as often as it happens', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(arbitraryDoc, (doc) => {
        const { losses, back, text } = throughMarkdown(doc)
        expect(differences(doc, losses, back.doc), text).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('a formula by itself of nothing but spaces comes back as one of nothing', () => {
    const formula = (text: string): Doc => [Block.parse({ type: 'formula-block', id: id('f'), children: [{ text }] })]
    for (const blank of ['', ' ', '\t', ' \n ']) {
      const { losses, back } = throughMarkdown(formula(blank))
      expect([differences(formula(blank), losses, back.doc), differences(formula('x'), [], back.doc).length]).toEqual([[], 1])
    }
  })

  test('a difference that is not listed shows', () => {
    const [one, other] = [paragraph({ text: '甲乙' }), paragraph({ text: '甲' })]
    const space = (language?: string) => Block.parse({ type: 'code', id: id('c'), ...(language === undefined ? {} : { language }), children: [{ text: 'x' }] })
    const marked = (ai?: object) => paragraph({ text: '甲', ...(ai ? { ai } : {}) })
    const unlisted: [Doc, Doc][] = [
      [[one], [other]],
      [[one, paragraph({ text: '' })], [one]],
      [[space('js ')], [space('js')]],
      [[space(' ')], [space()]],
      [[marked({ model: 'm', at: 1 })], [marked()]],
      [[paragraph({ text: 'a\0' })], [paragraph({ text: 'a\ufffd' })]],
    ]
    expect(unlisted.map(([before, after]) => differences(before, [], after).length > 0)).toEqual(unlisted.map(() => true))
  })
})
