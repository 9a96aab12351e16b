import { describe, expect, test } from 'vitest'
import { beginningOf, type Conditions } from '#engine/completion/beginnings.ts'
import type { Choice } from '#engine/completion/healing.ts'

const conditions: Conditions = { speakAbove: 0.35, offerAbove: 0.01, isText: ({ text }) => text !== '', isShowable: ({ text }) => text !== '。' }

/** The texts that the candidates begin with, the likeliest first; null where the first is silent. */
function beginnings(table: Record<string, number>, part: Partial<Conditions> = {}): (string | null)[] {
  const choices: Choice[] = Object.entries(table).map(([text, probability], token) => ({ token, takenBack: 0, text, probability }))
  const found = Array.from({ length: 8 }, (_, candidate) => beginningOf(candidate, choices, { ...conditions, ...part })?.text ?? null)
  while (found.length > 1 && found.at(-1) === null) found.pop()
  return found
}

describe('candidates', () => {
  test('they are the choices in the order of their probability', () => {
    expect(beginnings({ 天气: 0.6, 我们: 0.3, 你们: 0.08 })).toEqual(['天气', '我们', '你们'])
  })

  test('they begin with the likeliest where the first is silent', () => {
    expect(beginnings({ 天气: 0.3, 我们: 0.3, 你们: 0.08 })).toEqual([null, '天气', '我们', '你们'])
    expect(beginnings({ '': 0.6, 我们: 0.3 })).toEqual([null, '我们'])
  })

  test('they go down to what is hardly likely and no further', () => {
    expect(beginnings({ 天气: 0.9, 我们: 0.02, 你们: 0.009 })).toEqual(['天气', '我们'])
    expect(beginnings({ 天气: 0.9, 我们: 0.02, 你们: 0.009 }, { offerAbove: 0 })).toEqual(['天气', '我们', '你们'])
  })

  test('where no text is likeliest they are all text that is likely then', () => {
    const isShowable = ({ text }: Choice) => text.trim() !== ''
    expect(beginnings({ '\n\n': 0.64, 水: 0.2, 我们: 0.1, 但: 0.004, 而: 0.003 }, { isShowable })).toEqual(['\n\n', '水', '我们', '但'])
    expect(beginnings({ '': 0.98, 水: 0.01, 我们: 0.0006, 但: 0.0004 }, { isShowable })).toEqual([null, '水', '我们'])
  })

  test('a mark that ends the clause, or a bracket, has to be rather likely, and what opens a quotation has not', () => {
    expect(beginnings({ 天气: 0.7, '，': 0.15, '（': 0.08, 我们: 0.04, '“': 0.03 })).toEqual(['天气', '我们', '“'])
    expect(beginnings({ 天气: 0.7, '，我': 0.25, ' ,': 0.05 })).toEqual(['天气', '，我'])
    expect(beginnings({ '，': 0.5, 天气: 0.4 })).toEqual(['，', '天气'])
  })

  test('none can grow into the first word of another', () => {
    expect(beginnings({ 天: 0.5, 天气: 0.2, 今: 0.1, 天空: 0.1, 今天: 0.05, 他: 0.05 })).toEqual(['天', '今', '他'])
    expect(beginnings({ 天气很: 0.5, 天气好: 0.3, 天空: 0.1 })).toEqual(['天气很', '天空'])
    expect(beginnings({ ' the': 0.5, ' then': 0.3, ' a': 0.1 })).toEqual([' the', ' a'])
  })

  test('none is half a character or nothing to be shown', () => {
    expect(beginnings({ 天气: 0.5, '\uFFFD': 0.2, '。': 0.1, ' ': 0.1, 我们: 0.1 }, { isShowable: ({ text }) => text !== '。' && text.trim() !== '' })).toEqual(
      ['天气', '我们'],
    )
  })
})
