/**
 * How fast runs are on this computer, kept beside the adapters. A short product tells it before the first run, by the fastest of several
 * hours, because the author uses the computer meanwhile; afterwards real runs tell it, of each size of model, method and device: the fastest
 * of the last few, because one beside other work tells of that work. Where the newest was much slower, nobody knows which of them the next
 * will be like, and the time is told from one to the other; so it is where the only run was far slower than the product had it. What is told to an author stays until something is known that is clearly otherwise.
 */
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import type { RunNews } from '#main/compute/kept-run.ts'
import { ifDiskAllows } from '#main/store/failure.ts'
import type { RunPlan, RunSetup } from '#preload/contract/runs.ts'
import { z } from '#preload/document/zod.ts'
import type { Workspace } from './open-workspace.ts'
import { readRecord, writeRecord } from './record-file.ts'
import { between } from './rough-time.ts'

const speed = z.number().positive()

const SpeedsRecord = z.strictObject({
  version: z.literal(1),
  /** By device: the fastest short product of an hour, of the last hours in which there were any. */
  products: z.record(z.string(), z.array(z.strictObject({ hour: z.number(), speed }))),
  /** Of real runs, by what they were: the newest, and those before it, the newest first. */
  runs: z.record(z.string(), speed),
  earlier: z.record(z.string(), z.array(speed)).optional(),
})
type SpeedsRecord = z.infer<typeof SpeedsRecord>

/** What the file is called. */
const name = 'speeds.json'
const none: SpeedsRecord = { version: 1, products: {}, runs: {} }
const [hourMs, mostHours] = [3_600_000, 8]
/** Earlier runs of one kind that count: what was replaced in a computer shows in as many runs. */
const mostEarlier = 4
/** By which factor it may take more or less: as runs of the same kind do, and where no run was measured yet. */
const [measured, guessed] = [1.15, 1.35]
/** After fewer steps mostly measuring and making ready was timed, which tells nothing of a whole run. */
const fewestSteps = 10
/** A time that was told is told again while another is within this factor. */
const near = 1.3

export interface VoiceSpeedsOptions {
  readonly workspace: Pick<Workspace, 'isWritable'>
  /** The author's folder. */
  readonly folder: string
  readonly now: () => number
}

/** Between so many seconds. */
export type RunTime = ReturnType<typeof between>

interface Told {
  /** As the fastest run was, and as the newest one may say. */
  readonly seconds: readonly [least: number, most: number]
  readonly isMeasured: boolean
  readonly time: RunTime
}

export class VoiceSpeeds {
  readonly #options: VoiceSpeedsOptions
  readonly #folder: string
  /** By what was asked. */
  readonly #told = new Map<string, Told>()
  /** The run that computes, and how fast such runs were before it, the newest first. */
  #run: { readonly of: string; readonly before: readonly number[]; readonly from: number } | null = null
  #record: SpeedsRecord

  constructor(options: VoiceSpeedsOptions) {
    this.#options = options
    this.#folder = join(options.folder, 'voice')
    this.#record = this.#kept()
  }

  /** Another studio had the library until now: what it measured holds. */
  takeOver(): void {
    this.#record = this.#kept()
  }

  #kept(): SpeedsRecord {
    return ifDiskAllows(this.#options.folder, () => readRecord(join(this.#folder, name), SpeedsRecord)) ?? none
  }

  /** What a run of this plan takes. `asked`: what the author asked for, so that they are told the same again. */
  timeOf({ speed: now, fits, remedy, ...plan }: RunPlan, asked: string): RunTime {
    const { setup, seconds: planned } = fits ? plan : (remedy ?? plan)
    const product = this.#product(now)
    const runs = this.#runsLike(keyOf(setup, now))
    const [newest] = runs
    const factor = newest === undefined ? guessed : measured
    // A single run that was much slower than a free computer is expected to be may have been beside other work all along.
    const isDoubtful = runs.length < 2 && (newest ?? 0) < product / guessed
    const fastest = isDoubtful ? product : Math.max(...runs)
    const usual = Math.sqrt(fastest * (newest ?? fastest))
    const operations = planned * now.operationsPerSecond
    const told = { seconds: [operations / fastest, operations / usual] as const, isMeasured: newest !== undefined }
    const before = this.#told.get(asked)
    if (before !== undefined && isNear(before, told)) return before.time
    const [least, most] = told.seconds
    const time = { least: between(least, factor).least, most: between(most, factor).most }
    this.#told.set(asked, { ...told, time })
    return time
  }

  /** Hears of a run how fast it is. */
  hear(news: RunNews): void {
    if (news.kind === 'began') {
      const of = keyOf(news.setup, { device: news.device, sizes: news.base.sizes })
      // One that goes on counts as the same run; after a restart, too: nobody begins another while one waits, so the newest speed is its own.
      const own = news.step >= fewestSteps ? 1 : 0
      this.#run = { of, before: this.#run?.of === of ? this.#run.before : this.#runsLike(of).slice(own, own + mostEarlier), from: news.step }
    } else if (news.kind === 'saved' && news.operationsPerSecond !== undefined && this.#run !== null && news.step - this.#run.from >= fewestSteps) {
      const { of, before } = this.#run
      const { runs, earlier } = this.#record
      const kept = before.length > 0 ? { earlier: { ...earlier, [of]: [...before] } } : {}
      this.#keep({ ...this.#record, ...kept, runs: { ...runs, [of]: news.freeOperationsPerSecond ?? news.operationsPerSecond } })
    } else if (news.kind === 'done') this.#run = null
  }

  /** How fast such runs were, the newest first. */
  #runsLike(of: string): number[] {
    const newest = this.#record.runs[of]
    return newest === undefined ? [] : [newest, ...(this.#record.earlier?.[of] ?? [])]
  }

  /** How fast a device is while the computer is free, by this product and earlier ones. */
  #product({ device, operationsPerSecond }: RunPlan['speed']): number {
    const hour = Math.floor(this.#options.now() / hourMs)
    const known = this.#record.products[device] ?? []
    const [own, others] = [known.find((one) => one.hour === hour), known.filter((one) => one.hour !== hour)]
    const fastest = Math.max(operationsPerSecond, own?.speed ?? 0)
    const hours = [...others, { hour, speed: fastest }].slice(-mostHours)
    if (own?.speed !== fastest) this.#keep({ ...this.#record, products: { ...this.#record.products, [device]: hours } })
    return Math.max(...hours.map((one) => one.speed))
  }

  /** What the disk refuses holds while the studio is open. */
  #keep(record: SpeedsRecord): void {
    this.#record = record
    const { workspace, folder } = this.#options
    if (!workspace.isWritable()) return
    ifDiskAllows(folder, () => {
      makeFolders(this.#folder, 0o700)
      writeRecord(this.#folder, name, record)
    })
  }
}

/** Whether what is known now is no news to whoever was told before. */
function isNear(before: Told, now: Omit<Told, 'time'>): boolean {
  const areNear = (a: number, b: number) => a < b * near && a > b / near
  return before.isMeasured === now.isMeasured && areNear(now.seconds[0], before.seconds[0]) && areNear(now.seconds[1], before.seconds[1])
}

/** Runs that are as fast as one another. */
function keyOf({ method, bits }: RunSetup, { device, sizes }: Pick<RunPlan['speed'], 'device' | 'sizes'>): string {
  return [sizes, method, bits, device].join(' ')
}
