import type { Distribution } from '#engine/completion/healing.ts'
import type { Evaluation, LanguageModel } from '#engine/completion/language-model.ts'

/**
 * A model of known distributions: what may follow a text is the entry of the longest key that the text ends
 * with. Tokens are the words given; text is split greedily into the longest of them, else into characters.
 */
export class TableModel implements LanguageModel {
  readonly contextTokens = 100
  texts = 2
  readonly asked: string[] = []
  onEvaluate: (count: number) => void = () => {}
  readonly #table: Record<string, Record<string, number>>
  readonly #texts: string[]

  constructor(table: Record<string, Record<string, number>>, words: string[] = []) {
    this.#table = table
    this.#texts = [...new Set([...words, ...Object.values(table).flatMap((row) => Object.keys(row))])]
  }

  tokenize(text: string): number[] {
    const tokens: number[] = []
    for (let at = 0; at < text.length;) {
      const fitting = this.#texts.filter((word) => word !== '' && text.startsWith(word, at)).sort((a, b) => b.length - a.length)[0]
      const word = fitting ?? text.charAt(at)
      tokens.push(this.#idOf(word))
      at += word.length
    }
    return tokens
  }

  textOf(tokens: readonly number[]): string {
    return tokens
      .map((token) => this.#texts[token])
      .join('')
      .replace('<end>', '')
      .replace('<half>字', '字')
      .replace('<half>', '\uFFFD')
  }

  endsText(token: number): boolean {
    return this.#texts[token] === '<end>'
  }

  async evaluate(tokens: readonly number[], wanted: number, signal: AbortSignal): Promise<Evaluation> {
    signal.throwIfAborted()
    this.asked.push(this.textOf(tokens))
    this.onEvaluate(this.asked.length)
    const distributions = Array.from({ length: Math.min(wanted, tokens.length) }, (_, j) => this.#after(tokens.slice(0, tokens.length - j)))
    return { distributions, evaluated: 1 }
  }

  #after(tokens: readonly number[]): Distribution {
    const text = tokens.map((token) => this.#texts[token]).join('')
    const key = Object.keys(this.#table)
      .filter((end) => text.endsWith(end))
      .sort((a, b) => b.length - a.length)[0]
    return new Map(Object.entries(this.#table[key ?? ''] ?? {}).map(([word, probability]) => [this.#idOf(word), probability]))
  }

  #idOf(word: string): number {
    if (!this.#texts.includes(word)) this.#texts.push(word)
    return this.#texts.indexOf(word)
  }
}
