import { type Calibration, featureNames } from '#engine/completion/calibration.ts'

/** A calibration that believes the model: a word is as likely right as its tokens together are. */
export function trusting(changed: Partial<Calibration> = {}): Calibration {
  const weights = featureNames.map((name) => (name === 'wordLogit' ? 1 : 0))
  return {
    weights,
    readingCosts: { han: 2, letters: 2 },
    leastProbability: 0.01,
    words: 1000,
    reliability: [{ predicted: 0.25, seen: 0.5, count: 4 }],
    ...changed,
  }
}
