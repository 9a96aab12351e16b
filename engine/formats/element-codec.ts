/**
 * Numbers of tensors as bytes: F32, F16, BF16, and Q8_0, ggml's blocks of 32 numbers with one scale.
 * Bytes are little-endian, like every machine that Node runs models on.
 */
import { brainFromNumber, halfFromNumber, numberFromBrain, numberFromHalf } from './half.ts'

/** The element types whose numbers can be read and written. */
export type CodedType = 'F32' | 'F16' | 'BF16' | 'Q8_0'

const BLOCK = 32
const BLOCK_BYTES = 34

/** How many numbers stand together, and the bytes they take. */
export const CODED_BLOCKS: Readonly<Record<CodedType, { readonly numbers: number; readonly bytes: number }>> = {
  F32: { numbers: 1, bytes: 4 },
  F16: { numbers: 1, bytes: 2 },
  BF16: { numbers: 1, bytes: 2 },
  Q8_0: { numbers: BLOCK, bytes: BLOCK_BYTES },
}

/** Whether the numbers of this type can be read and written here. */
export function isCodedType(type: string): type is CodedType {
  return Object.hasOwn(CODED_BLOCKS, type)
}

/** The bytes of numbers; their count must be a multiple of the type's block. */
export function encodeNumbers(type: CodedType, numbers: Float32Array): Uint8Array {
  switch (type) {
    case 'F32':
      return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
    case 'F16':
      return encodeEach(numbers, halfFromNumber)
    case 'BF16':
      return encodeEach(numbers, brainFromNumber)
    case 'Q8_0':
      return encodeBlocks(numbers)
  }
}

/** The numbers in bytes, put into `out` from `at` on. The bytes must be whole blocks. */
export function decodeNumbers(type: CodedType, bytes: Uint8Array, out: Float32Array, at: number): void {
  switch (type) {
    case 'F32':
      new Uint8Array(out.buffer, out.byteOffset + at * 4, bytes.length).set(bytes)
      return
    case 'F16':
      return decodeEach(bytes, numberFromHalf, out, at)
    case 'BF16':
      return decodeEach(bytes, numberFromBrain, out, at)
    case 'Q8_0':
      return decodeBlocks(bytes, out, at)
  }
}

function encodeEach(numbers: Float32Array, convert: (value: number) => number): Uint8Array {
  const out = new Uint16Array(numbers.length)
  for (let i = 0; i < numbers.length; i++) out[i] = convert(numbers[i] ?? 0)
  return new Uint8Array(out.buffer)
}

function decodeEach(bytes: Uint8Array, convert: (bits: number) => number, out: Float32Array, at: number): void {
  for (let i = 0; i < bytes.length; i += 2) out[at + (i >> 1)] = convert((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8))
}

/** As quantize_row_q8_0_ref of ggml, to the bit: scale = largest magnitude / 127, ties away from zero. */
function encodeBlocks(numbers: Float32Array): Uint8Array {
  const out = new Uint8Array((numbers.length / BLOCK) * BLOCK_BYTES)
  const view = new DataView(out.buffer)
  for (let from = 0, at = 0; from < numbers.length; from += BLOCK, at += BLOCK_BYTES) {
    let largest = 0
    for (let i = 0; i < BLOCK; i++) largest = Math.max(largest, Math.abs(numbers[from + i] ?? 0))
    const scale = Math.fround(largest / 127)
    const inverse = scale === 0 ? 0 : Math.fround(1 / scale)
    view.setUint16(at, halfFromNumber(scale), true)
    for (let i = 0; i < BLOCK; i++) {
      const scaled = Math.fround((numbers[from + i] ?? 0) * inverse)
      view.setInt8(at + 2 + i, Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5))
    }
  }
  return out
}

function decodeBlocks(bytes: Uint8Array, out: Float32Array, at: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let from = 0, to = at; from < bytes.length; from += BLOCK_BYTES, to += BLOCK) {
    const scale = numberFromHalf(view.getUint16(from, true))
    for (let i = 0; i < BLOCK; i++) out[to + i] = scale * view.getInt8(from + 2 + i)
  }
}
