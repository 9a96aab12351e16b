import { describe, expect, test } from 'vitest'
import { keysOf, Worth } from '#engine/completion/worth.ts'
import { trusting } from './calibrations.ts'

const place = { position: 'word', block: 'paragraph' } as const
const pieces = (...parts: [string, number][]) => parts.map(([text, probability]) => ({ text, probability, entropy: 0 }))
const judged = (...parts: [string, number][]) => {
  const text = parts.map(([piece]) => piece).join('')
  return text.slice(0, new Worth(trusting(), false).judge(text, pieces(...parts), place, true).end)
}

test('a Chinese character takes 2.5 key presses, anything else one', () => {
  expect([keysOf('天气'), keysOf('天气，'), keysOf('a model'), keysOf('')]).toEqual([5, 6, 7, 0])
})

describe('a suggestion is worth showing', () => {
  test('where what it saves outweighs what reading it costs where it is wrong', () => {
    // A character saves 2.5 - 1 key presses, so 1.5 p > 2 (1 - p) from 0.57 on; two letters save one, so from 0.67 on.
    expect([judged(['的', 0.58]), judged(['的', 0.56])]).toEqual(['的', ''])
    expect([judged(['ok', 0.68]), judged(['ok', 0.66])]).toEqual(['ok', ''])
  })

  test('no sooner for being long, which takes longer to read', () => {
    expect([judged(['天气', 0.58]), judged(['天气', 0.56]), judged(['representation', 0.56])]).toEqual(['天气', '', ''])
  })

  test('never for a mark or a single letter alone, however sure', () => {
    expect([judged(['。', 1]), judged(['，', 1]), judged(['s', 1]), judged(['，天气', 1])]).toEqual(['', '', '', '，天气'])
  })

  test('to the word that is not, all before it being right; reading on costs a tenth', () => {
    // 1.5 p > 0.2 (1 - p) from 0.12 on, and for a mark p > 0.2 (1 - p) from 0.17 on.
    expect(judged(['天气', 0.8], ['很好', 0.2], ['的', 0.5])).toBe('天气很好')
    expect(judged(['天气', 0.8], ['很好', 0.2], ['。', 1])).toBe('天气很好')
    expect(judged(['天气', 0.8], ['很好', 0.5], ['。', 0.5])).toBe('天气很好。')
  })

  test('with its first word as given where the author asked for it', () => {
    const parts = pieces(['天气', 0.02], ['很好', 0.5], ['呢', 0.1])
    expect(new Worth(trusting(), true).judge('天气很好呢', parts, place, true)).toEqual({ end: 4, isOver: true })
  })

  test('or given up before its first word is whole, where it is not worth it already', () => {
    const judge = (probability: number, isAsked: boolean) => new Worth(trusting(), isAsked).judge('天', pieces(['天', probability]), place, false)
    expect([judge(0.56, false), judge(0.58, false), judge(0.01, true)]).toEqual([
      { end: 0, isOver: true },
      { end: 0, isOver: false },
      { end: 0, isOver: false },
    ])
  })

  test('word by word as it grows, as far as each is whole', () => {
    const worth = new Worth(trusting(), false)
    expect(worth.judge('天气', pieces(['天气', 0.8]), place, false)).toEqual({ end: 0, isOver: false })
    expect(worth.judge('天气很', pieces(['天气', 0.8], ['很', 0.9]), place, false)).toEqual({ end: 2, isOver: false })
    expect(worth.judge('天气很好', pieces(['天气', 0.8], ['很', 0.05], ['好', 1]), place, true)).toEqual({ end: 2, isOver: true })
    expect(worth.judge('天气很好啊', pieces(['天气', 0.8], ['很', 0.05], ['好啊', 1]), place, true)).toEqual({ end: 2, isOver: true })
  })
})
