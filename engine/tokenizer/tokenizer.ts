/**
 * Text to token ids and back. `decode(encode(text)) === text` for every text that can be UTF-8; a lone
 * surrogate cannot, and becomes U+FFFD, as everywhere where JavaScript writes UTF-8.
 */
import { cutAtAddedTokens } from './added-tokens.ts'
import { mergeSymbols } from './merge.ts'
import { MergeTable } from './merge-table.ts'
import { pieceEnd } from './pieces.ts'
import { TokenizerError } from './tokenizer-error.ts'
import { byteKey, joined, type Vocabulary } from './vocabulary.ts'

const CACHED_PIECES = 65_536
// V8 copies a substring of up to 12 units; a longer one would keep the whole text alive through the cache.
const CACHED_LENGTH = 12

/** Encodes and decodes with one vocabulary. */
export class Tokenizer {
  readonly vocabulary: Vocabulary
  readonly #idOfByte: readonly number[]
  readonly #table: MergeTable
  readonly #added: readonly { text: string; id: number }[]
  readonly #cache = new Map<string, readonly number[]>()
  readonly #utf8 = new TextEncoder()

  /** Throws TokenizerError where a byte or the result of a merge has no token. */
  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary
    const idOfBytes = new Map<string, number>()
    for (const [id, token] of vocabulary.tokens.entries()) {
      const key = byteKey(token.bytes)
      if (token.kind === 'text' && !idOfBytes.has(key)) idOfBytes.set(key, id)
    }
    this.#idOfByte = Array.from({ length: 256 }, (_, byte) => {
      const id = idOfBytes.get(String.fromCharCode(byte))
      if (id === undefined) throw new TokenizerError(`The vocabulary has no token for the byte ${byte}.`)
      return id
    })
    this.#table = mergeTable(vocabulary, idOfBytes)
    const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
    this.#added = vocabulary.tokens
      .map((token, id) => ({ text: utf8.decode(token.bytes), id, kind: token.kind }))
      .filter((token) => token.kind === 'added')
      .sort((a, b) => b.text.length - a.text.length)
  }

  /** The number of ids, the end of text included. */
  get size(): number {
    return this.vocabulary.tokens.length
  }

  /** The id that separates documents; no text encodes to it. */
  get endOfText(): number {
    return this.vocabulary.endOfText
  }

  /** The ids of a text. */
  encode(text: string): number[] {
    const ids: number[] = []
    const wellFormed = text.toWellFormed()
    if (this.#added.length === 0) this.#encodeText(wellFormed, ids)
    else
      for (const part of cutAtAddedTokens(wellFormed, this.#added)) {
        if (typeof part === 'number') ids.push(part)
        else this.#encodeText(part, ids)
      }
    return ids
  }

  /** The text of ids. Bytes that are no UTF-8, as when ids begin within a character, become U+FFFD. */
  decode(ids: Iterable<number>): string {
    const decoder = this.streamDecoder()
    let text = ''
    for (const id of ids) text += decoder.push(id)
    return text + decoder.end()
  }

  /** Decodes id by id; a character comes out with the id that completes it. */
  streamDecoder(): StreamDecoder {
    const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
    return {
      push: (id) => {
        const bytes = this.bytesOf(id)
        return bytes.length === 0 ? '' : utf8.decode(bytes, { stream: true })
      },
      end: () => utf8.decode(),
    }
  }

  /** The bytes that an id adds to the text: none for control tokens. Throws RangeError for an id outside the vocabulary. */
  bytesOf(id: number): Uint8Array {
    const token = this.vocabulary.tokens[id]
    if (!token) throw new RangeError(`Token id ${id} is outside the vocabulary of ${this.size}.`)
    return token.kind === 'control' ? NOTHING : token.bytes
  }

  #encodeText(text: string, ids: number[]): void {
    for (let start = 0; start < text.length;) {
      const end = pieceEnd(text, start)
      const piece = text.slice(start, end)
      for (const id of end - start <= CACHED_LENGTH ? this.#cached(piece) : this.#encodePiece(piece)) ids.push(id)
      start = end
    }
  }

  #cached(piece: string): readonly number[] {
    const known = this.#cache.get(piece)
    if (known) return known
    const ids = this.#encodePiece(piece)
    // Emptying now and then costs little: what is frequent is back at once.
    if (this.#cache.size >= CACHED_PIECES) this.#cache.clear()
    this.#cache.set(piece, ids)
    return ids
  }

  #encodePiece(piece: string): number[] {
    const symbols: number[] = []
    for (const byte of this.#utf8.encode(piece)) symbols.push(this.#idOfByte[byte] ?? 0)
    return mergeSymbols(symbols, this.#table)
  }
}

/** Turns ids into text as they come. */
export interface StreamDecoder {
  /** The text that this id completes; half a character is held back. */
  push(id: number): string
  /** What is left: U+FFFD for a character that was never completed. The decoder can be used again. */
  end(): string
}

const NOTHING = new Uint8Array(0)

function mergeTable(vocabulary: Vocabulary, idOfBytes: ReadonlyMap<string, number>): MergeTable {
  const table = new MergeTable(vocabulary.merges.length)
  for (const [rank, [left, right]] of vocabulary.merges.entries()) {
    const [first, second] = [vocabulary.tokens[left], vocabulary.tokens[right]]
    const result = first && second ? idOfBytes.get(byteKey(joined(first.bytes, second.bytes))) : undefined
    if (result === undefined) throw new TokenizerError(`Merge ${rank} (${left} with ${right}) makes no token of the vocabulary.`)
    table.add(left, right, rank, result)
  }
  return table
}
