import { describe, expect, test } from 'vitest'
import { type CompletionPart, type CompletionRequest, type CompletionSettings, Writer } from '#engine/completion/complete.ts'
import { trusting } from './calibrations.ts'
import { TableModel } from './table-model.ts'

const settings: CompletionSettings = {
  reach: 'clause',
  characters: 24,
  tokens: 12,
  calibration: null,
  speakAbove: 0.3,
  offerAbove: 0.02,
  continueAbove: 0.01,
  takeBack: 2,
  fitsAbove: -1,
  lengths: 4,
  together: 4,
}
const request = (before: string, part: Partial<CompletionRequest> = {}): CompletionRequest => ({
  course: '',
  chapter: '',
  lesson: '课',
  headings: [],
  before,
  after: '',
  block: 'paragraph',
  candidate: 0,
  ...part,
})

async function all(writer: Writer, asked: CompletionRequest, signal = new AbortController().signal): Promise<CompletionPart[]> {
  const parts: CompletionPart[] = []
  for await (const part of writer.write(asked, signal)) parts.push(part)
  return parts
}

async function suggestion(table: Record<string, Record<string, number>>, asked: CompletionRequest, changed: Partial<CompletionSettings> = {}): Promise<string> {
  return (await all(new Writer(new TableModel(table), { ...settings, ...changed }), asked)).at(-1)?.text ?? 'nothing'
}

const weather = { 今天: { 天气: 0.8, 我们: 0.2 }, 天气: { 很好: 0.5, 不错: 0.5 }, 很好: { '，': 0.9, '。': 0.1 }, '，': { 出门: 1 } }

describe('a suggestion', () => {
  test('it begins no other block than the author has begun', async () => {
    const table = { '。\n\n': { '#': 0.8, 天气: 0.15, '1': 0.05 }, ...weather }
    expect(await suggestion(table, request('昨天。\n\n'))).toBe('天气很好，')
    expect(await suggestion({ ...table, '# ': { '#': 0.9, 天气: 0.1 } }, request('昨天。\n\n# ', { block: 'heading' }))).toBe('')
  })

  test('it takes the likeliest token at every step, keeps the probabilities and stops at the clause', async () => {
    const parts = await all(new Writer(new TableModel(weather), settings), request('今天'))
    expect(parts.map(({ text, done }) => [text, done])).toEqual([
      ['天气', false],
      ['天气很好', false],
      ['天气很好，', true],
    ])
    expect(parts.at(-1)?.tokens).toEqual([
      { text: '天气', probability: 0.8 },
      { text: '很好', probability: 0.5 },
      { text: '，', probability: 0.9 },
    ])
  })

  test('it asks the model about the titles and the text before the caret, without a space too many', async () => {
    const model = new TableModel(weather)
    await all(new Writer(model, settings), request('今天', { course: '气象', chapter: '一' }))
    expect(model.asked).toEqual(['# 气象\n\n# 一\n\n# 课\n\n今天', '# 气象\n\n# 一\n\n# 课\n\n今天天气', '# 气象\n\n# 一\n\n# 课\n\n今天天气很好'])
  })

  test('it is silent where the first token is not likely enough', async () => {
    expect(await suggestion({ 今天: { 天气: 0.29, 我们: 0.28, 你们: 0.28, 他们: 0.15 } }, request('今天'))).toBe('')
    expect(await suggestion({ 今天: { 天气: 0.31, 我们: 0.28, 你们: 0.28, 他们: 0.13 } }, request('今天'))).toBe('天气')
  })

  test('it ends before it becomes too unlikely as a whole', async () => {
    expect(await suggestion(weather, request('今天'), { continueAbove: 0.38 })).toBe('天气很好')
    expect(await suggestion(weather, request('今天'), { continueAbove: 0.42 })).toBe('天气')
  })

  test('a Latin word is whole where the likeliest goes on with another, though that one is too unlikely', async () => {
    const table = { 'a ': { small: 0.9, large: 0.1 }, small: { ' model': 0.9, er: 0.1 }, ' model': { ' and': 0.4, ' or': 0.35, s: 0.25 }, large: { r: 1 } }
    expect(await suggestion(table, request('a '), { continueAbove: 0.5 })).toBe('small model')
    const within = { ...table, ' model': { s: 0.4, ' and': 0.35, ' or': 0.25 } }
    expect(await suggestion(within, request('a '), { continueAbove: 0.5 })).toBe('small')
  })

  test('it is silent where the model ends the text or the line', async () => {
    expect(await suggestion({ 今天: { '<end>': 0.9, 天气: 0.1 } }, request('今天'))).toBe('')
    expect(await suggestion({ 今天: { '\n\n': 0.9, 天气: 0.1 } }, request('今天'))).toBe('')
  })

  test('it ends where the model ends the text', async () => {
    expect(await suggestion({ 今天: { 天气: 1 }, 天气: { '<end>': 1 } }, request('今天'))).toBe('天气')
  })

  test('it is silent without a letter to go by, and does not ask', async () => {
    const model = new TableModel(weather)
    expect(await all(new Writer(model, settings), request('', { lesson: '' }))).toMatchObject([{ text: '', done: true }])
    expect(model.asked).toEqual([])
  })

  test('it goes on through clauses to the sentence when it shall', async () => {
    expect(await suggestion({ ...weather, 出门: { '。': 1 } }, request('今天'), { reach: 'sentence' })).toBe('天气很好，出门。')
  })

  test('it stops after so many tokens', async () => {
    const counting = { 今天: { 甲: 1 }, 甲: { 乙: 1 }, 乙: { 丙: 1 }, 丙: { 丁: 1 } }
    expect(await suggestion(counting, request('今天'), { tokens: 3 })).toBe('甲乙丙')
  })

  test('it does not say again what follows the caret', async () => {
    expect(await suggestion(weather, request('今天', { after: '天气很好。' }))).toBe('')
    expect(await suggestion(weather, request('今天', { after: '很好。' }))).toBe('天气')
  })

  test('it shows half a character only once it is whole, with the probability of both halves', async () => {
    const parts = await all(
      new Writer(new TableModel({ 今天: { '<half>': 0.8, 我: 0.2 }, '<half>': { 字: 0.5, 我: 0.3, 你: 0.2 }, 字: { '。': 1 } }), settings),
      request('今天'),
    )
    expect(parts.map(({ text }) => text)).toEqual(['字', '字。'])
    expect(parts.at(-1)?.tokens).toEqual([
      { text: '字', probability: 0.4 },
      { text: '。', probability: 1 },
    ])
  })

  test('it heals a word that is being typed', async () => {
    const table = { 课: {}, '\n\n': { 机器学习: 0.9, 机器: 0.1 }, 机器: { 的: 1 }, 机器学: { 的: 1 }, 机器学习: { '。': 1 } }
    const parts = await all(new Writer(new TableModel(table, ['机器', '学']), settings), request('机器学'))
    expect(parts.at(-1)).toMatchObject({
      text: '习。',
      tokens: [
        { text: '习', probability: expect.closeTo(0.9, 9) },
        { text: '。', probability: 1 },
      ],
    })
  })

  test('it throws within one token once it is given up', async () => {
    const stop = new AbortController()
    const model = new TableModel(weather)
    model.onEvaluate = (count) => {
      if (count === 2) stop.abort(new Error('given up'))
    }
    await expect(all(new Writer(model, settings), request('今天'), stop.signal)).rejects.toThrow('given up')
    expect(model.asked.length).toBe(2)
  })

  test('it leaves room for the suggestion in the context', async () => {
    const model = new TableModel(weather)
    const long = `${'甲乙丙丁。'.repeat(100)}今天`
    await all(new Writer(model, settings), request(long))
    const sizes = model.asked.map((text) => model.tokenize(text).length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(model.contextTokens)
    expect(model.asked[0]?.startsWith('# 课\n\n甲乙丙丁。')).toBe(true)
  })
})

describe('another candidate', () => {
  const days = {
    今天: { 天气: 0.6, 我们: 0.25, 你们: 0.1, '。': 0.04, 他们: 0.01 },
    天气: { 很好: 1 },
    我们: { 出门: 0.5, 不: 0.5 },
    出门: { '，': 1 },
    你们: { 呢: 1 },
    呢: { '？': 1 },
  }
  const candidates = (table: Record<string, Record<string, number>>, asked: Partial<CompletionRequest> = {}) =>
    Promise.all(Array.from({ length: 5 }, (_, candidate) => suggestion(table, request('今天', { ...asked, candidate }))))

  test('it begins with the next likely word and goes on greedily, however unlikely its beginning is', async () => {
    expect(await candidates(days)).toEqual(['天气很好', '我们出门，', '你们呢？', '', ''])
  })

  test('it says what the likeliest is where that was too unlikely to be said unasked', async () => {
    expect(await candidates({ ...days, 今天: { 天气: 0.29, 我们: 0.28, 你们: 0.28, 他们: 0.15 } })).toEqual(['', '天气很好', '我们出门，', '你们呢？', '他们'])
  })

  test('it is none where the text or the line would end, nor where it would say again what follows', async () => {
    expect(await candidates({ ...days, 今天: { 天气: 0.5, '<end>': 0.2, '\n\n': 0.1, 我们: 0.1, 你们: 0.1 } }, { after: '我们出门。' })).toEqual([
      '天气很好',
      '你们呢？',
      '',
      '',
      '',
    ])
  })

  test('it says what else may stand behind its word where the likeliest was said already', async () => {
    const before = '磨得细，水流得越快，磨得粗，水流得'
    const table = { '': { '，': 1 }, 水流得: { 越: 0.95, 就: 0.005 }, 越: { 快: 0.6, 慢: 0.3, 大: 0.1 } }
    const said = (candidate: number) => suggestion(table, request(before, { candidate }))
    expect(await Promise.all([0, 1, 2].map(said))).toEqual(['', '越慢，', ''])
    const nothingElse = { ...table, 越: { 快: 1 } }
    expect(await suggestion(nothingElse, request(before, { candidate: 1 }))).toBe('')
  })

  test('it is text also where a line break is likeliest by far', async () => {
    const table = { '': { '，': 1 }, '水。': { '\n\n': 0.64, 如果: 0.2, 我: 0.1 }, 如果: { 太烫: 1 }, 我: { 喜欢: 1 } }
    const said = (candidate: number) => suggestion(table, request('我用九十度的水。', { candidate }))
    expect(await Promise.all([0, 1, 2, 3].map(said))).toEqual(['', '如果太烫，', '我喜欢，', ''])
  })

  test('those that differ in nothing but how they connect are one, and no connecting word stands alone', async () => {
    const table = {
      '': { '<end>': 1 },
      '慢，': { 苦味: 0.6, 所以: 0.2, 而: 0.1, 但是: 0.1 },
      所以: { 苦味: 1 },
      而: { 香气: 1 },
      苦味: { 很重: 1 },
      香气: { 很淡: 1 },
    }
    const writer = new Writer(new TableModel(table), settings)
    const said: string[][] = []
    for (const candidate of [0, 1, 2, 3]) said.push((await all(writer, request('水流得慢，', { candidate }))).map(({ text }) => text))
    expect(said.map((texts) => texts.at(-1))).toEqual(['苦味很重', '', '而香气很淡', ''])
    expect(said[1]).toEqual([''])
  })

  test('it ends before what follows becomes too unlikely, its beginning not counted', async () => {
    const parts = await all(new Writer(new TableModel(days), { ...settings, continueAbove: 0.6 }), request('今天', { candidate: 1 }))
    expect(parts.at(-1)).toMatchObject({ text: '我们', tokens: [{ text: '我们', probability: 0.25 }] })
  })

  test('it goes on with the word that is being typed', async () => {
    const table = {
      课: {},
      '\n\n': { 机器学习: 0.6, 机器学院: 0.3, 机器: 0.1 },
      机器: { 的: 1 },
      机器学: { 的: 1 },
      机器学习: { '。': 1 },
      机器学院: { '。': 1 },
    }
    const writer = new Writer(new TableModel(table, ['机器', '学']), settings)
    const said = async (candidate: number) => (await all(writer, request('机器学', { candidate }))).at(-1)?.text
    expect([await said(0), await said(1)]).toEqual(['习。', '院。'])
  })

  test('it asks the model nothing about the prompt again', async () => {
    const model = new TableModel(days)
    const writer = new Writer(model, settings)
    await all(writer, request('今天'))
    const before = model.asked.length
    const parts = await all(writer, request('今天', { candidate: 1 }))
    expect(model.asked.slice(before)).toEqual(['# 课\n\n今天我们', '# 课\n\n今天我们出门'])
    expect(parts.at(-1)).toMatchObject({ text: '我们出门，', evaluatedTokens: 2 })
    expect(await all(writer, request('今天', { candidate: 4 }))).toMatchObject([{ text: '', evaluatedTokens: 0 }])
  })

  test('it is given up like any other', async () => {
    const writer = new Writer(new TableModel(days), settings)
    await all(writer, request('今天'))
    await expect(all(writer, request('今天', { candidate: 1 }), AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up')
  })
})

describe('in a heading', () => {
  test('it is short and ends without a mark, but for one that asks or calls', async () => {
    const heading = (table: Record<string, Record<string, number>>) =>
      suggestion(table, request('今天', { block: 'heading' }), { reach: 'sentence', characters: 80, tokens: 48 })
    expect(await heading(weather)).toBe('天气很好')
    expect(await heading({ ...weather, 很好: { '。': 1 } })).toBe('天气很好')
    expect(await heading({ ...weather, 很好: { '？': 1 } })).toBe('天气很好？')
    expect(await heading({ ...weather, 很好: { 得让人不想再回到屋子里去做任何别的事: 1 } })).toBe('天气很好得让人不想再回到屋子里去')
  })

  test.each(['paragraph', 'item', 'quote'] as const)('elsewhere it reaches as far as it shall, to the end of the line: %s', async (block) => {
    const table = { ...weather, 出门: { '\n': 1 } }
    expect(await suggestion(table, request('今天', { block }), { reach: 'sentence' })).toBe('天气很好，出门')
  })
})

describe('with a calibration', () => {
  const calibrated = { calibration: trusting(), speakAbove: 0.99, continueAbove: 0.99 }

  test('it is shown as far as it is worth it, whatever the thresholds say', async () => {
    expect(await suggestion(weather, request('今天'), calibrated)).toBe('天气很好，')
    expect(
      await suggestion({ ...weather, 今天: { 天气: 0.3, 我们: 0.3, 你们: 0.4 } }, request('今天'), {
        calibration: trusting({ readingCosts: { han: 10, letters: 0.1 } }),
      }),
    ).toBe('')
  })

  test('each part begins with the one before it, and a word is shown once it is whole', async () => {
    const parts = await all(new Writer(new TableModel(weather), { ...settings, ...calibrated }), request('今天'))
    expect(parts.map(({ text, done }) => [text, done])).toEqual([
      ['天气', false],
      ['天气很好，', true],
    ])
  })

  test('nothing is generated behind a beginning that was never worth showing', async () => {
    const model = new TableModel(weather)
    await all(new Writer(model, { ...settings, calibration: trusting({ leastProbability: 0.85 }) }), request('今天'))
    expect(model.asked.length).toBe(1)
  })

  test('where going on is not worth it, it is judged as one that ends there', async () => {
    const how = { calibration: trusting({ readingCosts: { han: 100, letters: 1 } }) }
    const table = (next: Record<string, number>) => ({ '\n\n': { 天气: 1 }, 天气: { 很好: 1 }, 很好: next, 是什么: { '。': 1 } })
    const behindHeading = request('# 天气很好\n\n', { lesson: '' })
    expect(await suggestion(table({ 是什么: 0.4, 呢: 0.3, 吗: 0.3 }), behindHeading, how)).toBe('')
    expect(await suggestion(table({ 是什么: 1 }), behindHeading, how)).toBe('天气很好是什么。')
  })

  test('a single mark is no suggestion', async () => {
    expect(await suggestion({ 今天: { '，': 1 }, '，': { '<end>': 1 } }, request('今天'), calibrated)).toBe('')
  })

  test('other candidates are all but what was said, and their first word is as asked for', async () => {
    const table = {
      今天: { 天气: 0.4, 我们: 0.35, 你们: 0.25 },
      天气: { 很好: 1 },
      我们: { 出门: 1 },
      你们: { 呢: 1 },
      很好: { '。': 1 },
      出门: { '。': 1 },
      呢: { '。': 1 },
    }
    const said = (readingCost: number) =>
      Promise.all(
        [0, 1, 2].map((candidate) =>
          suggestion(table, request('今天', { candidate }), { calibration: trusting({ readingCosts: { han: readingCost, letters: 0.1 } }) }),
        ),
      )
    expect(await said(0.5)).toEqual(['天气很好。', '我们出门。', '你们呢。'])
    expect(await said(100)).toEqual(['', '天气很好。', '我们出门。'])
  })

  test.each<[string, Partial<CompletionRequest>, Partial<CompletionRequest>]>([
    ['the text behind the caret is deleted', { after: '天气很好。' }, {}],
    ['text comes to stand behind the caret', {}, { after: '天气很好。' }],
    ['the author leans elsewhere', { leanings: [{ position: 'word', block: 'paragraph', writing: 'han', shift: -2 }] }, {}],
  ])('other candidates are those of the place as it is, once %s', async (_, once, now) => {
    const table = { 今天: { 天气: 0.7, 我们: 0.3 }, 天气: { 很好: 1 }, 我们: { 出门: 1 }, 很好: { '。': 1 }, 出门: { '。': 1 } }
    const changed = { ...settings, calibration: trusting({ readingCosts: { han: 1, letters: 1 } }) }
    const said = async (writer: Writer, part: Partial<CompletionRequest>, candidate: number) =>
      (await all(writer, request('今天', { ...part, candidate }))).at(-1)?.text
    const writer = new Writer(new TableModel(table), changed)
    const heard = await said(writer, once, 0)
    const fresh = [await said(new Writer(new TableModel(table), changed), now, 0), await said(new Writer(new TableModel(table), changed), now, 1)]
    expect((heard === '') === (fresh[0] === '')).toBe(false)
    expect(await said(writer, now, 1)).toBe(fresh[1])
  })

  test('a candidate that is asked for again evaluates what is held already only once', async () => {
    const model = new TableModel(weather)
    const writer = new Writer(model, { ...settings, ...calibrated })
    await all(writer, request('今天'))
    const before = model.asked.length
    await all(writer, request('今天', { candidate: 1 }))
    expect(model.asked.slice(before)).toEqual(['# 课\n\n今天我们'])
  })
})
