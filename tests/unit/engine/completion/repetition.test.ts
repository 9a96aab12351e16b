import { describe, expect, test } from 'vitest'
import { possibleRepetition, repetitionStart } from '#engine/completion/repetition.ts'

describe('repetition', () => {
  test.each([
    ['', '我们要学习，我们要学习，', '我们要学习，'],
    ['我们要学习，', '我们要学习，', ''],
    ['他说', '哈哈哈哈哈哈', '哈哈哈'],
    ['大家', '讨论讨论讨论', '讨论讨论'],
    ['大家', '讨论讨论，再决定', '讨论讨论，再决定'],
    ['了解', '自己自己的', '自己'],
    ['打', '印的打印的打印', '印的'],
    ['朋友的', '朋友', '朋友'],
    ['啊啊啊啊啊啊啊，', '啊啊啊', '啊'],
    ['你真的真的真的吗？', '你真的真的', '你真的'],
    ['恭喜😀😀😀😀😀😀', ' 大家😀😀', ' 大家😀'],
    ['恭喜😀', '大家😀', '大家😀'],
    ['共有', '100000个', '100000个'],
    ['人人为我，', '我为人人。', '我为人人。'],
    ['', '一步一步地走', '一步一步地走'],
  ])('it lets %j go on as far as it says nothing twice: %j → %j', (before, text, expected) => {
    expect(text.slice(0, repetitionStart(text, before))).toBe(expected)
  })

  test('it finds a repetition that ended before the text did', () => {
    expect(repetitionStart('今天很好今天很好。', '')).toBe('今天很好'.length)
  })

  test('it says how much of the end might become a repetition', () => {
    expect(possibleRepetition('今天很好，今天很', '')).toBe('今天很'.length)
    expect(possibleRepetition('今天很好，明日', '')).toBe(0)
  })
})
