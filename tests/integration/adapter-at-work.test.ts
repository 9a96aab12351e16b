/** An adapter at work in the real engine: at any strength without loading the model again, of strength 0 the base itself, and whatever becomes of its file. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readGgufAdapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { openBase } from '#engine/bases/index.ts'
import { complete } from '#engine/cli/complete.ts'
import { type Completer, type CompletionPart, openCompleter } from '#engine/completion/index.ts'
import { type Compute, startCompute } from '#main/compute/compute.ts'
import type { Adapters } from '#main/compute/wearing.ts'
import type { AdapterAtWork } from '#preload/contract/adapters.ts'
import type { ProblemReport } from '#preload/contract/problem.ts'
import { runCommand } from '../unit/engine/cli/run-command.ts'
import { context, problemOf, reached, suggestion } from './running-engine.ts'
import { starter, taughtBeginning, taughtText, teachStarter } from './taught-starter.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-at-work-'))
const taught = join(folder, 'taught.gguf')
const never = new AbortController().signal
let compute: Compute | null = null
beforeAll(() => teachStarter(taught))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => {
  await compute?.close()
  compute = null
})

const always = { calibration: null, speakAbove: 0, continueAbove: 0 }
const place = { ...context(taughtBeginning), leanings: [] }

function openStarter(adapter: Pick<AdapterAtWork, 'path' | 'strength'> | null = null): Promise<Completer> {
  return openCompleter({ path: starter, device: 'cpu', threads: { writing: 1, reading: 1 }, draftTokens: 0, settings: always, adapter })
}

/** What is suggested, to the last digit of what it is expected with. */
async function said(completer: Completer): Promise<Pick<CompletionPart, 'text' | 'tokens'>> {
  let last: CompletionPart | undefined
  for await (const part of completer.complete(place, never)) last = part
  if (!last) throw new Error('a request is always answered')
  return { text: last.text, tokens: last.tokens }
}

test('it works at any strength from the next question on; of strength 0, and taken off, the base says the very same as before', async () => {
  await using completer = await openStarter()
  const base = await said(completer)
  const at = async (strength: number | null) => {
    await completer.adapt(strength === null ? null : { path: taught, strength })
    return said(completer)
  }
  const whole = await at(1)
  expect(taughtText).toContain(taughtBeginning + whole.text)
  expect(base.text).not.toBe(whole.text)
  expect(await at(0)).toEqual(base)
  const half = await at(0.5)
  expect([base, whole]).not.toContainEqual(half)
  expect(await at(1.5)).not.toEqual(whole)
  expect(await at(1)).toEqual(whole)
  expect(await at(null)).toEqual(base)
  await using fresh = await openStarter({ path: taught, strength: 1 })
  expect(await said(fresh)).toEqual(whole)
})

test('a question under way gives way to another strength, and what comes meanwhile is answered with it', async () => {
  await using completer = await openStarter()
  const base = await said(completer)
  const running = completer.complete({ ...place, before: `${'这是另外一段正文。'.repeat(60)}${taughtBeginning}` }, never)
  const first = running.next()
  const changing = completer.adapt({ path: taught, strength: 1 })
  const after = said(completer)
  await expect(first).rejects.toThrow('a newer request came')
  await changing
  expect((await after).text).not.toBe(base.text)
})

test('one that llama.cpp does not take, or with which nothing is a number, changes nothing', async () => {
  await using completer = await openStarter()
  await completer.adapt({ path: taught, strength: 1 })
  const before = await said(completer)
  const [cut, wild] = [join(folder, 'cut.gguf'), join(folder, 'wild.gguf')]
  copyFileSync(taught, cut)
  truncateSync(cut, 5000)
  await using base = await openBase(starter)
  const adapter = await readGgufAdapter(taught, base.config)
  const matrices = new Map([...adapter.matrices].map(([name, matrix]) => [name, { ...matrix, b: matrix.b.map(() => 3e38) }]))
  await writeGgufAdapter(wild, { ...adapter, matrices }, base.config)
  for (const path of [cut, wild, join(folder, 'gone.gguf')]) {
    await expect(completer.adapt({ path, strength: 1 })).rejects.toMatchObject({ code: 'adapter-damaged' })
    expect(await said(completer)).toEqual(before)
  }
})

/** The studio's engine, in its own process, with an adapter for the starter. */
function started(adapter: AdapterAtWork | null) {
  const refused: ProblemReport[] = []
  const pids: number[] = []
  const state = { adapter }
  const adapters: Adapters = {
    of: () => state.adapter,
    refused: (_model, problem) => {
      state.adapter = null
      refused.push(problem)
    },
  }
  const running = startCompute({
    nodePath: process.execPath,
    entry: fileURLToPath(new URL('engine-under-test.ts', import.meta.url)),
    places: { starter, folder: join(folder, 'models') },
    choice: { model: null, device: 'cpu' },
    measured: { get: () => ({ threads: { writing: 1, reading: 1 }, fillsIn: false, draftTokens: 0 }), set: () => undefined },
    adapters,
    log: (text) => pids.push(...[...text.matchAll(/^pid (\d+)/gm)].map((match) => Number(match[1]))),
    reportBug: (error) => {
      throw error
    },
  })
  compute = running
  return { compute: running, refused, pids, state, states: [], measured: new Map(), held: [] }
}

test('behind several strengths that come at once, as from a slider, a question is answered with the last of them', async () => {
  const studio = started({ path: taught, name: '我的笔风', strength: 1 })
  await reached(studio, 'ready')
  const own = await suggestion(studio.compute, taughtBeginning)
  const changes = [0.2, 0.7, 0.4, 0, 1].map((strength) => {
    studio.state.adapter = { path: taught, name: '我的笔风', strength }
    return studio.compute.adapt()
  })
  const asked = suggestion(studio.compute, taughtBeginning)
  expect(await asked).toMatchObject({ text: own?.text, adapter: { strength: 1 } })
  await Promise.all(changes)
})

test('an engine that is started again has it on again, and one whose file is gone or damaged goes on with the base', async () => {
  const studio = started(null)
  await reached(studio, 'ready')
  const asked = () => suggestion(studio.compute, taughtBeginning)
  const ask = async () => (await asked())?.text
  const base = await asked()
  studio.state.adapter = { path: taught, name: '我的笔风', strength: 1 }
  await studio.compute.adapt()
  const own = await ask()
  expect(own).not.toBe(base?.text)
  // What is written with it says so, whatever is chosen when it is accepted.
  expect([base?.adapter, (await asked())?.adapter]).toEqual([undefined, { name: '我的笔风', strength: 1 }])
  process.kill(studio.pids[0] ?? 0, 'SIGKILL')
  await expect.poll(() => studio.compute.state().phase).toBe('restarting')
  expect([await ask(), studio.pids.length]).toEqual([own, 2])

  const damaged = join(folder, 'damaged.gguf')
  writeFileSync(damaged, readFileSync(taught).subarray(0, 9000))
  for (const [path, code] of [
    [damaged, 'adapter-damaged'],
    [join(folder, 'nowhere.gguf'), 'adapter-missing'],
    [starter, 'adapter-damaged'],
  ] as const) {
    studio.state.adapter = { path, name: '坏', strength: 1 }
    expect(await problemOf(studio.compute.adapt())).toBe(code)
    expect(studio.refused.at(-1)).toMatchObject({ code })
  }
  expect(await ask()).toBe(own) // the engine keeps what it had on; whoever chose it is told
})

test('one that was damaged while the studio was closed is told, and the model serves without it', async () => {
  const bad = join(folder, 'bad.gguf')
  writeFileSync(bad, readFileSync(taught).subarray(0, 3000))
  const studio = started({ path: bad, name: '坏', strength: 1 })
  expect(await reached(studio, 'ready')).toMatchObject({ problem: null, model: { id: 'starter' } })
  expect(studio.refused).toMatchObject([{ code: 'adapter-damaged' }])
  expect(await suggestion(studio.compute, taughtBeginning)).toBeDefined()
})

test('moke complete takes one too, at any strength, and says what is wrong with another', async () => {
  const say = async (...more: string[]) => (await runCommand(complete, [taughtBeginning, '--always', '--threads', '1', ...more])).records
  const [[base], [none], [whole]] = [await say(), await say('--adapter', taught, '--strength', '0'), await say('--adapter', taught)]
  expect(none).toMatchObject({ text: (base as { text: string }).text, tokens: (base as { tokens: unknown }).tokens })
  expect(taughtText).toContain(taughtBeginning + (whole as { text: string }).text)
  await expect(say('--strength', '0.5')).rejects.toThrow('--strength belongs to --adapter')
  await expect(say('--adapter', starter)).rejects.toThrow('this GGUF is no adapter')
  await expect(say('--adapter', folder)).rejects.toThrow('moke adapter export')
})
