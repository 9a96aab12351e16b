/** How a run is set up: what the author chose, the rest as is best, and made to fit into the memory that is free. Pure. */
import type { DecoderConfig } from '#engine/model/index.ts'
import { alphaFor, type Amount, defaultSettings, lighterThan, type Machine, type Plan, planOf, type TuningSettings } from '#engine/tuning/index.ts'
import type { RunPlan, RunSetup, TuningChoice } from '#preload/contract/runs.ts'
import { Problem } from '#preload/contract/problem.ts'

/** What there is to learn from, and by how much it is proved. */
export interface RunAmount extends Amount {
  readonly heldOutTokens: number
}

/** What a run takes that learns so much. Throws a DataError where that is too little. */
export function runPlan(choice: TuningChoice, config: DecoderConfig, amount: RunAmount, machine: Machine): Plan {
  const extent = { learning: amount.tokens, heldOut: amount.heldOutTokens }
  return planOf(config, chosen(defaultSettings(choice.method ?? 'lora', config, amount), choice, amount), extent, machine)
}

/** The settings of a run that fits. Throws `memory-short`. */
export function fittingSettings(plan: Plan, { freeBytes }: Machine): TuningSettings {
  const fitting = plan.fits ? plan : plan.remedy
  if (fitting) return fitting.settings
  throw new Problem('memory-short', `a run takes ${plan.memoryBytes} bytes at least, and ${freeBytes} are free`, gigabytes(plan.memoryBytes, freeBytes))
}

function gigabytes(needed: number, free: number): { needed: string; free: string } {
  return { needed: (needed / 1e9).toFixed(1), free: (free / 1e9).toFixed(1) }
}

function chosen(settings: TuningSettings, { rank, passes }: TuningChoice, { tokens }: Amount): TuningSettings {
  const { lora, schedule, length, batch, accumulate } = settings
  const steps = passes === null ? schedule.steps : Math.max(1, Math.round((passes * tokens) / (length * batch * accumulate)))
  return {
    ...settings,
    ...(lora && rank !== null && { lora: { ...lora, rank, alpha: alphaFor(rank) } }),
    schedule: { ...schedule, steps, warmupSteps: Math.min(schedule.warmupSteps, steps) },
    heldOutSteps: Math.max(1, Math.round((settings.heldOutSteps * steps) / schedule.steps)),
  }
}

/** The same run in less memory than it was begun with, so many times over, those counted that it has behind it; as light as it can be where that is too often. */
export function lightened(settings: TuningSettings, times: number): TuningSettings {
  const more = times - (settings.lightened ?? 0)
  if (more <= 0) return settings
  const lighter = [settings, ...lighterThan(settings)].slice(0, more + 1).at(-1) ?? settings
  return { ...lighter, lightened: times }
}

/** Settings in the words of the contract. */
export function setupOf({ method, bits, lora, schedule, length, batch }: TuningSettings): RunSetup {
  return { method, bits, rank: lora?.rank ?? 0, steps: schedule.steps, length, batch }
}

/** A plan in the words of the contract. */
export function planToTell(plan: Plan, { base, free, speed }: Pick<RunPlan, 'base' | 'free' | 'speed'>): RunPlan {
  const cost = ({ settings, memoryBytes, seconds }: Plan) => ({ setup: setupOf(settings), memory: memoryBytes, seconds })
  return { base, ...cost(plan), fits: plan.fits, free, speed, remedy: plan.remedy ? cost(plan.remedy) : null }
}
