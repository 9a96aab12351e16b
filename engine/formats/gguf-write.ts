/** Writing GGUF version 3, tensor by tensor, so that only one has to be in memory. */
import type { FileHandle } from 'node:fs/promises'
import { writeAll, writeFileAtomically } from './atomic-file.ts'
import { ByteWriter } from './byte-writer.ts'
import { encodeNumbers } from './element-codec.ts'
import { GGML_TYPES } from './ggml-types.ts'
import type { GgufValue } from './gguf-values.ts'

/** A tensor to be written. */
export interface GgufTensor {
  readonly name: string
  /** Row-major, outermost first, as in safetensors: a matrix of out rows is [out, in]. GGUF itself keeps the reverse. */
  readonly shape: readonly number[]
  readonly type: 'F32' | 'F16' | 'Q8_0'
  /** Called once, when the tensor's turn comes. */
  readonly load: () => Float32Array | Promise<Float32Array>
}

/** What a GGUF holds. `general.alignment` is taken from the metadata, 32 without it. */
export interface GgufContent {
  readonly metadata: Readonly<Record<string, GgufValue>>
  readonly tensors: readonly GgufTensor[]
}

const VERSION = 3
const DEFAULT_ALIGNMENT = 32
const CHUNK = 1 << 20

/**
 * Writes a GGUF; whoever opens the path sees the old file or the whole new one. Throws RangeError for a
 * tensor that its type or its shape cannot hold, and the signal's reason once that is aborted.
 */
export async function writeGguf(path: string, content: GgufContent, signal?: AbortSignal): Promise<void> {
  const tensors = content.tensors.map((tensor) => ({ ...tensor, sizeBytes: byteSize(tensor) }))
  const { header, alignment } = encodeGgufHeader(content.metadata, tensors)
  await writeFileAtomically(path, async (file) => {
    await writeAll(file, header)
    for (const tensor of content.tensors) {
      signal?.throwIfAborted()
      await writeTensor(file, tensor, alignment)
    }
  })
}

function alignmentOf(metadata: GgufContent['metadata']): number {
  const value = metadata['general.alignment']
  if (!value) return DEFAULT_ALIGNMENT
  if (value.type !== 'uint32' || value.value < 8 || (value.value & (value.value - 1)) !== 0)
    throw new RangeError('general.alignment must be a power of two from 8 on, as uint32.')
  return value.value
}

/** A tensor's entry in the index. */
interface IndexEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: string
  readonly sizeBytes: number
}

/** Everything before the first tensor, for tensors that follow in this order, each padded to the alignment. */
export function encodeGgufHeader(
  metadata: GgufContent['metadata'],
  tensors: readonly IndexEntry[],
): { readonly header: Uint8Array; readonly alignment: number } {
  const alignment = alignmentOf(metadata)
  const writer = new ByteWriter()
  writer.raw(new TextEncoder().encode('GGUF'))
  writer.uint32(VERSION)
  writer.uint64(tensors.length)
  const entries = Object.entries(metadata)
  writer.uint64(entries.length)
  for (const [key, value] of entries) {
    writer.string(key)
    writer.typedValue(value)
  }
  let offset = 0
  for (const tensor of tensors) {
    writer.string(tensor.name)
    writer.uint32(tensor.shape.length)
    for (const size of tensor.shape.toReversed()) writer.uint64(size)
    writer.uint32(typeIds.get(tensor.type) ?? unknownType(tensor.name, tensor.type))
    writer.uint64(offset)
    offset += aligned(tensor.sizeBytes, alignment)
  }
  writer.pad(alignment)
  return { header: writer.bytes(), alignment }
}

const typeIds: ReadonlyMap<string, number> = new Map(Object.entries(GGML_TYPES).map(([name, { id }]) => [name, id]))

function unknownType(name: string, type: string): never {
  throw new RangeError(`Tensor ${name} is of the type ${type}, which GGUF does not know.`)
}

function byteSize(tensor: GgufTensor): number {
  const { numbers, bytes } = GGML_TYPES[tensor.type]
  const innermost = tensor.shape.at(-1) ?? 0
  const whole = tensor.shape.length <= 4 && innermost > 0 && innermost % numbers === 0
  if (!whole)
    throw new RangeError(`Tensor ${tensor.name} of shape [${tensor.shape.join(', ')}] cannot be ${tensor.type}: rows of ${numbers}, at most four dimensions.`)
  return (countOf(tensor.shape) / numbers) * bytes
}

async function writeTensor(file: FileHandle, tensor: GgufTensor, alignment: number): Promise<void> {
  const numbers = await tensor.load()
  if (numbers.length !== countOf(tensor.shape))
    throw new RangeError(`Tensor ${tensor.name} has ${numbers.length} numbers, but its shape is [${tensor.shape.join(', ')}].`)
  for (let from = 0; from < numbers.length; from += CHUNK) await writeAll(file, encodeNumbers(tensor.type, numbers.subarray(from, from + CHUNK)))
  const size = byteSize(tensor)
  await writeAll(file, new Uint8Array(aligned(size, alignment) - size))
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

function aligned(size: number, alignment: number): number {
  return Math.ceil(size / alignment) * alignment
}
