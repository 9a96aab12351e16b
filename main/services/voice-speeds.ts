/**
 * How fast runs are on this computer, kept beside the adapters. A short product tells it before the first run, by the fastest of several
 * hours, because the author uses the computer meanwhile; afterwards real runs tell it, of each size of model, method and device. What is
 * told to an author stays until something is known that is clearly otherwise.
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
  /** Of real runs, by what they were. */
  runs: z.record(z.string(), speed),
})
type SpeedsRecord = z.infer<typeof SpeedsRecord>

/** What the file is called. */
const name = 'speeds.json'
const none: SpeedsRecord = { version: 1, products: {}, runs: {} }
const [hourMs, mostHours] = [3_600_000, 8]
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
  readonly seconds: number
  readonly factor: number
  readonly time: RunTime
}

export class VoiceSpeeds {
  readonly #options: VoiceSpeedsOptions
  readonly #folder: string
  /** By what was asked. */
  readonly #told = new Map<string, Told>()
  /** The run that computes, and how fast such runs were before it. */
  #run: { readonly of: string; readonly before: number | undefined; readonly from: number } | null = null
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
    const run = this.#record.runs[keyOf(setup, now)]
    const [seconds, factor] = [(planned * now.operationsPerSecond) / (run ?? product), run === undefined ? guessed : measured]
    const before = this.#told.get(asked)
    const isKnown = before !== undefined && before.factor === factor && seconds < before.seconds * near && seconds > before.seconds / near
    if (isKnown) return before.time
    const time = between(seconds, factor)
    this.#told.set(asked, { seconds, factor, time })
    return time
  }

  /** Hears of a run how fast it is. */
  hear(news: RunNews): void {
    if (news.kind === 'began') {
      const of = keyOf(news.setup, { device: news.device, sizes: news.base.sizes })
      // One that goes on counts as the same run.
      this.#run = { of, before: this.#run?.of === of ? this.#run.before : this.#record.runs[of], from: news.step }
    } else if (news.kind === 'saved' && news.operationsPerSecond !== undefined && this.#run !== null && news.step - this.#run.from >= fewestSteps) {
      const { of, before } = this.#run
      const mean = before === undefined ? news.operationsPerSecond : Math.sqrt(before * news.operationsPerSecond)
      this.#keep({ ...this.#record, runs: { ...this.#record.runs, [of]: mean } })
    } else if (news.kind === 'done') this.#run = null
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

/** Runs that are as fast as one another. */
function keyOf({ method, bits }: RunSetup, { device, sizes }: Pick<RunPlan['speed'], 'device' | 'sizes'>): string {
  return [sizes, method, bits, device].join(' ')
}
