/** One batch: B windows of T tokens, and for each token the one after it. */
export interface Batch {
  readonly tokens: BigInt64Array
  readonly targets: BigInt64Array
  /** `documentStarts` of the tokens. */
  readonly starts: Float32Array
  /** How much each target counts: nothing where it is context, and all others alike, so that they are 1 on average; undefined where none is. */
  readonly weights?: Float32Array
  /** For each target its place in the corpus, where that is asked for. */
  readonly places?: Uint32Array
  /** What is learnt in the place of `targets`, where that is several each. */
  readonly soft?: SoftBatch
}

/** For each target `width` token numbers, no two of them the same, and how likely each is to be; they add up to 1. */
export interface SoftBatch {
  readonly width: number
  readonly ids: BigInt64Array
  readonly shares: Float32Array
}

/**
 * The weights of targets, by marks that are 1 where one is context. So the mean over all of them is the mean over those that count, as
 * with PyTorch's `ignore_index`, also where the windows go through a model in several batches. Nothing where nothing counts.
 */
export function targetWeights(marks: Uint8Array): Float32Array {
  const counted = marks.reduce((sum, mark) => sum + (mark === 0 ? 1 : 0), 0)
  return Float32Array.from(marks, (mark) => (mark === 0 ? marks.length / counted : 0))
}

/**
 * For each token of windows of `length`, the position of its window at which its document begins, as an end-of-text token:
 * so every text is begun by one, as the first of all texts is.
 */
export function documentStarts(tokens: BigInt64Array, length: number, endOfText: number): Float32Array {
  const end = BigInt(endOfText)
  const starts = new Float32Array(tokens.length)
  for (let i = 0; i < tokens.length; i++) starts[i] = tokens[i] === end ? i % length : i % length === 0 ? 0 : starts[i - 1]!
  return starts
}
