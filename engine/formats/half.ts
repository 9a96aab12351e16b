/** Sixteen-bit floating point: IEEE binary16 and bfloat16, kept as unsigned integers. */

const singles = new Float32Array(1)
const bits = new Uint32Array(singles.buffer)

/** The binary16 nearest to a number (ties to even); beyond 65,504 it is infinite. */
export function halfFromNumber(value: number): number {
  singles[0] = value
  const all = bits[0] ?? 0
  const sign = (all >>> 16) & 0x8000
  const magnitude = all & 0x7fffffff
  if (magnitude >= 0x7f800000) return sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00)
  // 65,520 is half way between the largest binary16 and what would be the next.
  if (magnitude >= 0x477ff000) return sign | 0x7c00
  // Below 2^-14 a binary16 is a multiple of 2^-24: let the addition of a large number do the rounding.
  if (magnitude < 0x38800000) return sign | roundedToEven(Math.abs(singles[0] ?? 0) * 2 ** 24)
  const odd = (magnitude >>> 13) & 1
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13)
}

function roundedToEven(value: number): number {
  return value + 2 ** 52 - 2 ** 52
}

const numberOfHalf: Float32Array = Float32Array.from({ length: 65_536 }, (_, half) => {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 31
  const fraction = half & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
})

/** The number that a binary16 stands for. */
export function numberFromHalf(half: number): number {
  return numberOfHalf[half] ?? Number.NaN
}

/** The number of the binary16 that stands at a place in bytes. */
export function halfAt(bytes: Uint8Array, at: number): number {
  return numberFromHalf((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8))
}

/** The bfloat16 nearest to a number (ties to even). */
export function brainFromNumber(value: number): number {
  singles[0] = value
  const all = bits[0] ?? 0
  if ((all & 0x7fffffff) > 0x7f800000) return (all >>> 16) | 64
  const odd = (all >>> 16) & 1
  return ((all + 0x7fff + odd) >>> 16) & 0xffff
}

/** The number that a bfloat16 stands for. */
export function numberFromBrain(brain: number): number {
  bits[0] = brain << 16
  return singles[0] ?? Number.NaN
}
