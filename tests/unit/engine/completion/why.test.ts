import { describe, expect, it } from 'vitest'
import { type CompletionPart, type CompletionRequest, defaultSettings, Writer } from '#engine/completion/index.ts'
import { chancesBy } from '#engine/completion/alone.ts'
import { explained } from '#engine/completion/why.ts'
import type { Memory } from '#engine/completion/memory.ts'
import { TableModel } from './table-model.ts'

const settings = { ...defaultSettings, speakAbove: 0.2, continueAbove: 0.01 }
const asked = (before: string, part: Partial<CompletionRequest> = {}): CompletionRequest => ({
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

async function written(model: TableModel, request: CompletionRequest, memory: Memory | null = null): Promise<CompletionPart> {
  let last: CompletionPart | undefined
  for await (const part of new Writer(model, settings, { memory }).write(request, new AbortController().signal)) last = part
  if (!last) throw new Error('a request is always answered')
  return last
}

const weather = {
  今天: { 天气: 0.5, 我们: 0.2, 你们: 0.1, 他们: 0.08, 她们: 0.07, '\n': 0.03, '<end>': 0.02 },
  天气: { 很好: 0.6, 不错: 0.4 },
  很好: { '。': 0.7, '，': 0.2, '\n\n': 0.1 },
}

describe('why a suggestion says what it says', () => {
  it('tells each token as it was weighed, and the three likeliest others at its place', async () => {
    const { text, tokens, pieces } = await written(new TableModel(weather), asked('今天'))
    const told = explained(pieces, 0, text.length)
    expect(told.map(({ text: token, probability }) => ({ text: token, probability }))).toEqual(tokens)
    expect(told.map(({ others }) => others.map((other) => ({ ...other, probability: Number(other.probability.toFixed(9)) })))).toEqual([
      [
        { text: '我们', probability: 0.2 },
        { text: '你们', probability: 0.1 },
        { text: '他们', probability: 0.08 },
      ],
      [{ text: '不错', probability: 0.4 }],
      [
        { text: '，', probability: 0.2 },
        { text: '', probability: 0.1 },
      ],
    ])
    expect(told.map(({ own, matched }) => [own, matched])).toEqual(tokens.map(({ probability }) => [probability, 0]))
  })

  it('takes all ways to end a paragraph for one', async () => {
    const table = { 今天: { 天气: 0.5, '\n': 0.2, '\n\n': 0.15, '<end>': 0.1, 我: 0.05 }, 天气: { '。': 1 } }
    const { pieces } = await written(new TableModel(table), asked('今天'))
    const [first] = explained(pieces, 0, 2)
    expect(first?.others.map(({ text, probability }) => [text, Number(probability.toFixed(6))])).toEqual([
      ['', 0.45],
      ['我', 0.05],
    ])
  })

  it('tells of what is left where the author has a part, and how much of a token stands there', async () => {
    const { text, pieces } = await written(new TableModel(weather), asked('今天'))
    expect(text).toBe('天气很好。')
    expect(explained(pieces, 1, 5).map(({ text: token, written: units }) => [token, units])).toEqual([
      ['天气', 1],
      ['很好', 0],
      ['。', 0],
    ])
    expect(explained(pieces, 2, 4).map(({ text: token, written: units }) => [token, units])).toEqual([['很好', 0]])
    expect(explained(pieces, 5, 5)).toEqual([])
  })

  it('tells of a word that is being typed only what it adds, and no half character', async () => {
    const table = { 课: {}, '\n\n': { 机器学习: 0.6, 机器: 0.4 }, 机器: { '<half>': 0.3, 的: 0.3, 学: 0.4 }, 机器学: { 到: 1 }, 机器学习: { '。': 1 } }
    const { text, tokens, pieces } = await written(new TableModel(table, ['机器', '学']), asked('机器学'))
    const [first] = explained(pieces, 0, text.length)
    expect([first?.text, first?.probability]).toEqual(['习', tokens[0]?.probability])
    expect(first?.others.map((other) => other.text)).toEqual(['到'])
  })

  it('tells of a character that came in halves what the first of them was chosen from', async () => {
    const table = { 今天: { '<half>': 0.8, 我: 0.2 }, '<half>': { 字: 0.5, 我: 0.3, 你: 0.2 }, 字: { '。': 1 } }
    const { text, pieces } = await written(new TableModel(table), asked('今天'))
    expect(explained(pieces, 0, text.length).map(({ text: token, probability, own, others }) => [token, probability, own, others])).toEqual([
      ['字', 0.4, 0.4, [{ text: '我', probability: 0.2 }]],
      ['。', 1, 1, []],
    ])
  })

  it('tells what the model alone gives, and by how much the author’s texts are like this one', async () => {
    const memory: Memory = { recall: (before) => (before.endsWith('今天') ? [{ source: 'w', group: '', offset: 9, matched: 12, text: '我们去' }] : []) }
    const table = { ...weather, 我们: { 去: 0.9, 来: 0.1 } }
    const { text, pieces } = await written(new TableModel(table), asked('今天', { recall: { source: null, group: null } }), memory)
    const [first] = explained(pieces, 0, text.length)
    expect([first?.text, first?.own, first?.matched]).toEqual(['我们', 0.2, 12])
    expect(first?.probability).toBeGreaterThan(0.4)
    expect(first?.others[0]?.text).toBe('天气')
    expect(first?.others[0]?.probability).toBeLessThan(0.5)
  })

  it('explains the candidate that was asked for, with the likelier one among the others', async () => {
    const { text, tokens, pieces } = await written(new TableModel(weather), asked('今天', { candidate: 1 }))
    const [first] = explained(pieces, 0, text.length)
    expect([first?.text, first?.probability]).toEqual(['我们', tokens[0]?.probability])
    expect(first?.others[0]).toEqual({ text: '天气', probability: 0.5 })
  })

  it('tells what another model gives the same tokens at the same places, a healed word and halves of a character included', async () => {
    const never = new AbortController().signal
    const table = {
      课: {},
      '\n\n': { 机器学习: 0.6, 机器: 0.4 },
      机器学: { 到: 1 },
      机器: { 的: 1 },
      机器学习: { '<half>': 0.8, 我: 0.2 },
      '<half>': { 字: 0.5, 我: 0.5 },
      字: { '。': 1 },
    }
    const other = { ...table, '\n\n': { 机器学习: 0.2, 机器: 0.8 }, 机器学习: { '<half>': 0.3, 我: 0.7 }, '<half>': { 字: 0.4, 我: 0.6 }, 字: { '，': 1 } }
    // Both have the same tokens.
    const words = ['机器', '学', '，', '。', '#', ' ', '课', '\n']
    const { text, pieces, prompt } = await written(new TableModel(table, words), asked('机器学'))
    const alone = await chancesBy(new TableModel(other, words), { before: '机器学', prompt, pieces, takeBack: settings.takeBack }, never)
    const itself = await chancesBy(new TableModel(table, words), { before: '机器学', prompt, pieces, takeBack: settings.takeBack }, never)
    const told = explained(pieces, 0, text.length, alone)
    expect(told.map((token) => token.text)).toEqual(['习', '字', '。'])
    expect(itself).toEqual(told.map(({ own }) => own))
    expect(told[0]?.base).toBeLessThan(told[0]?.own ?? 0)
    expect(told.slice(1).map(({ base }) => Number(base?.toFixed(6)))).toEqual([0.12, 0])
    expect(explained(pieces, 0, text.length).map(({ base }) => base)).toEqual([null, null, null])
  })
})
