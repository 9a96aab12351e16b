/**
 * The byte-to-unicode alphabet of GPT-2, in which GGUF spells byte-level tokens: printable bytes of
 * Latin-1 stand for themselves, the other 68 for U+0100 and on, in order.
 */

function isPrintable(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae
}

const characterOfByte: readonly string[] = (() => {
  let unprintable = 0
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPrintable(byte) ? byte : 0x100 + unprintable++))
})()

const byteOfCharacter = new Map(characterOfByte.map((character, byte) => [character, byte]))

/** The spelling of a token's bytes. */
export function spellBytes(bytes: Uint8Array): string {
  let spelled = ''
  for (const byte of bytes) spelled += characterOfByte[byte]
  return spelled
}

/** The bytes that a spelling stands for, or undefined where a character is outside the alphabet. */
export function bytesOfSpelling(spelled: string): Uint8Array | undefined {
  const bytes = new Uint8Array(spelled.length)
  for (let i = 0; i < spelled.length; i++) {
    const byte = byteOfCharacter.get(spelled.charAt(i))
    if (byte === undefined) return undefined
    bytes[i] = byte
  }
  return bytes
}
