/** An engine that dies or hangs, and models that can't be used: what is told, what goes on, and how many processes it takes. */
import { rmSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  context,
  deadly,
  firstOf,
  folder,
  idsOf,
  isAlive,
  models,
  never,
  prepare,
  problemOf,
  reached,
  ready,
  refusedBy,
  start,
  starter,
  suggestion,
} from './running-engine.ts'

describe('an engine that dies', () => {
  test('it ends a suggestion with engine-down, is started again and goes on', async () => {
    const started = start({ choice: { model: 'slow.gguf', device: 'cpu' } })
    const shown: string[] = []
    const asked = (async () => {
      for await (const { text, done } of started.compute.complete(context('春眠'), never)) {
        expect(done).toBe(false)
        if (shown.push(text) === 1) process.kill(firstOf(started), 'SIGKILL')
      }
    })()
    expect(await problemOf(asked)).toBe('engine-down')
    expect(shown.length).toBeGreaterThan(0)
    expect(started.compute.state()).toMatchObject({ phase: 'restarting', problem: { code: 'engine-down' } })
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
    expect(started.compute.state()).toMatchObject({ phase: 'ready', problem: null })
    expect(started.states.map(({ problem }) => problem?.message)).toContain('the engine ended (SIGKILL)')
    expect(started.pids.length).toBe(2)
  })

  test('it is ended and started again where it computes no more, whoever asked, and goes on', async () => {
    const started = start()
    await reached(started, 'ready')
    for (const [at, ask] of [() => suggestion(started.compute, '举头'), () => prepare(started, '春眠')].entries()) {
      writeFileSync(join(folder, 'lost'), '')
      expect(await problemOf(ask())).toBe('engine-down')
      rmSync(join(folder, 'lost'))
      expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
      expect([started.compute.state(), started.pids.length]).toMatchObject([ready, at + 2])
    }
    await expect.poll(() => started.pids.map(isAlive)).toEqual([false, false, true])
  })

  test('it is given up after three deaths within a minute, and comes back when asked', async () => {
    writeFileSync(join(folder, 'die'), '')
    const started = start()
    const failed = await reached(started, 'failed')
    expect(failed.problem).toMatchObject({ code: 'engine-down', message: expect.stringContaining('exit status 7') })
    expect(started.pids.length).toBe(3)
    expect(await problemOf(suggestion(started.compute, '举头'))).toBe('engine-down')
    rmSync(join(folder, 'die'))
    started.compute.retry()
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
  })

  test('it runs the starter when the chosen model is what ends it', async () => {
    const started = start({ places: { starter, folder: deadly }, choice: { model: 'deadly.gguf', device: 'cpu' } })
    expect((await refusedBy(started))?.problem).toMatchObject({ code: 'model-broken', detail: { file: 'deadly.gguf' } })
    expect((await started.compute.shelf.list()).map(({ id }) => id)).toEqual(['starter', 'deadly.gguf'])
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
    await started.compute.close()
    expect(started.pids.map(isAlive)).toEqual([false, false, false, false, false]) // three deaths, one that only read, one that runs
  })

  test('it lists the models although it hangs', async () => {
    const started = start({ silenceMs: 1500 })
    await reached(started, 'ready')
    process.kill(firstOf(started), 'SIGSTOP')
    expect(await idsOf(started)).toEqual(['starter', 'slow.gguf'])
  })

  test('it lists no models where no engine can be started, nor once the studio has ended', async () => {
    const { compute } = start({ nodePath: join(folder, 'no-node') })
    expect(await problemOf(compute.shelf.list())).toBe('engine-down')
    await compute.close()
    expect(await problemOf(compute.shelf.list())).toBe('engine-down')
  })

  test('it is started again when it hangs', async () => {
    // Shorter than an author waits, and long enough for the next engine to answer in time beside whatever else runs.
    const started = start({ silenceMs: 5000 })
    await reached(started, 'ready')
    process.kill(firstOf(started), 'SIGSTOP')
    expect(await problemOf(suggestion(started.compute, '举头'))).toBe('engine-down')
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
    expect(started.pids.length).toBe(2)
  })

  test('it fails where there is no Node to run it', async () => {
    const started = start({ nodePath: join(folder, 'no-node') })
    const { problem } = await reached(started, 'failed')
    expect(problem).toMatchObject({ code: 'engine-down', message: expect.stringContaining('ENOENT') })
    expect(problem?.message).not.toContain(folder)
  })
})

describe('a model that cannot be used', () => {
  test.each([
    ['none.gguf', 'model-missing'],
    ['broken.gguf', 'model-foreign'],
  ])('it says so, keeps the process, and the starter stands in: %s', async (model, code) => {
    const started = start({ choice: { model, device: 'cpu' } })
    const refused = await refusedBy(started)
    expect(refused).toMatchObject({ id: model, problem: { code, message: expect.stringContaining(model), detail: { file: model } } })
    expect(refused?.problem.message).not.toContain(folder)
    expect(await suggestion(started.compute, '举头')).toMatchObject({ text: '望低思故乡', model: 'starter' })
    expect(started.pids.length).toBe(1)
  })

  test('it is refused where another one serves, which goes on serving, and the choice is taken back', async () => {
    const kept: (string | null)[] = []
    const started = start({ onRefused: (model) => void kept.push(model) })
    await reached(started, 'ready')
    started.states.length = 0
    started.compute.use({ model: 'broken.gguf', device: 'cpu' })
    expect((await suggestion(started.compute, '举头'))?.model).toBe('starter')
    await expect
      .poll(() => started.compute.state(), { timeout: 60_000 })
      .toMatchObject({
        ...ready,
        refused: { id: 'broken.gguf', file: 'broken.gguf', problem: { code: 'model-foreign', detail: { file: 'broken.gguf' } } },
      })
    expect([kept, isAlive(firstOf(started)), started.states.map(({ phase }) => phase)]).toEqual([[null], true, ['ready']])
    // A choice that can be used lets it be forgotten.
    started.compute.use({ model: 'slow.gguf', device: 'cpu' })
    await expect.poll(() => started.compute.state(), { timeout: 60_000 }).toMatchObject({ phase: 'ready', model: { id: 'slow.gguf' }, refused: null })
  })

  test('it is refused likewise where it ends the engine each time', async () => {
    const started = start({ places: { starter, folder: deadly } })
    await reached(started, 'ready')
    started.compute.use({ model: 'deadly.gguf', device: 'cpu' })
    await expect
      .poll(() => started.compute.state(), { timeout: 100_000 })
      .toMatchObject({ ...ready, refused: { id: 'deadly.gguf', problem: { code: 'model-broken' } } })
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
  }, 120_000)

  test('it goes on when the file is back and the author tries again', async () => {
    const started = start({ places: { starter: join(folder, 'late.gguf'), folder: models } })
    expect((await reached(started, 'failed')).problem?.code).toBe('starter-missing')
    await copyFile(starter, join(folder, 'late.gguf'))
    started.compute.retry()
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
  })

  test('it falls back where a card is asked for that is not there, and says so', async () => {
    const device = process.platform === 'darwin' ? 'cuda' : 'metal'
    const started = start({ choice: { model: null, device } })
    expect(await reached(started, 'ready')).toMatchObject({ ...ready, fellBack: device })
  })
})
