import { describe, expect, test } from 'vitest'
import { evidenceOf, placeOf, positionOf, wordsOf } from '#engine/completion/evidence.ts'

describe('the words of a suggestion', () => {
  test('each takes the marks before it along, and what is left at the end is one more', () => {
    expect(wordsOf('，我们学习（模型）。', true)).toEqual(['，我们', '学习', '（模型', '）。'])
    expect(wordsOf(' models are small', true)).toEqual([' models', ' are', ' small'])
  })

  test('while it grows, the last one may still change', () => {
    expect(wordsOf('我们学习', false)).toEqual(['我们'])
    expect(wordsOf('我们', false)).toEqual([])
    expect(wordsOf('我们，', false)).toEqual(['我们'])
    expect(wordsOf('', true)).toEqual([])
  })
})

describe('what is known of a word', () => {
  const piece = (text: string, probability: number, entropy = 0) => ({ text, probability, entropy })

  test('its tokens count together, with the first one’s entropy, and what stands before it apart', () => {
    const pieces = [piece('我们', 0.8, 1), piece('学', 0.5, 2), piece('习', 0.4, 3), piece('。', 0.9)]
    expect(evidenceOf('学习', 2, pieces)).toEqual({
      text: '学习',
      probability: 0.2,
      firstProbability: 0.5,
      entropy: 2,
      probabilitySoFar: 0.8,
      lengthSoFar: 2,
      gain: null,
      hearsay: 0,
    })
  })

  test('a word within an earlier token is certain once that token is', () => {
    expect(evidenceOf('学习', 2, [piece('我们学习', 0.3, 1)])).toMatchObject({ probability: 1, firstProbability: 1, entropy: 0, probabilitySoFar: 0.3 })
  })
})

test.each<[string, boolean, string]>([
  ['', false, 'start'],
  ['上一段。\n\n', false, 'start'],
  ['上一段。\n\n## ', false, 'start'],
  ['上一段。\n\n- ', false, 'start'],
  ['上一段。\n\n12. ', false, 'start'],
  ['- 一\n  - ', false, 'start'],
  ['我们，', false, 'mark'],
  ['说：“', false, 'mark'],
  ['the ', false, 'mark'],
  ['用 mode', true, 'latin'],
  ['第3', false, 'latin'],
  ['机器学', true, 'inside'],
  ['机器学习', false, 'word'],
])('a suggestion behind %j (healed: %s) begins at: %s', (before, isHealed, position) => {
  expect(positionOf(before, isHealed)).toBe(position)
})

describe('what a place is written in', () => {
  const request = { course: '', chapter: '', lesson: '', headings: [], before: '', after: '', block: 'item', candidate: 0 } as const

  test.each([
    ['我们用 model 写作', {}, 'han'],
    ['npm install and then run it', { lesson: '写作' }, 'letters'],
    [`${'我们写作。'.repeat(100)}${'The model writes. '.repeat(10)}`, {}, 'letters'],
    [`${'The model writes. '.repeat(100)}${'我们写作。'.repeat(12)}`, {}, 'han'],
    ['- ', { lesson: 'How models write' }, 'letters'],
    ['12. ', { course: '写作' }, 'han'],
    ['', {}, 'han'],
    ['Как писать', {}, 'letters'],
    ['\u{20bb7}', {}, 'han'],
    ['\ud800\udc00\ud800', {}, 'letters'],
  ] as const)('%j, with %j above it: %s', (before, titles, writing) => {
    expect(placeOf({ ...request, ...titles, before }, false)).toEqual({ position: positionOf(before, false), block: 'item', writing })
  })
})
