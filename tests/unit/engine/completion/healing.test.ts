import { describe, expect, test } from 'vitest'
import { choicesAtEnd, healable } from '#engine/completion/healing.ts'

const texts = ['学', '机器', '机器学习', '学习', '习', '的', '机', '\n', '', '\uFFFD', '\uFFFD']
const id = (text: string) => texts.indexOf(text)
const textOf = (token: number) => texts[token] ?? ''
const likely = (entries: Record<string, number>) => new Map(Object.entries(entries).map(([text, probability]) => [id(text), probability]))

describe('token healing', () => {
  test('it takes back 机器·学 where 机器学习 is what was meant', () => {
    const [best, ...others] = choicesAtEnd(
      [likely({ 的: 0.9, 习: 0.1 }), likely({ 学习: 0.6, 学: 0.01, 的: 0.39 }), likely({ 机器学习: 0.8, 机器: 0.2 })],
      [id('机器'), id('学')],
      textOf,
    )
    // 0.8 as one token, 0.2 · 0.6 as 机器·学习, 0.2 · 0.01 · 0.1 as 机器·学·习, against 0.2 · 0.01 · 0.9 for 的.
    expect(best).toEqual({ token: id('机器学习'), takenBack: 2, text: '习', probability: expect.closeTo((0.8 + 0.12 + 0.0002) / (0.92 + 0.002), 9) })
    expect(others.map(({ text, takenBack }) => [text, takenBack])).toEqual([['的', 0]])
  })

  test('it leaves a plain continuation alone', () => {
    const choices = choicesAtEnd([likely({ 的: 0.75, 习: 0.25 }), likely({ 机器: 0.5, 学习: 0.5 })], [id('机器')], textOf)
    expect(choices.map(({ text, takenBack, probability }) => [text, takenBack, probability])).toEqual([
      ['的', 0, 0.75],
      ['习', 0, 0.25],
    ])
  })

  test('it takes a token that is not among the likeliest as no likelier than the least of them', () => {
    const choices = choicesAtEnd([likely({ 的: 1 }), likely({ 学习: 0.9, 机器: 0.1 })], [id('学')], textOf)
    expect(choices.map(({ text, probability }) => [text, probability])).toEqual([
      ['习', expect.closeTo(0.9, 9)],
      ['的', expect.closeTo(0.1, 9)],
    ])
  })

  test('it counts halves of different characters apart, though they look alike', () => {
    const halves = new Map([
      [id('\uFFFD'), 0.3],
      [id('\uFFFD') + 1, 0.3],
      [id('的'), 0.4],
    ])
    expect(choicesAtEnd([halves], [], textOf).map(({ text, probability }) => [text, probability])).toEqual([
      ['的', 0.4],
      ['\uFFFD', 0.3],
      ['\uFFFD', 0.3],
    ])
  })

  test('it never takes back a line’s end, half a character or what is no text', () => {
    const count = (...tokens: string[]) => healable(tokens.map(id), 2, textOf)
    expect([count('的', '机', '学'), count('\n', '学'), count('\uFFFD', '学'), count('', '学'), count('学', '\n'), count()]).toEqual([2, 1, 1, 1, 0, 0])
  })
})
