/** Adapters put into a base: into single matrices, or into a whole model of its own. */
import { type Base, exportBase, type ExportPrecision } from '#engine/bases/index.ts'
import type { GgufValue } from '#engine/formats/index.ts'
import type { AdaptedMatrix, Adapter } from './adapter.ts'
import { checkBase } from './fit.ts'

/** W (out, in) + strength · factor · B·A, as a new matrix. */
export function adaptedMatrix(w: Float32Array, { a, b, rank, factor }: AdaptedMatrix, strength = 1): Float32Array {
  const [sum, width] = [Float32Array.from(w), a.length / rank]
  for (let row = 0; row < b.length / rank; row++) {
    const target = sum.subarray(row * width, (row + 1) * width)
    for (let k = 0; k < rank; k++) {
      const weight = strength * factor * (b[row * rank + k] ?? 0)
      if (weight === 0) continue
      const source = a.subarray(k * width, (k + 1) * width)
      for (let i = 0; i < width; i++) target[i]! += weight * source[i]!
    }
  }
  return sum
}

/** How an adapter is put into a model. */
export interface MergeOptions {
  readonly name: string
  readonly precision: ExportPrecision
  /** 1 is the adapter as it was trained. */
  readonly strength?: number
  /** For a base that is no GGUF: its `tokenizer.` entries. */
  readonly vocabulary?: Readonly<Record<string, GgufValue>>
  /** Told how many numbers are being written, parameter after parameter. */
  readonly onNumbers?: (count: number) => void
}

/** Writes the base with the adapter in it as a GGUF of its own, one parameter in memory at a time. Throws OtherBaseError where the adapter was made for another one. */
export async function mergeAdapter(path: string, base: Base, adapter: Adapter, options: MergeOptions, signal?: AbortSignal): Promise<void> {
  const { name, precision, strength = 1, vocabulary = {}, onNumbers } = options
  await checkBase(base, adapter)
  const merged: Readonly<Record<string, GgufValue>> = { 'moke.merged': { type: 'string', value: adapter.name } }
  const change = (parameter: string, numbers: Float32Array): Float32Array => {
    onNumbers?.(numbers.length)
    const matrix = adapter.matrices.get(parameter)
    return matrix ? adaptedMatrix(numbers, matrix, strength) : numbers
  }
  await exportBase(path, base, { name, precision, metadata: { ...vocabulary, ...merged }, change }, signal)
}
