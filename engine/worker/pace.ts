/** How fast a run gets on, and how long it still takes. Pure. */
import type { TuningSettings, Work } from '#engine/tuning/index.ts'

/** So many of the last steps tell how long the rest takes: fewer would have it leap with whatever else the computer does. */
const REMEMBERED = 60
/** Of so many of the last steps the faster ones tell how fast all would be on a computer that does nothing else: a quarter of them were faster. */
const [WEIGHED, FASTER] = [400, 0.25]
/** Fewer steps are no measure: what comes first is made ready in them. */
const FEWEST = 3

export class Pace {
  readonly #steps: { readonly ms: number; readonly waitedMs: number; readonly tokens: number }[] = []
  #waitedMs = 0
  #read = 0
  #measuring: { readonly ms: number; readonly times: number } = { ms: 0, times: 0 }
  #done = { ms: 0, operations: 0, steps: 0 }
  /** Milliseconds an operation. */
  readonly #weighed: number[] = []
  #stepped = { ms: 0, operations: 0 }

  /** It gave way for so long before the next step. */
  waited(ms: number): void {
    this.#waitedMs += ms
  }

  stepped(ms: number, tokens: number, { step }: Pick<Work, 'step'>): void {
    this.#steps.push({ ms, waitedMs: this.#waitedMs, tokens })
    this.#waitedMs = 0
    if (this.#steps.length > REMEMBERED) this.#steps.shift()
    this.#count(ms, step, 1)
    this.#stepped = { ms: this.#stepped.ms + ms, operations: this.#stepped.operations + step }
    this.#weighed.push(ms / step)
    if (this.#weighed.length > WEIGHED) this.#weighed.shift()
  }

  measured(ms: number, { figure }: Pick<Work, 'figure'>): void {
    this.#measuring = { ms: this.#measuring.ms + ms, times: this.#measuring.times + 1 }
    this.#count(ms, figure, 0)
  }

  /** So much of the texts was read before, which took no time now. */
  readBefore(share: number): void {
    this.#read = share
  }

  /** The base has read so much of the texts, from 0 to 1. */
  read(ms: number, share: number, { reading }: Pick<Work, 'reading'>): void {
    // What it gave way for is no part of the steps that follow.
    this.#waitedMs = 0
    this.#count(ms, (share - this.#read) * reading, 0)
    this.#read = share
  }

  /** Until the last step, while the base reads and no step tells how long one takes: by what was computed so far. */
  secondsFromReading(step: number, { schedule, heldOutSteps }: Pick<TuningSettings, 'schedule' | 'heldOutSteps'>, { reading, ...work }: Work): number {
    const left = Math.max(0, schedule.steps - step)
    const operations = (1 - this.#read) * reading + left * work.step + Math.ceil(left / heldOutSteps) * work.figure
    return (operations * this.#done.ms) / Math.max(1, this.#done.operations) / 1000
  }

  get tokensPerSecond(): number {
    return (1000 * this.#sum('tokens')) / Math.max(1, this.#sum('ms'))
  }

  /** Of all that was computed, measuring and making ready included; undefined before a few steps. */
  get operationsPerSecond(): number | undefined {
    const { ms, operations, steps } = this.#done
    return steps < FEWEST ? undefined : (1000 * operations) / Math.max(1, ms)
  }

  /** The same, had all steps been as fast as the faster ones: what slowed the others down was other work, which comes and goes. */
  get freeOperationsPerSecond(): number | undefined {
    const { ms, operations, steps } = this.#done
    if (steps < FEWEST) return undefined
    const fast = this.#weighed.toSorted((a, b) => a - b)[Math.floor(this.#weighed.length * FASTER)] ?? 0
    const lost = Math.max(0, this.#stepped.ms - fast * this.#stepped.operations)
    return (1000 * operations) / Math.max(1, ms - lost)
  }

  /** Until the last step, where the run does not stop earlier, and gives way as it did; by the fastest of its first steps, in which things are made ready. */
  secondsLeft(step: number, { schedule, heldOutSteps }: Pick<TuningSettings, 'schedule' | 'heldOutSteps'>): number {
    const left = Math.max(0, schedule.steps - step)
    const all = this.#sum('ms') + this.#sum('waitedMs')
    const perStep = this.#steps.length < FEWEST ? Math.min(all, ...this.#steps.map(({ ms }) => ms)) : all / this.#steps.length
    const perFigure = this.#measuring.ms / Math.max(1, this.#measuring.times)
    return (left * perStep + Math.ceil(left / heldOutSteps) * perFigure) / 1000
  }

  #count(ms: number, operations: number, steps: number): void {
    const done = this.#done
    this.#done = { ms: done.ms + ms, operations: done.operations + operations, steps: done.steps + steps }
  }

  #sum(of: 'ms' | 'waitedMs' | 'tokens'): number {
    return this.#steps.reduce((sum, step) => sum + step[of], 0)
  }
}
