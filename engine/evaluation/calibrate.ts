/**
 * Learns how far a model's suggestions can be trusted: at every place of held-out stretches it is asked for
 * all it has, each word is compared with what was written there, and a logistic model is fitted. What
 * reading a wrong suggestion costs is then chosen (reading-costs.ts).
 */
import {
  type Calibration,
  type CompletionPart,
  type CompletionRequest,
  evidenceOf,
  featureNames,
  featuresOf,
  probabilityRight,
  type ReliabilityBin,
  wordsOf,
} from '#engine/completion/index.ts'
import { isNext } from './author.ts'
import { CalibrationError } from './calibration-error.ts'
import { type Gap, questionAt } from './gaps.ts'
import { fitLogistic, type Observation } from './logistic.ts'
import { chooseCosts, type CostTrial, type Heard, type Said, worthOf } from './reading-costs.ts'
import type { Stretch } from './stretches.ts'

/** All that the model would say at a place, unjudged. */
export type SayAll = (request: CompletionRequest) => Promise<Said & Partial<Pick<CompletionPart, 'gain'>>>

/** What was said at a place, and what became of its words up to the first wrong one. */
interface Observed extends Awaited<ReturnType<SayAll>> {
  readonly observations: readonly Observation[]
}

/** A fitted calibration, and what was tried for it. */
export interface FittedCalibration {
  readonly calibration: Calibration
  readonly trials: readonly CostTrial[]
}

export interface CalibrationOptions {
  /** Share of the suggestions whose first word shall be right, in each language and way of typing. */
  readonly precision: number
  /** Places within paragraphs, at which it is learnt what it means that the text behind goes on from a suggestion. */
  readonly gaps?: readonly Gap[]
  readonly signal: AbortSignal
  readonly onProgress?: (charactersDone: number) => void
  readonly onGap?: (gapsDone: number) => void
}

/** Judged by a fit on the others, so that no curve and no figure is of documents that were fitted. */
const folds = 5
const bins = 10
/** So many words are needed to fit anything. */
const leastWords = 200
/** What was worth showing was less likely as a whole than the least probability once in so many words. */
const rarely = 200

/** Fits a calibration. Throws CalibrationError where the stretches hold too few words, or no cost gives the precision. */
export async function calibrate(stretches: readonly Stretch[], sayAll: SayAll, options: CalibrationOptions): Promise<FittedCalibration> {
  const heard = await hearAll(stretches, sayAll, options)
  const within = await hearGaps(stretches, sayAll, options)
  const observations = [...observationsOf(heard), ...within.flatMap((gap) => gap.observations)]
  if (observations.length < leastWords)
    throw new CalibrationError(`Only ${observations.length} suggested words to learn from; at least ${leastWords} are needed. Give more text.`)
  const others = Array.from({ length: folds }, (_, fold) => {
    const gaps = within.filter((gap) => gap.fold !== fold).flatMap((gap) => gap.observations)
    const rest = [...observationsOf(heard.filter((one) => one.fold !== fold)), ...gaps]
    return fitLogistic(rest.length > 0 ? rest : observations)
  })
  const draft = { leastProbability: 0, words: observations.length, reliability: reliabilityOf(heard, others) }
  const { readingCosts, trials } = await chooseCosts(
    heard,
    others.map((weights) => ({ ...draft, weights })),
    options,
  )
  const calibration = { ...draft, weights: fitLogistic(observations), readingCosts }
  return { calibration: { ...calibration, leastProbability: leastProbability(heard, calibration) }, trials }
}

interface HeardGap {
  readonly fold: number
  readonly observations: readonly Observation[]
}

async function hearGaps(stretches: readonly Stretch[], sayAll: SayAll, { gaps = [], signal, onGap }: CalibrationOptions): Promise<HeardGap[]> {
  const works = worksOf(stretches)
  const heard: HeardGap[] = []
  for (const gap of gaps) {
    signal.throwIfAborted()
    const observations = observationsIn(await sayAll(questionAt(gap)), gap.work.restAt(gap.from))
    // A work that no stretch is of is as good in one fold as in another.
    heard.push({ fold: Math.max(0, works.indexOf(gap.work)) % folds, observations })
    onGap?.(heard.length)
  }
  return heard
}

function worksOf(stretches: readonly Stretch[]): Stretch['work'][] {
  return [...new Set(stretches.map(({ work }) => work))]
}

async function hearAll(stretches: readonly Stretch[], sayAll: SayAll, { signal, onProgress }: CalibrationOptions): Promise<Heard<Observed>[]> {
  const works = worksOf(stretches)
  const heard: Heard<Observed>[] = []
  let done = 0
  for (const stretch of stretches) {
    const { work, from, to } = stretch
    const question = work.questions()
    const said = new Map<number, Observed>()
    for (let at = from; at < to; at += String.fromCodePoint(work.flow.codePointAt(at) ?? 0).length) {
      signal.throwIfAborted()
      const rest = work.restAt(at)
      if (rest === '') continue
      const all = await sayAll(question(at))
      said.set(at, { ...all, observations: observationsIn(all, rest) })
      onProgress?.(done + at - from)
    }
    done += to - from
    heard.push({ stretch, fold: works.indexOf(work) % folds, said })
  }
  return heard
}

function observationsIn({ text, pieces, place, gain }: Awaited<ReturnType<SayAll>>, rest: string): Observation[] {
  const observations: Observation[] = []
  let at = 0
  for (const word of wordsOf(text, true)) {
    const isTrue = isNext(word, rest.slice(at))
    observations.push({ features: featuresOf(evidenceOf(word, at, pieces, gain), place), isTrue })
    if (!isTrue) break
    at += word.length
  }
  return observations
}

function observationsOf(heard: readonly Heard<Observed>[]): Observation[] {
  return heard.flatMap(({ said }) => [...said.values()].flatMap(({ observations }) => observations))
}

/** First words only: they are what is seen when it is shown. */
function reliabilityOf(heard: readonly Heard<Observed>[], weights: readonly (readonly number[])[]): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ predicted: 0, seen: 0, count: 0 }))
  for (const { fold, said } of heard)
    for (const { observations } of said.values())
      for (const { features, isTrue } of observations.slice(0, 1)) {
        const predicted = probabilityRight({ weights: weights[fold] ?? featureNames.map(() => 0) }, features)
        const bin = sums[Math.min(bins - 1, Math.floor(predicted * bins))]
        if (!bin) continue
        bin.predicted += predicted
        bin.seen += isTrue ? 1 : 0
        bin.count++
      }
  return sums.map(({ predicted, seen, count }) => ({ predicted: rounded(predicted / Math.max(1, count)), seen: rounded(seen / Math.max(1, count)), count }))
}

function rounded(share: number): number {
  return Math.round(share * 1e4) / 1e4
}

/** How unlikely what is worth showing can be, but for one word in two hundred. */
function leastProbability(heard: readonly Heard<Observed>[], calibration: Calibration): number {
  const shown: number[] = []
  for (const { said } of heard)
    for (const one of said.values()) {
      let at = 0
      for (const word of wordsOf(worthOf(one, calibration), true)) {
        const { probability, probabilitySoFar } = evidenceOf(word, at, one.pieces)
        shown.push(probability * probabilitySoFar)
        at += word.length
      }
    }
  return rounded(shown.sort((a, b) => a - b)[Math.floor(shown.length / rarely)] ?? 0)
}
