/**
 * Numbers of tensors as bytes: plain types, and ggml's blocks with scales. A file may hold a different type for
 * each tensor. Bytes are little-endian, like every machine that Node runs models on.
 */
import { GGML_TYPES } from './ggml-types.ts'
import { brainFromNumber, halfFromNumber, numberFromBrain, numberFromHalf } from './half.ts'
import { decodeQ2_K, decodeQ3_K, decodeQ4_K, decodeQ5_K, decodeQ6_K } from './k-quants.ts'
import { decodeQ4_0, decodeQ4_1, decodeQ5_0, decodeQ5_1, decodeQ8_0 } from './small-blocks.ts'

/** The element types whose numbers can be written. */
export type WritableType = 'F32' | 'F16' | 'BF16' | 'Q8_0'

/** The element types whose numbers can be read. */
export type ReadableType = keyof typeof decoders

type Decode = (bytes: Uint8Array, out: Float32Array, at: number) => void

const decoders = {
  F32: decodeSingles,
  F16: each(numberFromHalf),
  BF16: each(numberFromBrain),
  Q8_0: blocks('Q8_0', decodeQ8_0),
  Q4_0: blocks('Q4_0', decodeQ4_0),
  Q4_1: blocks('Q4_1', decodeQ4_1),
  Q5_0: blocks('Q5_0', decodeQ5_0),
  Q5_1: blocks('Q5_1', decodeQ5_1),
  Q2_K: blocks('Q2_K', decodeQ2_K),
  Q3_K: blocks('Q3_K', decodeQ3_K),
  Q4_K: blocks('Q4_K', decodeQ4_K),
  Q5_K: blocks('Q5_K', decodeQ5_K),
  Q6_K: blocks('Q6_K', decodeQ6_K),
}

/** The names of the types that can be read, for telling people. */
export const READABLE_TYPES: readonly string[] = Object.keys(decoders)

/** Whether the numbers of this type can be read here. */
export function isReadableType(type: string): type is ReadableType {
  return Object.hasOwn(decoders, type)
}

/** The numbers in bytes, put into `out` from `at` on. The bytes must be whole blocks. */
export function decodeNumbers(type: ReadableType, bytes: Uint8Array, out: Float32Array, at: number): void {
  decoders[type](bytes, out, at)
}

/** The bytes of numbers; their count must be a multiple of the type's block. */
export function encodeNumbers(type: WritableType, numbers: Float32Array): Uint8Array {
  switch (type) {
    case 'F32':
      return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
    case 'F16':
      return encodeEach(numbers, halfFromNumber)
    case 'BF16':
      return encodeEach(numbers, brainFromNumber)
    case 'Q8_0':
      return encodeQ8_0(numbers)
  }
}

function decodeSingles(bytes: Uint8Array, out: Float32Array, at: number): void {
  new Uint8Array(out.buffer, out.byteOffset + at * 4, bytes.length).set(bytes)
}

function each(convert: (bits: number) => number): Decode {
  return (bytes, out, at) => {
    for (let i = 0; i < bytes.length; i += 2) out[at + (i >> 1)] = convert((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8))
  }
}

function blocks(type: keyof typeof GGML_TYPES, decode: (bytes: Uint8Array, at: number, out: Float32Array, to: number) => void): Decode {
  const { numbers, bytes: blockBytes } = GGML_TYPES[type]
  return (bytes, out, at) => {
    for (let from = 0, to = at; from < bytes.length; from += blockBytes, to += numbers) decode(bytes, from, out, to)
  }
}

function encodeEach(numbers: Float32Array, convert: (value: number) => number): Uint8Array {
  const out = new Uint16Array(numbers.length)
  for (let i = 0; i < numbers.length; i++) out[i] = convert(numbers[i] ?? 0)
  return new Uint8Array(out.buffer)
}

/** As quantize_row_q8_0_ref of ggml, to the bit: scale = largest magnitude / 127, ties away from zero. */
function encodeQ8_0(numbers: Float32Array): Uint8Array {
  const { numbers: block, bytes: blockBytes } = GGML_TYPES.Q8_0
  const out = new Uint8Array((numbers.length / block) * blockBytes)
  const view = new DataView(out.buffer)
  for (let from = 0, at = 0; from < numbers.length; from += block, at += blockBytes) {
    let largest = 0
    for (let i = 0; i < block; i++) largest = Math.max(largest, Math.abs(numbers[from + i] ?? 0))
    const scale = Math.fround(largest / 127)
    const inverse = scale === 0 ? 0 : Math.fround(1 / scale)
    view.setUint16(at, halfFromNumber(scale), true)
    for (let i = 0; i < block; i++) {
      const scaled = Math.fround((numbers[from + i] ?? 0) * inverse)
      view.setInt8(at + 2 + i, Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5))
    }
  }
  return out
}
