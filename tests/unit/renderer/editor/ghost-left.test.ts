import { describe, expect, test } from 'vitest'
import { isSpent } from '#preload/document/suggested.ts'
import { leftOf } from '#renderer/editor/ghost/ghost-left.ts'
import { Desk } from './desk.ts'

const place = { position: 'word', block: 'paragraph', writing: 'han' } as const
const reason = { place, chance: 0.9, shift: 0 }
const suggestion = (...tokens: [string, number][]) => ({
  id: 's',
  text: tokens.map(([text]) => text).join(''),
  tokens: tokens.map(([text, probability]) => ({ text, probability })),
  done: true,
  model: 'm',
  ms: 1,
  evaluatedTokens: 1,
  reason,
})
const coffee = suggestion(['咖', 0.9], ['啡', 0.95], ['的时候', 0.2], ['，', 0.8])

describe('what is left of a suggestion', () => {
  test('is its tokens cut at the caret, and the reason of its first word goes with that', () => {
    expect(leftOf(coffee, '，')).toEqual({ ...coffee, text: '，', tokens: [{ text: '，', probability: 0.8 }], reason: null })
    expect(leftOf(coffee, '时候，').tokens.map(({ text }) => text)).toEqual(['时候', '，'])
    expect(leftOf(coffee, coffee.text)).toEqual(coffee)
  })

  test('ends where what stands on the page does, and keeps what a character came in', () => {
    const lines = suggestion(['好', 0.9], ['。\n又', 0.5], ['来', 0.5])
    expect(leftOf(lines, '。').tokens).toEqual([{ text: '。', probability: 0.5 }])
    const halves = suggestion(['好', 0.9], ['', 0.5], ['𠮷', 0.5])
    expect(leftOf(halves, '𠮷').tokens).toHaveLength(2)
  })

  test('is spent once the first word is written and the model hardly believes in what comes then, were it not the last mark', () => {
    const [unsure, mark] = [suggestion(['最', 0.9], ['好', 0.3]), suggestion(['清楚', 0.9], ['。', 0.1])]
    expect([isSpent(unsure, '好'), isSpent(mark, '。')]).toEqual([false, false])
    expect([coffee.text, '啡的时候，', '的时候，', '，', ''].map((rest) => isSpent(coffee, rest))).toEqual([false, false, true, false, false])
  })
})

describe('the writer', () => {
  async function offered(): Promise<Desk> {
    const desk = new Desk()
    desk.tokens = coffee.tokens
    return desk.ask('喝', '咖啡的时候，')
  }

  test('asks again, without what is left standing, where the author typed the sure word and the rest is unsure', async () => {
    const desk = await offered()
    await desk.type('咖')
    expect([desk.shown, desk.asked.length]).toEqual(['啡的时候，', 1])
    await desk.type('啡')
    expect([desk.shown, desk.asked.length]).toEqual([null, 2])
    desk.tokens = []
    await desk.asked[1]?.answer('的时候，')
    expect(desk.shown).toBe('的时候，')
  })

  test('does so after a composition, too', async () => {
    const desk = await offered()
    desk.isComposing = true
    desk.writer.compositionStarted()
    desk.before += '咖啡'
    desk.edited()
    desk.isComposing = false
    desk.writer.compositionEnded({ isTyped: true })
    await desk.pass(20)
    expect([desk.shown, desk.asked.length]).toEqual([null, 2])
  })

  test('does so where the rest comes after the word was typed', async () => {
    const desk = new Desk()
    desk.tokens = coffee.tokens.slice(0, 2)
    await desk.type('喝')
    await desk.pass(20)
    await desk.asked[0]?.answer('咖啡', false)
    await desk.type('咖啡')
    desk.tokens = coffee.tokens
    await desk.asked[0]?.answer('咖啡的时候，', false)
    await desk.pass(20)
    expect([desk.shown, desk.asked.length]).toEqual([null, 2])
  })

  test('lets it stand where the author took the word, or asked for all of it', async () => {
    const taken = await offered()
    taken.writer.accept('word')
    taken.edited()
    const asked = new Desk()
    asked.tokens = coffee.tokens
    asked.before = '喝'
    await asked.turn(1, '咖啡的时候，')
    await asked.type('咖啡')
    for (const desk of [taken, asked]) expect([desk.before, desk.shown, desk.asked.length]).toEqual(['喝咖啡', '的时候，', 1])
  })
})

describe('a suggestion counts as shown', () => {
  test('when it stood for half a second, and not when it only flashed', async () => {
    for (const [ms, events] of [
      [499, []],
      [500, ['shown 2']],
    ] as const) {
      const desk = await new Desk().ask('你', '不会')
      await desk.pass(ms)
      await desk.type('好')
      expect(desk.events).toEqual(events)
    }
  })

  test('not for two flashes with a composition between', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.pass(300)
    desk.writer.compositionStarted()
    await desk.pass(300)
    desk.writer.compositionEnded({ isTyped: false })
    expect(desk.shown).toBe('不会')
    await desk.pass(300)
    desk.writer.drop()
    expect(desk.events).toEqual([])
  })

  test('at once when it is taken', async () => {
    const desk = await new Desk().ask('你', '不会')
    desk.writer.accept('all')
    expect(desk.events).toEqual(['shown 2', 'accepted all 2'])
  })
})
