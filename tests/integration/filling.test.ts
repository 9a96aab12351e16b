/** Mid-sentence places with the starter: what it offers there is something that the sentence goes on from. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Completer, type CompletionRequest, openCompleter, Superseded } from '#engine/completion/index.ts'
import { LlamaSequence } from '#engine/completion/llama-model.ts'
import { poem, writeBigramModel } from './bigram-model.ts'

const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
const never = new AbortController().signal
const asked = (before: string, after: string, candidate: number): CompletionRequest => ({
  course: '',
  chapter: '',
  lesson: '',
  headings: [],
  before,
  after,
  block: 'paragraph',
  candidate,
})
const open = (part: Partial<Parameters<typeof openCompleter>[0]> = {}) =>
  openCompleter({ path: starter, device: 'cpu', threads: { writing: 1, reading: 1 }, draftTokens: 0, ...part })

/** The sentence is whole; what may stand at the caret so that it still is, by a reader. A mark alone is never offered. */
const places: readonly (readonly [string, string, RegExp])[] = [
  ['我们可以使用', '工具来完成这个任务。', /^(我们的|自己的|这些|那些|一个|一些|这个|各种|不同的|其他|其他的|这种|多个|多种|两个|相同的|更多|更多的)$/],
  ['孩子们在', '院子里玩。', /^(他们的|自己的|我们的|自己家的|一个|这个|那个|这里的|家里的)$/],
  ['这个方法', '简单，但需要练习。', /^(是|很|比较|非常|更|更加|也|不|就是|都|有点|十分|最)$/],
  ['每天早上', '喝一杯水，对身体有好处。', /^(都|都要|每天都|要|就|可以|会|也|一起|再|去|我|我们|你|他|他们)$/],
  ['写作的时候要', '注意读者的感受。', /^(多|更|特别|非常|先|也|时刻|有|能|学会|我们|你|不断|十分)$/],
  ['我觉得这本书', '值得一读。', /^(很|是|都|也|不|更|非常|不容易|就|真|十分|还是|的内容|里的内容)$/],
]

async function offeredAt(completer: Completer, before: string, after: string): Promise<string[]> {
  const offered: string[] = []
  for (let candidate = 0; candidate <= 5; candidate++)
    for await (const { text, done } of completer.complete(asked(before, after, candidate), never)) if (done && text !== '') offered.push(text)
  return offered
}

describe('the starter in the middle of a sentence', () => {
  test('at half of the places something is offered, among all there is, that a reader would let stand there', async () => {
    await using completer = await open()
    const read: string[] = []
    for (const [before, after, fitting] of places) if ((await offeredAt(completer, before, after)).some((text) => fitting.test(text.trim()))) read.push(before)
    expect(read.length).toBeGreaterThanOrEqual(places.length / 2)
  })

  test('what follows goes on from all that is offered, as the same model finds when it reads it anew; not so without weighing it', async () => {
    await using weighing = await open()
    await using plain = await open({ settings: { fitsAbove: null } })
    await using judge = await open()
    const lost: Record<'weighing' | 'plain', number[]> = { weighing: [], plain: [] }
    for (const [before, after] of places)
      for (const [name, completer] of Object.entries({ weighing, plain }))
        for (const text of await offeredAt(completer, before, after))
          lost[name === 'plain' ? 'plain' : 'weighing'].push(await judge.gainBehind(text, asked(before, after, 0), never))
    expect(lost.weighing.length).toBeGreaterThan(8)
    // A token read among others is rounded otherwise than alone.
    expect(Math.min(...lost.weighing)).toBeGreaterThan(-0.6)
    expect(lost.plain.filter((gain) => gain < -1).length).toBeGreaterThan(5)
  })

  test('where nothing is left of the sentence but what closes, all is as at the end of a text', async () => {
    await using completer = await open()
    const before = '写作是一件需要耐心的事情，我们每天都要'
    expect(await offeredAt(completer, before, '”')).toEqual(await offeredAt(completer, before, ''))
  })

  test('given up in the midst of it, the next answer is what it is anywhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'moke-filling-'))
    using _ = { [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
    // Without rounding, which may turn the order of two that are as good.
    const path = join(folder, 'poem.gguf')
    await writeBigramModel(path, poem)
    const [before, after] = [poem.slice(0, 3).join(''), poem.slice(5, 15).join('')]
    await using fresh = await open({ path })
    const steps = whenStepping(() => undefined)
    await offeredOnce(fresh, asked(before, after, 1), never)
    const all = steps.mock.calls.length
    const offered = await offeredAt(fresh, before, after)
    expect([offered[0], all > 3]).toEqual([poem.slice(3, 5).join(''), true])
    for (const last of [1, 2, Math.ceil(all / 2), all - 1]) {
      await using completer = await open({ path })
      const stop = new AbortController()
      whenStepping((step) => step === last && stop.abort())
      await expect(offeredOnce(completer, asked(before, after, 1), stop.signal), `${last} of ${all}`).rejects.toBeInstanceOf(Superseded)
      expect(await offeredAt(completer, before, after), `${last} of ${all}`).toEqual(offered)
    }
  })
})

const { append } = LlamaSequence.prototype
afterEach(() => void vi.restoreAllMocks())

/** Calls back before each step that a model takes from now on, with its number from 1 on. */
function whenStepping(before: (step: number) => unknown) {
  vi.restoreAllMocks()
  const steps = vi.spyOn(LlamaSequence.prototype, 'append').mockImplementation(async function (this: LlamaSequence, ...step) {
    before(steps.mock.calls.length)
    return append.apply(this, step)
  })
  return steps
}

async function offeredOnce(completer: Completer, request: CompletionRequest, signal: AbortSignal): Promise<string> {
  let last = ''
  for await (const { text } of completer.complete(request, signal)) last = text
  return last
}
