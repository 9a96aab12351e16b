/** Who completes, and what becomes of a server that fails. */
import { expect, test, vi } from 'vitest'
import { completing, type UsedServer } from '#main/compute/completing.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import type { EngineState } from '#preload/contract/models.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'

const used: UsedServer = {
  endpoint: 'https://example.com/v1/completions',
  model: 'qwen3',
  key: 'sk-1',
  shown: { host: 'example.com', isHere: false, isPlain: false },
}
const question: EngineQuestion = {
  ...{ course: '', chapter: '', lesson: '', headings: [], before: '今天', after: '', block: 'paragraph', candidate: 0 },
  leanings: [{ position: 'start', block: 'paragraph', writing: 'han', shift: 1 }],
}
const suggestion = (text: string): Suggestion => ({ id: '1', text, tokens: [], done: true, model: 'm', ms: 1, evaluatedTokens: 1, reason: null })
const own: EngineState = {
  phase: 'ready',
  problem: null,
  model: { id: 'starter', name: 'starter' },
  share: null,
  device: 'cpu',
  deviceName: null,
  threads: 1,
  fellBack: null,
  refused: null,
}

function chosen(first: UsedServer | null = used) {
  let server = first
  let now = 0
  const hearing: (() => void)[] = []
  const asked: { key: string | null; leanings: number }[] = []
  const fault: { code: ProblemCode | null } = { code: null }
  const words = { said: '远方' }
  const states: EngineState[] = []
  const waited: string[] = []
  const closed = vi.fn(async () => undefined)
  const prepared = vi.fn(async () => undefined)
  const retried = vi.fn()
  const all = completing({
    compute: {
      complete: async function* () {
        yield suggestion('本机')
      },
      why: async function* () {
        yield []
      },
      prepare: prepared,
      state: () => own,
      listen: () => () => undefined,
      retry: retried,
    },
    desk: {
      complete: async function* ({ key }, { leanings }) {
        asked.push({ key, leanings: leanings.length })
        if (fault.code) throw new Problem(fault.code, 'failed')
        yield suggestion(words.said)
      },
      close: closed,
    },
    choice: { current: () => server, listen: (listener) => void hearing.push(listener) },
    givingWay: async function* (work) {
      waited.push('waited')
      yield* work
    },
    now: () => now,
  })
  all.listen((state) => states.push(state))
  const ask = async (): Promise<string> => {
    let last = ''
    for await (const { text } of all.complete(question, new AbortController().signal)) last = text
    return last
  }
  const choose = (next: UsedServer | null) => {
    server = next
    for (const hear of hearing) hear()
  }
  return { all, ask, asked, waited, fault, words, states, choose, closed, prepared, retried, wait: (ms: number) => (now += ms) }
}

test('without a server this computer completes; with one the server does, is shown whose it is, and is told nothing that was learnt', async () => {
  const { all, ask, asked, choose, prepared, closed } = chosen(null)
  expect([await ask(), all.state()]).toEqual(['本机', own])
  choose(used)
  expect([await ask(), asked]).toEqual(['远方', [{ key: 'sk-1', leanings: 0 }]])
  expect(all.state()).toMatchObject({ phase: 'ready', model: { id: 'server:qwen3', name: 'qwen3' }, device: null, server: { host: 'example.com' } })
  await all.prepare({ context: question, depth: 'read' }, new AbortController().signal)
  expect(prepared).not.toHaveBeenCalled()
  choose(null)
  expect([await ask(), all.state(), closed.mock.calls.length]).toEqual(['本机', own, 1])
})

test('what computes here gives way to what is computed here alone', async () => {
  const { ask, waited, choose } = chosen(null)
  await ask()
  expect(waited).toHaveLength(1)
  choose(used)
  await ask()
  expect(waited).toHaveLength(1)
  choose({ ...used, shown: { ...used.shown, isHere: true } })
  await ask()
  expect(waited).toHaveLength(2)
})

test('one that fails is left alone, longer each time, says why, and serves again as soon as it does', async () => {
  const { all, ask, asked, fault, states, wait } = chosen()
  fault.code = 'server-unreachable'
  await expect(ask()).rejects.toMatchObject({ code: 'server-unreachable' })
  expect(all.state()).toMatchObject({
    phase: 'ready',
    problem: { code: 'server-unreachable', detail: { host: 'example.com' } },
    server: { host: 'example.com' },
  })
  for (let at = 0; at < 50; at++) expect(await ask()).toBe('')
  expect(asked.length).toBe(1)
  wait(5000)
  await expect(ask()).rejects.toThrow()
  wait(9999)
  expect([await ask(), asked.length]).toEqual(['', 2])
  wait(1)
  fault.code = null
  expect([await ask(), asked.length, states.at(-1)?.problem]).toEqual(['远方', 3, null])
})

test('one that fails does not serve again by being asked nothing, as within a text', async () => {
  const { all, ask, fault, words, wait } = chosen()
  fault.code = 'server-unreachable'
  await expect(ask()).rejects.toThrow()
  wait(5000)
  fault.code = null
  words.said = ''
  expect([await ask(), all.state().problem?.code]).toEqual(['', 'server-unreachable'])
  words.said = '远方'
  expect([await ask(), all.state().problem]).toEqual(['远方', null])
})

test('in an hour of writing a dead server is asked no more than a few times', async () => {
  const { ask, asked, fault, wait } = chosen()
  fault.code = 'server-slow'
  for (let second = 0; second < 3600; second++) {
    wait(1000)
    await ask().catch(() => undefined)
  }
  expect(asked.length).toBeLessThan(20)
})

test.each<ProblemCode>(['server-denied', 'server-model', 'server-moved', 'server-foreign'])('%s waits for the author', async (code) => {
  const { all, ask, asked, fault, wait, choose } = chosen()
  fault.code = code
  await ask().catch(() => undefined)
  wait(1e9)
  expect([await ask(), asked.length, all.state().phase]).toEqual(['', 1, 'failed'])
  fault.code = null
  all.retry()
  expect(await ask()).toBe('远方')
  fault.code = code
  await ask().catch(() => undefined)
  fault.code = null
  choose({ ...used, key: 'sk-2' })
  expect([await ask(), asked.at(-1)?.key]).toEqual(['远方', 'sk-2'])
})

test('what is given up is no failure', async () => {
  const { all, ask, fault } = chosen()
  fault.code = 'cancelled'
  await ask().catch(() => undefined)
  expect([all.problem(), all.state().phase]).toEqual([null, 'ready'])
})
