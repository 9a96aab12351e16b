/**
 * Which works runs learn from, where their author does not want all that can be learnt: kept beside the voices until they choose again.
 * Nothing is left out of anything else by it. A work that was removed and is added again is known by what it says.
 */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { SourceWork } from '#preload/contract/runs.ts'
import type { voice } from '#preload/contract/voice.ts'
import { WorkId } from '#preload/contract/works.ts'
import { z } from '#preload/document/zod.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import type { Workspace } from './open-workspace.ts'
import { readRecord, writeRecord } from './record-file.ts'
import { type Chosen, chosenAmong } from './run-works.ts'
import { guarded } from './store-problem.ts'
import { mustBeWritable } from './workspace-options.ts'

const SourcesRecord = z.strictObject({ version: z.literal(1), works: z.array(z.strictObject({ id: z.string(), hash: z.string().optional() })) })

/** What the file is called. */
const name = 'sources.json'

export interface VoiceSourcesOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly learning: Pick<ArchiveLearning, 'works' | 'details'>
  readonly emit: Emit<typeof voice>
}

export class VoiceSources {
  readonly #options: VoiceSourcesOptions
  readonly #folder: string

  constructor(options: VoiceSourcesOptions) {
    this.#options = options
    this.#folder = join(options.folder, 'voice')
  }

  /** What was chosen, by whichever studio; null for all works. Throws `choice-lost` where it can't be read: all works instead would teach what its author kept out. */
  chosen(): Chosen | null {
    return this.#chosenOf(() => this.#options.learning.details())
  }

  #chosenOf(thereNow: () => Pick<ReadonlyMap<string, unknown>, 'has'>): Chosen | null {
    const { folder } = this.#options
    const file = join(this.#folder, name)
    return guarded(folder, () => {
      const record = readRecord(file, SourcesRecord)
      if (record) {
        const there = thereNow()
        return chosenAmong(record.works, (id) => there.has(id))
      }
      if (existsSync(file)) throw new Problem('choice-lost', `${file} can't be read`)
      return null
    })
  }

  /** Nothing is ticked for an author who is to choose again. */
  #ticked(there: Pick<ReadonlyMap<string, unknown>, 'has'>): Chosen | null {
    try {
      return this.#chosenOf(() => there)
    } catch (error) {
      if (error instanceof Problem && error.code === 'choice-lost') return () => false
      throw error
    }
  }

  readonly handlers: Pick<Handlers<typeof voice>, 'sources' | 'choose'> = {
    sources: async (_, { signal }) => {
      const { learning } = this.#options
      const told: SourceWork[] = []
      const works = await learning.works(signal)
      const details = learning.details()
      const chosen = this.#ticked(details)
      for (const work of works) {
        const known = details.get(work.id)
        if (!known) continue
        const { id, title, words } = work
        const { group, kind, written } = known
        told.push({ ...{ id: WorkId.parse(id), title, words, group, kind, written }, isChosen: chosen === null || chosen(work) })
      }
      return told
    },
    choose: async ({ works }, { signal }) => {
      const { workspace, folder, learning, emit } = this.#options
      mustBeWritable(workspace)
      const all = works === null ? [] : await learning.works(signal)
      const ids = new Set<string>(works)
      const kept = all.flatMap(({ id, hash }) => (ids.has(id) ? [{ id, ...(hash !== undefined && { hash }) }] : []))
      guarded(folder, () => {
        // Whoever ticks all means those that come later, too.
        if (kept.length === all.length) rmSync(join(this.#folder, name), { force: true })
        else writeRecord(this.#folder, name, { version: 1, works: kept })
      })
      emit('sourcesChanged', {})
      return {}
    },
  }
}
