/** Parts of a packed file, none unpacked before its size is known and allowed. */
import { type UnzipFileInfo, unzipSync } from 'fflate'
import type { ReadingLimits } from './limits.ts'
import { ReadingError } from './work.ts'

/** A file of more parts was not made by a writing program. */
const mostParts = 20_000

/** Text packs to a tenth; what packs to less than this share of itself is made to burst. Small parts may: a page of spaces is none. */
const leastShare = 1 / 400
const small = 2 ** 20

/** The names of all parts. Throws `ReadingError` where the file is no archive, is cut short or asks for a password. */
export function partNames(bytes: Uint8Array): string[] {
  const names: string[] = []
  unpack(bytes, ({ name }) => {
    names.push(name)
    if (names.length > mostParts) throw new ReadingError('bomb', `more than ${mostParts} parts`)
    return false
  })
  return names
}

/** The parts that are wanted, by name. `limits` hold for all of them together. */
export function partsOf(bytes: Uint8Array, isWanted: (name: string) => boolean, limits: ReadingLimits): Map<string, Uint8Array> {
  let sum = 0
  const parts = unpack(bytes, ({ name, size, originalSize }) => {
    if (!isWanted(name)) return false
    sum += originalSize
    const bursts = originalSize > small && size < originalSize * leastShare
    if (bursts || originalSize > limits.mostPart || sum > limits.mostUnpacked) throw new ReadingError('bomb', `${name}: ${size} → ${originalSize} bytes`)
    return true
  })
  return new Map(Object.entries(parts))
}

/** The bytes of a part as text. */
export function partText(part: Uint8Array | undefined): string {
  return new TextDecoder(part?.[0] === 0xff || part?.[0] === 0xfe ? (part[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(part ?? new Uint8Array())
}

function unpack(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  // The first bit of an entry's flags: its bytes are encrypted. Of a damaged archive it says nothing.
  const isLocked = ((bytes[6] ?? 0) & 1) === 1
  try {
    const parts = unzipSync(bytes, { filter: isLocked ? () => false : filter })
    if (isLocked) throw new ReadingError('encrypted')
    return parts
  } catch (error) {
    if (error instanceof ReadingError) throw error
    throw new ReadingError('broken', error instanceof Error ? error.message : '')
  }
}
