/** A training run small enough for a unit test. */
import type { DecoderConfig } from '#engine/model/index.ts'
import {
  corpusFingerprint,
  DEFAULT_OPTIMISER,
  encodeDocuments,
  type RunSettings,
  type TextEncoder,
  type TokenCorpus,
  type TrainingDocument,
} from '#engine/training/index.ts'

/** One token a byte, and 256 for the end of a text. */
export const bytes: TextEncoder = { vocabularySize: 257, endOfText: 256, encode: (text) => Buffer.from(text) }

export async function* each(documents: readonly Partial<TrainingDocument>[]): AsyncGenerator<TrainingDocument> {
  for (const document of documents) yield { text: '', title: '', language: 'zh', className: 'other', ...document }
}

export async function tinyCorpus(): Promise<TokenCorpus> {
  const verse = ['the cat sat on the mat. ', 'a dog ran in the fog. ', 'one two three four five. ']
  return encodeDocuments(each(verse.map((text, i) => ({ text: text.repeat(6), className: i === 0 ? 'cats' : 'other' }))), bytes)
}

export const TINY: DecoderConfig = {
  vocabulary: 257,
  width: 16,
  layers: 1,
  heads: 2,
  keyHeads: 1,
  headWidth: 8,
  feedForward: 32,
  tied: true,
  ropeTheta: 10_000,
  normEpsilon: 1e-6,
  contextLength: 16,
}

export function tinySettings(corpus: TokenCorpus, steps = 12): RunSettings {
  return {
    config: TINY,
    batch: 2,
    length: 16,
    accumulate: 1,
    seed: 3,
    classWeights: { cats: 1.5 },
    documents: 'apart',
    optimiser: DEFAULT_OPTIMISER,
    schedule: { steps, warmupSteps: 3, decayShare: 0.4 },
    data: corpusFingerprint(corpus),
  }
}
