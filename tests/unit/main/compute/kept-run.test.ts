/** What becomes of a run whose process dies, by processes that do what a test says; a real one is killed in tests/integration/trainer.test.ts. */
import { describe, expect, test } from 'vitest'
import type { TrainerProcess } from '#main/compute/engine-process.ts'
import { KeptRun, type RunNews } from '#main/compute/kept-run.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { RunEvent, RunInput } from '#preload/contract/trainer.ts'

type Attempt = (input: RunInput, asked: readonly string[]) => AsyncGenerator<RunEvent>

const saved = (step: number): RunEvent => ({ kind: 'saved', step })
const done: RunEvent = { kind: 'done', step: 9, base: { step: 0, bitsPerCharacter: 4 }, best: { step: 9, bitsPerCharacter: 3 } }

/** A run whose processes do one attempt after the other; the last one again and again. Each dies as told. */
function keptRun(attempts: readonly Attempt[], how = 'exit status 134') {
  const [inputs, news, asked]: [RunInput[], RunNews[], string[]] = [[], [], []]
  const ask = (what: string) => () => {
    asked.push(what)
    return Promise.resolve({})
  }
  const start = (): TrainerProcess => {
    const attempt = attempts[Math.min(inputs.length, attempts.length - 1)]!
    const trainer = {
      ...{ pause: ask('pause'), goOn: ask('go'), stop: ask('stop'), ping: () => Promise.resolve({ residentBytes: 1 }) },
      run: (input: RunInput) => {
        inputs.push(input)
        return attempt(input, asked)
      },
    } as Partial<TrainerProcess['trainer']> as TrainerProcess['trainer']
    return { trainer, pid: 1, lost: new Promise(() => undefined), ended: Promise.resolve(how), kill: () => undefined, stop: () => Promise.resolve() }
  }
  const input = {
    ...{ folder: 'run', base: 'base.gguf', adapter: { path: 'a.gguf', name: 'a' }, saveEveryMs: 1000, stop: false },
    choice: { method: null, rank: null, passes: null },
  }
  const over = Promise.withResolvers<void>()
  const hear = (one: RunNews) => {
    news.push(one)
    if (run.isOver) over.resolve()
  }
  const run: KeptRun = new KeptRun({ start, input, texts: null, hear, reportBug: () => 'bug', restMs: 0 })
  return { run, news, inputs, asked, over: over.promise }
}

const reading: RunEvent = { kind: 'reading', what: 'base' }
async function* dies(): AsyncGenerator<RunEvent> {
  yield reading
  throw new Problem('unavailable', 'its process is gone')
}
async function* ends(): AsyncGenerator<RunEvent> {
  yield done
}

describe('a process that dies', () => {
  test('goes on with less memory each time from the second death on, and is given up where that does not help', async () => {
    const { inputs, news, over } = keptRun([dies], 'SIGKILL')
    await over
    expect(inputs.map(({ lighter }) => lighter)).toEqual([0, 0, 1, 2, 3, 4])
    expect(news.at(-1)).toMatchObject({ kind: 'failed', problem: { code: 'memory-short' } })
  })

  test('is no matter of memory where it ended by itself', async () => {
    const { news, over } = keptRun([dies])
    await over
    expect(news.at(-1)).toMatchObject({ kind: 'failed', problem: { code: 'trainer-down' } })
  })

  test('has all its lives again after a checkpoint further on, and stays as light as it was', async () => {
    async function* once(): AsyncGenerator<RunEvent> {
      yield saved(3)
      throw new Problem('unavailable', 'its process is gone')
    }
    const { inputs, news, over } = keptRun([dies, dies, once, dies, ends])
    await over
    expect(inputs.map(({ lighter }) => lighter)).toEqual([0, 0, 1, 1, 2])
    expect(news.at(-1)).toEqual(done)
  })

  test('is as light as its checkpoint was before the studio was opened, and lighter than that from the second death on', async () => {
    async function* begins(): AsyncGenerator<RunEvent> {
      yield { ...({} as RunEvent & { kind: 'began' }), kind: 'began', step: 3, lighter: 2 }
      throw new Problem('unavailable', 'its process is gone')
    }
    const { inputs, over } = keptRun([begins, begins, ends])
    await over
    expect(inputs.map(({ lighter }) => lighter)).toEqual([0, 2, 3])
  })

  test('is told to pause again where it was asked for before it died', async () => {
    async function* begins(): AsyncGenerator<RunEvent> {
      yield reading
      run.pause()
      throw new Problem('unavailable', 'its process is gone')
    }
    async function* waits(_: RunInput, asked: readonly string[]): AsyncGenerator<RunEvent> {
      const before = asked.length
      yield {
        kind: 'began',
        step: 0,
        lighter: 0,
        heldOut: [],
        device: 'cpu',
        charactersPerToken: 1.5,
        ...({} as Pick<RunEvent & { kind: 'began' }, 'setup' | 'base'>),
      }
      expect(asked.slice(before)).toEqual(['pause'])
      yield { kind: 'paused', step: 0, problem: null }
    }
    const { run, news, over } = keptRun([begins, waits])
    await over
    expect(news.at(-1)).toEqual({ kind: 'paused', step: 0, problem: null })
    expect(run.isOver).toBe(true)
  })
})

test('a graphics card that is gone gives way to the processor, which counts as no death', async () => {
  async function* gone(): AsyncGenerator<RunEvent> {
    yield reading
    throw new Problem('device-missing', 'the card is gone')
  }
  const { inputs, news, over } = keptRun([gone, ends])
  await over
  expect(inputs.map(({ device, lighter }) => [device, lighter])).toEqual([
    ['auto', 0],
    ['cpu', 0],
  ])
  expect(news).toEqual([reading, { kind: 'restarting', onProcessor: true }, done])
})
