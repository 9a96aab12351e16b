/** What the models on this computer say of themselves. An engine reads it from their files, and need not have loaded any. */
import type { ModelEntry } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type EngineCommand, type EngineProcess, startEngine } from './engine-process.ts'
import type { ModelPlace } from './model-files.ts'

/** Asks an engine about models. Null where it ends before it has answered. */
export async function listModels(running: EngineProcess, places: readonly ModelPlace[]): Promise<ModelEntry[] | null> {
  try {
    const entries = await Promise.all(places.map((place) => inspected(running, place)))
    return entries.filter((entry) => entry !== null)
  } catch (error) {
    if (error instanceof Problem && error.code === 'unavailable') return null
    throw error
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

/** Engines that are started to read models' files and nothing else. They load none, so no model can end them. */
export class Inspectors {
  readonly #command: EngineCommand
  readonly #running = new Set<EngineProcess>()

  constructor(command: EngineCommand) {
    this.#command = command
  }

  /** Starts one, asks it and ends it. Null where it cannot be started. */
  async list(places: readonly ModelPlace[]): Promise<ModelEntry[] | null> {
    const running = startEngine(this.#command)
    this.#running.add(running)
    void running.ended.then(() => this.#running.delete(running))
    try {
      return await listModels(running, places)
    } finally {
      void running.stop()
    }
  }

  /** Ends all of them and waits until they have ended. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((running) => running.stop()))
  }
}
