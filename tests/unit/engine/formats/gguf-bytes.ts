import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ByteWriter } from '#engine/formats/byte-writer.ts'
import { GGML_TYPES } from '#engine/formats/ggml-types.ts'
import type { GgufValue } from '#engine/formats/index.ts'

export interface RawTensor {
  readonly name: string
  /** Row-major, outermost first. */
  readonly shape: readonly number[]
  readonly type: keyof typeof GGML_TYPES
  /** Whole blocks, repeated until the tensor is full. */
  readonly blocks: Uint8Array
}

/** A GGUF of tensors whose bytes are given, for the types that no writer of ours makes. */
export function ggufBytes(metadata: Readonly<Record<string, GgufValue>>, tensors: readonly RawTensor[]): Buffer {
  return Buffer.concat([ggufHeader(metadata, tensors), ...tensors.map(content)])
}

/** What stands before the tensors' bytes. */
export function ggufHeader(metadata: Readonly<Record<string, GgufValue>>, tensors: readonly Omit<RawTensor, 'blocks'>[]): Uint8Array {
  const writer = new ByteWriter()
  writer.raw(new TextEncoder().encode('GGUF'))
  writer.uint32(3)
  writer.uint64(tensors.length)
  writer.uint64(Object.keys(metadata).length)
  for (const [key, value] of Object.entries(metadata)) {
    writer.string(key)
    writer.typedValue(value)
  }
  let offset = 0
  for (const tensor of tensors) {
    writer.string(tensor.name)
    writer.uint32(tensor.shape.length)
    for (const size of tensor.shape.toReversed()) writer.uint64(size)
    writer.uint32(GGML_TYPES[tensor.type].id)
    writer.uint64(offset)
    offset += Math.ceil(sizeOf(tensor) / alignment) * alignment
  }
  writer.pad(alignment)
  return writer.bytes()
}

const alignment = 32

function sizeOf({ shape, type }: Omit<RawTensor, 'blocks'>): number {
  const { numbers, bytes } = GGML_TYPES[type]
  return (shape.reduce((a, b) => a * b, 1) / numbers) * bytes
}

/** The tensor's bytes, filled up to the alignment. */
function content(tensor: RawTensor): Buffer {
  const size = sizeOf(tensor)
  const repeated = Buffer.concat(Array.from({ length: Math.ceil(size / tensor.blocks.length) }, () => tensor.blocks)).subarray(0, size)
  return Buffer.concat([repeated, Buffer.alloc((alignment - (size % alignment)) % alignment)])
}

export interface BlockSample {
  readonly type: keyof typeof GGML_TYPES
  readonly blocks: Buffer
  readonly numbers: Float32Array
}

/** Blocks of every type but F32, and their numbers by the `gguf` package; tests/fixtures/ggml-blocks/make.py made them. */
export function blockSamples(): BlockSample[] {
  const file: Record<string, { blocks: string; numbers: string }> = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../fixtures/ggml-blocks/blocks.json'), 'utf8'),
  )
  return Object.entries(file).map(([type, { blocks, numbers }]) => {
    if (!isType(type)) throw new Error(`${type} is no type`)
    return { type, blocks: Buffer.from(blocks, 'base64'), numbers: new Float32Array(Uint8Array.from(Buffer.from(numbers, 'base64')).buffer) }
  })
}

function isType(name: string): name is keyof typeof GGML_TYPES {
  return Object.hasOwn(GGML_TYPES, name)
}
