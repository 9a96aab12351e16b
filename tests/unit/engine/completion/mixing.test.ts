import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Choice } from '#engine/completion/healing.ts'
import { shiftOfHearsay, withBar } from '#engine/completion/hearsay.ts'
import { draftFrom, type Memory, type Voice, voicesAt, voicesHere } from '#engine/completion/memory.ts'
import { mixed } from '#engine/completion/mixing.ts'
import { type CompletionPart, type CompletionRequest, defaultSettings, Writer } from '#engine/completion/index.ts'
import { Phrases } from '#engine/phrases/index.ts'
import { TableModel } from './table-model.ts'

const choice = (text: string, probability: number, token = text.charCodeAt(0)): Choice => ({ token, takenBack: 0, text, probability })
const voice = (text: string, matched: number, kind: Voice['kind'] = 'far'): Voice => ({ text, matched, kind })
const first = (text: string) => ({ token: text.charCodeAt(0), text: text.charAt(0) })
const likelihoods = (choices: readonly Choice[]) => Object.fromEntries(choices.map(({ text, probability }) => [text, probability]))
const choices = [choice('晴', 0.5), choice('雨', 0.3), choice('雨天', 0.1), choice('', 0.1)]

describe('mixing', () => {
  it('leaves everything as it is where no text has anything to say', () => {
    expect(mixed(choices, [], first)).toBe(choices)
  })

  it('gives more to what followed, the more the longer the likeness and the more often', () => {
    const after = (voices: Voice[]) => likelihoods(mixed(choices, voices, first))['雨'] ?? 0
    const few = after([voice('雨很大', 4)])
    expect(few).toBeGreaterThan(0.3)
    expect(after([voice('雨很大', 12)])).toBeGreaterThan(few)
    expect(after([voice('雨很大', 4), voice('雨不停', 4), voice('雨', 4)])).toBeGreaterThan(few)
    expect(after([voice('雨很大', 4), voice('晴', 4)])).toBeLessThan(few)
    expect(after([voice('雨很大', 4, 'here')])).toBeGreaterThan(few)
  })

  it('counts a text for the longest choice that begins it, else for a new one, and an end for what ends', () => {
    const of = (text: string) => likelihoods(mixed(choices, [voice(text, 9)], first))
    expect(of('雨天路滑')['雨天']).toBeGreaterThan(0.2)
    expect(of('雪')['雪']).toBeGreaterThan(0.2)
    expect(of('')['']).toBeGreaterThan(0.2)
  })

  it('keeps probabilities that make up one, the likeliest first, and what the model alone gave', () => {
    const texts = fc.constantFrom('晴', '晴朗', '雨', '雨天', '雪', '')
    const voices = fc.array(
      fc.record({ text: texts, matched: fc.integer({ min: 1, max: 32 }), kind: fc.constantFrom('here' as const, 'near' as const, 'far' as const) }),
    )
    fc.assert(
      fc.property(voices, (all) => {
        const found = mixed(choices, all, first)
        expect(found.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9)
        expect(found.map(({ probability }) => probability)).toEqual(found.map(({ probability }) => probability).sort((a, b) => b - a))
        for (const { text, heard } of found) if (heard) expect(heard.own).toBe(choices.find((one) => one.text === text)?.probability ?? 0)
      }),
    )
  })
})

describe('what the author’s texts say', () => {
  const recall = { source: 'open', group: 'course' }
  const told = (passages: Partial<ReturnType<Memory['recall']>[number]>[]): Memory => ({
    recall: () => passages.map((one) => ({ source: 'other', group: '', offset: 0, matched: 5, text: '好', ...one })),
  })

  it('is heard from further up in the same text, the nearest first, never across paragraphs', () => {
    expect(voicesHere('南方的春天来了。\n夏天来了，北方的春天来')).toEqual([
      { text: '了，北方的春天来', matched: 2, kind: 'here' },
      { text: '了。', matched: 5, kind: 'here' },
    ])
    expect(voicesHere('春天\n')).toEqual([])
    expect(voicesHere('')).toEqual([])
  })

  it('is not heard where a clause of the same text would be said again from its beginning, nor behind marks alone', () => {
    expect(voicesHere('春天来了。\n夏天来了，春天来')).toEqual([{ text: '了，春天来', matched: 2, kind: 'here' }])
    expect(voicesHere('“臣请焚之。”始皇同意了。臣请')).toEqual([])
    expect(voicesHere('王五来了，王')).toEqual([{ text: '五来了，王', matched: 1, kind: 'here' }])
    expect(voicesHere('1. 看书\n  1. 做题\n2. 复习\n  1. ')).toEqual([])
    expect(voicesHere('要观点，要材料，')).toEqual([])
    expect(voicesHere('包括河北、山西。又包括')).toEqual([])
    expect(voicesHere('家里有👩。后来有')).toEqual([])
    expect(voicesHere('例如，红色。例如，')).toEqual([{ text: '红色。例如，', matched: 3, kind: 'here' }])
  })

  it('is not heard where another candidate is asked for', () => {
    const place = { before: '今天天气', after: '', recall }
    expect(voicesAt('今天天气', { ...place, candidate: 0 }, told([{}]))).toHaveLength(1)
    expect(voicesAt('今天天气', { ...place, candidate: 1 }, told([{}]))).toEqual([])
  })

  it('is heard behind a word only where as much is alike, and behind letters where more is, which may be half a word', () => {
    const place = (before: string) => ({ before, after: '', recall })
    const heard = (before: string, matched: number) => voicesAt(before, place(before), told([{ matched, text: 'rithm' }])).length
    expect([heard('一种 algo', 3), heard('一种 algo', 4), heard('一种 algo', 5)]).toEqual([0, 0, 1])
    expect([heard('一种算法', 1), heard('一种算法', 2)]).toEqual([0, 1])
    expect(heard('一种方法，我', 1)).toBe(1)
  })

  it('has no Chinese to say where the text is written in letters', () => {
    const place = (before: string) => ({ before, after: '', recall })
    const heard = (before: string) =>
      voicesAt(
        before,
        place(before),
        told([
          { matched: 9, text: '，属性' },
          { matched: 9, text: ' and more' },
        ]),
      ).map(({ text }) => text)
    expect(heard('Mix the flour with the water')).toEqual([' and more'])
    expect(heard('先用 Mix the flour 这个按钮')).toEqual(['，属性', ' and more'])
  })

  it('counts as near in the same course, and is not heard where nobody asks', () => {
    const memory = told([{ group: 'course' }, { group: 'another' }, {}])
    expect(voicesAt('今天', { before: '今天', after: '', recall }, memory).map(({ kind }) => kind)).toEqual(['near', 'far', 'far'])
    expect(voicesAt('今天', { before: '今天', after: '' }, memory)).toEqual([])
  })

  it('leaves out what stands behind the caret already, and what an older state of the same text says at the very place', () => {
    const place = { before: '今天天气好', after: '我们去爬山', recall }
    expect(voicesAt('今天天气好', place, told([{ text: '我们去爬山吧' }]))).toEqual([])
    expect(voicesAt('今天天气好', { ...place, after: '' }, told([{ source: 'open', matched: 30, text: '刚删掉的' }]))).toEqual([])
    expect(voicesAt('今天天气好', { ...place, after: '' }, told([{ source: 'open', matched: 6, text: '前面说过' }]))).toHaveLength(1)
  })

  it('is a draft as far as those agree that are most alike', () => {
    expect(draftFrom([voice('加盐少许', 7), voice('加盐少量', 7), voice('加盐少许', 7), voice('加糖', 4)])).toBe('加盐少')
    expect(draftFrom([voice('加盐', 4)])).toBe('')
    expect(draftFrom([])).toBe('')
  })

  it('shifts no word in which the author’s texts had no say', () => {
    expect(shiftOfHearsay([{ text: '好', probability: 0.5, entropy: 1 }], false)).toBe(0)
  })
})

describe('the bar', () => {
  const calibration = { readingCosts: { han: 0.4, letters: 0.8 }, weights: [], leastProbability: 0, words: 1, reliability: [] }
  const barOf = (reliability: number | null) => withBar(calibration, reliability).readingCosts.han / 0.4

  it('is higher the less the author’s texts tell of one another, within bounds, and as it is where nobody knows', () => {
    expect(withBar(calibration, null)).toBe(calibration)
    expect([barOf(0.05), barOf(0.33), barOf(0.9)].map((bar) => Number(bar.toFixed(6)))).toEqual([2, 1, 1])
    expect(barOf(0.25)).toBeGreaterThan(barOf(0.3))
    const { han, letters } = withBar(calibration, 0.2).readingCosts
    expect(letters / han).toBeCloseTo(2, 9)
  })
})

describe('a writer with a memory', () => {
  const table = {
    今天: { 天气: 0.5, 下: 0.5 },
    天气: { 很好: 0.6, 不好: 0.4 },
    很好: { '。': 1 },
    不好: { '。': 1 },
    下: { 雨: 1 },
    雨: { '。': 1 },
    加入少许: { 糖: 0.9, 盐: 0.1 },
  }
  const request = (before: string): CompletionRequest => ({
    course: '',
    chapter: '',
    lesson: '',
    headings: [],
    before,
    after: '',
    block: 'paragraph',
    candidate: 0,
  })
  const said = async (memory: Memory | null, asked: CompletionRequest) => {
    const parts: CompletionPart[] = []
    for await (const part of new Writer(new TableModel(table), defaultSettings, { memory }).write(asked, new AbortController().signal)) parts.push(part)
    return parts
  }

  it('says what it says without one where nothing is remembered, part by part', async () => {
    for (const before of ['今天', '天气', '加入少许', '你好', '']) {
      const recalled = { ...request(before), recall: { source: null, group: null } }
      expect(await said(new Phrases(), recalled)).toEqual(await said(null, request(before)))
    }
  })

  it('says what the author says, with what the model alone gives it', async () => {
    const phrases = new Phrases()
    for (let at = 0; at < 3; at++) phrases.add(`${at}`, `第${at}步，加入少许料酒。`)
    for (const _ of phrases.build());
    const [without, withMemory] = [
      await said(null, request('再加入少许')),
      await said(phrases, { ...request('再加入少许'), recall: { source: null, group: null } }),
    ]
    expect(without.at(-1)?.text).toBe('糖')
    expect(withMemory.at(-1)?.text).toBe('料酒。')
    expect(withMemory.at(-1)?.tokens[0]).toMatchObject({ text: '料', heard: { own: 0, matched: 4 } })
    phrases.remove('0')
    phrases.remove('1')
    phrases.remove('2')
    expect((await said(phrases, { ...request('再加入少许'), recall: { source: null, group: null } })).at(-1)?.text).toBe('糖')
  })
})
