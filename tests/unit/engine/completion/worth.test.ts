import { describe, expect, test } from 'vitest'
import { keysOf, Worth } from '#engine/completion/worth.ts'
import { trusting } from './calibrations.ts'

const place = { position: 'word', block: 'paragraph', writing: 'han' } as const
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
    // What is right counts one key press, so p > 2 (1 - p) from 0.67 on.
    expect([judged(['的', 0.68]), judged(['的', 0.66])]).toEqual(['的', ''])
    expect([judged(['ok', 0.68]), judged(['ok', 0.66])]).toEqual(['ok', ''])
  })

  test('no sooner for being long, which takes longer to read', () => {
    expect([judged(['天气', 0.68]), judged(['天气', 0.66]), judged(['representation', 0.66])]).toEqual(['天气', '', ''])
  })

  test('by the cost of what the place is written in, whatever is suggested there', () => {
    const calibration = trusting({ readingCosts: { han: 0.5, letters: 3 } })
    const end = (text: string, writing: 'han' | 'letters') => new Worth(calibration, false).judge(text, pieces([text, 0.5]), { ...place, writing }, true).end
    expect([end('天气', 'han'), end('model', 'han'), end('天气', 'letters'), end('model', 'letters')]).toEqual([2, 5, 0, 0])
  })

  test('by what the author leans to at places of its kind, in its first word', () => {
    const end = (shift: number, kind: object, ...parts: [string, number][]) => {
      const worth = new Worth(trusting(), false, [{ ...place, ...kind, shift }])
      const text = parts.map(([piece]) => piece).join('')
      return [text.slice(0, worth.judge(text, pieces(...parts), place, true).end), worth.chance?.toFixed(2)]
    }
    expect([end(-1, {}, ['天气', 0.8]), end(-1, {}, ['天气', 0.9]), end(1, {}, ['天气', 0.5])]).toEqual([
      ['', '0.80'],
      ['天气', '0.90'],
      ['天气', '0.50'],
    ])
    expect([end(-2, { position: 'start' }, ['天气', 0.7]), end(-2, { block: 'item' }, ['天气', 0.7]), end(-2, { writing: 'letters' }, ['天气', 0.7])]).toEqual(
      Array.from({ length: 3 }, () => ['天气', '0.70']),
    )
    // Of the second word nothing is known but that the first may be wrong: 0.9 becomes 0.77, times 0.13 is 0.1.
    expect([end(-1, {}, ['天气', 0.9], ['很好', 0.13]), end(-1, {}, ['天气', 0.9], ['很好', 0.11])]).toEqual([
      ['天气很好', '0.90'],
      ['天气', '0.90'],
    ])
  })

  test('exactly as before where nothing is known of the author', () => {
    for (const probability of [0.1, 0.3, 2 / 3, 0.667, 0.9, 0.999])
      for (const leanings of [[], [{ ...place, position: 'start' as const, shift: -2 }], [{ ...place, shift: 0 }]]) {
        const parts = pieces(['天气', probability], ['很好', probability])
        const [with_, without] = [new Worth(trusting(), false, leanings), new Worth(trusting(), false)]
        expect(with_.judge('天气很好', parts, place, true)).toEqual(without.judge('天气很好', parts, place, true))
        expect(with_.chance).toBe(without.chance)
      }
  })

  test('with its first word as given where the author asked for it, whatever they lean to', () => {
    const worth = new Worth(trusting(), true, [{ ...place, shift: -2 }])
    expect([worth.judge('天气', pieces(['天气', 0.02]), place, true).end, worth.chance]).toEqual([2, null])
  })

  test('never for a mark or a single letter alone, however sure', () => {
    expect([judged(['。', 1]), judged(['，', 1]), judged(['s', 1]), judged(['，天气', 1])]).toEqual(['', '', '', '，天气'])
  })

  test('to the word that is not, all before it being right; reading on costs a twentieth', () => {
    // p > 0.1 (1 - p) from 0.091 on.
    expect(judged(['天气', 0.8], ['很好', 0.12], ['的', 0.5])).toBe('天气很好')
    expect(judged(['天气', 0.8], ['很好', 0.11], ['。', 1])).toBe('天气')
    expect(judged(['天气', 0.8], ['很好', 0.5], ['。', 0.24])).toBe('天气很好。')
    expect(judged(['天气', 0.8], ['很好', 0.5], ['。', 0.22])).toBe('天气很好')
  })

  test('with its first word as given where the author asked for it', () => {
    const parts = pieces(['天气', 0.02], ['很好', 0.5], ['呢', 0.1])
    expect(new Worth(trusting(), true).judge('天气很好呢', parts, place, true)).toEqual({ end: 4, isOver: true })
  })

  test('or given up before its first word is whole, where it is not worth it already', () => {
    const judge = (probability: number, isAsked: boolean) => new Worth(trusting(), isAsked).judge('天', pieces(['天', probability]), place, false)
    expect([judge(0.66, false), judge(0.68, false), judge(0.01, true)]).toEqual([
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
