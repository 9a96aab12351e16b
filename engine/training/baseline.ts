/** The baseline on documents: fitted to the text that a model learnt from, measured on the text that the model is measured on. */
import { characterCount, type TrainingDocument, trainingText } from './documents.ts'
import { type Evaluation, HeldOutSums } from './evaluation.ts'
import { KneserNey } from './kneser-ney.ts'
import { NGramCounter } from './n-gram-counts.ts'

/** How far a fit is: characters read, or the share of the counting that is done. */
export type FittingProgress = { readonly phase: 'reading'; readonly characters: number } | { readonly phase: 'counting'; readonly share: number }

/** How a fit is watched and stopped. */
export interface FittingOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: FittingProgress) => void) | undefined
}

/** An n-gram model of the documents, of up to `order` characters. */
export async function fitBaseline(documents: AsyncIterable<TrainingDocument>, order: number, { signal, onProgress }: FittingOptions = {}): Promise<KneserNey> {
  const counter = new NGramCounter(order)
  let characters = 0
  for await (const document of documents) {
    signal?.throwIfAborted()
    const text = trainingText(document)
    counter.add(text)
    characters += text.length
    onProgress?.({ phase: 'reading', characters })
  }
  return new KneserNey(await counter.count({ signal, onProgress: (share) => onProgress?.({ phase: 'counting', share }) }))
}

/** Bits per character of documents, over all of them and by class; comparable with those of any model on the same documents. */
export async function evaluateBaseline(
  model: KneserNey,
  documents: AsyncIterable<TrainingDocument>,
  { signal, onProgress }: { readonly signal?: AbortSignal | undefined; readonly onProgress?: ((charactersDone: number) => void) | undefined } = {},
): Promise<Evaluation> {
  const sums = new HeldOutSums()
  let done = 0
  for await (const document of documents) {
    signal?.throwIfAborted()
    const text = trainingText(document)
    const characters = characterCount(text)
    sums.add(document.className, model.bits(text), characters)
    done += characters
    onProgress?.(done)
  }
  return sums.evaluation()
}
