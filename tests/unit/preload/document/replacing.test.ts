import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '#preload/document/apply.ts'
import { invertChanges } from '#preload/document/invert.ts'
import { objectSign } from '#preload/document/blocks.ts'
import { inlinesOf, linesOf, lineText } from '#preload/document/lines.ts'
import { passagesIn } from '#preload/document/passages.ts'
import { type Edit, replacementChanges } from '#preload/document/replacing.ts'
import { type Block, BlockId, type Doc, type Inline } from '#preload/document/schema.ts'
import { doc } from './documents.ts'

const ai = { model: 'starter', at: 1 }
const block = (...children: Inline[]): Block => ({ type: 'paragraph', id: BlockId.parse('p'), children })
const edit = (from: number, to: number, text: string, path: readonly number[] = [0], isFormula = false): Edit => ({ path, isFormula, from, to, text })
const after = (before: Doc, ...edits: Edit[]) => applyChanges(before, replacementChanges(before, edits))
const childrenAfter = (children: Inline[], ...edits: Edit[]) => {
  const [made] = after([block(...children)], ...edits)
  return made && linesOf(made).map(({ line }) => inlinesOf(line))[0]
}

describe('replacing', () => {
  test('a text within a run changes that run alone', () => {
    const before: Doc = [block({ text: '把大事写小' })]
    expect(replacementChanges(before, [edit(1, 3, '小事')])).toEqual([
      { type: 'remove_text', path: [0, 0], offset: 1, text: '大' },
      { type: 'insert_text', path: [0, 0], offset: 1, text: '小' },
    ])
  })

  test('only the character that differs is changed, whole', () => {
    expect(replacementChanges([block({ text: '甲🙂乙' })], [edit(0, 4, '甲🙃乙')])).toEqual([
      { type: 'remove_text', path: [0, 0], offset: 1, text: '🙂' },
      { type: 'insert_text', path: [0, 0], offset: 1, text: '🙃' },
    ])
  })

  test('runs whose marks stay are changed where they stand', () => {
    expect(replacementChanges([block({ text: '旧' }, { text: '旧', bold: true })], [edit(0, 1, '新'), edit(1, 2, '新')]).map(({ type }) => type)).toEqual([
      'remove_text',
      'insert_text',
      'remove_text',
      'insert_text',
    ])
  })

  test('what stands across runs takes the marks of its first character', () => {
    expect(childrenAfter([{ text: '甲乙' }, { text: '丙', bold: true }, { text: '丁' }], edit(1, 4, '新'))).toEqual([{ text: '甲新' }])
    expect(childrenAfter([{ text: '甲', link: 'https://a.b' }, { text: '乙' }], edit(0, 2, '新'))).toEqual([{ text: '新', link: 'https://a.b' }])
  })

  test('a bold word stays bold', () => {
    expect(childrenAfter([{ text: '前' }, { text: '旧', bold: true }, { text: '后' }], edit(1, 2, '新'))).toEqual([
      { text: '前' },
      { text: '新', bold: true },
      { text: '后' },
    ])
  })

  test('an edit never takes away what stands among the runs', () => {
    const formula: Inline = { type: 'formula', tex: 'a', children: [{ text: '' }] }
    expect(replacementChanges([block({ text: '前' }, formula, { text: '后' })], [edit(0, 3, 'x')])).toEqual([])
  })

  test("in a model's text the new word is the author's, the rest stays the model's", () => {
    expect(childrenAfter([{ text: '模型写的话', ai, bold: true }], edit(2, 3, '编'))).toEqual([
      { text: '模型', ai, bold: true },
      { text: '编', bold: true },
      { text: '的话', ai, bold: true },
    ])
  })

  test('deleting in it leaves the rest one run', () => {
    expect(childrenAfter([{ text: '模型写的话', ai }], edit(2, 3, ''))).toEqual([{ text: '模型的话', ai }])
    expect(childrenAfter([{ text: '全部' }], edit(0, 2, ''))).toEqual([{ text: '' }])
  })

  test('a formula among the text stays where it is, and its source can be changed in the same go', () => {
    const formula: Inline = { type: 'formula', tex: 'a+b', children: [{ text: '' }] }
    expect(childrenAfter([{ text: '设a为' }, formula, { text: '则a' }], edit(1, 2, 'x'), edit(5, 6, 'x'), edit(0, 1, 'x', [0, 1], true))).toEqual([
      { text: '设x为' },
      { ...formula, tex: 'x+b' },
      { text: '则x' },
    ])
  })

  test('cells of a table are lines of their own', () => {
    const cell = (id: string, text: string) => ({ type: 'cell' as const, id: BlockId.parse(id), children: [{ text }] })
    const table: Block = {
      type: 'table',
      id: BlockId.parse('t'),
      align: [null, null],
      hasHeader: true,
      children: [{ type: 'row', children: [cell('a', '旧的'), cell('b', '旧')] }],
    }
    const [made] = after([table], edit(0, 1, '新', [0, 0, 1]))
    expect(made && linesOf(made).map(({ line }) => lineText(line))).toEqual(['旧的', '新'])
  })

  test('edits anywhere give the text that they say, and can be taken back', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.constantFrom('', '新', 'Moke')), { maxLength: 8 })
    fc.assert(
      fc.property(doc, edits, (before, chosen) => {
        const passages = passagesIn(before)
        const wanted = new Map<number, Edit>()
        for (const [which, a, b, text] of chosen) {
          const at = which % passages.length
          const passage = passages[at]
          if (!passage || before[passage.block]?.type === 'divider' || passage.text === '') continue
          const from = a % passage.text.length
          const to = from + 1 + (b % (passage.text.length - from))
          if (passage.text.slice(from, to).includes(objectSign)) continue
          wanted.set(at, { path: [passage.block, ...passage.path], isFormula: passage.isFormula, from, to, text })
        }
        const changes = replacementChanges(before, [...wanted.values()])
        const made = applyChanges(before, changes)
        const texts = passages.map(({ text }, at) => {
          const one = wanted.get(at)
          return one ? text.slice(0, one.from) + one.text + text.slice(one.to) : text
        })
        expect(passagesIn(made).map(({ text }) => text)).toEqual(texts)
        expect(applyChanges(made, invertChanges(before, changes))).toEqual(before)
      }),
    )
  })
})
