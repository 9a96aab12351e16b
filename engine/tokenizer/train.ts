/** Training a vocabulary: count the pieces of the documents, then learn merges over them. */
import { learnMerges, type LearningProgress, type Words } from './learn-merges.ts'
import { PieceCounter } from './piece-counter.ts'
import { TokenizerError } from './tokenizer-error.ts'
import { type Vocabulary, vocabularyFromMerges } from './vocabulary.ts'

/** How far training is: characters counted so far, or merges learnt. */
export type TrainingProgress =
  | { readonly phase: 'counting'; readonly characters: number; readonly distinct: number }
  | ({ readonly phase: 'merging' } & LearningProgress)

export interface TrainingOptions {
  /** The number of ids wanted: 256 bytes, the merges, and the end of text. 257 to 65,000. */
  readonly size: number
  /** How many distinct pieces are kept in memory; the rarest go when there are more. */
  readonly maxPieces?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TrainingProgress) => void
}

/** Ids are kept in 16 bits while learning. */
const LARGEST = 65_000
const RESERVED = 257
const DOCUMENTS_PER_SLICE = 64

/**
 * A vocabulary learnt from documents. It is the same for the same documents in the same order. A small
 * corpus may give fewer ids than asked for: a pair has to occur twice to be merged. Throws TokenizerError
 * for a size out of range or documents without text.
 */
export async function trainVocabulary(documents: Iterable<string> | AsyncIterable<string>, options: TrainingOptions): Promise<Vocabulary> {
  const { size, signal, onProgress } = options
  if (!Number.isInteger(size) || size < RESERVED || size > LARGEST) throw new TokenizerError(`A vocabulary has ${RESERVED} to ${LARGEST} ids, not ${size}.`)
  const words = await countWords(documents, options)
  const merges = await learnMerges(words, size - RESERVED, {
    ...(signal && { signal }),
    onProgress: (progress) => onProgress?.({ phase: 'merging', ...progress }),
  })
  return vocabularyFromMerges(merges)
}

async function countWords(documents: Iterable<string> | AsyncIterable<string>, options: TrainingOptions): Promise<Words> {
  const counter = new PieceCounter(options.maxPieces ?? 4_000_000)
  let read = 0
  for await (const document of documents) {
    counter.add(document)
    if (++read % DOCUMENTS_PER_SLICE !== 0) continue
    options.onProgress?.({ phase: 'counting', characters: counter.characters, distinct: counter.distinct })
    await new Promise((resolve) => setImmediate(resolve))
    options.signal?.throwIfAborted()
  }
  if (counter.distinct === 0) throw new TokenizerError('There is no text to learn a vocabulary from.')
  return packWords(counter)
}

function packWords(counter: PieceCounter): Words {
  const starts = new Uint32Array(counter.distinct + 1)
  const counts = new Float64Array(counter.distinct)
  let bytes = new Uint8Array(1 << 16)
  let word = 0
  let end = 0
  for (const [piece, count] of counter.entries()) {
    if (end + piece.length > bytes.length) {
      const grown = new Uint8Array(Math.max(bytes.length * 2, end + piece.length))
      grown.set(bytes)
      bytes = grown
    }
    bytes.set(piece, end)
    counts[word++] = count
    end += piece.length
    starts[word] = end
  }
  return { bytes: bytes.subarray(0, end), starts, counts }
}
