/**
 * How much more, or less, a word can be trusted for what the author's texts have to say of it, beyond how likely it is with their share
 * in it: a shift of the log-odds that a calibration gives it. Calibrations know nothing of such texts; this is fitted on top of one
 * (engine/LOG.md), on works that no figure is of.
 */
import type { Calibration } from './calibration.ts'
import type { WrittenPiece } from './evidence.ts'

/** For a word that no text goes on with, for one that some do, for what they took from it, and for a later word. */
const weights = [-0.08, 0.75, -0.78, -0.74] as const
/** What the author's texts took from a word counts up to here, as a logarithm. */
const mostLost = 3

/** The shift for a word that these pieces make up, the first of a suggestion or a later one; 0 where the author's texts had no say. */
export function shiftOfHearsay(pieces: readonly WrittenPiece[], isLater: boolean): number {
  if (!pieces.some(({ heard }) => heard)) return 0
  const matched = Math.min(...pieces.map(({ heard }) => heard?.matched ?? 0))
  const gained = pieces.reduce((sum, { probability, heard }) => sum + Math.log(probability / Math.max(heard?.own ?? probability, leastOwn)), 0)
  const known = [matched === 0 ? 1 : 0, matched > 0 ? 1 : 0, Math.max(-mostLost, Math.min(0, gained)), matched > 0 && isLater ? 1 : 0]
  return known.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)
}

/** The model gives nothing less. */
const leastOwn = 1e-6

/** Of an author whose texts tell so much of one another, or more, a calibration's own costs are right; where they tell less there is more to be wrong about. */
const usual = 0.33
const steep = 1.3
const mostDear = 2

/**
 * A calibration whose reading costs are those of this author: where their texts seldom tell how another of them goes on (`reliability` of the
 * memory), as essays, a suggestion must be likelier to be shown. A lower bar where they often do, as recipes, was tried: it saved 4 % more
 * and took 0.08 of the precision (engine/LOG.md).
 */
export function withBar(calibration: Calibration, reliability: number | null): Calibration {
  if (reliability === null || reliability >= usual) return calibration
  const factor = Math.min(mostDear, (usual / Math.max(0.01, reliability)) ** steep)
  const { han, letters } = calibration.readingCosts
  return { ...calibration, readingCosts: { han: han * factor, letters: letters * factor } }
}
