/** The vocabulary of a GGUF as llama.cpp has it, without the model's numbers: what is learnt is divided into the very tokens that complete. */
import { getLlama, type Llama, type LlamaModel, LlamaLogLevel, type Token } from 'node-llama-cpp'
import { inspectModel } from './model-file.ts'

/** Names of the token that ends a text, as models before any conversation have it, in the order in which they are looked for. */
const ENDS = ['<|endoftext|>', '<|end_of_text|>', '<eos>', '</s>']

/** Texts to ids and back. No text becomes a mark of the model's own. */
export class ModelVocabulary implements AsyncDisposable {
  readonly vocabularySize: number
  /** The token that ends every document. */
  readonly endOfText: number
  readonly #llama: Llama
  readonly #model: LlamaModel
  readonly #begin: readonly number[]

  private constructor(llama: Llama, model: LlamaModel) {
    this.#llama = llama
    this.#model = model
    const { bos, shouldPrependBosToken } = model.tokens
    this.#begin = shouldPrependBosToken && bos !== null ? [bos] : []
    this.vocabularySize = model.fileInfo.metadata.tokenizer.ggml.tokens.length
    this.endOfText = endOf(model)
  }

  /** Throws CompletionError for a file that is no model, as `inspectModel` does. */
  static async open(path: string): Promise<ModelVocabulary> {
    const inspected = await inspectModel(path)
    const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error })
    return new ModelVocabulary(llama, await llama.loadModel({ modelPath: inspected.path, vocabOnly: true }))
  }

  /** The ids of a text, with the mark that this model puts before every text. */
  encode(text: string): number[] {
    return [...this.#begin, ...this.#model.tokenize(text)]
  }

  decode(ids: readonly number[]): string {
    return this.#model.detokenize(ids.filter((id) => !this.#begin.includes(id) && id !== this.endOfText).map((id) => id as Token))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#model.dispose()
    await this.#llama.dispose()
  }
}

/** The token that ends a document: by its name, or what the file says. */
function endOf(model: LlamaModel): number {
  const { tokens } = model.fileInfo.metadata.tokenizer.ggml
  const named = ENDS.map((name) => tokens.indexOf(name)).find((id) => id >= 0)
  const id = named ?? model.tokens.eos
  if (id === null) throw new Error('the model names no token that ends a text')
  return id
}
