/** The curve of a run, in shares of the place that it is drawn in: from the left, and from the top down. Pure. */
import type { VoiceRun } from '#preload/contract/voice.ts'

interface Point {
  readonly x: number
  readonly y: number
}

export interface Curve {
  /** Lines to read the height by, in bits per character. */
  readonly grid: readonly { readonly value: number; readonly y: number }[]
  /** What is learnt, smoothed: single steps leap about. */
  readonly learnt: readonly Point[]
  /** Held-out works, as they were measured. */
  readonly heldOut: readonly (Point & { readonly step: number; readonly bitsPerCharacter: number })[]
}

/** Whether there is a first figure and nothing to see it change by: heights say nothing yet, and neither do lines to read them by. */
export function isBeginning({ learnt, heldOut }: Pick<Curve, 'learnt' | 'heldOut'>): boolean {
  return heldOut.length === 1 && learnt.length === 0
}

type Drawn = Pick<VoiceRun, 'loss' | 'figures' | 'charactersPerToken'>

const flat = 0.05

/** Null where nothing was measured yet. */
export function curveOf({ loss, figures, charactersPerToken }: Drawn, steps: number): Curve | null {
  const learnt = charactersPerToken === null ? [] : smoothed(loss.map((point) => ({ step: point.step, bits: bitsOf(point.loss, charactersPerToken) })))
  const values = [...learnt.map(({ bits }) => bits), ...figures.map(({ bitsPerCharacter }) => bitsPerCharacter)]
  if (values.length === 0) return null
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  const spare = Math.max(flat, (highest - lowest) * 0.08)
  const [bottom, top] = [lowest - spare, highest + spare]
  const xOf = (step: number) => Math.min(1, step / Math.max(1, steps))
  const yOf = (value: number) => (top - value) / (top - bottom)
  return {
    grid: roundValues(bottom, top).map((value) => ({ value, y: yOf(value) })),
    learnt: learnt.map(({ step, bits }) => ({ x: xOf(step), y: yOf(bits) })),
    heldOut: figures.map((figure) => ({ ...figure, x: xOf(figure.step), y: yOf(figure.bitsPerCharacter) })),
  }
}

/** Nats a token as bits per character. */
function bitsOf(loss: number, charactersPerToken: number): number {
  return loss / Math.LN2 / charactersPerToken
}

/** Points on either side that one is the mean of, at least: a few windows of one work are no measure. */
const fewest = 4

/** Each point as the mean of its neighbours, as many as a tenth of all. */
function smoothed<P extends { readonly step: number; readonly bits: number }>(points: readonly P[]): P[] {
  const around = Math.max(fewest, Math.round(points.length / 20))
  return points.map((point, at) => {
    const near = points.slice(Math.max(0, at - around), at + around + 1)
    return { ...point, bits: near.reduce((sum, { bits }) => sum + bits, 0) / near.length }
  })
}

/** Three to six round values within bounds. */
export function roundValues(from: number, to: number): number[] {
  const power = 10 ** Math.floor(Math.log10((to - from) / 3))
  const by = ([5, 2, 1].find((factor) => (to - from) / (factor * power) >= 3) ?? 1) * power
  const first = Math.ceil(from / by)
  const count = Math.floor(to / by) - first + 1
  return Array.from({ length: count }, (_, at) => Number(((first + at) * by).toPrecision(12)))
}

/** As a path of an SVG of this size. */
export function pathOf(points: readonly Point[], width: number, height: number): string {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${(x * width).toFixed(1)} ${(y * height).toFixed(1)}`).join('')
}

/** Whether anything that was learnt was measured yet: before that there is nothing to keep. */
export function canKeep({ figures }: Pick<VoiceRun, 'figures'>): boolean {
  return figures.some(({ step }) => step > 0)
}

/** Whether a run was ended by its author while it still got better: what it came to says nothing of what it could have. */
export function wasCutShort({ step, setup, figures }: Pick<VoiceRun, 'step' | 'setup' | 'figures'>): boolean {
  const last = figures.at(-1)
  return setup !== null && step < setup.steps && last !== undefined && figures.every(({ bitsPerCharacter }) => last.bitsPerCharacter <= bitsPerCharacter)
}
