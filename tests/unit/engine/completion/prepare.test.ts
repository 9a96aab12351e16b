import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type CompletionRequest, type CompletionSettings, defaultSettings, Writer } from '#engine/completion/complete.ts'
import { trusting } from './calibrations.ts'
import { LetterModel } from './letter-model.ts'

// Long enough where other work has the machine.
vi.setConfig({ testTimeout: 120_000 })

const never = new AbortController().signal
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
const settings: CompletionSettings = { ...defaultSettings, speakAbove: 0.6, continueAbove: 0.1 }
const calibrated: CompletionSettings = { ...settings, calibration: trusting() }
const poem = '春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。床前明月光，疑是地上霜。举头望明月，低头思故乡。'.replaceAll('处处', '处')

async function answer(writer: Writer, asked: CompletionRequest) {
  const parts = []
  for await (const part of writer.write(asked, never)) parts.push(part)
  return parts.map(({ evaluatedTokens: _, ...part }) => part)
}

/** Types a text letter by letter, taking whole suggestions now and then, and answers all that was suggested on the way. */
async function typed(writer: Writer, text: string, prepare: (asked: CompletionRequest, suggested: string) => Promise<void>) {
  const all = []
  let before = text.slice(0, 20)
  for (const [at, letter] of Array.from(text.slice(20)).entries()) {
    const parts = await answer(writer, request(before))
    all.push(before.length, ...parts)
    const suggested = parts.at(-1)?.text ?? ''
    await prepare(request(before), suggested)
    before += at % 3 === 0 ? suggested : letter
    if (at % 5 === 0) all.push(...(await answer(writer, request(before, { candidate: 1 }))))
  }
  return all
}

describe.each([
  ['by thresholds', settings],
  ['calibrated', calibrated],
])('suggestions that were prepared, %s', (_name, how) => {
  // So short a context moves its window every dozen letters from the eightieth on.
  const context = 100
  const text = poem.repeat(3)
  let plain: Awaited<ReturnType<typeof typed>>
  beforeAll(async () => {
    plain = await typed(new Writer(new LetterModel(context), how), text, async () => undefined)
  })

  test('they are those that come without, part by part, over many moves of the window', async () => {
    const writer = new Writer(new LetterModel(context), how)
    const prepared = await typed(writer, text, async (asked, suggested) => {
      if (suggested === '') await writer.prepare(asked, 'read', never)
      else await writer.prepare({ ...asked, before: asked.before + suggested }, 'written', never)
    })
    expect(prepared).toEqual(plain)
    expect(plain.filter((part) => typeof part === 'object' && part.text !== '').length).toBeGreaterThan(20)
  })

  test('they are the same whenever preparing is cut short', async () => {
    const model = new LetterModel(context)
    const writer = new Writer(model, how)
    let turn = 0
    const prepared = await typed(writer, text, async (asked, suggested) => {
      const stop = new AbortController()
      let steps = turn++ % 4
      for (const sequence of model.sequences) sequence.onAppend = () => steps-- <= 0 && stop.abort(new Error('given up'))
      await writer.prepare({ ...asked, before: asked.before + suggested }, suggested === '' ? 'read' : 'written', stop.signal).catch(() => undefined)
      for (const sequence of model.sequences) sequence.onAppend = () => undefined
    })
    expect(prepared).toEqual(plain)
  })
})

describe('preparing', () => {
  const cost = async (model: LetterModel, work: () => Promise<unknown>) => {
    const before = model.evaluated
    await work()
    return model.evaluated - before
  }
  /** A place at which the model suggests something and goes on behind it. */
  async function fruitful(writer: Writer): Promise<{ asked: CompletionRequest; suggested: string }> {
    for (let length = 8; length < 40; length++) {
      const asked = request(poem.slice(0, length))
      const suggested = (await answer(writer, asked)).at(-1)?.text ?? ''
      const next = suggested === '' ? '' : (await answer(writer, request(asked.before + suggested))).at(-1)?.text
      if (next) return { asked, suggested }
    }
    throw new Error('the model never goes on')
  }

  test('a question whose prompt was read evaluates no more than its suggestion', async () => {
    const model = new LetterModel()
    const writer = new Writer(model, { ...settings, tokens: 1 })
    await writer.prepare(request(poem), 'read', never)
    expect(await cost(model, () => answer(writer, request(poem)))).toBe(0)
  })

  test('the suggestion behind an accepted one evaluates nothing, and the other candidates stay known', async () => {
    const { asked, suggested } = await fruitful(new Writer(new LetterModel(), settings))
    const model = new LetterModel()
    const writer = new Writer(model, settings)
    await answer(writer, asked)
    await writer.prepare({ ...asked, before: asked.before + suggested }, 'written', never)
    expect(await cost(model, () => answer(writer, { ...asked, before: asked.before + suggested }))).toBe(0)
    const [fresh, known] = [new LetterModel(), new LetterModel()]
    const other = new Writer(known, settings)
    await answer(other, asked)
    await other.prepare({ ...asked, before: asked.before + suggested }, 'written', never)
    const turned = await cost(known, () => answer(other, { ...asked, candidate: 1 }))
    expect(turned).toBeLessThan(await cost(fresh, () => answer(new Writer(fresh, settings), { ...asked, candidate: 1 })))
  })

  test('a window that moves was read before it had to', async () => {
    const costs = async (texts: number) => {
      const model = new LetterModel(200, texts)
      const writer = new Writer(model, { ...settings, tokens: 1 })
      const text = poem.repeat(5)
      const all: number[] = []
      for (let end = 100; end < text.length; end++) {
        all.push(await cost(model, () => answer(writer, request(text.slice(0, end)))))
        await writer.prepare(request(text.slice(0, end)), 'read', never)
      }
      return all.slice(1)
    }
    expect(Math.max(...(await costs(1)))).toBeGreaterThan(80)
    expect(Math.max(...(await costs(2)))).toBeLessThanOrEqual(3)
  })

  test('another place is read without losing the one before, and a place without text is none', async () => {
    const model = new LetterModel()
    const writer = new Writer(model, { ...settings, tokens: 1 })
    const [one, other] = [request(poem), request(poem.split('').toReversed().join(''), { lesson: '思' })]
    await answer(writer, one)
    await writer.prepare(other, 'read', never)
    expect([await cost(model, () => answer(writer, one)), await cost(model, () => answer(writer, other))]).toEqual([0, 0])
    expect(await cost(model, () => writer.prepare(request('', { lesson: '' }), 'written', never))).toBe(0)
  })

  test('it throws the reason for which it is given up', async () => {
    const writer = new Writer(new LetterModel(), settings)
    for (const depth of ['read', 'written'] as const)
      await expect(writer.prepare(request(poem), depth, AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up')
  })
})
