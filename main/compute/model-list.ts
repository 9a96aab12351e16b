/**
 * What the models on this computer say of themselves. Engines are started to read it from their files and for
 * nothing else: they load none, so no model can end them, and they are ended where a file does not let itself
 * be read, as in a folder of the network that is gone. The engine that completes is never asked: each such file
 * would hold one of the few threads with which it reads.
 */
import { basename } from 'node:path'
import type { ModelFile } from '#preload/contract/engine.ts'
import type { Memory, ModelEntry, ModelFacts } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { BaseIdentity } from '#preload/contract/runs.ts'
import { ofStarter, report } from './compute-problems.ts'
import type { EngineProcess } from './engine-process.ts'
import { type ModelPlace, type ModelPlaces, modelPlaces } from './model-files.ts'
import { watch } from './watch.ts'

export interface InspectorLimits {
  /** Milliseconds that a process may stay silent. */
  readonly silenceMs: number
  /** Milliseconds for a file. */
  readonly fileMs: number
  readonly mostBytes: number
}

/** Of the time for a file, what one gets that was not read in it a while ago: who asks again shall not wait as long again. */
const patience = 0.1
const whileMs = 300_000

/** Reads models' files, with one process at a time. */
export class Inspectors {
  readonly #start: () => EngineProcess
  readonly #limits: InspectorLimits
  /** Those that have not ended yet. */
  readonly #processes = new Set<EngineProcess>()
  /** The paths that were not read in time, and until when they get less of it. */
  readonly #late = new Map<string, number>()
  /** Which base a file is, by its size and path. */
  readonly #identities = new Map<string, BaseIdentity | null>()
  #running: EngineProcess | null = null
  #isStopped = false
  #listing: Promise<ModelEntry[]> | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(start: () => EngineProcess, limits: InspectorLimits) {
    this.#start = start
    this.#limits = limits
  }

  /** All models, the starter first, with what is wrong with those that can't be used; whoever asks meanwhile hears the same. Throws `engine-down` where no process can be started to read them. */
  list(places: ModelPlaces): Promise<ModelEntry[]> {
    this.#listing ??= this.#inTurn(() => this.#read(places)).finally(() => {
      this.#listing = null
    })
    return this.#listing
  }

  /** What one file says. Throws a Problem where it can't be used, `model-timeout` where it can't be read in time. */
  inspect(path: string): Promise<ModelFile> {
    return this.#inTurn(() => this.#answered(path, ({ engine }) => engine.inspect({ path })))
  }

  /** Which bases the models are, by id; those that are none, or can't be read, are left out. Of one that was read before, as it was then. */
  identities(places: ModelPlaces): Promise<ReadonlyMap<string, BaseIdentity>> {
    return this.#inTurn(async () => {
      const names = await this.#asked(places.folder, ({ engine }) => engine.names({ folder: places.folder }))
      const found = new Map<string, BaseIdentity>()
      for (const place of modelPlaces(places, names ?? [])) {
        const identity = await this.#identity(place)
        if (identity) found.set(place.id, identity)
      }
      return found
    })
  }

  async #identity({ path }: ModelPlace): Promise<BaseIdentity | null> {
    const bytes = (await this.#asked(path, ({ engine }) => engine.size({ path })))?.bytes ?? 0
    const key = `${bytes} ${path}`
    const known = this.#identities.get(key)
    if (known !== undefined || bytes === 0) return known ?? null
    const identity = await this.#asked(path, ({ engine }) => engine.identity({ path })).catch((error: unknown) => {
      if (error instanceof Problem && error.code.startsWith('model-')) return null
      throw error
    })
    this.#identities.set(key, identity)
    return identity
  }

  /** The computer's memory, and a card's where its driver lets itself be asked. */
  memory(): Promise<Memory> {
    return this.#inTurn(async () => {
      const whole = await this.#asked('the graphics card', ({ engine }) => engine.memory({ cards: true }))
      return whole ?? this.#answered('the memory', ({ engine }) => engine.memory({ cards: false }))
    })
  }

  /** Deletes the files of a model. */
  async remove(path: string): Promise<void> {
    await this.#inTurn(() => this.#answered(path, ({ engine }) => engine.remove({ path })))
  }

  /** Ends all of them and waits until they have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await Promise.all([...this.#processes].map((running) => running.stop()))
  }

  /** One thing after another; the process ends after each, and with it what a driver left in it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work).finally(() => {
      void this.#running?.stop()
      this.#running = null
    })
    this.#turn = result.catch(() => undefined) // told to whoever asked
    return result
  }

  async #read(places: ModelPlaces): Promise<ModelEntry[]> {
    const names = await this.#asked(places.folder, ({ engine }) => engine.names({ folder: places.folder }))
    const entries: ModelEntry[] = []
    // One after another, so that what is late is known to be late by its own fault.
    for (const place of modelPlaces(places, names ?? [])) entries.push(await this.#entry(place))
    return entries
  }

  /** One bad file must not hide the others. */
  async #entry(place: ModelPlace): Promise<ModelEntry> {
    try {
      return entryOf(place, (await this.#answered(place.path, ({ engine }) => engine.inspect({ path: place.path }))).facts)
    } catch (error) {
      if (error instanceof Problem && error.code.startsWith('model-')) return entryOf(place, error)
      throw error
    }
  }

  /** Throws `model-timeout` where there is no answer in time. */
  async #answered<T>(path: string, question: (running: EngineProcess) => Promise<T>): Promise<T> {
    const answer = await this.#asked(path, question)
    if (answer !== null) return answer
    const file = basename(path)
    throw new Problem('model-timeout', `${file} can't be read in time`, { file })
  }

  /** Null where the process is ended over the question, be it by what it reads or because it reads for too long. */
  async #asked<T>(path: string, question: (running: EngineProcess) => Promise<T>): Promise<T | null> {
    const running = await this.#started()
    const { fileMs } = this.#limits
    const wasLate = performance.now() < (this.#late.get(path) ?? 0)
    const timer = setTimeout(running.kill, wasLate ? fileMs * patience : fileMs)
    try {
      const answer = await question(running)
      this.#late.delete(path)
      return answer
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.#running = null
      if (!wasLate) this.#late.set(path, performance.now() + whileMs)
      return null
    } finally {
      clearTimeout(timer)
    }
  }

  /** A process that answers: one that only starts is no file that can't be read. */
  async #started(): Promise<EngineProcess> {
    if (this.#running) return this.#running
    if (this.#isStopped) throw engineDown()
    const running = this.#start()
    this.#processes.add(running)
    void running.ended.then(() => this.#processes.delete(running))
    watch(running, this.#limits.fileMs, () => this.#limits)
    try {
      await running.engine.ping({})
    } catch (error) {
      throw isUnavailable(error) ? engineDown(error) : error
    }
    this.#running = running
    return running
  }
}

/** A model as the list has it: what its file says, or why it can't be used. */
export function entryOf({ id, path, place }: ModelPlace, found: ModelFacts | Problem): ModelEntry {
  const where = { id, file: basename(path), place, path: place === 'shipped' ? null : path }
  if (!(found instanceof Problem)) return { ...where, facts: found, problem: null }
  const problem = report(found)
  return { ...where, facts: null, problem: place === 'shipped' ? ofStarter(problem) : problem }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Problem && error.code === 'unavailable'
}

function engineDown(cause?: unknown): Problem {
  return new Problem('engine-down', 'no engine can be started to read the models', {}, cause)
}
