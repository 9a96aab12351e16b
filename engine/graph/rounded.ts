/**
 * Frozen matrices kept in 8 or 4 bits, in blocks of 32 numbers of a row that share a scale, as GGUF's Q8_0 and Q4_0 do. They are
 * unpacked where they multiply, forward and once more backward, and forgotten after: what stays in memory are the codes.
 */
import { add, concat, slice } from './elementwise.ts'
import type { FrozenMatrix } from './frozen.ts'
import { afterAll } from './order.ts'
import { product } from './products.ts'
import { type Shape, ShapeError, showShape, sizeAt, sizeOf } from './shape.ts'
import { constant, emit, integers, type Tensor } from './tensor.ts'

/** Numbers of a row that share a scale. */
export const BLOCK = 32

/** Numbers that are unpacked at once, at most: 128 MB. */
const LARGEST_PIECE = 2 ** 25

/** What a rounded matrix is kept as. */
export interface RoundedNumbers {
  /** (out, in) int8; or (out, in / 2) bytes of two codes, which are 8 too high: numbers i and i + in / 2 of a row share one, the first in its lower half. */
  readonly codes: Int8Array | Uint8Array
  /** (out, in / 32) */
  readonly scales: Float32Array
}

/** Whether a matrix can be kept in these bits: its rows are whole blocks. */
export function canRound(shape: Shape, bits: 8 | 4): boolean {
  return shape.length === 2 && sizeAt(shape, 1) % (bits === 8 ? BLOCK : 2 * BLOCK) === 0
}

/** The shapes and types that the inputs of a rounded matrix have. */
export function roundedShapes(shape: Shape, bits: 8 | 4): { readonly codes: Shape; readonly type: 'int8' | 'uint8'; readonly scales: Shape } {
  const [out, width] = [sizeAt(shape, 0), sizeAt(shape, 1)]
  if (!canRound(shape, bits)) throw new ShapeError(`a matrix of shape ${showShape(shape)} can't be kept in blocks of ${bits} bits`)
  return { codes: bits === 8 ? [out, width] : [out, width / 2], type: bits === 8 ? 'int8' : 'uint8', scales: [out, width / BLOCK] }
}

/** The numbers of a matrix (out, in), row-major, rounded to the nearest code of their block. */
export function round(elements: Float32Array, shape: Shape, bits: 8 | 4): RoundedNumbers {
  const { codes, scales } = roundedShapes(shape, bits)
  const kept = { codes: bits === 8 ? new Int8Array(sizeOf(codes)) : new Uint8Array(sizeOf(codes)), scales: new Float32Array(sizeOf(scales)) }
  const width = sizeAt(shape, 1)
  for (let block = 0; block < kept.scales.length; block++) {
    const from = block * BLOCK
    const scale = bits === 8 ? scaleOf8(elements, from) : scaleOf4(elements, from)
    kept.scales[block] = scale
    const inverse = scale === 0 ? 0 : 1 / scale
    for (let i = from; i < from + BLOCK; i++) {
      const code = Math.round(elements[i]! * inverse)
      if (bits === 8) kept.codes[i] = code
      else setNibble(kept.codes as Uint8Array, i, width, Math.min(7, Math.max(-8, code)) + 8)
    }
  }
  return kept
}

function scaleOf8(elements: Float32Array, from: number): number {
  let largest = 0
  for (let i = from; i < from + BLOCK; i++) largest = Math.max(largest, Math.abs(elements[i]!))
  return largest / 127
}

/** The number of the largest size becomes −8, which has no positive counterpart, as in Q4_0. */
function scaleOf4(elements: Float32Array, from: number): number {
  let largest = 0
  for (let i = from; i < from + BLOCK; i++) if (Math.abs(elements[i]!) > Math.abs(largest)) largest = elements[i]!
  return largest / -8
}

function setNibble(codes: Uint8Array, i: number, width: number, code: number): void {
  const [row, column, half] = [Math.floor(i / width), i % width, width / 2]
  const at = row * half + (column % half)
  codes[at] = codes[at]! | (column < half ? code : code << 4)
}

/** A matrix (out, in) whose codes and scales are inputs of the graph. */
export function roundedMatrix(codes: Tensor, scales: Tensor, shape: Shape, largestPiece = LARGEST_PIECE): FrozenMatrix {
  const [out, width] = [sizeAt(shape, 0), sizeAt(shape, 1)]
  const pieces = Math.ceil(sizeOf(shape) / largestPiece)
  const rows = Math.ceil(out / pieces)
  const parts = Array.from({ length: pieces }, (_, i) => ({ start: i * rows, end: Math.min(out, (i + 1) * rows) }))
  /** Rows of the matrix, unpacked when what is before them is done. */
  const unpacked = ({ start, end }: (typeof parts)[number], before: Tensor | undefined): Tensor =>
    unpack(slice(codes, 0, start, end), afterAll(slice(scales, 0, start, end), [before]), [end - start, width])
  return {
    shape,
    forward(x) {
      const results: Tensor[] = []
      for (const part of parts) results.push(product(x, unpacked(part, results.at(-1) ?? x), { transposeB: true }))
      return concat(results, 1)
    },
    backward: (g) =>
      parts.reduce<Tensor | undefined>((sum, part) => {
        const own = product(slice(g, 1, part.start, part.end), unpacked(part, sum ?? g))
        return sum === undefined ? own : add(sum, own)
      }, undefined) ?? g,
    rows(index) {
      const gather = (from: Tensor): Tensor =>
        emit('Gather', [from, index], [sizeOf(index.shape), sizeAt(from.shape, 1)], { attributes: { axis: 0 }, type: from.type })
      return unpack(gather(codes), gather(scales), [sizeOf(index.shape), width])
    },
  }
}

/** Codes times their scales, as float32. */
function unpack(codes: Tensor, scales: Tensor, shape: Shape): Tensor {
  const attributes = { axis: 1, block_size: BLOCK }
  if (codes.type === 'int8') return emit('DequantizeLinear', [codes, scales], shape, { attributes })
  const low = emit('BitwiseAnd', [codes, constant(Uint8Array.of(15), [1])], codes.shape, { type: 'uint8' })
  const high = emit('BitShift', [codes, constant(Uint8Array.of(4), [1])], codes.shape, { attributes: { direction: 'RIGHT' }, type: 'uint8' })
  const both = emit('Concat', [low, high], shape, { attributes: { axis: 1 }, type: 'uint8' })
  const zero = emit('Expand', [constant(Uint8Array.of(8), [1]), integers(scales.shape)], scales.shape, { type: 'uint8' })
  return emit('DequantizeLinear', [both, scales, zero], shape, { attributes })
}
