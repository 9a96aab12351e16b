/**
 * What the models on this computer say of themselves. An engine reads it from their files, and need not have
 * loaded any. A file may lie where nothing answers any more, as in a folder of the network that is gone.
 */
import type { ModelEntry } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type EngineCommand, type EngineProcess, startEngine } from './engine-process.ts'
import type { ModelPlace } from './model-files.ts'
import { watch } from './watch.ts'

/** Files that an engine still tries to read. Each takes a thread of it, so it is asked no second time until it is through. */
const stuck = new WeakMap<EngineProcess, Set<string>>()

/**
 * Asks an engine about models; those whose files can't be read within `limitMs` are left out. Null where it
 * ends before it has answered.
 */
export async function listModels(running: EngineProcess, places: readonly ModelPlace[], limitMs: number): Promise<ModelEntry[] | null> {
  try {
    await running.engine.ping({}) // a process that only starts is no file that can't be read
    const entries = await Promise.all(places.map((place) => inspectedInTime(running, place, limitMs)))
    return entries.filter((entry) => entry !== null)
  } catch (error) {
    if (error instanceof Problem && error.code === 'unavailable') return null
    throw error
  }
}

async function inspectedInTime(running: EngineProcess, place: ModelPlace, limitMs: number): Promise<ModelEntry | null> {
  const paths = stuck.get(running) ?? new Set()
  stuck.set(running, paths)
  if (paths.has(place.path)) return null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isThrough = false
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  }).then(async () => {
    await running.engine.ping({}) // it may have been busy with something else
    if (!isThrough) paths.add(place.path)
    return null
  })
  const read = inspected(running, place).finally(() => {
    clearTimeout(timer)
    isThrough = true
    paths.delete(place.path)
  })
  return Promise.race([read, late])
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

export interface InspectorLimits {
  /** Milliseconds that a process may stay silent. */
  readonly silenceMs: number
  /** Milliseconds for a file. */
  readonly fileMs: number
  readonly mostBytes: number
}

/** Engines that are started to read models' files and nothing else. They load none, so no model can end them. */
export class Inspectors {
  readonly #command: EngineCommand
  readonly #limits: InspectorLimits
  readonly #running = new Set<EngineProcess>()
  #listing: Promise<ModelEntry[] | null> | null = null

  constructor(command: EngineCommand, limits: InspectorLimits) {
    this.#command = command
    this.#limits = limits
  }

  /** What one says that is started for it, and ended; whoever asks meanwhile hears the same. Null where none can be started. */
  list(places: readonly ModelPlace[]): Promise<ModelEntry[] | null> {
    this.#listing ??= this.#read(places).finally(() => {
      this.#listing = null
    })
    return this.#listing
  }

  /** Ends all of them and waits until they have ended. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((running) => running.stop()))
  }

  async #read(places: readonly ModelPlace[]): Promise<ModelEntry[] | null> {
    const running = startEngine(this.#command)
    this.#running.add(running)
    void running.ended.then(() => this.#running.delete(running))
    watch(running, this.#limits.fileMs, () => this.#limits)
    try {
      return await listModels(running, places, this.#limits.fileMs)
    } finally {
      void running.stop()
    }
  }
}
