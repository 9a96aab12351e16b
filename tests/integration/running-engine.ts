/** A real engine under test: its folder of models, the keeper that starts it, and what it says on the way. Importing it makes the folder for the tests of a file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type Compute, type ComputeOptions, startCompute } from '#main/compute/compute.ts'
import type { EngineQuestion, Measured } from '#preload/contract/engine.ts'
import type { EngineState } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { poem, writeBigramModel, writeDeadlyModel } from './bigram-model.ts'

export const folder = mkdtempSync(join(tmpdir(), 'moke-engine-'))
export const models = join(folder, 'models')
export const deadly = join(folder, 'deadly')
export const starter = join(folder, 'starter.gguf')
process.env['MOKE_TEST_FOLDER'] = folder
export const never = new AbortController().signal

beforeAll(async () => {
  mkdirSync(models)
  await writeBigramModel(starter, poem)
  // Some 20 ms a token: slow enough to be met in the middle of a suggestion.
  await writeBigramModel(join(models, 'slow.gguf'), poem, { feedForward: 4096, layers: 8 })
  mkdirSync(deadly)
  await writeDeadlyModel(join(deadly, 'deadly.gguf'))
  writeFileSync(join(models, 'broken.gguf'), 'this is no model')
})
afterAll(() => rmSync(folder, { recursive: true }))

export interface Started {
  readonly compute: Compute
  readonly states: EngineState[]
  readonly pids: number[]
  readonly measured: Map<string, Measured>
  /** An entry for each time that an engine was held before a step. */
  readonly held: string[]
}

let running: Started | null = null
afterEach(async () => {
  await running?.compute.close()
  running = null
  for (const wish of ['die', 'blind', 'lost', 'hold']) rmSync(join(folder, wish), { force: true })
})

export function start(part: Partial<ComputeOptions> = {}, measured = new Map<string, Measured>()): Started {
  const pids: number[] = []
  const held: string[] = []
  const compute = startCompute({
    nodePath: process.execPath,
    entry: fileURLToPath(new URL('engine-under-test.ts', import.meta.url)),
    places: { starter, folder: models },
    choice: { model: null, device: 'cpu' },
    measured: { get: (key) => measured.get(key), set: (key, value) => void measured.set(key, value) },
    log: (text) => {
      pids.push(...[...text.matchAll(/^pid (\d+)/gm)].map((match) => Number(match[1])))
      held.push(...(text.match(/^held$/gm) ?? []))
    },
    reportBug: (error) => {
      throw error
    },
    ...part,
  })
  const states: EngineState[] = []
  compute.listen((state) => states.push(state))
  running = { compute, states, pids, measured, held }
  return running
}

export const context = (before: string): EngineQuestion => ({
  course: '',
  chapter: '',
  lesson: '诗',
  headings: [],
  before,
  after: '',
  block: 'paragraph',
  candidate: 0,
  leanings: [],
})

export async function suggestion(compute: Compute, before: string): Promise<Suggestion | undefined> {
  let last: Suggestion | undefined
  for await (const item of compute.complete(context(before), never)) last = item
  return last
}

export function prepare({ compute }: Started, before: string, depth: 'read' | 'written' = 'read', signal = never): Promise<void> {
  return compute.prepare({ context: context(before), depth }, signal)
}

export function reached({ compute }: Started, phase: EngineState['phase']): Promise<EngineState> {
  return new Promise((resolve) => {
    const stop = compute.listen((state) => {
      if (state.phase !== phase) return
      stop()
      resolve(state)
    })
    if (compute.state().phase === phase) resolve(compute.state())
  })
}

/** Chooses a model whose file is looked at first, and waits until it serves. */
export async function chosen({ compute }: Started, model: string): Promise<void> {
  compute.use({ model, device: 'cpu' })
  await expect.poll(() => compute.state(), { timeout: 60_000 }).toMatchObject({ phase: 'ready', model: { id: model } })
}

export async function problemOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
  )
}

/** The first engine's process: to signal 0 would mean this one and all beside it. */
export function firstOf({ pids: [pid] }: Started): number {
  if (pid === undefined) throw new Error('no engine was started')
  return pid
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The phases that it went through; how much is loaded may be told several times. */
export function phasesOf({ states }: Started): EngineState['phase'][] {
  return states.map(({ phase }) => phase).filter((phase, at, all) => phase !== all[at - 1])
}

/** What was refused in place of the model that then serves. */
export async function refusedBy(started: Started): Promise<EngineState['refused']> {
  await expect.poll(() => started.compute.state(), { timeout: 120_000 }).toMatchObject({ phase: 'ready', refused: expect.anything() })
  return started.compute.state().refused
}

export async function idsOf({ compute }: Started): Promise<string[]> {
  return (await compute.shelf.list()).flatMap(({ id, facts }) => (facts ? [id] : []))
}

export const ready = { phase: 'ready', problem: null, model: { id: 'starter', name: 'starter' }, device: 'cpu', deviceName: null }
