import type { Distribution } from '#engine/completion/healing.ts'
import type { Evaluation, LanguageModel } from '#engine/completion/language-model.ts'
import { PrefixCache } from '#engine/completion/prefix-cache.ts'
import { PrefixCaches } from '#engine/completion/prefix-caches.ts'
import { RecordingSequence } from './recording-sequence.ts'

const letters = Array.from('春眠不觉晓处闻啼鸟夜来风雨声花落知多少。，床前明月光疑是地上霜举头望低思故乡# 课\n')

/** A model of letters behind real prefix caches: what follows depends on all that stands before, so that a wrong prefix shows. */
export class LetterModel implements LanguageModel {
  readonly contextTokens: number
  readonly sequences: LetterSequence[]
  readonly #caches: PrefixCaches

  constructor(contextTokens = 200, texts = 2) {
    this.contextTokens = contextTokens
    this.sequences = Array.from({ length: texts }, () => new LetterSequence())
    this.#caches = new PrefixCaches(this.sequences.map((sequence) => new PrefixCache(sequence, 8)))
  }

  /** Called before every reading. */
  set onAppend(onAppend: () => void) {
    for (const sequence of this.sequences) sequence.onAppend = onAppend
  }

  get texts(): number {
    return this.#caches.count
  }

  get evaluated(): number {
    return this.sequences.reduce((sum, { evaluatedSoFar }) => sum + evaluatedSoFar, 0)
  }

  tokenize = (text: string): number[] => Array.from(text, (letter) => letters.indexOf(letter))
  textOf = (tokens: readonly number[]): string => tokens.map((token) => letters[token]).join('')
  endsText = (): boolean => false
  evaluate = (tokens: readonly number[], wanted: number, signal: AbortSignal): Promise<Evaluation> => this.#caches.evaluate(tokens, wanted, signal)
}

class LetterSequence extends RecordingSequence {
  override async append(tokens: readonly number[], wanted: number): Promise<readonly Distribution[]> {
    await super.append(tokens, wanted)
    return Array.from({ length: wanted }, (_, at) => after(this.tokens.slice(0, this.tokens.length - wanted + at + 1)))
  }
}

function after(tokens: readonly number[]): Distribution {
  const hash = tokens.reduce((sum, token) => (sum * 31 + token + 7) % 9973, 1)
  const first = hash % 36
  return new Map([
    [first, 0.5 + (hash % 40) / 100],
    [(first + 1 + (hash % 7)) % 36, 0.1],
  ])
}
