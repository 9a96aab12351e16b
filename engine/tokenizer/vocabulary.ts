/**
 * A vocabulary as a value: what every id stands for and which pairs merge into what. Nothing here knows
 * where it came from (training, our file, a GGUF).
 */
import { TokenizerError } from './tokenizer-error.ts'

/** The name and the text of the token that ends a document. */
export const END_OF_TEXT = '<|endoftext|>'

/**
 * `text`: bytes of text. `control`: a mark such as the end of text, never made from text, shown as nothing.
 * `added`: text that is always one token of its own, before pieces and merges (llama.cpp: user defined).
 */
export type TokenKind = 'text' | 'control' | 'added'

/** One token: its bytes (a control token's are its name) and its kind. */
export interface Token {
  readonly bytes: Uint8Array
  readonly kind: TokenKind
}

/** Tokens by id, merges by rank, and the id that ends a document. */
export interface Vocabulary {
  readonly tokens: readonly Token[]
  readonly merges: readonly (readonly [left: number, right: number])[]
  readonly endOfText: number
}

/**
 * The vocabulary whose ids 0 to 255 are the bytes, then one token per merge, then the end of text.
 * Throws TokenizerError where a merge names a token that is not there yet or makes one that is.
 */
export function vocabularyFromMerges(merges: Vocabulary['merges']): Vocabulary {
  const tokens: Token[] = Array.from({ length: 256 }, (_, byte) => ({ bytes: Uint8Array.of(byte), kind: 'text' }))
  const seen = new Set<string>(tokens.map((token) => byteKey(token.bytes)))
  for (const [rank, [left, right]] of merges.entries()) {
    const [first, second] = [tokens[left], tokens[right]]
    if (!first || !second) throw new TokenizerError(`Merge ${rank} joins tokens ${left} and ${right}, of which one is not made yet.`)
    const bytes = joined(first.bytes, second.bytes)
    const key = byteKey(bytes)
    if (seen.has(key)) throw new TokenizerError(`Merge ${rank} makes a token that is in the vocabulary already.`)
    seen.add(key)
    tokens.push({ bytes, kind: 'text' })
  }
  const endOfText = tokens.length
  tokens.push({ bytes: new TextEncoder().encode(END_OF_TEXT), kind: 'control' })
  return { tokens, merges, endOfText }
}

/** A string that is equal for equal bytes. */
export function byteKey(bytes: Uint8Array): string {
  let key = ''
  for (const byte of bytes) key += String.fromCharCode(byte)
  return key
}

/** The bytes of two tokens, one after the other. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}
