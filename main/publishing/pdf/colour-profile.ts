/**
 * The colours in which a picture says its pixels are: a profile of the ICC. A PDF takes it along as it is, that of the usual colours of screens
 * too, as Typst's own does: it is there once for all pictures, and so nobody has to know one from another.
 */
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { startsWith } from '#main/images/raster.ts'

/** Those of screens are a few thousand bytes, those of printers half a million. */
const MOST = 2 ** 22

const unpacked = promisify(inflate)

/** From a PNG's `iCCP`: a name and its end, how it is packed, which is always the same, and the profile. Null where nobody can read it. */
export async function packedProfile(chunk: Buffer): Promise<Buffer | null> {
  const named = chunk.indexOf(0)
  if (named === -1 || chunk[named + 1] !== 0) return null
  return unpacked(chunk.subarray(named + 2), { maxOutputLength: MOST }).catch(() => null)
}

export const JPEG_PROFILE = 'ICC_PROFILE\0'

/** From a JPEG's segments, which are short, so that a profile has several: each says which it is, and of how many. Null where they are not each there once. */
export function joinedProfile(segments: readonly Buffer[]): Buffer | null {
  const [which, many] = [JPEG_PROFILE.length, JPEG_PROFILE.length + 1]
  const parts = segments.toSorted((one, other) => (one[which] ?? 0) - (other[which] ?? 0))
  const isWhole = parts.every((part, at) => part[which] === at + 1 && part[many] === parts.length)
  return isWhole ? Buffer.concat(parts.map((part) => part.subarray(many + 1))) : null
}

/** Where its head says how long it is, its version, what it is of, the colours that it reads and those that it tells them by, and that it is one. */
const [LENGTH, VERSION, KIND, COLOURS, TOLD_BY, MARK, HEAD] = [0, 8, 12, 16, 20, 36, 128]

/** Whether a PDF can have it for pictures of these colours: https://www.color.org/specification/ICC.1-2022-05.pdf, of which it knows versions to 4. */
export function suits(profile: Buffer, colours: 'DeviceGray' | 'DeviceRGB'): boolean {
  const says = (at: number, ...words: readonly string[]): boolean => words.some((word) => startsWith(profile, word, at))
  return (
    profile.length > HEAD &&
    profile.readUInt32BE(LENGTH) === profile.length &&
    says(MARK, 'acsp') &&
    [2, 4].includes(profile[VERSION] ?? 0) &&
    says(KIND, 'mntr', 'scnr', 'prtr', 'spac') &&
    says(COLOURS, colours === 'DeviceGray' ? 'GRAY' : 'RGB ') &&
    says(TOLD_BY, 'XYZ ', 'Lab ')
  )
}
