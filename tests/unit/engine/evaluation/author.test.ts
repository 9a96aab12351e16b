import { describe, expect, test } from 'vitest'
import { type LanguageModel, Writer } from '#engine/completion/index.ts'
import { isNext, type Suggest, type Suggested, write } from '#engine/evaluation/author.ts'
import { Work } from '#engine/evaluation/work.ts'

const work = (text: string) => new Work({ text, title: '题', language: 'zh', className: 'course' })
const whole = (one: Work) => ({ work: one, from: 0, to: one.flow.length })

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** What is suggested behind texts with these endings; everything that was asked is noted. */
function speaking(table: Record<string, string>, sureness = 0.9) {
  const asked: string[] = []
  const suggest: Suggest = async (question) => {
    const { before } = question()
    asked.push(before)
    const text = Object.entries(table).find(([end]) => before.endsWith(end))?.[1] ?? ''
    return { text, tokens: Array.from(words.segment(text), ({ segment }) => ({ text: segment, probability: sureness })) }
  }
  return { asked, suggest }
}

describe('the simulated author', () => {
  test('types what nobody suggests, and asks at every letter', async () => {
    const { asked, suggest } = speaking({})
    expect(await write(whole(work('今天，on')), suggest)).toEqual({
      typed: 5,
      accepted: 0,
      asked: 5,
      shown: 0,
      right: 0,
      shownCharacters: 0,
      keys: 8,
      plainKeys: 8,
    })
    expect(asked).toEqual(['', '今', '今天', '今天，', '今天，o'])
  })

  test('accepts word by word what is exactly right, then asks again', async () => {
    const { asked, suggest } = speaking({ 今天: '天气很好，' })
    const tally = await write(whole(work('今天天气很好，出')), suggest)
    expect(tally).toEqual({ typed: 3, accepted: 5, asked: 4, shown: 1, right: 1, shownCharacters: 5, keys: 2 * 2.5 + 3 + 2.5, plainKeys: 7 * 2.5 + 1 })
    expect(asked).toEqual(['', '今', '今天', '今天天气很好，'])
  })

  test('types on where the suggestion goes wrong, and asks anew from there', async () => {
    const { asked, suggest } = speaking({ 今天: '天气不好' })
    expect(await write(whole(work('今天天气很好')), suggest)).toMatchObject({ typed: 4, accepted: 2, asked: 4, shown: 1, right: 1 })
    expect(asked).toEqual(['', '今', '今天', '今天天气很'])
  })

  test('asks nothing while the typing goes along with what is shown', async () => {
    const { asked, suggest } = speaking({ 用: 'models' })
    expect(await write(whole(work('用model。好')), suggest)).toMatchObject({ typed: 8, accepted: 0, asked: 3, shown: 1, right: 0 })
    expect(asked).toEqual(['', '用', '用model。'])
  })

  test('asks anew where a first word that was not meant is typed by chance and the model hardly believes in the rest', async () => {
    for (const [sureness, questions] of [
      [0.9, ['', '用', '用models']],
      [0.2, ['', '用', '用model', '用models']],
    ] as const) {
      const { asked, suggest } = speaking({ 用: 'model表' }, sureness)
      // The author goes on in Latin letters, so that what was suggested is no whole word of theirs.
      expect((await write(whole(work('用models。好')), suggest)).accepted, `${sureness}`).toBe(0)
      expect(asked.slice(0, questions.length), `${sureness}`).toEqual(questions)
    }
  })

  test('lets the rest stand of what it took a word of, however unsure', async () => {
    const { asked, suggest } = speaking({ 今天: '天气很好' }, 0.1)
    expect(await write(whole(work('今天天气很好')), suggest)).toMatchObject({ accepted: 4, asked: 3 })
    expect(asked).toEqual(['', '今', '今天'])
  })

  test('a suggestion that begins with a mark is right when the word behind it is', async () => {
    const { suggest } = speaking({ 今天: '，但是' })
    expect(await write(whole(work('今天，我')), suggest)).toMatchObject({ accepted: 1, shown: 1, right: 0 })
  })

  test('the beginning of a longer Latin word or number is not right', () => {
    expect([isNext('model', 'models'), isNext('model', 'model, s'), isNext('学', '学习'), isNext('3', '30')]).toEqual([false, true, true, false])
  })

  test('goes on to the next block by a key, which nobody can suggest', async () => {
    const { asked, suggest } = speaking({ '- ': '二' })
    expect(await write(whole(work('# 一\n\n- 二')), suggest)).toMatchObject({ typed: 2, accepted: 1, asked: 2, keys: 2.5 + 1 + 1 })
    expect(asked).toEqual(['# ', '# 一\n\n- '])
  })

  test('stops at the end of its stretch, but for a word that it has begun to take', async () => {
    const { suggest } = speaking({ 今天: '天气很好' })
    expect(await write({ work: work('今天天气很好出门'), from: 2, to: 3 }, suggest)).toMatchObject({ typed: 0, accepted: 2 })
  })

  test('types Chinese by the word where it writes with an input method, and is not asked within one', async () => {
    const { asked, suggest } = speaking({ 天: '气', 天气: '很好' })
    expect(await write(whole(work('天气很好，on')), suggest, 'word')).toMatchObject({ typed: 5, accepted: 2, asked: 5, shown: 1, right: 1 })
    expect(asked).toEqual(['', '天气', '天气很好', '天气很好，', '天气很好，o'])
  })

  test('drives the studio’s own writer', async () => {
    const known = '今天天气很好。'
    const model: LanguageModel = {
      texts: 1,
      contextTokens: 100,
      tokenize: (text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0),
      textOf: (tokens) => String.fromCodePoint(...tokens),
      endsText: () => false,
      evaluate: async (tokens, wanted) => {
        const after = (end: number) => known.codePointAt(known.indexOf(String.fromCodePoint(tokens[end - 1] ?? 0)) + 1) ?? 10
        return { distributions: Array.from({ length: wanted }, (_, j) => new Map([[after(tokens.length - j), 1]])), evaluated: 1 }
      },
    }
    const writer = new Writer(model)
    const suggest: Suggest = async (question) => {
      let last: Suggested = { text: '', tokens: [] }
      for await (const part of writer.write(question(), new AbortController().signal)) last = part
      return last
    }
    const tally = await write({ work: work(known), from: 1, to: known.length }, suggest)
    expect(tally).toMatchObject({ shown: expect.any(Number), accepted: expect.any(Number) })
    expect(tally.accepted).toBeGreaterThan(3)
  })
})
