/** How fast a run gets on, and how long it still takes. Pure. */
import type { TuningSettings } from '#engine/tuning/index.ts'

/** So many of the last steps count. */
const REMEMBERED = 20

export class Pace {
  readonly #steps: { readonly ms: number; readonly tokens: number }[] = []
  #measuringMs = 0

  stepped(ms: number, tokens: number): void {
    this.#steps.push({ ms, tokens })
    if (this.#steps.length > REMEMBERED) this.#steps.shift()
  }

  measured(ms: number): void {
    this.#measuringMs = ms
  }

  get tokensPerSecond(): number {
    return (1000 * this.#sum('tokens')) / Math.max(1, this.#sum('ms'))
  }

  /** Until the last step, where the run does not stop earlier. */
  secondsLeft(step: number, { schedule, heldOutSteps }: Pick<TuningSettings, 'schedule' | 'heldOutSteps'>): number {
    const left = Math.max(0, schedule.steps - step)
    const perStep = this.#sum('ms') / Math.max(1, this.#steps.length)
    return (left * perStep + Math.ceil(left / heldOutSteps) * this.#measuringMs) / 1000
  }

  #sum(of: 'ms' | 'tokens'): number {
    return this.#steps.reduce((sum, step) => sum + step[of], 0)
  }
}
