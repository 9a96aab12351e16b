import { describe, expect, test } from 'vitest'
import { outcomeOf, type Ending } from '#renderer/editor/ghost/ghost-outcome.ts'
import { Desk, settled } from './desk.ts'

const origin = { block: 'b', before: '今天', after: '' }
const outcome = (before: string, changed: Partial<Ending> = {}) =>
  outcomeOf({ text: '我们出门', origin, place: { block: 'b', before, after: '' }, isAccepted: false, seenMs: 400, ...changed })

describe('a suggestion that is over', () => {
  test('was gone along with when its first word was typed, in pieces, at once or with more', () => {
    expect([outcome('今天我们'), outcome('今天我们都'), outcome('今天我们出')]).toEqual(['along', 'along', 'along'])
  })

  test('was passed by when something else was typed, or the author went elsewhere', () => {
    expect([outcome('今天他'), outcome('今天我想')]).toEqual(['passed', 'passed'])
    expect(outcome('', { place: { block: 'c', before: '', after: '' } })).toBe('passed')
    expect(outcome('', { place: { block: 'b', before: '今', after: '天' } })).toBe('passed')
  })

  test('says nothing before its word is typed, after taking back, or where the author is not in the text', () => {
    expect([outcome('今天我'), outcome('今天'), outcome('今'), outcome('', { place: null })]).toEqual([null, null, null, null])
  })

  test('says nothing where it could not be seen, right or wrong', () => {
    for (const seenMs of [null, 0, 299]) expect([outcome('今天我们', { seenMs }), outcome('今天他', { seenMs })]).toEqual([null, null])
    expect(outcome('今天他', { seenMs: 300 })).toBe('passed')
  })

  test('was accepted when a part of it was, whatever came then', () => {
    expect(outcome('今天我们他', { isAccepted: true, seenMs: null })).toBe('accepted')
  })

  test('is no word that only begins like it', () => {
    const latin = (before: string) => outcome(before, { text: 'model of', origin: { ...origin, before: 'a ' } })
    expect([latin('a model'), latin('a model '), latin('a models'), latin('a mo')]).toEqual(['along', 'along', 'passed', null])
  })
})

describe('the writer', () => {
  const reason = { place: { position: 'word', block: 'paragraph', writing: 'han' }, chance: 0.7, shift: 0 } as const
  /** A suggestion was there for a while. */
  async function shown(ms = 500): Promise<Desk> {
    const desk = new Desk()
    desk.reason = reason
    await desk.ask('今天', '我们出门')
    await desk.pass(ms)
    return desk
  }
  /** Composes it, as an input method does: the text comes at its end, and with it the first edit that is told of. */
  async function composed(desk: Desk, text: string): Promise<void> {
    desk.isComposing = true
    desk.writer.compositionStarted()
    await desk.pass(700)
    desk.before += text
    desk.inputAt = desk.now
    desk.writer.typed()
    desk.writer.changed({ isTyped: true })
    desk.isComposing = false
    desk.writer.compositionEnded({ isTyped: text !== '' })
    await settled()
  }
  const outcomes = (desk: Desk) => desk.events.filter((event) => event.startsWith('judged'))

  test('tells of one that the author wrote past', async () => {
    const desk = await shown()
    await desk.type('他')
    expect(outcomes(desk)).toEqual(['judged passed'])
  })

  test('tells of one that was typed along once, at its end', async () => {
    const desk = await shown()
    await desk.type('我')
    await desk.type('们')
    expect(outcomes(desk)).toEqual([])
    await desk.type('又')
    expect(outcomes(desk)).toEqual(['judged along'])
  })

  test('tells of one that was composed along as offered, word by word or letters at once, that its author agreed', async () => {
    const [words, whole] = [await shown(), await shown()]
    for (const word of ['我们', '出门']) await composed(words, word)
    expect(outcomes(words)).toEqual(['judged along'])
    await composed(whole, '我们出门')
    expect(outcomes(whole)).toEqual(['judged along'])
  })

  test('tells of one that was typed to its end, letter by letter, that its author agreed', async () => {
    const desk = await shown()
    for (const letter of '我们出门') await desk.type(letter)
    expect(outcomes(desk)).toEqual(['judged along'])
  })

  test('tells of one that was composed past at its first word, and nothing of a composition that was given up', async () => {
    const [past, given] = [await shown(), await shown()]
    await composed(past, '他们')
    await composed(given, '')
    expect([outcomes(past), outcomes(given)]).toEqual([['judged passed'], []])
  })

  test('tells of one that was sent away, and of one that was accepted in part first', async () => {
    const [sent, part] = [await shown(), await shown()]
    sent.writer.dismiss()
    part.writer.accept('word')
    part.edited()
    part.writer.dismiss()
    expect([outcomes(sent), outcomes(part)]).toEqual([['judged refused'], ['judged accepted']])
  })

  test('tells nothing of one that was overtaken at a glance, and of the letters after it', async () => {
    const desk = await shown(100)
    await desk.type('我')
    await desk.pass(2000)
    await desk.type('想')
    expect(outcomes(desk)).toEqual([])
  })

  test('tells nothing of one that the author asked for, whose model has no calibration, or that is only switched off', async () => {
    const [asked, plain, off] = [new Desk(), new Desk(), await shown()]
    asked.reason = reason
    asked.before = '今天'
    await asked.turn(1, '我们')
    await asked.pass(500)
    asked.writer.dismiss()
    await plain.ask('今天', '我们')
    await plain.pass(500)
    await plain.type('他')
    off.writer.setOn(false)
    expect([asked, plain, off].flatMap(outcomes)).toEqual([])
    expect(asked.events).toContain('dismissed 2')
  })
})
