import { describe, expect, test } from 'vitest'
import { evaluateBaseline, fitBaseline, type TrainingDocument } from '#engine/training/index.ts'
import type { KneserNey } from '#engine/training/kneser-ney.ts'
import { NGramCounter } from '#engine/training/n-gram-counts.ts'
import { each } from './tiny-run.ts'

const fit = (texts: readonly string[], order: number): Promise<KneserNey> => fitBaseline(each(texts.map((text) => ({ text, className: 'a' }))), order)

/** What each outcome gets that no text holds: Unicode characters and the end. */
const EVERY = 1_114_112 - 2_048 + 1

describe('a text counted by hand', () => {
  // One document; ^ begins it, $ ends it. Pairs: 花花 2, 春花 3, 月月 4, 花月 2, and once each ^春, 春春, 月花, 月春, 花春, 花$.
  const text = '春春花月花月月月月月春花春花花花'
  // Single characters count by what stands before them: 春 after ^ 春 月 花, 花 after 春 月 花, 月 after 花 月, $ after 花.
  // Ten kinds of pairs in all.

  test('takes off what Chen and Goodman say, by length and by count', async () => {
    const { discounts } = await fit([text], 2)
    // n1…n4 = 1, 1, 1, 1 ($ 月 花 春). Y = 1/(1 + 2) = 1/3; D1 = 1 − 2Y, D2 = 2 − 3Y, D3 = 3 − 4Y.
    expect(discounts[0]).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(1, 12), expect.closeTo(5 / 3, 12)])
    // n1…n4 = 6, 2, 1, 1. Y = 6/(6 + 4) = 0.6; D1 = 1 − 2Y·2/6 = 0.6, D2 = 2 − 3Y·1/2 = 1.1, D3 = 3 − 4Y·1/1 = 0.6.
    expect(discounts[1]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(1.1, 12), expect.closeTo(0.6, 12)])
  })

  test('gives the probabilities worked out from them', async () => {
    const model = await fit([text], 2)
    // Single characters: freed are 1/3 ($) + 1 (月) + 5/3 (花) + 5/3 (春) = 14/3 of 10.
    const low = 14 / 3 / EVERY
    const spring = (4 - 5 / 3 + low) / 10
    const flower = (3 - 5 / 3 + low) / 10
    const moon = (2 - 1 + low) / 10
    const end = (1 - 1 / 3 + low) / 10
    // After 春 come 春 1 and 花 3: freed are 0.6 + 0.6 of 4, a weight of 0.3.
    expect(model.probability('春', '花')).toBeCloseTo((3 - 0.6) / 4 + 0.3 * flower, 12)
    expect(model.probability('春', '春')).toBeCloseTo((1 - 0.6) / 4 + 0.3 * spring, 12)
    expect(model.probability('春', '月')).toBeCloseTo(0.3 * moon, 12)
    expect(model.probability('春', undefined)).toBeCloseTo(0.3 * end, 12)
    // After 花 come 花 2, 月 2, 春 1, $ 1: freed are 1.1 + 1.1 + 0.6 + 0.6 of 6.
    expect(model.probability('月花', '月')).toBeCloseTo((2 - 1.1 + 3.4 * moon) / 6, 12)
    expect(model.probability('月花', undefined)).toBeCloseTo((1 - 0.6 + 3.4 * end) / 6, 12)
    // At the beginning comes 春 1: freed is 0.6 of 1.
    expect(model.probability('', '春')).toBeCloseTo(0.4 + 0.6 * spring, 12)
    // A character that no text holds, after 春; and what follows one.
    expect(model.probability('春', '夏')).toBeCloseTo((0.3 * low) / 10, 15)
    expect(model.probability('夏', '花')).toBeCloseTo(flower, 12)
  })

  test('shares the bits, those of the end included, among the characters', async () => {
    const model = await fit([text], 2)
    const bits = (before: string, next: string | undefined) => -Math.log2(model.probability(before, next))
    expect(model.bits('花夏')).toBeCloseTo(bits('', '花') + bits('花', '夏') + bits('花夏', undefined), 12)
    const document = { title: '题', text: '花', language: 'zh', className: 'essay' }
    const other = { title: '', text: '春花', language: 'zh', className: 'law' }
    const { all, byClass } = await evaluateBaseline(model, each([document, other]))
    expect(byClass.get('essay')).toEqual({ bitsPerCharacter: expect.closeTo(model.bits('# 题\n\n花') / 6, 12), characters: 6 })
    expect(all).toEqual({ bitsPerCharacter: expect.closeTo((model.bits('# 题\n\n花') + model.bits('春花')) / 8, 12), characters: 8 })
  })
})

/** The same model by definition: strings as n-grams, every count by going through the text again. */
function byDefinition(texts: readonly string[], order: number, discounts: KneserNey['discounts']) {
  const grams = new Map<string, Set<string>>()
  const raw = new Map<string, number>()
  for (const text of texts) {
    const symbols = ['^', ...text, '$']
    for (let at = 0; at < symbols.length; at++) {
      for (let length = 1; length <= order && at + length <= symbols.length; length++) {
        const gram = symbols.slice(at, at + length).join('')
        raw.set(gram, (raw.get(gram) ?? 0) + 1)
        grams.set(gram, (grams.get(gram) ?? new Set()).add(symbols[at - 1] ?? ''))
      }
    }
  }
  const count = (gram: string) => (gram === '^' ? 0 : (([...gram].length === order || gram.startsWith('^') ? raw.get(gram) : grams.get(gram)?.size) ?? 0))
  const characters = [...new Set(texts.join('')), '$']
  const probability = (context: string, next: string): number => {
    const length = [...context].length
    const shorter = length === 0 ? 1 / EVERY : probability([...context].slice(1).join(''), next)
    const counts = characters.map((character) => count(context + character))
    const total = counts.reduce((sum, c) => sum + c, 0)
    const off = (c: number) => (c === 0 ? 0 : discounts[length]![Math.min(c, 3) - 1]!)
    if (total === 0) return shorter
    const c = count(context + next)
    return (c - off(c) + counts.reduce((sum, one) => sum + off(one), 0) * shorter) / total
  }
  return (before: string, next: string | undefined) => probability(['^', ...before].slice(1 - order || before.length + 1).join(''), next ?? '$')
}

/** Texts of few characters, one beyond the basic plane among them, so that all lengths of contexts occur; the same each time. */
function texts(seed: number): string[] {
  const characters = [...'的的的的一一一是是文𠮷，']
  let state = seed
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return Array.from({ length: 12 }, () => Array.from({ length: below(60) }, () => characters[below(characters.length)]).join(''))
}

describe.each([1, 2, 3, 5])('of order %i', (order) => {
  test('agrees with the definition, worked out in another way', async () => {
    const learnt = texts(order)
    const model = await fit(learnt, order)
    const expected = byDefinition(learnt, order, model.discounts)
    for (const text of [...texts(77), ...learnt]) {
      const characters = [...text]
      for (let at = 0; at <= characters.length; at++) {
        const before = characters.slice(0, at).join('')
        expect(model.probability(before, characters[at])).toBeCloseTo(expected(before, characters[at]), 12)
      }
    }
  })

  test('shares a probability of 1 out after any context', async () => {
    const learnt = texts(order)
    const model = await fit(learnt, order)
    const seen = [...new Set(learnt.join(''))]
    for (const before of ['', '的', '的一是', '的的的的的', '未', '的未', '未的一', '𠮷', ...learnt.map((text) => [...text].slice(0, 9).join(''))]) {
      const known = [...seen, undefined].reduce((sum, next) => sum + model.probability(before, next), 0)
      const unseen = (EVERY - seen.length - 1) * model.probability(before, '未')
      expect(known + unseen).toBeCloseTo(1, 10)
    }
  })
})

test('takes a surrogate pair as one character and half of one as U+FFFD', async () => {
  const model = await fit(['𠮷野家\ud842', '𠮷'], 3)
  expect(model.trainedCharacters).toBe(5)
  expect(model.probability('', '𠮷')).toBeGreaterThan(0.4)
  expect(model.probability('𠮷野家', '\ud842')).toBe(model.probability('𠮷野家', '\ufffd'))
  expect(model.probability('𠮷野家', '\ud842')).toBe(model.probability('𠮷野家', '\udc00'))
  const { all } = await evaluateBaseline(model, each([{ text: '𠮷\udc00' }]))
  expect(all.characters).toBe(2)
})

test('learns from and measures documents without a character, and knows nothing without documents', async () => {
  const empty = await fit(['', '', '字'], 5)
  expect(empty.probability('', undefined)).toBeGreaterThan(0.3)
  expect(empty.bits('')).toBeCloseTo(-Math.log2(empty.probability('', undefined)), 12)
  const nothing = await fit([], 5)
  expect(nothing.probability('字', '字')).toBeCloseTo(1 / EVERY, 15)
  // Nothing has a count of 1 to 4 from which the discounts could be estimated.
  expect(nothing.discounts).toEqual(new Array(5).fill([0.5, 1, 1.5]))
})

test('knows no document by the one before it', async () => {
  const [one, other] = [await fit(['春花', '秋月'], 4), await fit(['秋月', '春花'], 4)]
  for (const before of ['', '春花', '秋', '花秋']) expect(one.probability(before, '秋')).toBe(other.probability(before, '秋'))
})

test('says how far it is, and stops when told to, in reading as in counting', async () => {
  const documents = (): AsyncIterable<TrainingDocument> => each([{ text: '春花' }, { text: '秋月' }])
  const seen: number[] = []
  await fitBaseline(documents(), 3, { onProgress: (state) => seen.push(state.phase === 'reading' ? state.characters : state.share) })
  const shares = seen.slice(2)
  expect(seen.slice(0, 2)).toEqual([2, 4])
  expect(shares).toEqual([...shares].sort((one, other) => one - other))
  expect(shares.at(-1)).toBe(1)
  for (const when of ['reading', 'counting']) {
    const stop = new AbortController()
    await expect(fitBaseline(documents(), 3, { signal: stop.signal, onProgress: ({ phase }) => phase === when && stop.abort() })).rejects.toThrow('aborted')
  }
})

test('refuses an order that is none', () => {
  expect(() => new NGramCounter(0)).toThrow('an order is 1 to 255, not 0')
})
