/** Sees to it that the engine completes with the adapter that its model is to have, and that one which can't be used costs nothing but itself. */
import { basename } from 'node:path'
import type { AdapterAtWork } from '#preload/contract/adapters.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import { report } from './compute-problems.ts'
import type { EngineProcess } from './engine-process.ts'

/** The adapters that models complete with. */
export interface Adapters {
  /** Of a model, as it is to be now; null: none. */
  of(model: string): AdapterAtWork | null
  /** One can't be used: where it is the chosen one still, its model completes without it, and `of` names it no more until another is chosen. */
  refused(model: string, problem: ProblemReport, adapter: AdapterAtWork): void
}

/** How a process ends that the system asks to, as where the computer is shut down. Nothing that is loaded does that. */
const asked: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGHUP'])

export class Wearing {
  readonly #adapters: Adapters
  /** What is being put on, in which process. Some files end it. */
  readonly #tries = new Set<{ readonly running: EngineProcess; readonly model: string; readonly adapter: AdapterAtWork }>()

  constructor(adapters: Adapters) {
    this.#adapters = adapters
  }

  /** Of a model that was just loaded, and has none on yet. */
  async begin(running: EngineProcess, model: string): Promise<void> {
    if (this.#adapters.of(model) === null) return
    await this.change(running, model).catch((error: unknown) => {
      if (!isAdapters(error)) throw error
    })
  }

  /** Of the model that serves, as it is to be now. Throws the Problem with which an adapter is refused, `cancelled` where its engine was let go of meanwhile. */
  async change(running: EngineProcess, model: string): Promise<void> {
    const adapter = this.#adapters.of(model)
    const trial = adapter && { running, model, adapter }
    if (trial) this.#tries.add(trial)
    try {
      await running.engine.adapt({ adapter: adapter && { ...adapter } })
      if (trial) this.#tries.delete(trial)
    } catch (error) {
      // A process that is gone is told of by `died`, before another one is started.
      if (isGone(error)) throw error
      if (trial && !this.#tries.delete(trial)) throw new Problem('cancelled', 'the engine has another model to load', {}, error)
      if (trial && isAdapters(error)) this.#adapters.refused(model, report(error), trial.adapter)
      throw error
    }
  }

  /** A process is ended on purpose, or is to load another model: whatever becomes of it says nothing of what was being put on. */
  letGo(running: EngineProcess): void {
    for (const trial of this.#tries) if (trial.running === running) this.#tries.delete(trial)
  }

  /** A process ended by itself. Where it did so over an adapter, the next one is not to have it. */
  died(running: EngineProcess, how: string): void {
    if (asked.has(how)) this.letGo(running)
    for (const trial of this.#tries) {
      if (trial.running !== running) continue
      this.#tries.delete(trial)
      const file = basename(trial.adapter.path)
      this.#refuse(trial.model, trial.adapter, `the engine ends whenever it is given ${file} (${how})`)
    }
  }

  /** What a model computes is no number: where it has an adapter on, that is taken off first. False where it has none. */
  blame(running: EngineProcess, model: string, { message }: Problem): boolean {
    const adapter = this.#adapters.of(model)
    if (adapter === null || adapter.strength === 0) return false
    this.#refuse(model, adapter, message)
    // Where the process has ended, the next one is not given it.
    running.engine.adapt({ adapter: null }).catch(() => undefined)
    return true
  }

  #refuse(model: string, adapter: AdapterAtWork, message: string): void {
    this.#adapters.refused(model, { code: 'adapter-damaged', message, detail: { file: basename(adapter.path) } }, adapter)
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Problem && error.code === 'unavailable'
}

/** Whether it is the adapter that is at fault: whatever keeps one from being held against its model does. */
function isAdapters(error: unknown): error is Problem {
  return error instanceof Problem && (error.code.startsWith('adapter-') || error.code.startsWith('base-'))
}
