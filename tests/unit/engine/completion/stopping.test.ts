import { describe, expect, test } from 'vitest'
import { clauseEnd, type Reach } from '#engine/completion/stopping.ts'

/** The text as far as it is suggested, or null while it may go on. */
function upTo(text: string, reach: Reach): string | null {
  const end = clauseEnd(text, reach)
  return end === null ? null : text.slice(0, end)
}

describe('where a suggestion ends', () => {
  test.each<[text: string, reach: Reach, expected: string | null]>([
    ['我们出发吧，然后', 'clause', '我们出发吧，'],
    ['我们出发吧，然后', 'sentence', null],
    ['我们出发吧，然后回来。再说', 'sentence', '我们出发吧，然后回来。'],
    ['甲、乙', 'clause', '甲、'],
    ['他说：“好。”然后', 'sentence', '他说：“好。”'],
    ['（见下文。）接着', 'clause', '（见下文。）'],
    ['等等……再说', 'clause', '等等……'],
    ['第一行\n第二行', 'clause', '第一行'],
    ['\n\n下一段', 'clause', ''],
    ['it ends. Then', 'clause', 'it ends.'],
    ['first, second', 'clause', 'first,'],
    ['first, second', 'sentence', null],
    ['圆周率是3.14左右', 'clause', null],
    ['共有1,000个', 'clause', null],
    ['在12:30开始', 'clause', null],
    ['用node.js来写', 'clause', null],
    ['还没有写完', 'clause', null],
    ['怎样开始，然后', 'phrase', '怎样开始'],
    ['怎样开始。', 'phrase', '怎样开始'],
    ['怎样开始？然后', 'phrase', '怎样开始？'],
    ['：从一件小事做起', 'phrase', null],
    ['。后面', 'phrase', ''],
  ])('it ends %j (%s) as %j', (text, reach, expected) => {
    expect(upTo(text, reach)).toBe(expected)
  })

  test('it goes on behind a comma that ends the author’s own clause', () => {
    expect(upTo('，然后我们出发，再', 'clause')).toBe('，然后我们出发，')
  })

  test('it stops at a full stop even when that comes first', () => {
    expect(upTo('。然后', 'clause')).toBe('。')
  })
})
