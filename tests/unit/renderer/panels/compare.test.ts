import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '#preload/document/apply.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { Block, type Doc } from '#preload/document/schema.ts'
import { chosenAgain, compareDocs, isUnchanged, type Row, withChosen } from '#renderer/panels/versions/compare.ts'
import { doc, paragraph } from '../../preload/document/documents.ts'

/** `[+added+]`, `[-removed-]`, `{by the model}`. */
const written = (row: Row): string =>
  row.lines
    .map((line) =>
      line
        .map(({ text, kind, ai }) => {
          const marked = ai ? `{${text}}` : text
          return kind === 'same' ? marked : kind === 'added' ? `[+${marked}+]` : `[-${marked}-]`
        })
        .join(''),
    )
    .join('/')
const told = (past: Doc, now: Doc) =>
  compareDocs(past, now).map((row) => `${row.kind}${row.moved ? ' moved' : ''}${row.recast ? ' recast' : ''}: ${written(row)}`)

describe('what was chosen while the present text is written on', () => {
  const past = [paragraph('甲', 'a'), paragraph('乙', 'b'), paragraph('丙', 'c')]
  const before = compareDocs(past, [paragraph('甲一', 'a'), paragraph('乙二', 'b')])

  test('it is found again by its blocks, wherever they stand now, and brings nothing back that was written since', () => {
    const now = [paragraph('新的', 'n'), paragraph('甲一', 'a'), paragraph('乙二和更多', 'b')]
    const after = compareDocs(past, now)
    const chosen = chosenAgain(before, new Set([0, 2]), after)
    expect(withChosen(after, chosen)).toEqual([now[0], past[0], now[2], past[2]])
  })

  test('a block that is as it was again is no more chosen', () => {
    expect(chosenAgain(before, new Set([0, 1]), compareDocs(past, [paragraph('甲', 'a'), paragraph('乙二', 'b')]))).toEqual(new Set([1]))
  })
})

describe('two texts beside each other', () => {
  test('words that came and went are marked, as words', () => {
    expect(told([paragraph('今天我们学习写作。', 'a')], [paragraph('今天他们学习怎样写作。', 'a')])).toEqual([
      'changed: 今天[-我们-][+他们+]学习[+怎样+]写作。',
    ])
  })

  test('a sign that two texts share by chance does not cut a rewritten phrase to pieces', () => {
    expect(told([paragraph('初稿的一句。', 'a')], [paragraph('改过的第一段。', 'a')])).toEqual(['changed: [-初稿的一句-][+改过的第一段+]。'])
  })

  test('blocks that came, went and stand elsewhere are told where they are, or were', () => {
    const [a, b, c, d] = ['甲乙', '丙丁', '戊己', '庚辛'].map((text, index) => paragraph(text, `b${index}`))
    if (!a || !b || !c || !d) throw new Error('four')
    const e = paragraph('壬癸', 'b4')
    expect(told([a, b, c, d], [d, a, e, c])).toEqual(['same moved: 庚辛', 'same: 甲乙', 'added: [+壬癸+]', 'removed: [-丙丁-]', 'same: 戊己'])
  })

  test('what the model wrote is visible as such on both sides', () => {
    const past = paragraph('余下的会跟上来。', 'a', { ai: { model: 'm', at: 1 } })
    expect(told([past], [{ ...past, children: [{ text: '余下的' }, { text: '会慢慢跟上来。', ai: { model: 'm', at: 1 } }] } as Block])).toEqual([
      'changed: 余下的{会}[+{慢慢}+]{跟上来。}',
    ])
  })

  test('a heading made of a paragraph, and a mark, change the look only', () => {
    const past = paragraph('标题', 'a')
    expect(told([past], [Block.parse({ ...past, type: 'heading', level: 2 })])).toEqual(['changed recast: 标题'])
    expect(told([past], [paragraph('标题', 'a', { bold: true })])).toEqual(['changed recast: 标题'])
  })

  test('tables are told row by row, formulas and footnotes by what they say', () => {
    const cell = (id: string, text: string) => ({ type: 'cell', id, children: [{ text }] })
    const table = (...rows: string[][]) =>
      Block.parse({
        type: 'table',
        id: 't',
        align: [null, null],
        hasHeader: true,
        children: rows.map((row, at) => ({ type: 'row', children: row.map((text, column) => cell(`${at}${column}`, text)) })),
      })
    expect(told([table(['名', '数'], ['甲', '1'])], [table(['名', '数'], ['甲', '2'])])).toEqual(['changed: 名 │ 数/甲 │ [-1-][+2+]'])
    expect(told([table(['名', '数'])], [table(['名', '数'], ['乙', '2'])])).toEqual(['changed: 名 │ 数/[+乙+][+ │ +][+2+]'])
    const formula = (tex: string) =>
      Block.parse({ type: 'paragraph', id: 'f', children: [{ text: '' }, { type: 'formula', tex, children: [{ text: '' }] }, { text: '成立' }] })
    expect(told([formula('a')], [formula('b')])).toEqual(['changed: $[-a-][+b+]$成立'])
  })

  test('a text that was brought in anew is told by its words, not by its ids', () => {
    expect(told([paragraph('写作', 'a'), paragraph('读书', 'b')], [paragraph('写作', 'x'), paragraph('走路', 'y')])).toEqual([
      'same: 写作',
      'added: [+走路+]',
      'removed: [-读书-]',
    ])
  })

  test('a block of the past brings the notes of its footnotes along, and none goes that the text still marks', () => {
    const mark = { type: 'note-mark', note: 'n', children: [{ text: '' }] }
    const marked = (text: string) => Block.parse({ type: 'paragraph', id: 'a', children: [{ text }, mark, { text: '' }] })
    const note = (text: string) => Block.parse({ type: 'note', id: 'n', children: [{ text }] })
    const [other, plain] = [paragraph('别的', 'b'), paragraph('正文', 'a')]
    const chosen = (past: Doc, now: Doc, picks: number[]) => withChosen(compareDocs(past, now), new Set(picks))
    expect(chosen([marked('正文'), other, note('注')], [plain, other], [0])).toEqual([marked('正文'), other, note('注')])
    expect(chosen([marked('正文'), note('旧注')], [plain, note('新注')], [0])).toEqual([marked('正文'), note('新注')])
    expect(chosen([plain], [marked('正文'), note('注')], [1])).toEqual([marked('正文'), note('注')])
  })

  test('equal texts differ in nothing', () => {
    fc.assert(
      fc.property(doc, (one) => {
        expect(isUnchanged(compareDocs(one, structuredClone(one)))).toBe(new Set(one.map(({ id }) => id)).size === one.length)
      }),
      { numRuns: 60 },
    )
  })

  test('no row chosen is the present, every row the past but for its order, and each can be made by changes', () => {
    fc.assert(
      fc.property(doc, doc, fc.array(fc.nat(9)), (past, now, picks) => {
        const rows = compareDocs(past, now)
        expect(withChosen(rows, new Set())).toEqual(now)
        const all = withChosen(rows, new Set(rows.keys())) ?? []
        expect(all.map((block) => JSON.stringify(block)).sort()).toEqual(past.map((block) => JSON.stringify(block)).sort())
        const some = withChosen(rows, new Set(picks))
        if (some) expect(applyChanges(now, changesBetween(now, some))).toEqual(some)
      }),
      { numRuns: 150 },
    )
  })
})
