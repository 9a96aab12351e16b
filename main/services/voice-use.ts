/**
 * Which adapter each model completes with, and how strongly. Kept beside the adapters, so that it outlives the studio and the engine; one
 * that can't be used stays chosen, with the reason why it has no effect, until the author chooses again.
 */
import type { Adapters } from '#main/compute/wearing.ts'
import type { AdapterAtWork, ActiveAdapter, AdapterId } from '#preload/contract/adapters.ts'
import type { ProblemReport } from '#preload/contract/problem.ts'
import { ifDiskAllows } from '#main/store/failure.ts'
import { atMostEvery, type Paced } from './at-most-every.ts'
import { guarded } from './store-problem.ts'
import type { UseRecord, VoiceFolder } from './voice-records.ts'

/** While a slider moves, its place is not written for each pixel. */
const keepEveryMs = 1000

const noUse: UseRecord = { version: 1, active: {}, strengths: {} }

export class VoiceUse implements Adapters {
  readonly #files: VoiceFolder
  readonly #folder: string
  readonly #listeners = new Set<() => void>()
  /** Why the adapter of a model has no effect. */
  readonly #problems = new Map<string, ProblemReport>()
  readonly #keeping: Paced
  #record: UseRecord
  #isKept = true

  /** `folder`: the author's. */
  constructor(files: VoiceFolder, folder: string) {
    this.#files = files
    this.#folder = folder
    this.#record = ifDiskAllows(folder, () => files.readUse()) ?? noUse
    this.#keeping = atMostEvery(keepEveryMs, () => ifDiskAllows(folder, () => this.#keep()))
  }

  of(model: string): AdapterAtWork | null {
    const chosen = this.#record.active[model]
    if (chosen === undefined || this.#problems.has(model)) return null
    if (guarded(this.#folder, () => this.#files.record(chosen.adapter)) !== null)
      return { path: this.#files.fileOf(chosen.adapter), strength: this.#strengthOf(chosen.adapter) }
    this.refused(model, { code: 'adapter-missing', message: `the adapter ${chosen.adapter} is gone`, detail: {} })
    return null
  }

  refused(model: string, problem: ProblemReport): void {
    const name = this.active(model)?.name ?? ''
    this.#problems.set(model, { ...problem, detail: { ...problem.detail, name } })
    this.#changed()
  }

  /** The adapter of a model, as pages see it. */
  active(model: string): ActiveAdapter | null {
    const chosen = this.#record.active[model]
    if (chosen === undefined) return null
    const { adapter: id } = chosen
    const name = guarded(this.#folder, () => this.#files.record(id))?.name ?? chosen.name
    return { id, name, strength: this.#strengthOf(id), problem: this.#problems.get(model) ?? null }
  }

  /** Has a model complete with an adapter or, with null, without one. Throws what the disk refuses. */
  choose(model: string, chosen: { readonly id: AdapterId; readonly name: string; readonly strength: number | null } | null): void {
    const { [model]: _, ...others } = this.#record.active
    const active = chosen ? { ...others, [model]: { adapter: chosen.id, name: chosen.name } } : others
    const strengths = chosen === null || chosen.strength === null ? this.#record.strengths : { ...this.#record.strengths, [chosen.id]: chosen.strength }
    const before = this.#record
    this.#record = { ...before, active, strengths }
    try {
      guarded(this.#folder, () => this.#keep())
    } catch (error) {
      this.#record = before
      throw error
    }
    this.#problems.delete(model)
    this.#changed()
  }

  /** How strongly a model's adapter works from now on; false where it has none. */
  strengthen(model: string, strength: number): boolean {
    const chosen = this.#record.active[model]
    if (chosen === undefined) return false
    this.#record = { ...this.#record, strengths: { ...this.#record.strengths, [chosen.adapter]: strength } }
    this.#isKept = false
    this.#keeping.soon()
    this.#changed()
    return true
  }

  /** An adapter is to be deleted: no model completes with it any more. */
  forget(id: AdapterId): void {
    for (const [model, { adapter }] of Object.entries(this.#record.active)) if (adapter === id) this.choose(model, null)
    const { [id]: _, ...strengths } = this.#record.strengths
    this.#record = { ...this.#record, strengths }
    this.#keeping.soon()
  }

  /** Hears that something changed. */
  listen(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** An adapter is called otherwise. */
  renamed(): void {
    this.#changed()
  }

  /** Writes what was not written yet. */
  dispose(): void {
    if (!this.#isKept) this.#keeping.now()
  }

  #strengthOf(id: AdapterId): number {
    return this.#record.strengths[id] ?? 1
  }

  #keep(): void {
    this.#files.writeUse(this.#record)
    this.#isKept = true
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
