import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { poem } from './bigram-model.ts'
import {
  chosen,
  context,
  firstOf,
  folder,
  isAlive,
  models,
  never,
  phasesOf,
  prepare,
  problemOf,
  reached,
  ready,
  start,
  suggestion,
  type Started,
} from './running-engine.ts'

describe('the engine as a process', () => {
  test('it loads the starter, says where it is, and completes', async () => {
    const started = start()
    expect(await suggestion(started.compute, '举头')).toMatchObject({
      text: '望低思故乡',
      done: true,
      model: 'starter',
      tokens: [{ text: '望' }, { text: '低' }, { text: '思' }, { text: '故乡' }],
    })
    expect(phasesOf(started)).toEqual(['loading', 'measuring', 'ready'])
    expect(started.compute.state()).toMatchObject({ ...ready, fellBack: null, threads: expect.any(Number) })
  })

  test('it measures once and keeps what was measured', async () => {
    const first = start()
    await reached(first, 'ready')
    await first.compute.close()
    expect([...first.measured.values()]).toEqual([
      { threads: { writing: expect.any(Number), reading: expect.any(Number) }, fillsIn: false, draftTokens: expect.any(Number) },
    ])
    const second = start({}, first.measured)
    await reached(second, 'ready')
    expect(phasesOf(second)).toEqual(['loading', 'ready'])
  })

  test('it lists the models, the starter first, and says which can’t be used', async () => {
    const { compute } = start()
    const entries = await compute.shelf.list()
    expect(entries.map(({ id, problem }) => [id, problem?.code])).toEqual([
      ['starter', undefined],
      ['broken.gguf', 'model-foreign'],
      ['slow.gguf', undefined],
    ])
    expect(entries[0]).toMatchObject({ place: 'shipped', path: null, facts: { name: 'bigrams', contextTokens: 512, quantisation: 'F32', licence: null } })
    expect(entries[2]).toMatchObject({ place: 'folder', path: join(models, 'slow.gguf') })
  })

  test('it takes another model when the author chooses one', async () => {
    const started = start()
    await reached(started, 'ready')
    await chosen(started, 'slow.gguf')
    expect((await suggestion(started.compute, '举头'))?.model).toBe('slow.gguf')
    expect(isAlive(firstOf(started))).toBe(true)
  })

  test('it leaves a request alone that was given up, and answers the next', async () => {
    const { compute } = start({ choice: { model: 'slow.gguf', device: 'cpu' } })
    const stop = new AbortController()
    const asked = (async () => {
      for await (const item of compute.complete(context('春眠'), stop.signal)) if (item.text !== '') stop.abort()
    })()
    expect(await problemOf(asked)).toBe('cancelled')
    expect((await suggestion(compute, '举头'))?.text).toBe('望低思故乡')
  })

  test('it gives up waiting for the start with the request', async () => {
    const { compute } = start()
    expect(
      await problemOf(
        (async () => {
          for await (const item of compute.complete(context('春眠'), AbortSignal.timeout(1))) expect(item).toBeUndefined()
        })(),
      ),
    ).toBe('cancelled')
  })

  test('it ends with its studio', async () => {
    const started = start()
    await reached(started, 'ready')
    await started.compute.close()
    expect(started.pids.map(isAlive)).toEqual([false])
    expect(started.compute.state().phase).toBe('off')
    expect(await problemOf(suggestion(started.compute, '春眠'))).toBe('engine-down')
  })
})

describe('getting ready for a question', () => {
  const long = poem.join('').repeat(6)
  /** Does something while the engine is in the midst of getting ready for a long text, and takes its next step when it is told something else; says how that ended. */
  const amidst = async (started: Started, act: () => unknown, signal = never): Promise<string> => {
    writeFileSync(join(folder, 'hold'), '')
    const prepared = problemOf(prepare(started, long, 'read', signal))
    await expect.poll(() => started.held.length, { timeout: 60_000 }).toBeGreaterThan(0)
    act()
    rmSync(join(folder, 'hold'))
    return prepared
  }

  test('it waits for the engine, and the question then costs the engine nothing', async () => {
    const started = start()
    await prepare(started, '举头', 'written')
    expect(await suggestion(started.compute, '举头')).toMatchObject({ text: '望低思故乡', done: true, evaluatedTokens: 0 })
  })

  test('it gives way to a question, which is answered as ever', async () => {
    const started = start({ choice: { model: 'slow.gguf', device: 'cpu' } })
    await reached(started, 'ready')
    const suggested: ReturnType<typeof suggestion>[] = []
    expect(await amidst(started, () => suggested.push(suggestion(started.compute, '举头')))).toBe('cancelled')
    expect((await suggested[0])?.text).toBe('望低思故乡')
  })

  test('it ends with whoever asked for it, also while the engine still starts', async () => {
    const started = start({ choice: { model: 'slow.gguf', device: 'cpu' } })
    const early = new AbortController()
    const starting = problemOf(prepare(started, long, 'read', early.signal))
    early.abort()
    expect(await starting).toBe('cancelled')
    await reached(started, 'ready')
    const late = new AbortController()
    expect(await amidst(started, () => late.abort(), late.signal)).toBe('cancelled')
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
  })

  test('it ends as engine-down where the engine is killed, and the next engine gets ready again', async () => {
    const started = start({ choice: { model: 'slow.gguf', device: 'cpu' } })
    await reached(started, 'ready')
    expect(await amidst(started, () => process.kill(firstOf(started), 'SIGKILL'))).toBe('engine-down')
    await prepare(started, '举头', 'written')
    expect(await suggestion(started.compute, '举头')).toMatchObject({ text: '望低思故乡', evaluatedTokens: 0 })
    expect(started.pids.length).toBe(2)
  })

  test('it ends with the model that is replaced, and leaves nothing of it to the next', async () => {
    const started = start({ choice: { model: 'slow.gguf', device: 'cpu' } })
    await reached(started, 'ready')
    expect(await amidst(started, () => started.compute.use({ model: null, device: 'cpu' }))).toBe('cancelled')
    const next = await suggestion(started.compute, '举头')
    expect([next?.model, next?.text, started.pids.length]).toEqual(['starter', '望低思故乡', 1])
  })
})
