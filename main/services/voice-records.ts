/**
 * What of a voice lies on the disk, beside the workspace: `voice/run` is the run under way, `voice/<id>` an adapter with its record,
 * `voice/models` what is known of models.
 * A folder is given its name once all is in it, so that no half of an adapter is ever listed.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { safeName, TakenNames } from '#main/interchange/file-names.ts'
import { flushFolder } from '#main/store/aside.ts'
import { AdapterId, AdapterName } from '#preload/contract/adapters.ts'
import type { Proof } from '#preload/contract/proofs.ts'
import { BaseIdentity, HeldOutFigure, RunSetup, TuningChoice } from '#preload/contract/runs.ts'
import { z } from '#preload/document/zod.ts'
import { Divided, divisionIn, keepDivision, SidedWork } from './divided-works.ts'
import { part as PART, readRecord, writeRecord } from './record-file.ts'
import { MasksThen, RunRecord, worksOfAnyRun } from './run-record.ts'
import { UseRecord } from './use-record.ts'

/** Of so many works its author chose these; absent where they are all that could be learnt. */
const among = z.number().optional()

/** All that is known of an adapter. `masks`: what was masked in what it learnt; absent where that was not kept. */
export const AdapterRecord = z.strictObject({
  version: z.literal(1),
  id: AdapterId,
  name: AdapterName,
  base: z.strictObject({ id: z.string(), name: z.string() }),
  /** Which model it was made for, wherever that lies now. */
  identity: BaseIdentity,
  madeAt: z.number(),
  /** What only a run knows; of one from elsewhere there is none of it. */
  setup: RunSetup.nullable(),
  choice: TuningChoice.nullable(),
  works: z.array(SidedWork),
  among,
  masks: MasksThen.optional(),
  figures: z.array(HeldOutFigure),
  /** The base's figure, and its own. */
  before: HeldOutFigure.nullable(),
  after: HeldOutFigure.nullable(),
  seconds: z.number().nullable(),
  /** The largest of its ranks, where no setup tells it. */
  rank: z.number().optional(),
  /** Of one that came back as a file: how all its works were divided; `works` are those of them that the archive knows. */
  divided: Divided.optional(),
  /** What it proved to be worth on held-out works; null until it was proved. */
  proof: z.json().nullable(),
})
export type AdapterRecord = z.infer<typeof AdapterRecord>

/** All that is known of a model that a base became as a whole. Its numbers lie among the author's models. */
export const ModelRecord = z.strictObject({
  version: z.literal(1),
  /** Its run's. */
  id: AdapterId,
  name: AdapterName,
  /** By its id in the list of models. */
  model: z.string(),
  base: z.strictObject({ id: z.string(), name: z.string() }),
  madeAt: z.number(),
  works: z.array(SidedWork),
  among,
  masks: MasksThen.optional(),
  /** As an adapter's. */
  proof: z.json().nullable(),
})
export type ModelRecord = z.infer<typeof ModelRecord>

const [RUN, ADAPTER, RECORD, RUN_RECORD, USE] = ['run', 'adapter.gguf', 'record.json', 'run.json', 'use.json']
const [REMOVED, ASIDE] = ['.removed', '.aside']
const [PROOF, PROOF_RECORD, BUNDLES, MODELS] = ['proof', 'proof.json', 'bundles', 'models']
/** A proof over which the studio itself ended so often is not begun again by itself. */
const mostProofStarts = 2

/** A proof under way, and how often it was begun. */
const ProofMark = z.strictObject({ adapter: AdapterId, starts: z.number() })

/** The folder `voice`. Errors of the file system are whoever's asks. */
export class VoiceFolder {
  readonly #folder: string
  /** Of the run under way. */
  readonly run: string
  /** Where the run under way puts its adapter. */
  readonly runAdapter: string
  /** Of the proof under way. */
  readonly proof: string

  constructor(workspaceFolder: string) {
    this.#folder = join(workspaceFolder, 'voice')
    this.run = join(this.#folder, RUN)
    this.runAdapter = join(this.run, ADAPTER)
    this.proof = join(this.#folder, PROOF)
  }

  /** The run that was under way when the studio was closed; null where there is none. */
  readRun(): RunRecord | null {
    return readRecord(join(this.run, RUN_RECORD), RunRecord)
  }

  writeRun(record: RunRecord): void {
    writeRecord(this.run, RUN_RECORD, record)
  }

  removeRun(): void {
    for (const folder of [this.run, this.run + ASIDE]) rmSync(folder, { recursive: true, force: true })
  }

  /** The works of a run of another version that lies aside, as far as they can be told. */
  worksAside(): ReturnType<typeof worksOfAnyRun> {
    return worksOfAnyRun(join(this.run + ASIDE, RUN_RECORD))
  }

  removeAside(): void {
    rmSync(this.run + ASIDE, { recursive: true, force: true })
  }

  /** Whether the run's texts are all there. */
  hasTexts(): boolean {
    return existsSync(join(this.run, 'texts.jsonl'))
  }

  /** Makes an adapter of what the run has left, and takes the run away. */
  adopt(record: AdapterRecord): void {
    this.keep(record, this.runAdapter)
    this.removeRun()
  }

  /** Makes an adapter of a file, which is moved. */
  keep(record: AdapterRecord, file: string): void {
    const part = join(this.#folder, record.id + PART)
    rmSync(part, { recursive: true, force: true })
    writeRecord(part, RECORD, record)
    renameSync(file, join(part, ADAPTER))
    flushFolder(part)
    renameSync(part, join(this.#folder, record.id))
    flushFolder(this.#folder)
  }

  /** Remembers on which side of a bundle its works are: what comes back from elsewhere is proved by that. */
  keepBundle(id: string, works: readonly SidedWork[]): void {
    keepDivision(join(this.#folder, BUNDLES), id, works)
  }

  /** The works of a bundle; none where they are not remembered. */
  bundled(id: string): AdapterRecord['works'] {
    return divisionIn(join(this.#folder, BUNDLES), id)
  }

  /** Puts the model that the run has left among the author's, under a name that no other has, and takes the run away; its file's name. */
  adoptModel(folder: string, found: Omit<ModelRecord, 'model'>): string {
    makeFolders(folder)
    const taken = new TakenNames()
    for (const other of readdirSync(folder)) taken.free(other)
    const file = taken.free(safeName(found.name), '.gguf')
    // One of that name is gone.
    for (const { id, model } of this.models()) if (model === file) this.removeModel(id)
    this.#writeModel({ ...found, model: file })
    renameSync(this.runAdapter, join(folder, file))
    flushFolder(folder)
    this.removeRun()
    return file
  }

  /** Models that a base became as a whole, the newest first; the file of one may be gone. */
  models(): ModelRecord[] {
    const folder = join(this.#folder, MODELS)
    if (!existsSync(folder)) return []
    const found = readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? (readRecord(join(folder, name), ModelRecord) ?? []) : []))
    return found.sort((a, b) => b.madeAt - a.madeAt)
  }

  model(id: AdapterId): ModelRecord | null {
    return readRecord(join(this.#folder, MODELS, `${id}.json`), ModelRecord)
  }

  /** Forgets what is known of a model. */
  removeModel(id: AdapterId): void {
    rmSync(join(this.#folder, MODELS, `${id}.json`), { force: true })
  }

  #writeModel(record: ModelRecord): void {
    writeRecord(join(this.#folder, MODELS), `${record.id}.json`, record)
  }

  /** Which adapters are at work; null where none ever was. */
  readUse(): UseRecord | null {
    return readRecord(join(this.#folder, USE), UseRecord)
  }

  writeUse(record: UseRecord): void {
    writeRecord(this.#folder, USE, record)
  }

  /** Adapters that are whole, the newest first. */
  adapters(): KeptAdapter[] {
    if (!existsSync(this.#folder)) return []
    const found = readdirSync(this.#folder).flatMap((name) => {
      const id = AdapterId.safeParse(name).data
      const record = id && this.record(id)
      return record ? [{ record, path: this.fileOf(record.id), bytes: statSync(this.fileOf(record.id)).size }] : []
    })
    return found.sort((a, b) => b.record.madeAt - a.record.madeAt)
  }

  /** Where the numbers of an adapter lie. */
  fileOf(id: AdapterId): string {
    return join(this.#folder, id, ADAPTER)
  }

  /** What is known of an adapter that is whole; null where there is none. */
  record(id: AdapterId): AdapterRecord | null {
    return existsSync(this.fileOf(id)) ? this.remembered(id) : null
  }

  /** What is known of an adapter, also of one whose numbers are gone; null where there is no record of one. */
  remembered(id: AdapterId): AdapterRecord | null {
    return readRecord(join(this.#folder, id, RECORD), AdapterRecord)
  }

  /** Whether there was such an adapter. */
  rename(id: AdapterId, name: string): boolean {
    return this.#change(id, { name })
  }

  /** Other works than were known of an adapter or a model before. `proof`: of the same ones. */
  keepWorks(id: AdapterId, works: AdapterRecord['works'], proof?: Proof | null): void {
    this.#keepOf(id, { works, ...(proof !== undefined && { proof }) })
  }

  #change(id: AdapterId, part: Partial<AdapterRecord>): boolean {
    const record = this.record(id)
    if (record) writeRecord(join(this.#folder, id), RECORD, { ...record, ...part })
    return record !== null
  }

  /** Deletes an adapter for good; whether there was one. */
  remove(id: AdapterId): boolean {
    const folder = join(this.#folder, id)
    if (!existsSync(folder)) return false
    // Half of one is none, should this end in the middle.
    renameSync(folder, folder + REMOVED)
    rmSync(folder + REMOVED, { recursive: true, force: true })
    return true
  }

  /** The adapter or model whose proof was under way when the studio was closed; null where there is none that is to be begun again. */
  proofUnderWay(): AdapterId | null {
    const mark = readRecord(join(this.proof, PROOF_RECORD), ProofMark)
    return mark !== null && mark.starts < mostProofStarts ? mark.adapter : null
  }

  beginProof(adapter: AdapterId): void {
    const mark = readRecord(join(this.proof, PROOF_RECORD), ProofMark)
    writeRecord(this.proof, PROOF_RECORD, { adapter, starts: mark?.adapter === adapter ? mark.starts + 1 : 1 })
  }

  /** Takes away what a proof had under way. */
  endProof(): void {
    rmSync(this.proof, { recursive: true, force: true })
  }

  /** Puts a proof into the record of an adapter or a model, if it is still there. */
  keepProof(id: AdapterId, proof: Proof): void {
    this.#keepOf(id, { proof })
  }

  #keepOf(id: AdapterId, part: Partial<Pick<ModelRecord, 'works' | 'proof'>>): void {
    const model = this.#change(id, part) ? null : this.model(id)
    if (model) this.#writeModel({ ...model, ...part })
  }

  /** Takes away what a death left of adapters that were made or removed, and of a run that is none. `models`: the folder of the author's models. */
  tidy(models: string): void {
    if (!existsSync(this.#folder)) return
    for (const name of readdirSync(this.#folder))
      if (name.endsWith(PART) || name.endsWith(REMOVED)) rmSync(join(this.#folder, name), { recursive: true, force: true })
    const run = this.readRun()
    const isOthers = run === null && existsSync(join(this.run, RUN_RECORD))
    if (isOthers) {
      // Another version of the studio began it, and may go on with it: it lies aside until another run begins.
      this.removeAside()
      renameSync(this.run, this.run + ASIDE)
    } else if (run === null || this.#isAdopted(run.run.id, models)) rmSync(this.run, { recursive: true, force: true })
  }

  /** Whether what a run made is in its place already, and only the run was not taken away any more. */
  #isAdopted(id: AdapterId, models: string): boolean {
    const model = this.model(id)
    return existsSync(join(this.#folder, id)) || (model !== null && existsSync(join(models, model.model)))
  }
}

/** An adapter on the disk. */
export interface KeptAdapter {
  readonly record: AdapterRecord
  readonly path: string
  readonly bytes: number
}
