import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineProcess } from '#main/compute/engine-process.ts'
import { Inspectors } from '#main/compute/model-list.ts'
import type { ModelFile } from '#preload/contract/engine.ts'
import type { Memory, ModelFacts } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const forever = new Promise<never>(() => undefined)
const facts: ModelFacts = {
  name: 'm',
  architecture: 'qwen3',
  bytes: 1,
  files: 1,
  parameters: 1,
  contextTokens: 64,
  quantisation: 'F32',
  fileType: null,
  licence: null,
  languages: [],
  isInstruct: false,
  memory: { weights: 1, cache: 1, compute: 1, program: 1, readPerToken: 1 },
}
const memory: Memory = { total: 16, free: 9, card: null }
const fileMs = 10_000
const limits = { silenceMs: 120_000, fileMs, mostBytes: 100 }

type Behaviour = 'is read' | 'hangs' | 'is broken' | 'ends the process'

/** What the driver of a graphics card does to whoever asks it. */
type Driver = 'answers' | 'hangs' | 'ends the process'

/** A computer with these files in its models folder, and inspectors that read them with one process after another. */
function computer(files: Record<string, Behaviour>, options: { folder?: 'hangs'; start?: 'ends' | 'hangs'; driver?: Driver } = {}) {
  let alive = 0
  const asked: string[][] = []
  const start = (): EngineProcess => {
    const ended = Promise.withResolvers<string>()
    const lost = Promise.withResolvers<never>()
    lost.promise.catch(() => undefined)
    const paths: string[] = []
    asked.push(paths)
    alive++
    const end = () => {
      ended.resolve('SIGKILL')
      lost.reject(new Problem('unavailable', 'the connection closed'))
    }
    void ended.promise.then(() => alive--)
    if (options.start === 'ends') end()
    const inspect = async (path: string): Promise<ModelFile> => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      paths.push(name)
      switch (files[name] ?? 'is read') {
        case 'is broken':
          throw new Problem('model-broken', 'this is no model')
        case 'hangs':
          return forever
        case 'ends the process':
          end()
          return forever
        default:
          return { path, facts }
      }
    }
    const driven = async (): Promise<Memory> => {
      if (options.driver === 'ends the process') end()
      if (options.driver !== 'answers') return forever
      return { ...memory, card: { device: 'vulkan', name: 'a card', total: 8, free: 7 } }
    }
    const untilLost = <T>(answer: Promise<T>): Promise<T> => Promise.race([lost.promise, answer])
    return {
      pid: 1,
      lost: ended.promise,
      ended: ended.promise,
      kill: end,
      stop: async () => end(),
      engine: {
        load: () => forever,
        why: async function* () {},
        adapt: () => forever,
        identity: () => forever,
        completeBy: async function* () {},
        tryServer: () => forever,
        takeAdapter: () => forever,
        giveAdapter: () => forever,
        sameAdapter: () => forever,
        merge: async function* () {},
        merged: async () => ({}),
        remember: async () => ({}),
        forget: async () => ({}),
        names: () => untilLost(options.folder === 'hangs' ? forever : Promise.resolve(Object.keys(files))),
        size: () => forever,
        inspect: ({ path }) => untilLost(inspect(path)),
        ping: () => untilLost(options.start === 'hangs' ? forever : Promise.resolve({ residentBytes: 1, evaluatedTokens: 0 })),
        complete: async function* () {},
        memory: ({ cards }) => untilLost(cards ? driven() : Promise.resolve(memory)),
        copy: async function* () {},
        remove: ({ path }) => {
          paths.push(`remove ${path}`)
          return untilLost(Promise.resolve({}))
        },
        prepare: async () => ({}),
        progress: () => () => undefined,
      },
    }
  }
  const inspectors = new Inspectors(start, limits)
  const ids = async () =>
    (await inspectors.list({ starter: '/opt/starter.gguf', folder: '/models' })).map(({ id, problem }) => (problem ? `${id}: ${problem.code}` : id))
  return { inspectors, ids, asked, alive: () => alive }
}

describe('listing the models', () => {
  test('it reads one file after another with one process, which ends, and tells all who ask meanwhile', async () => {
    const { ids, asked, alive } = computer({ 'a.gguf': 'is read', 'b.gguf': 'is broken', 'c.gguf': 'is read' })
    const listed = ['starter', 'a.gguf', 'b.gguf: model-broken', 'c.gguf']
    expect(await Promise.all([ids(), ids()])).toEqual([listed, listed])
    expect(asked).toEqual([['starter.gguf', 'a.gguf', 'b.gguf', 'c.gguf']])
    expect([alive(), vi.getTimerCount()]).toEqual([0, 0])
  })

  test('it says of each file that is not read in time that it is not, and goes on with a new process', async () => {
    const { ids, asked, alive } = computer({
      'a.gguf': 'hangs',
      'b.gguf': 'is read',
      'c.gguf': 'hangs',
      'd.gguf': 'hangs',
      'e.gguf': 'hangs',
      'f.gguf': 'is read',
    })
    const listed = ids()
    await vi.advanceTimersByTimeAsync(4 * fileMs)
    expect(await listed).toEqual([
      'starter',
      'a.gguf: model-timeout',
      'b.gguf',
      'c.gguf: model-timeout',
      'd.gguf: model-timeout',
      'e.gguf: model-timeout',
      'f.gguf',
    ])
    expect(asked).toEqual([['starter.gguf', 'a.gguf'], ['b.gguf', 'c.gguf'], ['d.gguf'], ['e.gguf'], ['f.gguf']])
    expect([alive(), vi.getTimerCount()]).toEqual([0, 0])
  })

  test('it waits less for a file that was late a while ago, and lists it once it can be read', async () => {
    const files: Record<string, Behaviour> = { 'a.gguf': 'hangs', 'b.gguf': 'is read' }
    const { ids } = computer(files)
    const waited = async () => {
      const start = performance.now()
      const listed = ids().then((found) => ({ found, ms: performance.now() - start }))
      await vi.advanceTimersByTimeAsync(fileMs)
      return listed
    }
    const found = ['starter', 'a.gguf: model-timeout', 'b.gguf']
    expect([await waited(), await waited(), await waited()]).toEqual([fileMs, fileMs / 10, fileMs / 10].map((ms) => ({ found, ms })))
    await vi.advanceTimersByTimeAsync(300_000)
    expect(await waited()).toEqual({ found, ms: fileMs })
    files['a.gguf'] = 'is read'
    expect(await ids()).toEqual(['starter', 'a.gguf', 'b.gguf'])
  })

  test('it lists the others where a file ends the process', async () => {
    const { ids, asked } = computer({ 'a.gguf': 'ends the process', 'b.gguf': 'is read' })
    expect(await ids()).toEqual(['starter', 'a.gguf: model-timeout', 'b.gguf'])
    expect(asked.length).toBe(2)
  })

  test('it lists the starter where the folder is not read in time', async () => {
    const { ids } = computer({ 'a.gguf': 'is read' }, { folder: 'hangs' })
    const listed = ids()
    await vi.advanceTimersByTimeAsync(fileMs)
    expect(await listed).toEqual(['starter'])
  })

  test.each(['ends', 'hangs'] as const)('it says engine-down where no process comes up: it %s', async (start) => {
    const { ids, asked } = computer({}, { start })
    const listed = ids().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(limits.silenceMs)
    expect(await listed).toMatchObject({ code: 'engine-down' })
    expect(asked.length).toBe(1)
  })

  test('it starts no process any more once it has been stopped, not even in the middle', async () => {
    const { inspectors, ids, asked, alive } = computer({ 'a.gguf': 'hangs', 'b.gguf': 'is read' })
    const listed = ids().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(1)
    await inspectors.stop()
    expect(await listed).toMatchObject({ code: 'engine-down' })
    await expect(ids()).rejects.toMatchObject({ code: 'engine-down' })
    expect([asked.length, alive(), vi.getTimerCount()]).toEqual([1, 0, 0])
  })
})

describe('reading one file, and what else is asked', () => {
  test('it says what a file says, in turn with the listing', async () => {
    const { inspectors, ids, asked, alive } = computer({ 'a.gguf': 'is read' })
    const [listed, looked] = await Promise.all([ids(), inspectors.inspect('/elsewhere/b.gguf')])
    expect([listed, looked]).toEqual([['starter', 'a.gguf'], { path: '/elsewhere/b.gguf', facts }])
    expect(asked).toEqual([['starter.gguf', 'a.gguf'], ['b.gguf']])
    expect([alive(), vi.getTimerCount()]).toEqual([0, 0])
  })

  test('it says why a file can’t be used, and waits no longer than it must', async () => {
    const { inspectors } = computer({ 'a.gguf': 'is broken', 'b.gguf': 'hangs' })
    await expect(inspectors.inspect('/x/a.gguf')).rejects.toMatchObject({ code: 'model-broken' })
    const late = inspectors.inspect('/x/b.gguf').catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(fileMs)
    expect(await late).toMatchObject({ code: 'model-timeout', detail: { file: 'b.gguf' } })
    await inspectors.remove('/models/a.gguf')
  })

  test.each<[Driver, string | null]>([
    ['answers', 'a card'],
    ['hangs', null],
    ['ends the process', null],
  ])('it tells the memory whatever a driver does: it %s', async (driver, name) => {
    const { inspectors, alive } = computer({}, { driver })
    const asked = inspectors.memory()
    await vi.advanceTimersByTimeAsync(fileMs)
    expect(await asked).toMatchObject({ total: 16, free: 9, card: name === null ? null : { name } })
    expect([alive(), vi.getTimerCount()]).toEqual([0, 0])
  })
})
