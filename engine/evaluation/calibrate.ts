/**
 * Learns how far a model's suggestions can be trusted: at every place of held-out stretches it is asked for
 * all it has, each word is compared with what was written there, and a logistic model is fitted. What
 * reading a wrong suggestion costs is then chosen as low as the precision that is wanted allows.
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
  Worth,
  wordsOf,
} from '#engine/completion/index.ts'
import { isNext, write } from './author.ts'
import { type MeasuredWriting, measured } from './figures.ts'
import { fitLogistic, type Observation } from './logistic.ts'
import type { Stretch } from './stretches.ts'

/** All that the model would say at a place, unjudged. */
export type SayAll = (request: CompletionRequest) => Promise<Pick<CompletionPart, 'text' | 'pieces' | 'place'>>

/** What was said at a place, and what became of its words up to the first wrong one. */
interface Said extends Awaited<ReturnType<SayAll>> {
  readonly observations: readonly Observation[]
}

/** A stretch with what was said at its places. */
interface Heard {
  readonly stretch: Stretch
  readonly fold: number
  readonly said: ReadonlyMap<number, Said>
}

/** How well the author fared at one reading cost. */
export interface CostTrial {
  readonly readingCost: number
  readonly writing: MeasuredWriting
  /** That of the language in which it is lowest. */
  readonly lowestPrecision: number
}

/** A fitted calibration and how it was chosen. */
export interface FittedCalibration {
  readonly calibration: Calibration
  readonly trials: readonly CostTrial[]
}

export interface CalibrationOptions {
  /** Share of the suggestions whose first word shall be right, in each language. */
  readonly precision: number
  readonly signal: AbortSignal
  readonly onProgress?: (charactersDone: number) => void
}

/** Judged by a fit on the others, so that no curve and no figure is of documents that were fitted. */
const folds = 5
const bins = 10
const costs = [0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4, 5, 7, 10, 15, 25]
/** A language in which less is shown says too little of its precision. */
const leastShown = 50
/** So many words are needed to fit anything. */
const leastWords = 200
/** What was worth showing was less likely as a whole than the least probability once in so many words. */
const rarely = 200

/** There is too little text to learn from. */
export class CalibrationError extends Error {
  override readonly name = 'CalibrationError'
  readonly expected = true
}

/** Fits a calibration. Throws CalibrationError where the stretches hold too few words. */
export async function calibrate(stretches: readonly Stretch[], sayAll: SayAll, options: CalibrationOptions): Promise<FittedCalibration> {
  const heard = await hearAll(stretches, sayAll, options)
  const observations = observationsOf(heard)
  if (observations.length < leastWords)
    throw new CalibrationError(`Only ${observations.length} suggested words to learn from; at least ${leastWords} are needed. Give more text.`)
  const others = Array.from({ length: folds }, (_, fold) => {
    const rest = observationsOf(heard.filter((one) => one.fold !== fold))
    return fitLogistic(rest.length > 0 ? rest : observations)
  })
  const draft = { leastProbability: 0, words: observations.length, reliability: reliabilityOf(heard, others) }
  const trials: CostTrial[] = []
  for (const readingCost of costs) {
    options.signal.throwIfAborted()
    const judges = others.map((weights) => ({ ...draft, weights, readingCost }))
    trials.push({ readingCost, ...(await replay(heard, judges)) })
  }
  const chosen = trials.find(({ lowestPrecision }) => lowestPrecision >= options.precision)
  if (!chosen) {
    const most = Math.max(...trials.map(({ lowestPrecision }) => lowestPrecision))
    throw new CalibrationError(
      `However little is shown, no more than ${Math.floor(most * 100)} of 100 suggestions begin rightly in every language. Ask for a lower precision, or give more text.`,
    )
  }
  const calibration = { ...draft, weights: fitLogistic(observations), readingCost: chosen.readingCost }
  return { calibration: { ...calibration, leastProbability: leastProbability(heard, calibration) }, trials }
}

async function hearAll(stretches: readonly Stretch[], sayAll: SayAll, { signal, onProgress }: CalibrationOptions): Promise<Heard[]> {
  const works = [...new Set(stretches.map(({ work }) => work))]
  const heard: Heard[] = []
  let done = 0
  for (const stretch of stretches) {
    const { work, from, to } = stretch
    const question = work.questionsFrom(from)
    const said = new Map<number, Said>()
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

function observationsIn({ text, pieces, place }: Awaited<ReturnType<SayAll>>, rest: string): Observation[] {
  const observations: Observation[] = []
  let at = 0
  for (const word of wordsOf(text, true)) {
    const isTrue = isNext(word, rest.slice(at))
    observations.push({ features: featuresOf(evidenceOf(word, at, pieces), place), isTrue })
    if (!isTrue) break
    at += word.length
  }
  return observations
}

function observationsOf(heard: readonly Heard[]): Observation[] {
  return heard.flatMap(({ said }) => [...said.values()].flatMap(({ observations }) => observations))
}

/** First words only: they are what is seen when it is shown. */
function reliabilityOf(heard: readonly Heard[], weights: readonly (readonly number[])[]): ReliabilityBin[] {
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

/** The simulated author again, with what was said, judged by the calibration of its fold. */
async function replay(heard: readonly Heard[], judges: readonly Calibration[]): Promise<Omit<CostTrial, 'readingCost'>> {
  const tallies = await Promise.all(
    heard.map(async ({ stretch, fold, said }) => {
      const tally = await write(stretch, async (_, place) => {
        const one = said.get(place)
        const judge = judges[fold]
        return one && judge ? worthOf(one, judge) : ''
      })
      return { tally, language: stretch.work.language }
    }),
  )
  const writing = measured(tallies.map(({ tally }) => tally))
  const languages = [...new Set(tallies.map(({ language }) => language))]
  const each = languages.map((language) => measured(tallies.flatMap((one) => (one.language === language ? [one.tally] : []))))
  const spoken = each.filter(({ shown }) => shown >= leastShown)
  return { writing, lowestPrecision: Math.min(...(spoken.length > 0 ? spoken : [writing]).map(({ precision }) => precision)) }
}

function worthOf({ text, pieces, place }: Said, calibration: Calibration): string {
  return text.slice(0, new Worth(calibration, false).judge(text, pieces, place, true).end)
}

/** How unlikely what is worth showing can be, but for one word in two hundred. */
function leastProbability(heard: readonly Heard[], calibration: Calibration): number {
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
