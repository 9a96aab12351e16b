import { describe, expect, test } from 'vitest'
import { beginsWithTitle, passageLines } from '#renderer/panels/voice/passage.ts'

describe('a text as a model reads it', () => {
  test('is shown without the marks of its headings, items and quotations', () => {
    expect(passageLines('# 灯下\n\n灯下写字的人，', '都在等。\n\n## 后来\n- 一句话\n> 旧话\n#\n没有 # 的')).toEqual([
      { kind: 'heading', given: '灯下', rest: '' },
      { kind: 'paragraph', given: '灯下写字的人，', rest: '都在等。' },
      { kind: 'heading', given: '', rest: '后来' },
      { kind: 'item', given: '', rest: '一句话' },
      { kind: 'quote', given: '', rest: '旧话' },
      { kind: 'paragraph', given: '', rest: '没有 # 的' },
    ])
  })

  test('keeps what is no mark', () => {
    expect(passageLines('', '#话题 是话题，-5 度，C# 也是\n3 > 2')).toEqual([
      { kind: 'paragraph', given: '', rest: '#话题 是话题，-5 度，C# 也是' },
      { kind: 'paragraph', given: '', rest: '3 > 2' },
    ])
  })

  test('may be given in the middle of a heading', () => {
    expect(passageLines('# 灯', '下')).toEqual([{ kind: 'heading', given: '灯', rest: '下' }])
    expect(passageLines('#', ' 灯下')).toEqual([{ kind: 'heading', given: '', rest: '灯下' }])
  })

  test('nothing is no line', () => expect(passageLines('', '\n\n')).toEqual([]))
})

test('a title that heads its opening is known as that, with its mark or without', () => {
  expect([beginsWithTitle('# 灯下\n写字的人，', '灯下'), beginsWithTitle('灯下\n\n写字的人，', '灯下'), beginsWithTitle('灯下写字的人，', '灯下')]).toEqual([
    true,
    true,
    false,
  ])
})
