import { describe, expect, test } from 'vitest'
import { AdapterId } from '#preload/contract/adapters.ts'
import { canKeep, wasCutShort } from '#renderer/panels/voice/curve.ts'
import { isUnderWay } from '#renderer/host/under-way.ts'
import { durationText, isProving, paceText, percentText, progressOf, remedyText, voiceNote } from '#renderer/panels/voice/run-words.ts'
import { translator } from '#renderer/ui/translate.ts'

const [zh, en] = [translator('zh-CN'), translator('en')]
const setup = { method: 'lora', bits: 32, rank: 16, steps: 100, length: 512, batch: 4 } as const

test.each([
  [0, '1 分钟', '1 minute'],
  [100, '2 分钟', '2 minutes'],
  [19 * 60, '19 分钟', '19 minutes'],
  // Nobody knows it to the minute any more.
  [33 * 60, '35 分钟', '35 minutes'],
  [3600, '1 小时', '1 hour'],
  [4810, '1 小时 20 分钟', '1 hour 20 minutes'],
  [9000, '2 小时 30 分钟', '2 hours 30 minutes'],
])('%i seconds are %s, %s', (seconds, chinese, english) => {
  expect([durationText(zh, seconds), durationText(en, seconds)]).toEqual([chinese, english])
})

test('there is something to keep once what was learnt was measured, not with the figure of the model as it was', () => {
  const figures = [0, 40].map((step) => ({ step, bitsPerCharacter: 4 }))
  expect([[], figures.slice(0, 1), figures].map((known) => canKeep({ figures: known }))).toEqual([false, false, true])
})

describe('the pace of a run', () => {
  test('is told in characters', () => expect(paceText(zh, { tokensPerSecond: 1000, charactersPerToken: 1.6 })).toBe('每秒 1,600 字'))
  test('is told in tokens where nobody knows how long they are', () =>
    expect(paceText(zh, { tokensPerSecond: 1000, charactersPerToken: null })).toBe('每秒 1,000 个词元'))
  test('is none while nothing is computed', () => expect(paceText(zh, { tokensPerSecond: null, charactersPerToken: 1.6 })).toBeNull())
})

describe('what makes a run fit', () => {
  const remedy = (part: object) => remedyText(zh, { setup, remedy: { setup: { ...setup, ...part } } })
  test('says each thing that is done otherwise', () => {
    expect(remedy({ batch: 1, bits: 8 })).toBe('一次少读几段，模型压缩到 8 位再学')
    expect(remedy({ batch: 1, bits: 4, length: 256 })).toBe('一次少读几段，模型压缩到 4 位再学，每段短一些')
  })
  test('is more computing where nothing else is told of', () => expect(remedy({})).toBe('少记多算，慢四分之一'))
})

test('a run of which nobody knows how long it is has no share', () => {
  const shareOf = (run: Parameters<typeof progressOf>[0]) => progressOf(run).share
  expect(shareOf({ step: 0, setup: null })).toBeNull()
  expect(shareOf({ step: 25, setup })).toBe(0.25)
  expect(shareOf({ step: 130, setup })).toBe(1)
})

test('while the works are read first it is that which has a share, told alike wherever it stands', () => {
  expect(progressOf({ step: 0, setup, read: 0.1496 })).toEqual({ isReading: true, share: 0.1496 })
  expect([percentText('zh-CN', 0.1496), percentText('zh-CN', 0.996)]).toEqual(['14%', '99%'])
  expect(progressOf({ step: 25, setup, read: null })).toEqual({ isReading: false, share: 0.25 })
})

test('a run was cut short where it was ended before its last step and while it still got better', () => {
  const figures = (...bits: readonly number[]) => bits.map((bitsPerCharacter, at) => ({ step: at * 10, bitsPerCharacter }))
  expect(wasCutShort({ step: 15, setup, figures: figures(4.9, 4.8) })).toBe(true)
  // It ended by itself: no figure was better any more.
  expect(wasCutShort({ step: 60, setup, figures: figures(4.9, 4.5, 4.6, 4.6) })).toBe(false)
  expect(wasCutShort({ step: 100, setup, figures: figures(4.9, 4.5) })).toBe(false)
  expect(wasCutShort({ step: 5, setup: null, figures: [] })).toBe(false)
})

test('a voice is being proved until that failed', () => {
  const proof = { adapter: AdapterId.parse('6f9619ff-8b86-4d01-b42d-00cf4fc964f0'), stage: 'bits', share: 0.2, secondsLeft: null, problem: null } as const
  expect(isProving({ proof })).toBe(true)
  expect(isProving({ proof: { ...proof, problem: { code: 'proof-no-works', message: '', detail: {} } } })).toBe(false)
  expect(isProving({ proof: null })).toBe(false)
  expect(isProving(null)).toBe(false)
})

describe('the note behind the voice in the library', () => {
  const state = { problem: null, run: null, result: null, proof: null }
  const proof = { adapter: AdapterId.parse('6f9619ff-8b86-4d01-b42d-00cf4fc964f0'), stage: 'bits', share: 0.2, secondsLeft: null, problem: null } as const
  const noted = (part: object, isConnected = true) => voiceNote({ ...state, phase: 'idle', ...part }, isConnected)

  test('says what goes on', () => {
    expect([noted({}), noted({ phase: 'running' }), noted({ phase: 'paused' }), noted({ proof })]).toEqual([null, 'running', 'waiting', 'proving'])
    expect(voiceNote(null, true)).toBeNull()
  })
  test('says that nobody knows, while the host is away', () => {
    expect([noted({ phase: 'running' }, false), noted({ phase: 'finishing' }, false), noted({ proof }, false)]).toEqual(['lost', 'lost', 'lost'])
  })
  // Without being asked it does not go on.
  test('goes on saying that a run waits', () => expect([noted({ phase: 'paused' }, false), noted({}, false)]).toEqual(['waiting', null]))
})

test('a run that waits or failed is under way; one that is over is not', () => {
  const state = { problem: null, run: null, result: null, proof: null }
  expect(isUnderWay({ ...state, phase: 'paused' })).toBe(true)
  expect(isUnderWay({ ...state, phase: 'failed' })).toBe(true)
  expect(isUnderWay({ ...state, phase: 'done' })).toBe(false)
  expect(isUnderWay({ ...state, phase: 'idle' })).toBe(false)
  expect(isUnderWay(null)).toBe(false)
})
