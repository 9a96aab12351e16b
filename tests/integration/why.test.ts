/** Why a suggestion says what it says, told by the process that made it, with the starter as it ships. */
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type CompletionPart, openCompleter } from '#engine/completion/index.ts'
import type { ComputeOptions } from '#main/compute/compute.ts'
import type { PhraseSources } from '#main/compute/remembering.ts'
import type { EngineQuestion, Measured } from '#preload/contract/engine.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import type { WhyToken } from '#preload/contract/why.ts'
import { context, firstOf, folder, models, never, problemOf, reached, start, type Started } from './running-engine.ts'
import { starter, taughtBeginning, teachStarter } from './taught-starter.ts'

const places = ['我们可以看到，这个问题的关键在', '人工智能的发', '今天我们来学习如何', '春天到了，公园里的']

const taught = join(folder, 'taught.gguf')
beforeAll(() => teachStarter(taught))

/** What the starter takes is measured once. */
const measured = new Map<string, Measured>()
const begin = (part: Partial<ComputeOptions> = {}) => start({ places: { starter, folder: models }, ...part }, measured)

async function suggested({ compute }: Started, question: EngineQuestion): Promise<Suggestion> {
  let last: Suggestion | undefined
  for await (const item of compute.complete(question, never)) last = item
  if (!last) throw new Error('a question is always answered')
  return last
}

async function told({ compute }: Started, { id, text }: Suggestion, from = 0, to = text.length): Promise<WhyToken[]> {
  let last: WhyToken[] | undefined
  for await (const tokens of compute.why({ suggestion: id, from, to }, never)) last = tokens
  if (!last) throw new Error('it tells, or fails')
  return last
}

test('each token is told as it was weighed, whatever was asked since, and what the others begin with is among those it might have been', async () => {
  const started = begin()
  await reached(started, 'ready')
  const asked = (before: string, candidate: number) => suggested(started, { ...context(before), lesson: '', candidate })
  let compared = 0
  const shown: Suggestion[] = []
  for (const before of places) {
    const all = []
    for (const candidate of [0, 1, 2, 3]) all.push(await asked(before, candidate))
    shown.push(...all.filter(({ text }) => text !== ''))
    const [first, ...others] = all.filter(({ text }) => text !== '')
    if (!first) continue
    const [token] = await told(started, first)
    for (const { tokens } of others) {
      const same = token?.others.find(({ text }) => text === tokens[0]?.text)
      if (same) expect(same.probability).toBe(tokens[0]?.probability)
      compared += same ? 1 : 0
    }
  }
  expect(compared).toBeGreaterThan(3)
  for (const suggestion of shown) {
    const tokens = await told(started, suggestion)
    expect(tokens.map(({ text, probability }) => ({ text, probability }))).toEqual(suggestion.tokens.map(({ text, probability }) => ({ text, probability })))
    for (const { own, probability, matched, others } of tokens) {
      expect([own, matched]).toEqual([probability, 0])
      expect(probability + others.reduce((sum, other) => sum + other.probability, 0)).toBeLessThan(1.000001)
      expect(others.map((other) => other.probability)).toEqual(others.map((other) => other.probability).toSorted((a, b) => b - a))
    }
  }
})

test('what the author’s texts say of a token is told beside what the model alone gives it', async () => {
  const texts = new Map(['茄子', '土豆', '豆角'].map((name) => [name, `把${name}切块。\n\n转小火慢炖到砂锅边沿冒出鱼眼泡，再撒一把青蒜。`]))
  const sources: PhraseSources = {
    list: async () => texts,
    read: (source) => [{ source, group: '', text: texts.get(source) ?? '' }],
    listen: () => () => undefined,
  }
  const started = begin({ sources })
  await reached(started, 'ready')
  const question: EngineQuestion = { ...context('先把豆腐煎黄。\n\n转小火慢炖到砂锅边沿冒出'), lesson: '红烧豆腐', recall: { source: null, group: null } }
  await expect.poll(async () => (await suggested(started, question)).tokens[0]?.heard?.matched ?? 0, { timeout: 20_000 }).toBeGreaterThan(8)
  const suggestion = await suggested(started, question)
  const tokens = await told(started, suggestion)
  expect(tokens.map(({ probability, own, matched }) => [probability, own, matched])).toEqual(
    suggestion.tokens.map(({ probability, heard }) => [probability, heard?.own ?? probability, heard?.matched ?? 0]),
  )
  expect(tokens[0]?.own).toBeLessThan(tokens[0]?.probability ?? 0)
})

test('what an adapter changed is told, and a part where the author has the rest; of what another engine made none tells, nor while it starts', async () => {
  const started = begin({ adapters: { of: () => ({ path: taught, name: '甲', strength: 1 }), refused: (_, { message }) => expect.unreachable(message) } })
  await reached(started, 'ready')
  const suggestion = await suggested(started, context(taughtBeginning))
  const whole = await told(started, suggestion)
  for (const { base } of whole) expect(base).not.toBeNull()
  const { length } = suggestion.tokens[0]?.text ?? ''
  expect(await told(started, suggestion, length)).toEqual(whole.slice(1))
  expect(await problemOf(told(started, { ...suggestion, id: 'nobody' }))).toBe('suggestion-gone')
  process.kill(firstOf(started), 'SIGKILL')
  await reached(started, 'restarting')
  expect(await problemOf(told(started, suggestion))).toBe('engine-down')
  await reached(started, 'ready')
  expect(await problemOf(told(started, suggestion))).toBe('suggestion-gone')
})

test('the base gives a word that an adapter taught what it gives it by itself, and what was read for the author stays', async () => {
  const always = { calibration: null, speakAbove: 0, continueAbove: 0 }
  await using completer = await openCompleter({ path: starter, device: 'cpu', threads: { writing: 1, reading: 1 }, draftTokens: 0, settings: always })
  const place = { ...context(taughtBeginning), leanings: [] }
  const said = async () => {
    let last: CompletionPart | undefined
    for await (const part of completer.complete(place, never)) last = part
    if (!last) throw new Error('a request is always answered')
    return last
  }
  const base = await said()
  const byItself = base.pieces[0]?.steps[0]?.choices ?? []
  await completer.adapt({ path: taught, strength: 1 })
  const part = await said()
  const alone = await completer.chancesAlone(part, place, never)
  expect(alone).toHaveLength(part.pieces.length)
  const first = part.pieces[0]
  expect(alone?.[0]).toBeCloseTo(byItself.find(({ text }) => text === first?.text)?.probability ?? 0, 3)
  expect(alone?.[0]).toBeLessThan(first?.probability ?? 0)
  // Of what the base itself says, every word is as likely as the base had it.
  const again = await completer.chancesAlone(base, place, never)
  for (const [at, { probability }] of base.pieces.entries()) expect(again?.[at]).toBeCloseTo(probability, 3)
  expect((await said()).evaluatedTokens).toBe(0)
})
