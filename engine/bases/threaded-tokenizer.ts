/** A folder's tokenizer in a thread of its own, asked one question after another. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { FormatError, type FormatFault } from '#engine/formats/index.ts'

/** What is asked of the thread. */
export type Question = { readonly kind: 'open' } | { readonly kind: 'encode'; readonly text: string } | { readonly kind: 'decode'; readonly ids: Uint32Array }

/** What it answers. */
export type Answer =
  | { readonly kind: 'opened'; readonly vocabularySize: number; readonly endOfText: number }
  | { readonly kind: 'ids'; readonly ids: Uint32Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string; readonly fault: FormatFault }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Whoever opens it ends the thread, which gives its memory back. */
export class ThreadedTokenizer implements AsyncDisposable {
  readonly vocabularySize: number
  /** The token that ends every document. */
  readonly endOfText: number
  readonly #worker: Worker
  #last: Promise<unknown> = Promise.resolve()

  private constructor(worker: Worker, { vocabularySize, endOfText }: Extract<Answer, { kind: 'opened' }>) {
    this.#worker = worker
    this.vocabularySize = vocabularySize
    this.endOfText = endOfText
  }

  /** `entry` is the thread's file, `tokenizer-thread.ts` or what was built of it. Throws FormatError for a tokenizer that cannot be used. */
  static async open(folder: string, entry: string | URL): Promise<ThreadedTokenizer> {
    const worker = new Worker(entry, { workerData: folder })
    try {
      return new ThreadedTokenizer(worker, await ask(worker, { kind: 'open' }, 'opened'))
    } catch (error) {
      await worker.terminate()
      throw error
    }
  }

  /** The ids of a text, with the marks that this model puts before every text. */
  async encode(text: string): Promise<Uint32Array> {
    return (await this.#afterLast({ kind: 'encode', text }, 'ids')).ids
  }

  /** The text of ids; marks have none. */
  async decode(ids: ArrayLike<number>): Promise<string> {
    return (await this.#afterLast({ kind: 'decode', ids: Uint32Array.from(ids) }, 'text')).text
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }

  #afterLast<Kind extends Answer['kind']>(question: Question, kind: Kind): Promise<Extract<Answer, { kind: Kind }>> {
    const answer = this.#last.then(() => ask(this.#worker, question, kind))
    this.#last = answer.catch(() => {})
    return answer
  }
}

async function ask<Kind extends Answer['kind']>(worker: Worker, question: Question, kind: Kind): Promise<Extract<Answer, { kind: Kind }>> {
  worker.postMessage(question)
  const answer = await nextAnswer(worker)
  if (answer.kind === 'refused') throw new FormatError(answer.path, answer.reason, answer.fault)
  if (answer.kind === 'failed') throw answer.error
  if (!isOf(answer, kind)) throw new Error(`the thread answered ${answer.kind} to ${question.kind}`)
  return answer
}

/** A thread that ends by an error says so as an event, which rejects. */
async function nextAnswer(worker: Worker): Promise<Answer> {
  const [answer]: Answer[] = await once(worker, 'message')
  if (!answer) throw new Error('the thread answered nothing')
  return answer
}

function isOf<Kind extends Answer['kind']>(answer: Answer, kind: Kind): answer is Extract<Answer, { kind: Kind }> {
  return answer.kind === kind
}
