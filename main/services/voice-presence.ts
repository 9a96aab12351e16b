/**
 * Which works of voices, models and the run are not left out. A text that was removed, or lost with a damaged archive, and is added again is
 * another work to the archive: by what it says it is known here, and then goes by its new name.
 */
import { ifDiskAllows } from '#main/store/failure.ts'
import { Problem } from '#preload/contract/problem.ts'
import { Proof } from '#preload/contract/proofs.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import type { Workspace } from './open-workspace.ts'
import type { AdapterRecord, ModelRecord, VoiceFolder } from './voice-records.ts'
import type { Fate, Whereabouts } from './whereabouts.ts'

export interface VoicePresenceOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  readonly learning: Pick<ArchiveLearning, 'whereabouts'>
}

/** Ids of works that are there, or of which nobody knows; null where nothing can be told just now, and nothing is taken for left out. */
export type Known = ReadonlySet<string> | null

type Record = AdapterRecord | ModelRecord

export class VoicePresence {
  readonly #options: VoicePresenceOptions

  constructor(options: VoicePresenceOptions) {
    this.#options = options
  }

  /** What became of works; null where that can't be told just now. */
  whereabouts(): Whereabouts | null {
    const { workspace, learning } = this.#options
    // Lessons can't be told while courses can't be read.
    if (!workspace.isReadable()) return null
    try {
      return learning.whereabouts()
    } catch (error) {
      if (error instanceof Problem) return null
      throw error
    }
  }

  /** Of all works that anything here was made of, the ids of those that are not left out. */
  known(): Known {
    const records = this.records()
    // Most authors have none yet, and thousands of works.
    if (records?.length === 0) return new Set()
    const whereabouts = this.whereabouts()
    return whereabouts && records && new Set(records.flatMap(({ works }) => works.flatMap((work) => (isOut(whereabouts.of(work)) ? [] : [work.id]))))
  }

  /** What is known of adapters and models; null where the disk does not tell. */
  records(): Record[] | null {
    const { folder, files } = this.#options
    return ifDiskAllows(folder, () => [...files.adapters().map(({ record }) => record), ...files.models()]) ?? null
  }

  /** Has works that came back go by their new ids in all that is known of adapters and models. */
  takeAgain(): void {
    const { workspace, folder, files } = this.#options
    const records = this.records() ?? []
    const whereabouts = records.length > 0 && workspace.isWritable() ? this.whereabouts() : null
    if (whereabouts === null) return
    for (const { id, works, proof } of records) {
      const ids = new Map(works.flatMap((work) => [[work.id, whereabouts.newIdOf(work)] as const]).filter((one): one is [string, string] => one[1] !== null))
      if (ids.size === 0) continue
      const again = works.map((work) => ({ ...work, id: ids.get(work.id) ?? work.id }))
      ifDiskAllows(folder, () => files.keepWorks(id, again, renamedIn(Proof.safeParse(proof).data, ids)))
    }
  }
}

/** Whether its author wants nothing to do with it. */
export function isOut(fate: Fate): boolean {
  return fate === 'left-out' || fate === 'waiting' || fate === 'gone'
}

/** A proof whose works go by other ids; undefined where there is none that this version can read. */
function renamedIn(proof: Proof | undefined, ids: ReadonlyMap<string, string>): Proof | undefined {
  const renamed = <T extends { readonly work: string }>(one: T): T => ({ ...one, work: ids.get(one.work) ?? one.work })
  const side = (one: NonNullable<Proof['recital']>['after']) => ({ ...one, passages: one.passages.map(renamed) })
  if (proof === undefined) return undefined
  const { continuations, recital } = proof
  return { ...proof, continuations: continuations.map(renamed), recital: recital && { ...recital, before: side(recital.before), after: side(recital.after) } }
}
