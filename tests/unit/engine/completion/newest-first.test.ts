import { describe, expect, test } from 'vitest'
import { Superseded } from '#engine/completion/completion-error.ts'
import type { CompletionPart, CompletionRequest } from '#engine/completion/complete.ts'
import { newestFirst as serve } from '#engine/completion/newest-first.ts'

const part = (text: string, done: boolean): CompletionPart => ({
  text,
  tokens: [],
  pieces: [],
  place: { position: 'word', block: 'paragraph', writing: 'han' },
  chance: null,
  shift: 0,
  gain: null,
  done,
  prompt: [],
  promptTokens: 1,
  evaluatedTokens: 1,
})
const request = (before: string): CompletionRequest => ({
  course: '',
  chapter: '',
  lesson: '',
  headings: [],
  before,
  after: '',
  block: 'paragraph',
  candidate: 0,
})
const never = new AbortController().signal

const newestFirst = (write: Parameters<typeof serve>[0]) => serve(write)

/** Answers one part a tick, three in all; notes how many run at once. */
function slowWriter() {
  const log: string[] = []
  let running = 0
  const most = { atOnce: 0 }
  async function* write({ before }: CompletionRequest, signal: AbortSignal) {
    most.atOnce = Math.max(most.atOnce, ++running)
    try {
      for (let step = 1; step <= 3; step++) {
        await new Promise((resolve) => setImmediate(resolve))
        signal.throwIfAborted()
        log.push(`${before}${step}`)
        yield part(`${before}${step}`, step === 3)
      }
    } finally {
      running--
    }
  }
  return { write, log, most }
}

async function texts(parts: AsyncIterable<CompletionPart>): Promise<string[]> {
  const found: string[] = []
  for await (const { text } of parts) found.push(text)
  return found
}

describe('serving the newest request', () => {
  test('it answers requests that come one after another', async () => {
    const { complete } = newestFirst(slowWriter().write)
    expect(await texts(complete(request('a'), never))).toEqual(['a1', 'a2', 'a3'])
    expect(await texts(complete(request('b'), never))).toEqual(['b1', 'b2', 'b3'])
  })

  test('it gives up a request for a newer one, and never runs two at once', async () => {
    const { write, log, most } = slowWriter()
    const { complete } = newestFirst(write)
    const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => texts(complete(request(name), never))))
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(results.map((result) => (result.status === 'rejected' ? result.reason : null))).toEqual([expect.any(Superseded), expect.any(Superseded), null])
    expect(log).toEqual(['c1', 'c2', 'c3'])
    expect(most.atOnce).toBe(1)
  })

  test('it waits for no caller that never comes back for the rest', async () => {
    const { complete, close } = newestFirst(slowWriter().write)
    const left = complete(request('a'), never)
    expect((await left.next()).value?.text).toBe('a1')
    expect(await texts(complete(request('b'), never))).toEqual(['b1', 'b2', 'b3'])
    await expect(left.next()).rejects.toThrow(Superseded)
    const last = complete(request('c'), never)
    await last.next()
    await close()
  })

  test('it tells a request that was given up from one that failed', async () => {
    const stop = new AbortController()
    const { complete } = newestFirst(slowWriter().write)
    const asked = texts(complete(request('a'), stop.signal))
    stop.abort()
    await expect(asked).rejects.toThrow(Superseded)
    const failing = newestFirst(async function* () {
      yield part('a', false)
      throw new RangeError('a bug')
    })
    await expect(texts(failing.complete(request('a'), never))).rejects.toThrow(RangeError)
  })

  test('it stops the last request when it is closed, and takes no more', async () => {
    const { complete, close } = newestFirst(slowWriter().write)
    const asked = texts(complete(request('a'), never))
    await Promise.all([expect(asked).rejects.toThrow(Superseded), close()])
    await expect(texts(complete(request('b'), never))).rejects.toThrow(Superseded)
  })

  test('it serves on after a reader left in the middle', async () => {
    const { complete } = newestFirst(slowWriter().write)
    for await (const { text } of complete(request('a'), never)) if (text === 'a1') break
    expect(await texts(complete(request('b'), never))).toEqual(['b1', 'b2', 'b3'])
  })
})

describe('preparing for the next request', () => {
  /** Prepares for three ticks; questions run on the same model. */
  function studio() {
    const { write, log, most } = slowWriter()
    const queue = serve(write)
    const prepare = (asked: CompletionRequest) => async (signal: AbortSignal) => {
      for await (const { text } of write(asked, signal)) if (text.endsWith('3')) log.push(`read ${asked.before}`)
      return 'prepared'
    }
    const prepared = (name: string, signal = never) =>
      queue.aside(prepare(request(name)), signal).catch((error: unknown) => (error instanceof Superseded ? error.message : Promise.reject(error)))
    return { ...queue, prepared, log, most }
  }
  const tick = () => new Promise((resolve) => setImmediate(resolve))

  test('it gives way to a question within a step, and the question loses nothing', async () => {
    const { complete, prepared, log, most } = studio()
    const preparing = prepared('p')
    await tick()
    await tick()
    expect(await texts(complete(request('a'), never))).toEqual(['a1', 'a2', 'a3'])
    expect([await preparing, log, most.atOnce]).toEqual(['a newer request came', ['p1', 'a1', 'a2', 'a3'], 1])
  })

  test('it waits for a question to end, cuts none short, and is done after it', async () => {
    const { complete, prepared, log, most } = studio()
    const asked = texts(complete(request('a'), never))
    await tick()
    const preparing = prepared('p')
    expect([await asked, await preparing]).toEqual([['a1', 'a2', 'a3'], 'prepared'])
    expect([log, most.atOnce]).toEqual([['a1', 'a2', 'a3', 'p1', 'p2', 'p3', 'read p'], 1])
  })

  test('a newer one takes its place, and a question comes before one that waits', async () => {
    const { complete, prepared, log } = studio()
    const first = texts(complete(request('a'), never))
    await tick()
    const waiting = ['p', 'q'].map((name) => prepared(name))
    const second = texts(complete(request('b'), never))
    expect(await Promise.allSettled([first, ...waiting, second])).toEqual([
      { status: 'rejected', reason: expect.any(Superseded) },
      { status: 'fulfilled', value: 'a newer request came' },
      { status: 'fulfilled', value: 'a newer request came' },
      { status: 'fulfilled', value: ['b1', 'b2', 'b3'] },
    ])
    expect(log.filter((line) => /^[pq]/.test(line))).toEqual([])
  })

  test('it is given up with its caller, before its turn and in it', async () => {
    const { complete, prepared } = studio()
    const early = new AbortController()
    const asked = texts(complete(request('a'), never))
    const waiting = prepared('p', early.signal)
    early.abort()
    expect([await waiting, await asked]).toEqual(['the request was given up', ['a1', 'a2', 'a3']])
    const late = new AbortController()
    const running = prepared('q', late.signal)
    await tick()
    late.abort()
    expect(await running).toBe('the request was given up')
  })

  test('it ends with the model, also behind a question that nobody reads to its end', async () => {
    const { complete, prepared, close } = studio()
    const left = complete(request('a'), never)
    await left.next()
    const waiting = prepared('p')
    await close()
    expect([await waiting, await prepared('q')]).toEqual(['the model is closed', 'the model is closed'])
  })

  test('it says what is a bug as one', async () => {
    const { aside } = serve(slowWriter().write)
    await expect(aside(() => Promise.reject(new RangeError('a bug')), never)).rejects.toThrow(RangeError)
  })
})
