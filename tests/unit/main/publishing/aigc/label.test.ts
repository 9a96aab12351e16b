import { describe, expect, test } from 'vitest'
import { aiShareOf, labelJson, labelOf, visibleLabel } from '#main/publishing/aigc/label.ts'
import type { Doc } from '#preload/document/schema.ts'

const ai = { model: 'm', at: 1 }
const docOf = (mine: string, its: string): Doc => [{ type: 'paragraph', id: 'b' as never, children: [{ text: mine }, { text: its, ai }] }]

test('the share is of characters that are seen, tables and all', () => {
  const table: Doc = [
    {
      type: 'table',
      id: 't' as never,
      align: [null],
      hasHeader: false,
      children: [{ type: 'row', children: [{ type: 'cell', id: 'c' as never, children: [{ text: '格子 ', ai }] }] }],
    },
  ]
  expect(aiShareOf([docOf('我写的 ', '它的'), table])).toEqual({ written: 4, all: 7 })
})

describe('the label', () => {
  test('is none where no model wrote anything', () => {
    expect(labelOf({ written: 0, all: 9 }, '我', '')).toBe(null)
    expect(visibleLabel({ written: 0, all: 9 })).toBe(null)
  })

  test('has seven fields in their order, in letters that every carrier takes', () => {
    const label = labelOf({ written: 1, all: 9 }, '张三 "工作室" \\', '内容')!
    expect(Object.keys(label)).toEqual(['Label', 'ContentProducer', 'ProduceID', 'ReservedCode1', 'ContentPropagator', 'PropagateID', 'ReservedCode2'])
    for (const value of Object.values(label)) expect(value).toMatch(/^[!#-[\]-~]*$/)
    expect(label).toMatchObject({ ContentPropagator: label.ContentProducer, PropagateID: label.ProduceID })
    expect(JSON.parse(labelJson(label))).toEqual({ AIGC: label })
  })

  test('a name that is too long is cut between signs, and reads back', () => {
    const share = { written: 1, all: 1 }
    for (const [name, kept] of [
      ['家'.repeat(60), '家'.repeat(33)],
      [`甲 ${'𠮷'.repeat(40)}`, `甲_${'𠮷'.repeat(24)}`],
      ['a'.repeat(400), 'a'.repeat(300)],
    ] as const)
      expect(decodeURIComponent(labelOf(share, name, '')!.ContentProducer)).toBe(kept)
  })

  test('is the same for the same text, and another for another', () => {
    const share = { written: 1, all: 1 }
    expect(labelOf(share, '我', '一')).toEqual(labelOf(share, '我', '一'))
    expect(labelOf(share, '我', '一')?.ProduceID).not.toBe(labelOf(share, '我', '二')?.ProduceID)
  })

  test('is seen with the words that the rules want', () => {
    for (const share of [
      { written: 1, all: 9 },
      { written: 8, all: 9 },
    ]) {
      expect(visibleLabel(share)).toMatch(/人工智能.*生成/)
    }
    // What the author did with it is theirs to say.
    expect([visibleLabel({ written: 8, all: 9 }), visibleLabel({ written: 1, all: 9 })].join()).not.toMatch(/审阅|负责/)
    expect(visibleLabel({ written: 8, all: 9 })).not.toBe(visibleLabel({ written: 1, all: 9 }))
  })
})
