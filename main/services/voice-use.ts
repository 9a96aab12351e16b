/**
 * Which adapter each model completes with, and how strongly. Kept beside the adapters, so that it outlives the studio and the engine; one
 * that can't be used stays chosen, with the reason why it has no effect, until the author chooses again.
 */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Adapters } from '#main/compute/wearing.ts'
import type { AdapterAtWork, ActiveAdapter, AdapterId } from '#preload/contract/adapters.ts'
import type { ProblemReport } from '#preload/contract/problem.ts'
import { ifDiskAllows } from '#main/store/failure.ts'
import { atMostEvery, type Paced } from './at-most-every.ts'
import { guarded } from './store-problem.ts'
import type { UseRecord } from './use-record.ts'
import type { VoiceFolder } from './voice-records.ts'

/** While a slider moves, its place is not written for each pixel. */
const keepEveryMs = 1000

const noUse: UseRecord = { version: 1, active: {}, strengths: {} }

type Chosen = UseRecord['active'][string]

/** An adapter by its id, what it is called, and how strongly it is to work: null as it last did. */
export interface Choice {
  readonly id: AdapterId
  readonly name: string
  readonly strength: number | null
}

/** What a model goes back to where a trial fails. */
interface Held {
  readonly chosen: Chosen
  readonly strength: number
  readonly problem: ProblemReport | undefined
}

/** Trials that follow one another before it is known what becomes of them. What is taken off, or used for good, ends it. */
interface Chain {
  /** What to go back to where the newest fails. */
  back: Held | null
  /** Deleted meanwhile: none to go back to, even where it could be used. */
  readonly gone: Set<AdapterId>
}

/** A choice of which is not known yet whether it can be used. */
export interface Trial {
  /** It can. */
  hold(): void
  /** It can't: what held before it is back, unless something else was chosen meanwhile. */
  undo(): void
}

export class VoiceUse implements Adapters {
  readonly #files: VoiceFolder
  readonly #folder: string
  readonly #listeners = new Set<() => void>()
  /** Why the adapter of a model has no effect. */
  readonly #problems = new Map<string, ProblemReport>()
  /** Of models whose adapter is on trial. */
  readonly #chains = new Map<string, Chain>()
  readonly #keeping: Paced
  #record: UseRecord
  #isKept = true

  /** `folder`: the author's. */
  constructor(files: VoiceFolder, folder: string) {
    this.#files = files
    this.#folder = folder
    this.#record = noUse
    this.#read()
    this.#keeping = atMostEvery(keepEveryMs, () => this.#tryToKeep())
  }

  /** Another studio had the library until now: what it chose holds. */
  takeOver(): void {
    this.#problems.clear()
    this.#chains.clear()
    this.#read()
    this.#changed()
  }

  #read(): void {
    this.#record = ifDiskAllows(this.#folder, () => this.#files.readUse()) ?? noUse
    // Where the disk took no word of it when it was deleted.
    for (const { adapter } of Object.values(this.#record.active)) if (!existsSync(dirname(this.#files.fileOf(adapter)))) this.#drop(adapter)
  }

  of(model: string): AdapterAtWork | null {
    const chosen = this.#record.active[model]
    if (chosen === undefined || this.#problems.has(model)) return null
    const record = guarded(this.#folder, () => this.#files.record(chosen.adapter))
    const atWork = { path: this.#files.fileOf(chosen.adapter), name: record?.name ?? chosen.name, strength: this.#strengthOf(chosen.adapter) }
    if (record !== null) return atWork
    this.refused(model, { code: 'adapter-missing', message: `the adapter ${chosen.adapter} is gone`, detail: {} }, atWork)
    return null
  }

  refused(model: string, problem: ProblemReport, { path }: Pick<AdapterAtWork, 'path'>): void {
    const active = this.active(model)
    if (active === null || this.#files.fileOf(active.id) !== path) return
    this.#problems.set(model, { ...problem, detail: { ...problem.detail, name: active.name } })
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

  /** Has a model complete with an adapter as far as it can. Throws what the disk refuses; then all is as it was. */
  try(model: string, { id, name, strength }: Choice): Trial {
    const chosen: Chosen = { adapter: id, name }
    const chain = this.#chains.get(model) ?? { back: this.#heldOf(model), gone: new Set() }
    this.#choose(model, chosen, strength === null ? {} : { [id]: strength })
    this.#chains.set(model, chain)
    const isChosen = () => this.#record.active[model] === chosen
    return {
      hold: () => {
        if (this.#chains.get(model) !== chain) return
        if (isChosen()) this.#chains.delete(model)
        else if (!chain.gone.has(id)) chain.back = { chosen, strength: this.#strengthOf(id), problem: undefined }
      },
      undo: () => {
        if (isChosen()) this.#goBack(model)
      },
    }
  }

  /** Has a model complete without an adapter. Throws what the disk refuses; then all is as it was. */
  takeOff(model: string): void {
    this.#choose(model, undefined)
    this.#chains.delete(model)
  }

  /** How strongly an adapter works from now on, also where it is taken off by now: what its author asked for may come late. */
  strengthen(id: AdapterId, strength: number): void {
    this.#record = { ...this.#record, strengths: { ...this.#record.strengths, [id]: strength } }
    this.#keepSoon()
    this.#changed()
  }

  /**
   * An adapter is to be deleted: no model completes with it any more; whether one did. A full disk keeps nobody from that, as it is what
   * frees it.
   */
  forget(id: AdapterId): boolean {
    const { active, strengths } = this.#record
    const wasAtWork = Object.values(active).some(({ adapter }) => adapter === id)
    this.#drop(id)
    if (!wasAtWork && strengths[id] === undefined) return false
    this.#isKept = false
    this.#tryToKeep()
    this.#changed()
    return wasAtWork
  }

  /** There may be room again for what could not be written. */
  hasRoom(): void {
    if (!this.#isKept) this.#tryToKeep()
  }

  /** Hears that something changed. */
  listen(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** The file of an adapter is whole again: whatever was wrong with it is no more; whether a model has it at work. */
  restored(id: AdapterId): boolean {
    const models = Object.entries(this.#record.active).flatMap(([model, { adapter }]) => (adapter === id ? [model] : []))
    for (const model of models) this.#problems.delete(model)
    if (models.length > 0) this.#changed()
    return models.length > 0
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

  #heldOf(model: string): Held | null {
    const chosen = this.#record.active[model]
    return chosen ? { chosen, strength: this.#strengthOf(chosen.adapter), problem: this.#problems.get(model) } : null
  }

  #goBack(model: string): void {
    const back = this.#chains.get(model)?.back
    this.#chains.delete(model)
    this.#set(model, back?.chosen, back ? { [back.chosen.adapter]: back.strength } : {})
    if (back?.problem) this.#problems.set(model, back.problem)
    this.#keepSoon()
    this.#changed()
  }

  /** Chooses for good, once the disk has taken it. */
  #choose(model: string, chosen: Chosen | undefined, strengths: UseRecord['strengths'] = {}): void {
    const [before, problem] = [this.#record, this.#problems.get(model)]
    this.#set(model, chosen, strengths)
    try {
      guarded(this.#folder, () => this.#keep())
    } catch (error) {
      this.#record = before
      if (problem) this.#problems.set(model, problem)
      throw error
    }
    this.#changed()
  }

  #set(model: string, chosen: Chosen | undefined, more: UseRecord['strengths'] = {}): void {
    const { active, strengths, ...rest } = this.#record
    const { [model]: _, ...others } = active
    this.#record = { ...rest, active: chosen ? { ...others, [model]: chosen } : others, strengths: { ...strengths, ...more } }
    this.#problems.delete(model)
  }

  #drop(id: AdapterId): void {
    for (const [model, { adapter }] of Object.entries(this.#record.active)) {
      if (adapter !== id) continue
      this.#set(model, undefined)
      this.#chains.delete(model)
    }
    for (const chain of this.#chains.values()) {
      chain.gone.add(id)
      if (chain.back?.chosen.adapter === id) chain.back = null
    }
    const { [id]: _, ...strengths } = this.#record.strengths
    this.#record = { ...this.#record, strengths }
  }

  #keepSoon(): void {
    this.#isKept = false
    this.#keeping.soon()
  }

  #tryToKeep(): void {
    ifDiskAllows(this.#folder, () => this.#keep())
  }

  #keep(): void {
    this.#files.writeUse(this.#record)
    this.#isKept = true
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
