/**
 * What the models on this computer say of themselves. Engines are started to read it from their files and for
 * nothing else: they load none, so no model can end them, and they are ended where a file does not let itself
 * be read, as in a folder of the network that is gone. The engine that completes is never asked: each such file
 * would hold one of the few threads with which it reads.
 */
import type { ModelEntry } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
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

/** Lists the models, with one process at a time. */
export class Inspectors {
  readonly #start: () => EngineProcess
  readonly #limits: InspectorLimits
  /** Those that have not ended yet. */
  readonly #processes = new Set<EngineProcess>()
  /** The paths that were not read in time, and until when they get less of it. */
  readonly #late = new Map<string, number>()
  #running: EngineProcess | null = null
  #isStopped = false
  #listing: Promise<ModelEntry[]> | null = null

  constructor(start: () => EngineProcess, limits: InspectorLimits) {
    this.#start = start
    this.#limits = limits
  }

  /**
   * The models whose files can be read in time, the starter first; whoever asks meanwhile hears the same. Throws
   * `engine-down` where no process can be started to read them.
   */
  list(places: ModelPlaces): Promise<ModelEntry[]> {
    this.#listing ??= this.#read(places).finally(() => {
      this.#listing = null
      void this.#running?.stop()
      this.#running = null
    })
    return this.#listing
  }

  /** Ends all of them and waits until they have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await Promise.all([...this.#processes].map((running) => running.stop()))
  }

  async #read(places: ModelPlaces): Promise<ModelEntry[]> {
    const names = await this.#asked(places.folder, ({ engine }) => engine.names({ folder: places.folder }))
    const entries: ModelEntry[] = []
    // One after another, so that what is late is known to be late by its own fault.
    for (const place of modelPlaces(places, names ?? [])) {
      const entry = await this.#asked(place.path, (running) => inspected(running, place))
      if (entry) entries.push(entry)
    }
    return entries
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

/** Null for a file that is no usable model: one bad file must not hide the others. */
async function inspected({ engine }: EngineProcess, { id, path }: ModelPlace): Promise<ModelEntry | null> {
  try {
    return { id, ...(await engine.inspect({ path })) }
  } catch (error) {
    if (error instanceof Problem && (error.code === 'model-broken' || error.code === 'model-missing')) return null
    throw error
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Problem && error.code === 'unavailable'
}

function engineDown(cause?: unknown): Problem {
  return new Problem('engine-down', 'no engine can be started to read the models', {}, cause)
}
