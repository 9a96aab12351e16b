import { describe, expect, test } from 'vitest'
import { hintOf, type Told, waitMs } from '#renderer/panels/inspector/steady.ts'

const told = (id: string | null, nothing: Told['nothing'] = 'waiting'): Told => ({
  suggestion: id === null ? null : { id, text: '', tokens: [], done: true, model: 'm', ms: 1, evaluatedTokens: 1, reason: null },
  nothing,
})

describe('the card changes', () => {
  test('with a suggestion that has stood for a moment, and at once with what is left of one', () => {
    expect(waitMs(told(null), told('a'), true)).toBe(300)
    expect(waitMs(told('a'), told('b'), false)).toBe(300)
    expect(waitMs(told('a'), told('a'), true)).toBe(0)
  })

  test('back to a hint only once the author has stopped', () => {
    for (const nothing of ['waiting', 'unsure'] as const)
      expect([waitMs(told('a'), told(null, nothing), true), waitMs(told('a'), told(null, nothing), false)]).toEqual([Infinity, 0])
    expect(waitMs(told(null, 'unsure'), told(null), true)).toBe(Infinity)
  })

  test('at once with what the page answers to a key', () => {
    for (const nothing of ['none', 'unfit'] as const) expect(waitMs(told('a', 'unsure'), told(null, nothing), true)).toBe(0)
  })
})

describe('the hint', () => {
  const ready = { on: true, isConnected: true, isReady: true }

  test('says what the page says', () => {
    expect((['waiting', 'unsure', 'none', 'unfit', 'on-request'] as const).map((nothing) => hintOf(nothing, ready))).toEqual([
      'waiting',
      'unsure',
      'none',
      'unfit',
      'on-request',
    ])
  })

  test('invites to nothing that the page refuses', () => {
    const off = { ...ready, on: false }
    expect([hintOf('waiting', off), hintOf('none', off), hintOf('unfit', off), hintOf('on-request', off)]).toEqual(['silent', 'none', 'unfit', 'silent'])
    expect([hintOf('none', { ...off, isReady: false }), hintOf('unsure', { ...off, isConnected: false })]).toEqual(['unready', 'lost'])
  })
})
