/** One batch: B windows of T tokens, and for each token the one after it. */
export interface Batch {
  readonly tokens: BigInt64Array
  readonly targets: BigInt64Array
  /** `documentStarts` of the tokens. */
  readonly starts: Float32Array
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
