import { describe, expect, test } from 'vitest'
import { longestRecited as verdictsLimit } from '#engine/proof/verdict.ts'
import { adviceText, doubtOf, longestRecited, type Proved, readsLess, toneOf, verdictText } from '#renderer/panels/voice/verdict-words.ts'
import { translator } from '#renderer/ui/translate.ts'

const free = { general: null, circles: false, stillCircles: false }
const both = { ...free, general: 0.134, circles: true }
const say = (verdict: Proved['verdict'], price: Proved['price']) =>
  (['zh-CN', 'en'] as const).map((language) => verdictText(translator(language), language, { verdict, price, isWorthUsing: true }))

describe('the one sentence', () => {
  test('is plain where nothing was paid', () => expect(say('better', free)[0]).toBe('更像你了，可以用上。'))

  test.each<[verdict: Proved['verdict'], price: Proved['price'], zh: RegExp, en: RegExp]>([
    ['better', { ...free, general: 0.134 }, /可以用上；代价是一般的文字难了 13%/, /worth using, at a price: general text got 13% harder/],
    ['better', { ...free, circles: true }, /可以用上；代价是.*绕圈/, /worth using, at a price: .*goes round in circles/],
    ['better', both, /代价是一般的文字难了 13%.*绕圈/, /13% harder, and .*circles/],
    [
      'better',
      { ...free, stillCircles: true },
      /^更像你了，可以用上短的建议；让它接一大段，还常常绕圈。$/,
      /^Short suggestions .* worth using; at length .*circles/,
    ],
    [
      'better',
      { ...free, general: 0.055, stillCircles: true },
      /^更像你了，可以用上短的建议；代价.*难了 5\.5%。让它接一大段，还常常绕圈。$/,
      /5\.5% harder\. At length .*circles/,
    ],
    ['little', { ...free, stillCircles: true }, /^短的建议只像了一点点；.*还常常绕圈/, /at length .*circles/],
    ['little', { ...free, general: 0.134, stillCircles: true }, /难了 13%；.*还常常绕圈/, /13% harder; at length .*circles/],
    ['little', { ...free, general: 0.134 }, /一般的文字却难了 13%/, /13% harder/],
    ['little', { ...free, circles: true }, /绕圈/, /circles/],
    ['little', both, /难了 13%.*绕圈/, /13% harder.*circles/],
  ])('of %s at %j names the price', (verdict, price, zh, en) => {
    const [chinese, english] = say(verdict, price)
    expect(chinese).toMatch(zh)
    expect(english).toMatch(en)
  })

  test.each(['worse', 'forgets', 'recites'] as const)('of %s names no price: it is not to be used', (verdict) =>
    expect([say(verdict, both), say(verdict, { ...free, stillCircles: true })]).toEqual([say(verdict, free), say(verdict, free)]),
  )
})

test('what costs something is neither plain good news nor bad', () => {
  const tone = (isWorthUsing: boolean, price: Proved['price']) => toneOf({ verdict: 'better', isWorthUsing, price })
  expect([tone(true, free), tone(true, { ...free, general: 0.05 }), tone(true, { ...free, circles: true }), tone(false, both)]).toEqual([
    'good',
    'priced',
    'priced',
    'doubtful',
  ])
  expect(tone(true, { ...free, stillCircles: true })).toBe('priced')
})

test('a proof of a part of what its run measured is told', () => {
  const of = (read: number) => ({ heldOut: { works: 2, characters: 9000, read, written: 100, seed: 1 } })
  expect([readsLess(of(8999)), readsLess(of(9000))]).toEqual([true, false])
})

test('the limit that is told of what is said by heart is the one that the verdict knows', () => expect(longestRecited).toBe(verdictsLimit))

test.each(['zh-CN', 'en'] as const)('in %s one that forgets much is told how it may be used all the same', (language) => {
  const advice = (verdict: Proved['verdict'], hasStrength: boolean) => adviceText(translator(language), { verdict }, { hasStrength })
  expect([advice('forgets', true)?.includes('60%'), advice('forgets', false)?.includes('60%')]).toEqual([true, false])
  expect([advice('better', true), advice('worse', true), advice('recites', true)]).toEqual([null, null, null])
})

test('one that is hardly better is told of more works where it learnt all, of learning once more where it was cut short', () => {
  const [step, steps] = [15, 147]
  const advice = (verdict: Proved['verdict'], isCutShort: boolean | null) =>
    adviceText(translator('zh-CN'), { verdict }, { hasStrength: true, learnt: { step, steps, isCutShort } })
  expect([advice('little', false)?.includes('再添些旧作'), advice('little', false)?.includes('再学一次')]).toEqual([true, false])
  expect(advice('little', true)).toMatch(/第 15 步.*147 步.*再学一次/)
  expect(advice('little', true)).not.toContain('旧作')
  expect(advice('better', true)).toMatch(/再学一次/)
  // Why it went no further nobody knows.
  expect(advice('little', null)).toMatch(/中途停下.*再学一次.*再添些旧作/)
  expect([advice('better', null), advice('worse', true)]).toEqual([null, null])
})

test('what nobody proved is not passed off as what proved well', () => {
  expect([doubtOf(null), doubtOf({ isWorthUsing: false }), doubtOf({ isWorthUsing: true })]).toEqual(['unproved', 'doubtful', null])
})
