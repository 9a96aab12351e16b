import { expect, test } from 'vitest'
import type { CompletionPart } from '#engine/completion/index.ts'
import { type ProofMaterial, type ProofTools, prove } from '#engine/proof/prove.ts'
import type { ProofSample, ProofWork } from '#engine/proof/sample.ts'
import type { TokenCorpus } from '#engine/training/index.ts'

const sample: ProofSample = { seed: 1, read: 2000, written: 1000, openings: 4, length: 40 }
const prose = (mark: string, seed: number) =>
  Array.from({ length: 8 }, (_, at) =>
    String.fromCodePoint(...Array.from({ length: 80 }, (_, i) => 0x4e00 + ((seed * 7919 + at * 97 + i * 31 * (seed + 1)) % 5000))),
  ).join(`\n\n${mark}`)
const works = (mark: string, count: number): ProofWork[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${mark}${at}`, title: `${mark}题${at}`, text: prose(mark, at + mark.codePointAt(0)!) }))

const material = (other: Partial<ProofMaterial> = {}): ProofMaterial => ({
  heldOut: works('留', 2),
  async *learnt() {
    yield* works('学', 3)
  },
  general: works('通', 2),
  sample,
  ...other,
})

const part = (text: string): CompletionPart =>
  ({
    text,
    tokens: [{ text, probability: 1 }],
    pieces: [],
    place: 'line',
    chance: null,
    shift: 0,
    gain: null,
    done: true,
    promptTokens: 1,
    evaluatedTokens: 1,
  }) as unknown as CompletionPart

/** Tools whose adapter knows all of the works; the base knows nothing. */
function toolsOver(known: readonly ProofWork[], figures = { before: 4, after: 3 }) {
  const log: string[] = []
  const texts = known.map(({ text }) => text)
  const following = (before: string, length: number) => {
    const end = before.slice(-12)
    const text = texts.find((one) => one.includes(end))
    return text === undefined ? '' : text.slice(text.indexOf(end) + end.length).slice(0, length)
  }
  const tools: ProofTools = {
    bits: () => {
      log.push('bits')
      return Promise.resolve({
        read: (read) => Promise.resolve({ tokens: { length: read.length } } as unknown as TokenCorpus),
        perCharacter: async (_, side, _signal, onProgress) => {
          await onProgress(0.5)
          return figures[side]
        },
        [Symbol.asyncDispose]: () => Promise.resolve(void log.push('bits closed')),
      })
    },
    writer: () => {
      let isAdapted = false
      log.push('writer')
      return Promise.resolve({
        adapt: () => {
          isAdapted = true
          return Promise.resolve()
        },
        async *complete(request) {
          yield part(isAdapted ? (following(request.before, 4).split('\n')[0] ?? '') : '')
        },
        generate: (text, { characters }) => Promise.resolve(isAdapted ? following(text, characters) : '别的'),
        [Symbol.asyncDispose]: () => Promise.resolve(void log.push('writer closed')),
      })
    },
  }
  return { tools, log }
}

const course = { signal: new AbortController().signal, onProgress: () => undefined }

test('both sides are measured alike, and what the adapter does better is told', async () => {
  const { tools, log } = toolsOver(works('留', 2))
  const proven = await prove(material(), tools, course)
  expect(proven).toMatchObject({
    bitsPerCharacter: { before: 4, after: 3 },
    general: { before: 4, after: 3 },
    writing: { before: { saved: { value: 0 }, shown: 0 }, after: { precision: { value: 1 } } },
    heldOut: { works: 2, seed: 1 },
    recital: { before: { share: 0 }, after: { share: 0 }, isAlarming: false },
    verdict: 'better',
    isWorthUsing: true,
  })
  expect(proven.writing?.after.saved.value).toBeGreaterThan(0.9)
  // Nothing was saved before.
  expect(proven.savedChange?.value).toBe(proven.writing?.after.saved.value)
  expect(proven.continuations).toHaveLength(4)
  for (const { truth, before, after } of proven.continuations) expect([before, after]).toEqual(['别的', truth])
  expect(log).toEqual(['bits', 'bits closed', 'writer', 'writer closed'])
})

test('an adapter that says learnt works again is told of, with where it comes from', async () => {
  const { tools } = toolsOver(works('学', 3))
  const { verdict, isWorthUsing, recital } = await prove(material(), tools, course)
  expect([verdict, isWorthUsing, recital?.isAlarming]).toEqual(['recites', false, true])
  expect(recital?.after.longest).toBeGreaterThanOrEqual(39)
  expect(recital?.after.passages[0]?.work).toMatch(/^学\d$/)
})

test('a letter that the author answers is read, and in none of what is measured, written or shown as theirs', async () => {
  const { tools } = toolsOver(works('留', 2))
  const letters = works('留', 2).map(({ text, ...work }, at): ProofWork => {
    const letter = `读者问：${prose('信', at + 3)}\n\n答：`
    return { ...work, text: letter + text, context: [[0, letter.length]] }
  })
  const { heldOut, continuations, writing } = await prove(material({ heldOut: letters, sample: { ...sample, read: 1e6, written: 1e6 } }), tools, course)
  const [plain, asked] = [works('留', 2), letters].map((all) => all.reduce((sum, { text }) => sum + text.length, 0))
  expect([heldOut.characters, heldOut.read, (asked ?? 0) > 2 * (plain ?? 0)]).toEqual([plain, plain, true])
  expect(heldOut.written).toBeLessThanOrEqual(plain ?? 0)
  // Whoever knows the answers by heart and no letter writes all of them.
  expect(writing?.after.saved.value).toBeGreaterThan(0.9)
  for (const { truth } of continuations) expect(works('留', 2).some(({ text }) => text.includes(truth))).toBe(true)
  for (const { truth, after } of continuations) expect(after).toBe(truth)
})

test('one held-out work is enough', async () => {
  const { tools } = toolsOver([])
  const proven = await prove(material({ heldOut: works('留', 1) }), tools, course)
  expect([proven.heldOut.works, proven.continuations.length]).toEqual([1, 4])
})

test('works too short to be written are read all the same', async () => {
  const { tools } = toolsOver([])
  const proven = await prove(material({ heldOut: [{ id: 'w', title: '短', text: '短短的一篇。' }] }), tools, course)
  expect([proven.writing, proven.continuations, proven.bitsPerCharacter]).toEqual([null, [], { before: 4, after: 3 }])
})

test('where no learnt work is left nothing can be said again, and that is said', async () => {
  const { tools } = toolsOver([])
  expect((await prove(material({ learnt: async function* () {} }), tools, course)).recital).toBeNull()
})

test('the same seed gives the same proof in whatever order works come', async () => {
  const { tools } = toolsOver(works('留', 2))
  const back = material({
    heldOut: works('留', 2).toReversed(),
    async *learnt() {
      yield* works('学', 3).toReversed()
    },
  })
  expect(await prove(back, tools, course)).toEqual(await prove(material(), tools, course))
})

test('progress only rises, to the end', async () => {
  const { tools } = toolsOver([])
  const told: [string, number][] = []
  await prove(material(), tools, { ...course, onProgress: (stage, share) => told.push([stage, share]) })
  const shares = told.map(([, share]) => share)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect([shares[0], shares.at(-1)]).toEqual([0, 1])
  expect(new Set(told.map(([stage]) => stage))).toEqual(new Set(['texts', 'bits', 'writing', 'continuations', 'recital']))
})

test('it is given up between two things, and leaves nothing open', async () => {
  const { tools, log } = toolsOver([])
  const control = new AbortController()
  const onProgress = (stage: string) => {
    if (stage === 'writing') control.abort(new Error('enough'))
  }
  await expect(prove(material(), tools, { signal: control.signal, onProgress })).rejects.toThrow('enough')
  expect(log).toEqual(['bits', 'bits closed', 'writer', 'writer closed'])
})

test('it gives way between two batches, as between two suggestions', async () => {
  const { tools } = toolsOver([])
  const stages: string[] = []
  let now = ''
  const onProgress = (stage: string) => {
    now = stage
  }
  const turn = () => Promise.resolve(void stages.push(now))
  await prove(material(), tools, { ...course, onProgress, turn })
  expect(new Set(stages)).toEqual(new Set(['bits', 'writing', 'continuations', 'recital']))
})

test('what goes round in circles is told of all continuations, beside their author', async () => {
  const { tools } = toolsOver([])
  const round: ProofTools = {
    ...tools,
    writer: async () => {
      const writer = await tools.writer()
      let isAdapted = false
      return {
        ...writer,
        complete: (request, signal) => writer.complete(request, signal),
        adapt: async () => void (isAdapted = true),
        generate: async () => (isAdapted ? '关系关系关系关系' : '山色空蒙雨亦奇'),
      }
    },
  }
  const { repetition, continuations } = await prove(material({ heldOut: works('留', 3), sample: { ...sample, openings: 12 } }), round, course)
  expect(repetition).toEqual({ before: 0, after: expect.closeTo(0.6), author: 0, error: expect.closeTo(0), places: 12 })
  expect(continuations).toHaveLength(10)
})
