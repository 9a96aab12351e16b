/** Ids of what the author makes. */
import { BlockId } from './schema.ts'

const alphabet = '0123456789abcdefghijklmnopqrstuv'

/** A random name of 14 letters and digits (70 bits): short, and unique without asking anyone. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(14))
  return Array.from(bytes, (byte) => alphabet[byte & 31]).join('')
}

/** The id of a new block. */
export function newBlockId(): BlockId {
  return BlockId.parse(randomId())
}
