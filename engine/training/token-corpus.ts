/** Documents as token numbers, and the windows that training takes from them. */
import { createHash } from 'node:crypto'
import { Random } from '#engine/model/index.ts'
import { type Batch, documentStarts, targetWeights } from './batch.ts'
import { contextTokens, withoutContext } from './context.ts'
import { characterCount, type TrainingDocument, trainingText } from './documents.ts'
import { DataError } from './text-lines.ts'

/** What training needs of a tokenizer. */
export interface TextEncoder {
  readonly vocabularySize: number
  /** The token that ends every document. */
  readonly endOfText: number
  encode(text: string): ArrayLike<number> | Promise<ArrayLike<number>>
}

/** Documents laid end to end, each followed by the end-of-text token. */
export interface TokenCorpus {
  readonly tokens: Uint32Array
  readonly endOfText: number
  /** Where document i begins; one entry more than documents. */
  readonly starts: Uint32Array
  readonly classNames: readonly string[]
  /** Unicode characters of document i's training text, its context not counted. */
  readonly characters: Uint32Array
  /** For each token, 1 where it is context: nothing is learnt by it, and it is in no figure. Undefined where none is. */
  readonly context?: Uint8Array
}

/** Encodes documents; `onProgress` is told how many characters are done. */
export async function encodeDocuments(
  documents: AsyncIterable<TrainingDocument>,
  encoder: TextEncoder,
  onProgress: (characters: number) => void = () => {},
): Promise<TokenCorpus> {
  let tokens = new Uint32Array(1 << 16)
  let length = 0
  let done = 0
  const starts: number[] = [0]
  const classNames: string[] = []
  const characters: number[] = []
  const marked: { readonly at: number; readonly marks: Uint8Array }[] = []
  for await (const document of documents) {
    const text = trainingText(document)
    const ids = await encoder.encode(text)
    if (length + ids.length + 1 > tokens.length) tokens = grown(tokens, length + ids.length + 1)
    tokens.set(ids, length)
    const { context = [] } = document
    if (context.length > 0) marked.push({ at: length, marks: await contextTokens(text, ids, context, encoder) })
    length += ids.length
    tokens[length++] = encoder.endOfText
    starts.push(length)
    classNames.push(document.className)
    characters.push(characterCount(withoutContext(text, context)))
    done += text.length
    onProgress(done)
  }
  return {
    tokens: tokens.slice(0, length),
    endOfText: encoder.endOfText,
    starts: Uint32Array.from(starts),
    classNames,
    characters: Uint32Array.from(characters),
    ...(marked.length > 0 && { context: laid(marked, length) }),
  }
}

function laid(marked: readonly { readonly at: number; readonly marks: Uint8Array }[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  for (const { at, marks } of marked) all.set(marks, at)
  return all
}

function grown(tokens: Uint32Array, atLeast: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(atLeast, tokens.length * 2))
  larger.set(tokens)
  return larger
}

/** A short digest, by which a checkpoint knows the data it was trained on. */
export function corpusFingerprint({ tokens, context }: TokenCorpus): string {
  const hash = createHash('sha256').update(new Uint8Array(tokens.buffer, tokens.byteOffset, tokens.byteLength))
  if (context) hash.update(context)
  return hash.digest('hex').slice(0, 16)
}

/** How often each class of text is seen, relative to its share; 1 for classes not named. */
export type ClassWeights = Readonly<Record<string, number>>

/** Where training is in its data: enough to go on exactly there. */
export interface SamplerPosition {
  readonly epoch: number
  /** Windows of the epoch already taken. */
  readonly window: number
}

/** What the order of windows depends on, besides the data. */
export interface SamplerOptions {
  readonly seed: number
  /** Tokens of one window. */
  readonly length: number
  readonly classWeights: ClassWeights
  /** Whether batches say where in the corpus their targets stand. */
  readonly placed?: boolean
}

/** Windows are shuffled among this many neighbours, so that a batch mixes documents. */
const SHUFFLED_TOGETHER = 1024

/**
 * Gives windows in an order that depends only on the seed, the data and the position.
 *
 * An epoch holds each document `weight` times on average: a whole number of copies and one more by
 * chance. The copies are spread over the epoch, so that a run of half an epoch has seen each
 * document of weight 2 once. Documents are laid end to end in that order and cut into windows.
 */
export class WindowSampler {
  readonly #corpus: TokenCorpus
  readonly #options: SamplerOptions
  #epoch: number
  #window: number
  #stream: Uint32Array
  #context: Uint8Array | undefined
  #places: Uint32Array | undefined
  #order: Uint32Array

  constructor(corpus: TokenCorpus, options: SamplerOptions, position: SamplerPosition = { epoch: 0, window: 0 }) {
    this.#corpus = corpus
    this.#options = options
    this.#epoch = position.epoch
    this.#window = position.window
    ;[this.#stream, this.#context, this.#places, this.#order] = this.#layEpoch()
  }

  get position(): SamplerPosition {
    return { epoch: this.#epoch, window: this.#window }
  }

  /** Windows in the present epoch. */
  get epochWindows(): number {
    return this.#order.length
  }

  next(batch: number): Batch {
    const { length } = this.#options
    const tokens = new BigInt64Array(batch * length)
    const targets = new BigInt64Array(batch * length)
    const marks = this.#context && new Uint8Array(batch * length)
    const places = this.#places && new Uint32Array(batch * length)
    for (let row = 0; row < batch; row++) {
      const start = this.#nextStart()
      for (let i = 0; i < length; i++) {
        tokens[row * length + i] = BigInt(this.#stream[start + i] ?? 0)
        targets[row * length + i] = BigInt(this.#stream[start + i + 1] ?? 0)
      }
      marks?.set(this.#context?.subarray(start + 1, start + length + 1) ?? [], row * length)
      places?.set(this.#places?.subarray(start + 1, start + length + 1) ?? [], row * length)
    }
    const starts = documentStarts(tokens, length, this.#corpus.endOfText)
    return { tokens, targets, starts, ...(marks && { weights: targetWeights(marks) }), ...(places && { places }) }
  }

  /** Windows of which nothing is learnt are passed over, but no more than an epoch has: a corpus of nothing else has no others. */
  #nextStart(): number {
    for (let passed = 0; ; passed++) {
      if (this.#window >= this.#order.length) {
        this.#epoch++
        this.#window = 0
        ;[this.#stream, this.#context, this.#places, this.#order] = this.#layEpoch()
      }
      const start = this.#order[this.#window++] ?? 0
      const marks = this.#context?.subarray(start + 1, start + this.#options.length + 1)
      if (!marks || marks.includes(0) || passed >= this.#order.length) return start
    }
  }

  #layEpoch(): [stream: Uint32Array, context: Uint8Array | undefined, places: Uint32Array | undefined, order: Uint32Array] {
    const { length, seed, placed } = this.#options
    const random = new Random(seed, this.#epoch + 1)
    const { tokens, context } = this.#corpus
    const documents = epochDocuments(this.#corpus, this.#options.classWeights, random)
    const stream = layDocuments(Uint32Array, tokens, this.#corpus, documents)
    const offset = random.below(length)
    const windows = Math.floor((stream.length - 1 - offset) / length)
    if (windows < 1) {
      throw new DataError(`the training text holds ${stream.length} tokens; a window of ${length} needs at least ${2 * length}`)
    }
    const order = Uint32Array.from({ length: windows }, (_, i) => offset + i * length)
    for (let i = 0; i < windows; i += SHUFFLED_TOGETHER) random.shuffle(order.subarray(i, i + SHUFFLED_TOGETHER))
    const laid = context && layDocuments(Uint8Array, context, this.#corpus, documents)
    const places = placed && layDocuments(Uint32Array, Uint32Array.from(tokens.keys()), this.#corpus, documents)
    return [stream, laid, places || undefined, order]
  }
}

/** The documents of one epoch, in its order. */
function epochDocuments({ classNames }: TokenCorpus, weights: ClassWeights, random: Random): number[] {
  const placed: { document: number; at: number }[] = []
  for (const [document, className] of classNames.entries()) {
    const copies = Math.floor((weights[className] ?? 1) + random.uniform())
    for (let copy = 0; copy < copies; copy++) placed.push({ document, at: (copy + random.uniform()) / copies })
  }
  return placed.sort((a, b) => a.at - b.at).map(({ document }) => document)
}

/** What belongs to the tokens of documents, one document after the other. */
function layDocuments<T extends Uint32Array | Uint8Array>(
  Numbers: new (size: number) => T,
  ofTokens: T,
  { starts }: TokenCorpus,
  documents: readonly number[],
): T {
  const bounds = (document: number): [number, number] => [starts[document] ?? 0, starts[document + 1] ?? 0]
  const total = documents.reduce((sum, document) => {
    const [from, to] = bounds(document)
    return sum + to - from
  }, 0)
  const stream = new Numbers(total)
  let at = 0
  for (const document of documents) {
    const [from, to] = bounds(document)
    stream.set(ofTokens.subarray(from, to), at)
    at += to - from
  }
  return stream
}

/** Whole documents, chosen by the seed, of about `tokens` tokens together: for figures on the way. */
export function sampleDocuments(corpus: TokenCorpus, tokens: number, seed: number): TokenCorpus {
  const order = Uint32Array.from(corpus.classNames.keys())
  new Random(seed).shuffle(order)
  const chosen: number[] = []
  let total = 0
  for (const document of order) {
    if (total >= tokens) break
    chosen.push(document)
    total += (corpus.starts[document + 1] ?? 0) - (corpus.starts[document] ?? 0)
  }
  chosen.sort((a, b) => a - b)
  const starts = [0]
  for (const i of chosen) starts.push((starts.at(-1) ?? 0) + (corpus.starts[i + 1] ?? 0) - (corpus.starts[i] ?? 0))
  return {
    tokens: layDocuments(Uint32Array, corpus.tokens, corpus, chosen),
    endOfText: corpus.endOfText,
    starts: Uint32Array.from(starts),
    classNames: chosen.map((i) => corpus.classNames[i] ?? ''),
    characters: Uint32Array.from(chosen, (i) => corpus.characters[i] ?? 0),
    ...(corpus.context && { context: layDocuments(Uint8Array, corpus.context, corpus, chosen) }),
  }
}
