/**
 * How often a suggested word turns out right, by what is known of it beforehand: a logistic model fitted on
 * held-out text (engine/evaluation) and kept in the model's own file. What a file says is checked, not trusted.
 */
import type { GgufValue } from '#engine/formats/index.ts'
import type { SuggestionPlace, WordEvidence } from './evidence.ts'
import { mostGain } from './following.ts'
import type { Writing } from './scripts.ts'

/** One of ten bins of predictions: their mean, the share that was right, and how many there were. */
export interface ReliabilityBin {
  readonly predicted: number
  readonly seen: number
  readonly count: number
}

export interface Calibration {
  /** One for each of `featureNames`. */
  readonly weights: readonly number[]
  /** What reading a wrong suggestion costs an author, in key presses, by what the place is written in. */
  readonly readingCosts: Readonly<Record<Writing, number>>
  /** What is less likely than this as a whole was never worth showing: not even generated to the end of its word. */
  readonly leastProbability: number
  /** Words it was fitted on. */
  readonly words: number
  /** On documents it was not fitted on. */
  readonly reliability: readonly ReliabilityBin[]
}

/** The metadata entry that keeps it, a JSON text. */
export const calibrationKey = 'moke.calibration'

/** In the order of the weights. */
export const featureNames = [
  'bias',
  'wordLogit',
  'wordLogitSquared',
  'firstLogit',
  'entropy',
  'entropySquared',
  'logSoFar',
  'logLength',
  'logSize',
  'laterWord',
  'laterWordLogit',
  'withMark',
  'latinWord',
  'atStart',
  'afterMark',
  'afterLatin',
  'insideWord',
  'insideWordLogit',
  'heading',
  'item',
  'quote',
  'amidst',
  'gain',
] as const

const version = 3
/** Lacked what version 3 added, which then counts for nothing. */
const secondVersion = 2
const since3: readonly string[] = ['amidst', 'gain']
/** Version 1 had one cost for all, against up to so many key presses saved where one is counted now (worth.ts). */
const [firstVersion, firstCounted] = [1, 1.5]
const longestJson = 20_000
/** A weight beyond this comes from no fit. */
const largestWeight = 1000

/** What is known of a word as numbers, in the order of `featureNames`. */
export function featuresOf(word: WordEvidence, { position, block }: SuggestionPlace): number[] {
  const isLater = word.lengthSoFar > 0
  const wordLogit = logit(word.probability)
  const at = (is: Position, value = 1) => (!isLater && position === is ? value : 0)
  return [
    1,
    wordLogit,
    wordLogit ** 2,
    logit(word.firstProbability),
    word.entropy,
    word.entropy ** 2,
    Math.log(Math.max(word.probabilitySoFar, 1e-6)),
    Math.log1p(word.lengthSoFar),
    Math.log(Math.max(1, word.text.trim().length)),
    isLater ? 1 : 0,
    isLater ? wordLogit : 0,
    /^\s*[^\p{L}\p{N}\s]/u.test(word.text) ? 1 : 0,
    /\p{Script=Latin}/u.test(word.text) ? 1 : 0,
    at('start'),
    at('mark'),
    at('latin'),
    at('inside'),
    at('inside', wordLogit),
    block === 'heading' ? 1 : 0,
    block === 'item' ? 1 : 0,
    block === 'quote' ? 1 : 0,
    word.gain === null ? 0 : 1,
    word.gain === null ? 0 : Math.max(-mostGain, Math.min(mostGain, word.gain)),
  ]
}

type Position = SuggestionPlace['position']

/** How likely a word is right, if all before it is; `shift` is added to the log-odds. */
export function probabilityRight({ weights }: Pick<Calibration, 'weights'>, features: readonly number[], shift = 0): number {
  return 1 / (1 + Math.exp(-features.reduce((sum, feature, at) => sum + feature * (weights[at] ?? 0), 0) - shift))
}

function logit(probability: number): number {
  const within = Math.min(0.9995, Math.max(0.0005, probability))
  return Math.log(within / (1 - within))
}

/** As the entry's text. */
export function calibrationToText({ weights, ...rest }: Calibration): string {
  return JSON.stringify({ version, ...rest, weights: Object.fromEntries(featureNames.map((name, at) => [name, weights[at] ?? 0])) })
}

/** What a model's file holds: a calibration, none, or one that cannot be used and why. */
export function calibrationFrom(entry: GgufValue | undefined): { readonly calibration: Calibration | null; readonly problem: string | null } {
  if (entry === undefined) return { calibration: null, problem: null }
  const calibration = entry.type === 'string' && entry.value.length <= longestJson ? parse(entry.value) : null
  return { calibration, problem: calibration === null ? `its ${calibrationKey} is damaged or of another version, and is not used` : null }
}

function parse(text: string): Calibration | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null // a damaged entry is as good as none; the caller tells of it
  }
  const number = (name: string, most: number) => within(field(value, name), 0, most)
  const isOlder = field(value, 'version') !== version
  const weights = featureNames.map((name) =>
    isOlder && since3.includes(name) ? 0 : within(field(field(value, 'weights'), name), -largestWeight, largestWeight),
  )
  const [readingCosts, leastProbability, fitted] = [costsFrom(value), number('leastProbability', 1), number('words', 1e12)]
  const reliability = binsFrom(field(value, 'reliability'))
  if (readingCosts === null || leastProbability === null || fitted === null || reliability === null || !weights.every((weight) => weight !== null)) return null
  return { weights, readingCosts, leastProbability, words: fitted, reliability }
}

/** Also says whether the version is one that can be read: each keeps its costs in its own way. */
function costsFrom(value: unknown): Calibration['readingCosts'] | null {
  const cost = (holder: unknown, name: string) => within(field(holder, name), 0, largestWeight)
  const of = field(value, 'version')
  if (of === firstVersion) {
    const one = cost(value, 'readingCost')
    return one === null ? null : { han: one / firstCounted, letters: one / firstCounted }
  }
  const [han, letters] = [cost(field(value, 'readingCosts'), 'han'), cost(field(value, 'readingCosts'), 'letters')]
  return (of !== version && of !== secondVersion) || han === null || letters === null ? null : { han, letters }
}

function binsFrom(value: unknown): ReliabilityBin[] | null {
  if (!Array.isArray(value) || value.length > 100) return null
  const bins = value.map((bin: unknown) => {
    const [predicted, seen, count] = [within(field(bin, 'predicted'), 0, 1), within(field(bin, 'seen'), 0, 1), within(field(bin, 'count'), 0, 1e12)]
    return predicted === null || seen === null || count === null ? null : { predicted, seen, count }
  })
  return bins.every((bin) => bin !== null) ? bins : null
}

function within(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && value >= least && value <= most ? value : null
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
