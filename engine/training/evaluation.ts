/**
 * Held-out bits per character: the figure by which models with different tokenizers compare.
 *
 * The documents follow one another, each ended by end-of-text, and are cut into windows that don't
 * overlap; a window's first token is predicted from the token before it. The bits of every token,
 * end-of-text included, are shared among the characters of the text. What is context is read and counts on neither side.
 */
import type { Feeds, LossRows } from './step.ts'
import { documentStarts } from './batch.ts'
import type { TokenCorpus } from './token-corpus.ts'

/** A figure and how much text it stands on. */
export interface HeldOut {
  readonly bitsPerCharacter: number
  readonly characters: number
}

/** Held-out figures over all documents and by their class. */
export interface Evaluation {
  readonly all: HeldOut
  readonly byClass: ReadonlyMap<string, HeldOut>
}

/** How an evaluation is watched and stopped. */
export interface EvaluationOptions {
  readonly signal?: AbortSignal | undefined
  /** Awaited after every batch: somebody else may need the processor. */
  readonly onProgress?: ((tokensDone: number) => unknown) | undefined
}

/** The loss of each token of a corpus, in nats. */
async function tokenLosses(corpus: TokenCorpus, weights: Feeds, loss: LossRows, { signal, onProgress }: EvaluationOptions): Promise<Float32Array> {
  const { batch, length } = loss.shape
  const size = batch * length
  const { tokens, endOfText } = corpus
  const losses = new Float32Array(tokens.length)
  for (let start = 0; start < tokens.length; start += size) {
    signal?.throwIfAborted()
    const targets = BigInt64Array.from({ length: size }, (_, i) => BigInt(tokens[start + i] ?? endOfText))
    const inputs = BigInt64Array.from({ length: size }, (_, i) => BigInt(tokens[start + i - 1] ?? endOfText))
    const rows = await loss.run(weights, { tokens: inputs, targets, starts: documentStarts(inputs, length, endOfText) })
    losses.set(rows.subarray(0, tokens.length - start), start)
    await onProgress?.(Math.min(start + size, tokens.length))
  }
  return losses
}

/** Bits per character of a corpus, over all of it and by class. */
export async function evaluateHeldOut(corpus: TokenCorpus, weights: Feeds, loss: LossRows, options: EvaluationOptions = {}): Promise<Evaluation> {
  const losses = await tokenLosses(corpus, weights, loss, options)
  const sums = new HeldOutSums()
  for (const [document, className] of corpus.classNames.entries()) {
    let nats = 0
    for (let i = corpus.starts[document]!; i < corpus.starts[document + 1]!; i++) if (!corpus.context?.[i]) nats += losses[i]!
    sums.add(className, nats / Math.LN2, corpus.characters[document]!)
  }
  return sums.evaluation()
}

/** Adds up documents, whatever predicted them. */
export class HeldOutSums {
  readonly #all = { bits: 0, characters: 0 }
  readonly #classes = new Map<string, { bits: number; characters: number }>()

  /** A document's bits, its end included, and the characters of its training text. */
  add(className: string, bits: number, characters: number): void {
    const own = this.#classes.get(className) ?? { bits: 0, characters: 0 }
    this.#classes.set(className, own)
    for (const sum of [this.#all, own]) {
      sum.bits += bits
      sum.characters += characters
    }
  }

  evaluation(): Evaluation {
    return { all: heldOut(this.#all), byClass: new Map([...this.#classes].map(([name, sum]) => [name, heldOut(sum)])) }
  }
}

function heldOut({ bits, characters }: { bits: number; characters: number }): HeldOut {
  return { bitsPerCharacter: bits / characters, characters }
}
