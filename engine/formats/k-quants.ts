/**
 * ggml's K-quants: blocks of 256 numbers in groups of 16 or 32 with small whole scales under one or two binary16.
 * One function a type; each reads the block at `at` of `bytes` and puts its numbers into `out` from `to` on, to the
 * bit as the dequantize_row functions of ggml-quants.c do. Layouts: ggml-common.h.
 */
import { halfAt } from './half.ts'

/**
 * block_q2_K: 16 bytes of scales (low half scale, high half minimum), 64 bytes of two bits, binary16 d and dmin.
 * Group g of 16 numbers: d × scale × q − dmin × minimum. A byte holds four numbers that are 32 apart.
 */
export function decodeQ2_K(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at + 80)
  const dmin = halfAt(bytes, at + 82)
  for (let g = 0; g < 16; g++) {
    const scales = bytes[at + g] ?? 0
    const scale = d * (scales & 15)
    const minimum = dmin * (scales >> 4)
    const from = at + 16 + pairOfBitsAt(g)
    const shift = pairOfBitsShift(g)
    for (let i = 0; i < 16; i++) out[to + g * 16 + i] = scale * (((bytes[from + i] ?? 0) >> shift) & 3) - minimum
  }
}

/**
 * block_q3_K: 32 bytes of third bits, 64 bytes of two bits as in Q2_K, 12 bytes of sixteen 6-bit scales, binary16 d.
 * Group g of 16 numbers: d × (scale − 32) × q, where q is less by 4 without the third bit. Scale g has its four low
 * bits in byte g mod 8 and its two high ones in byte 8 + g mod 4.
 */
export function decodeQ3_K(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at + 108)
  for (let g = 0; g < 16; g++) {
    const low = ((bytes[at + 96 + (g & 7)] ?? 0) >> (4 * (g >> 3))) & 15
    const high = ((bytes[at + 104 + (g & 3)] ?? 0) >> (2 * (g >> 2))) & 3
    const scale = d * ((low | (high << 4)) - 32)
    const third = at + 16 * (g & 1)
    const from = at + 32 + pairOfBitsAt(g)
    const shift = pairOfBitsShift(g)
    for (let i = 0; i < 16; i++) {
      const less = 4 - 4 * (((bytes[third + i] ?? 0) >> (g >> 1)) & 1)
      out[to + g * 16 + i] = scale * ((((bytes[from + i] ?? 0) >> shift) & 3) - less)
    }
  }
}

/**
 * block_q4_K: binary16 d and dmin, 12 bytes of eight 6-bit scales and minima, 128 bytes of four bits. Group g of 32
 * numbers: d × scale × q − dmin × minimum. The low halves of 32 bytes are one group, the high ones the next.
 */
export function decodeQ4_K(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at)
  const dmin = halfAt(bytes, at + 2)
  for (let g = 0; g < 8; g++) {
    const scale = d * scaleOf(bytes, at + 4, g)
    const minimum = dmin * minimumOf(bytes, at + 4, g)
    const from = at + 16 + 32 * (g >> 1)
    const shift = 4 * (g & 1)
    for (let i = 0; i < 32; i++) out[to + g * 32 + i] = scale * (((bytes[from + i] ?? 0) >> shift) & 15) - minimum
  }
}

/** block_q5_K: as Q4_K, with 32 bytes of fifth bits after the scales: bit g of byte i belongs to number i of group g. */
export function decodeQ5_K(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at)
  const dmin = halfAt(bytes, at + 2)
  for (let g = 0; g < 8; g++) {
    const scale = d * scaleOf(bytes, at + 4, g)
    const minimum = dmin * minimumOf(bytes, at + 4, g)
    const from = at + 48 + 32 * (g >> 1)
    const shift = 4 * (g & 1)
    for (let i = 0; i < 32; i++) {
      const fifth = ((bytes[at + 16 + i] ?? 0) >> g) & 1
      out[to + g * 32 + i] = scale * ((((bytes[from + i] ?? 0) >> shift) & 15) | (fifth << 4)) - minimum
    }
  }
}

/**
 * block_q6_K: 128 bytes of four low bits, 64 bytes of two high bits, 16 signed scales, binary16 d. Group g of 16
 * numbers: d × scale × (q − 32). In each half of the block a low byte holds two numbers that are 64 apart, a high
 * byte four that are 32 apart.
 */
export function decodeQ6_K(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at + 208)
  for (let g = 0; g < 16; g++) {
    const scale = d * (((bytes[at + 192 + g] ?? 0) << 24) >> 24)
    const low = at + 64 * (g >> 3) + 16 * (g & 3)
    const lowShift = 4 * ((g >> 2) & 1)
    const high = at + 128 + pairOfBitsAt(g)
    const highShift = pairOfBitsShift(g)
    for (let i = 0; i < 16; i++) {
      const q = (((bytes[low + i] ?? 0) >> lowShift) & 15) | ((((bytes[high + i] ?? 0) >> highShift) & 3) << 4)
      out[to + g * 16 + i] = scale * (q - 32)
    }
  }
}

/** Where the two bits of group g begin, in 64 bytes that hold two halves of 128 numbers, and how far up they are. */
function pairOfBitsAt(g: number): number {
  return 32 * (g >> 3) + 16 * (g & 1)
}

function pairOfBitsShift(g: number): number {
  return 2 * ((g >> 1) & 3)
}

/** get_scale_min_k4: the first four of 6 bits each, their upper two bits the top of the last four. */
function scaleOf(bytes: Uint8Array, at: number, g: number): number {
  if (g < 4) return (bytes[at + g] ?? 0) & 63
  return ((bytes[at + g + 4] ?? 0) & 15) | (((bytes[at + g - 4] ?? 0) >> 6) << 4)
}

function minimumOf(bytes: Uint8Array, at: number, g: number): number {
  if (g < 4) return (bytes[at + g + 4] ?? 0) & 63
  return ((bytes[at + g + 4] ?? 0) >> 4) | (((bytes[at + g] ?? 0) >> 6) << 4)
}
