/** The run under way as it is kept beside the workspace: what another studio needs to go on with it. */
import type { KeptRun } from '#main/compute/kept-run.ts'
import type { RunRequest } from '#main/compute/trainer.ts'
import { ifDiskAllows } from '#main/store/failure.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import type { Masks } from '#preload/contract/masks.ts'
import { type BaseIdentity, leavesAdapter, type TuningChoice } from '#preload/contract/runs.ts'
import type { VoiceRun } from '#preload/contract/voice.ts'
import { AwakeClock, lookEveryMs } from '#preload/wire/awake-clock.ts'
import type { LearntWork } from './archive-learning.ts'
import { amountOf, sidesOf } from './divided-works.ts'
import type { Workspace } from './open-workspace.ts'
import type { RunRecord } from './run-record.ts'
import { guarded } from './store-problem.ts'
import { namesIn, ownName } from './voice-names.ts'
import { newRun } from './voice-progress.ts'
import type { AdapterRecord, VoiceFolder } from './voice-records.ts'
import { type Chosen, chosenAmong } from './run-works.ts'

export interface RunFileOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  readonly now: () => number
  /** What is masked in what a run learns. */
  readonly masks?: () => Masks
}

export class RunFile {
  readonly #options: RunFileOptions
  #record: RunRecord | null = null
  /** While its process computes: the time that counts, and how much of it is in the record. */
  #counting: { readonly clock: AwakeClock; readonly timer: NodeJS.Timeout; counted: number } | null = null
  #dropped = Promise.resolve()

  constructor(options: RunFileOptions) {
    this.#options = options
  }

  get record(): RunRecord | null {
    return this.#record
  }

  /** Another run, under a name that no voice has yet. Throws what the disk refuses. */
  begin(asked: RunRecord): void {
    const { folder, files, masks } = this.#options
    this.#record = guarded(folder, () => {
      files.removeRun()
      const record = { ...asked, ...(masks && { masks: masks() }), run: { ...asked.run, name: ownName(asked.run.name, namesIn(files)) } }
      files.writeRun(record)
      return record
    })
  }

  /** One that an earlier studio left. */
  takeUp(record: RunRecord): void {
    this.#record = record
  }

  update(run: VoiceRun): void {
    if (this.#record) this.#record = { ...this.#record, run }
  }

  /** It computes on this base from now on. */
  computes(identity: BaseIdentity): void {
    if (this.#record) this.#record = { ...this.#record, identity }
    this.#endCounting()
    const clock = new AwakeClock({ clock: this.#options.now })
    this.#counting = { clock, timer: setInterval(() => clock.now(), lookEveryMs).unref(), counted: clock.now() }
    this.keep()
  }

  /** Nothing of it computes. Where `isHeld`, that is not for its author to end: it is to go on as it did. */
  rests(isHeld = false): void {
    this.keep(isHeld ? this.#record?.phase : 'paused')
    this.#endCounting()
  }

  /** Writes it as it is. What the disk refuses is written with the next checkpoint: its trainer tells of a full disk by itself. */
  keep(phase = this.#record?.phase): void {
    const record = this.timed()
    if (record === null || phase === undefined) return
    this.#record = { ...record, phase }
    const { workspace, folder, files } = this.#options
    if (workspace.isWritable()) ifDiskAllows(folder, () => this.#record && files.writeRun(this.#record))
  }

  /** The record with the time that has passed while the computer was awake. */
  timed(): RunRecord | null {
    if (this.#record === null || this.#counting === null) return this.#record
    const now = this.#counting.clock.now()
    this.#record = { ...this.#record, seconds: this.#record.seconds + (now - this.#counting.counted) / 1000 }
    this.#counting.counted = now
    return this.#record
  }

  /** Ends a run, and takes away all that is left of it. */
  drop(run: Pick<KeptRun, 'cancel'> | null): Promise<void> {
    this.forget()
    const dropping = (async () => {
      await run?.cancel()
      guarded(this.#options.folder, () => this.#options.files.removeRun())
    })()
    // Told to whoever asked for it; another run only waits for its end.
    this.#dropped = dropping.catch(() => undefined)
    return dropping
  }

  /** Once nothing is being taken away: another run may lie in its place. */
  get dropped(): Promise<void> {
    return this.#dropped
  }

  /** The studio is closed; another may go on with it. */
  close(): void {
    this.keep()
    this.#endCounting()
  }

  /** There is none any more. */
  forget(): void {
    this.#record = null
    this.#endCounting()
  }

  #endCounting(): void {
    clearInterval(this.#counting?.timer)
    this.#counting = null
  }
}

type Figures = Pick<AdapterRecord, 'before' | 'after' | 'madeAt'>

/** Keeps what a run has left, an adapter or a model, and takes the run away. Neither, where nothing that was learnt made anything easier. */
export function adoptResult(
  files: VoiceFolder,
  record: RunRecord,
  figures: Figures,
  modelsFolder: string,
): { readonly adapter: AdapterId | null; readonly model: string | null } {
  const { run } = record
  const isBetter = (figures.after?.step ?? 0) > 0
  if (isBetter && run.setup && !leavesAdapter(run.setup.method)) {
    const { id, name, base } = run
    const found = { version: 1 as const, id, name, base, ...learntBy(record), works: record.works, madeAt: figures.madeAt, proof: null }
    return { adapter: null, model: files.adoptModel(modelsFolder, found) }
  }
  const adapter = isBetter ? adapterOf(record, figures) : null
  if (adapter) files.adopt(adapter)
  else files.removeRun()
  return { adapter: adapter && adapter.id, model: null }
}

/** Of how many works they were chosen, and what was masked in them. */
function learntBy({ run: { among }, masks }: RunRecord): Pick<AdapterRecord, 'among' | 'masks'> {
  return { ...(among !== undefined && { among }), ...(masks !== undefined && { masks }) }
}

/** What is known of the adapter that a run leaves; null where the run itself is not known well enough. */
function adapterOf(record: RunRecord, found: Figures): AdapterRecord | null {
  const { run, identity, choice, works, seconds } = record
  const { id, name, base, setup, figures } = run
  const of = { ...learntBy(record), works }
  return setup && identity && { version: 1, id, name, base, identity, setup, choice, ...of, seconds, figures, ...found, proof: null }
}

/** What is chosen where the author leaves it to the studio. */
export const asIsBest: TuningChoice = { method: null, rank: null, passes: null }

/** What an author asks of a run. Null: what is best, and a name by the day. */
export interface Asked {
  /** A model's id. */
  readonly base: string | null
  readonly choice: RunRecord['choice']
  readonly name: string | null
  /** The works; null: all that can be learnt. */
  readonly chosen: Chosen | null
}

/** A run as its trainer is told of it. */
export function inputOf({ run, choice, phase }: RunRecord, files: VoiceFolder, base: string): RunRequest['input'] {
  return { folder: files.run, base, choice, adapter: { path: files.runAdapter, name: run.name }, stop: phase === 'finishing' }
}

/** The same again. Where its author chose works, of them. */
export function askedOf({ run: { base, name, among }, choice, works }: RunRecord): Asked {
  return { base: base.id, choice, name, chosen: among === undefined ? null : chosenAmong(works) }
}

/** A run that has only been asked for. */
export function newRecord(
  learnt: readonly LearntWork[],
  { base, choice, name, startedAt, among }: Pick<RunRecord, 'choice'> & Pick<VoiceRun, 'base' | 'startedAt' | 'among'> & { readonly name: string | null },
): RunRecord {
  const works = sidesOf(learnt)
  const amounts = { learning: amountOf(works, false), heldOut: amountOf(works, true) }
  const named = name ?? new Date(startedAt).toISOString().slice(0, 10)
  const run = newRun({ id: AdapterId.parse(crypto.randomUUID()), name: named, base, startedAt, ...amounts, ...(among !== undefined && { among }) })
  return { version: 1, run, choice, works, phase: 'running', seconds: 0, identity: null }
}
