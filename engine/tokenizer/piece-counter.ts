/**
 * How often each piece of a corpus occurs: all that learning merges has to know of it. Memory is bounded:
 * very long pieces are cut, and when the distinct pieces grow too many, the rarest are forgotten.
 */
import { pieceEnd } from './pieces.ts'

/** A merge never spans more than this of an endless line; prose does not come near it. */
const LONGEST_PIECE = 64
const FLATTENED_LENGTH = 12

/** Pieces with their counts, in the order of their first occurrence. */
export class PieceCounter {
  /** UTF-16 units seen so far. */
  characters = 0
  readonly #counts = new Map<string, number>()
  readonly #limit: number
  readonly #utf8 = new TextEncoder()
  readonly #text = new TextDecoder('utf-8', { ignoreBOM: true })

  /** Keeps at most `limit` distinct pieces (of about a hundred bytes each). */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Counts the pieces of a document. */
  add(document: string): void {
    const text = document.toWellFormed()
    this.characters += text.length
    for (let start = 0; start < text.length;) {
      const end = this.#cut(text, start, pieceEnd(text, start))
      this.#count(text.slice(start, end))
      start = end
    }
    if (this.#counts.size > this.#limit) this.#forgetRarest()
  }

  get distinct(): number {
    return this.#counts.size
  }

  /** All pieces as bytes, with their counts. */
  *entries(): Generator<readonly [bytes: Uint8Array, count: number]> {
    for (const [piece, count] of this.#counts) yield [this.#utf8.encode(piece), count]
  }

  #cut(text: string, start: number, end: number): number {
    if (end - start <= LONGEST_PIECE) return end
    const cut = start + LONGEST_PIECE
    const unit = text.charCodeAt(cut)
    const halvesCharacter = unit >= 0xdc00 && unit < 0xe000
    return halvesCharacter ? cut - 1 : cut
  }

  #count(piece: string): void {
    const count = this.#counts.get(piece)
    if (count !== undefined) this.#counts.set(piece, count + 1)
    else this.#counts.set(piece.length > FLATTENED_LENGTH ? this.#copied(piece) : piece, 1)
  }

  /** V8 makes a longer substring a window on its document, which would keep every document in memory. */
  #copied(piece: string): string {
    return this.#text.decode(this.#utf8.encode(piece))
  }

  #forgetRarest(): void {
    for (let rare = 1; this.#counts.size > this.#limit / 2; rare *= 2) for (const [piece, count] of this.#counts) if (count <= rare) this.#counts.delete(piece)
  }
}
