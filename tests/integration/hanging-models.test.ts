import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chosen, firstOf, folder, idsOf, isAlive, reached, refusedBy, start, starter, suggestion } from './running-engine.ts'

/** A folder of models among which pipes lie that nobody writes to. To who opens one it is as silent as a folder of the network that is gone. */
async function folderWithPipes(name: string, pipes: readonly string[], readable: readonly string[]): Promise<string> {
  const path = join(folder, name)
  mkdirSync(path)
  execFileSync(
    'mkfifo',
    pipes.map((pipe) => join(path, pipe)),
  )
  for (const file of readable) await copyFile(starter, join(path, file))
  return path
}

/** From now on an engine takes a pipe for a file, and hangs on it. */
function takePipesForFiles(): void {
  writeFileSync(join(folder, 'blind'), '')
}

const pipes = ['1.gguf', '2.gguf', 'n.gguf', 'o.gguf']

describe.skipIf(process.platform === 'win32')('files that do not let themselves be read', () => {
  test('it opens none that is no file, so that one process reads all others', async () => {
    const started = start({ places: { starter, folder: await folderWithPipes('with-pipes', pipes, ['m.gguf', 'z.gguf']) } })
    await reached(started, 'ready')
    expect(await idsOf(started)).toEqual(['starter', 'm.gguf', 'z.gguf'])
    expect(started.pids.length).toBe(2)
    started.compute.use({ model: '1.gguf', device: 'cpu' })
    expect((await refusedBy(started))?.problem).toMatchObject({ code: 'model-foreign', detail: { file: '1.gguf' } })
  })

  test('it lists all others however many hang, to all who ask, and switches between them', async () => {
    takePipesForFiles()
    const started = start({ places: { starter, folder: await folderWithPipes('hanging', pipes, ['m.gguf', 'z.gguf']) }, silenceMs: 3000 })
    await reached(started, 'ready')
    const listed = ['starter', 'm.gguf', 'z.gguf']
    expect(await Promise.all([idsOf(started), idsOf(started)])).toEqual([listed, listed])
    expect(await idsOf(started)).toEqual(listed)
    await chosen(started, 'z.gguf')
    expect((await suggestion(started.compute, '举头'))?.model).toBe('z.gguf')
    // The engine that completes has read none of them: it is the first one still.
    expect(isAlive(firstOf(started))).toBe(true)
    await expect.poll(() => started.pids.filter(isAlive)).toEqual([firstOf(started)])
  })

  test('it gives up a load that gets no further, says so, and goes on with another model', async () => {
    takePipesForFiles()
    const places = { starter, folder: await folderWithPipes('silent', ['silent.gguf'], []) }
    const started = start({ places, choice: { model: 'silent.gguf', device: 'cpu' }, silenceMs: 3000, startMs: 3000 })
    const refused = await refusedBy(started)
    expect(refused?.problem).toMatchObject({ code: 'model-timeout', message: expect.stringContaining('silent.gguf'), detail: { file: 'silent.gguf' } })
    expect(refused?.problem.message).not.toContain(folder)
    // On a busy machine another one may be late as well, and be given up.
    await expect.poll(() => started.pids.filter(isAlive)).toEqual([started.pids.at(-1)])
    expect(started.pids.length).toBeGreaterThan(1)
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
  })

  test('it gives up a load when the author cancels it, and the model before serves on', async () => {
    takePipesForFiles()
    const kept: (string | null)[] = []
    const places = { starter, folder: await folderWithPipes('cancelled', ['silent.gguf'], []) }
    const started = start({ places, onRefused: (model) => void kept.push(model), silenceMs: 3000 })
    await reached(started, 'ready')
    started.compute.cancelLoad() // there is nothing to cancel
    started.compute.use({ model: 'silent.gguf', device: 'cpu' })
    await expect.poll(() => started.compute.state().phase, { timeout: 60_000 }).toBe('starting')
    started.compute.cancelLoad()
    expect((await suggestion(started.compute, '举头'))?.model).toBe('starter')
    expect([started.compute.state().refused, kept]).toEqual([null, [null]])
  })

  test('it waits for no load that the author no longer wants', async () => {
    takePipesForFiles()
    const places = { starter, folder: await folderWithPipes('unwanted', ['silent.gguf'], []) }
    const started = start({ places, choice: { model: 'silent.gguf', device: 'cpu' } })
    await expect.poll(() => started.pids.length).toBe(1)
    started.compute.use({ model: null, device: 'cpu' })
    expect((await suggestion(started.compute, '举头'))?.text).toBe('望低思故乡')
    expect(started.states.map(({ problem }) => problem)).toEqual(started.states.map(() => null))
    await started.compute.close()
    expect(started.pids.map(isAlive)).toEqual([false, false])
  })
})
