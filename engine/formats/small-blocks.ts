/**
 * ggml's blocks of 32 numbers, one function a type. Each reads the block at `at` of `bytes` and puts its numbers
 * into `out` from `to` on, to the bit as the dequantize_row functions of ggml-quants.c do. Layouts: ggml-common.h.
 */
import { halfAt } from './half.ts'

const HALF_BLOCK = 16

/** block_q4_0: binary16 d, then 16 bytes: the numbers 0 to 15 in the low halves, 16 to 31 in the high ones; d × (q − 8). */
export function decodeQ4_0(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at)
  for (let i = 0; i < HALF_BLOCK; i++) {
    const q = bytes[at + 2 + i] ?? 0
    out[to + i] = d * ((q & 15) - 8)
    out[to + HALF_BLOCK + i] = d * ((q >> 4) - 8)
  }
}

/** block_q4_1: binary16 d and m, then 16 bytes as in Q4_0; d × q + m. */
export function decodeQ4_1(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at)
  const m = halfAt(bytes, at + 2)
  for (let i = 0; i < HALF_BLOCK; i++) {
    const q = bytes[at + 4 + i] ?? 0
    out[to + i] = d * (q & 15) + m
    out[to + HALF_BLOCK + i] = d * (q >> 4) + m
  }
}

/** block_q5_0: binary16 d, 4 bytes of fifth bits (bit i belongs to number i), then 16 bytes as in Q4_0; d × (q − 16). */
export function decodeQ5_0(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at)
  const fifth = uint32At(bytes, at + 2)
  for (let i = 0; i < HALF_BLOCK; i++) {
    const q = bytes[at + 6 + i] ?? 0
    out[to + i] = d * (((q & 15) | (((fifth >>> i) & 1) << 4)) - 16)
    out[to + HALF_BLOCK + i] = d * (((q >> 4) | (((fifth >>> (HALF_BLOCK + i)) & 1) << 4)) - 16)
  }
}

/** block_q5_1: binary16 d and m, 4 bytes of fifth bits, then 16 bytes as in Q5_0; d × q + m. */
export function decodeQ5_1(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at)
  const m = halfAt(bytes, at + 2)
  const fifth = uint32At(bytes, at + 4)
  for (let i = 0; i < HALF_BLOCK; i++) {
    const q = bytes[at + 8 + i] ?? 0
    out[to + i] = d * ((q & 15) | (((fifth >>> i) & 1) << 4)) + m
    out[to + HALF_BLOCK + i] = d * ((q >> 4) | (((fifth >>> (HALF_BLOCK + i)) & 1) << 4)) + m
  }
}

/** block_q8_0: binary16 d, then 32 signed bytes; d × q. */
export function decodeQ8_0(bytes: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = halfAt(bytes, at)
  for (let i = 0; i < 2 * HALF_BLOCK; i++) out[to + i] = d * (((bytes[at + 2 + i] ?? 0) << 24) >> 24)
}

function uint32At(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
}
