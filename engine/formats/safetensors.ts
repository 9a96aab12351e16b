/** Reading and writing safetensors, the format of Transformers and PEFT. */
import type { FileHandle } from 'node:fs/promises'
import { writeAll, writeFileAtomically } from './atomic-file.ts'
import { encodeNumbers } from './element-codec.ts'
import { foreignReason } from './foreign-file.ts'
import { FormatError } from './format-error.ts'
import { GGML_TYPES } from './ggml-types.ts'
import { LONGEST_HEADER, parseSafetensorsHeader } from './safetensors-header.ts'
import { openForParsing, readFully, TensorFile } from './tensor-file.ts'

/** An open safetensors file; see TensorFile for closing it. */
export interface SafetensorsFile extends AsyncDisposable {
  readonly metadata: ReadonlyMap<string, string>
  readonly tensors: TensorFile['tensors']
  /** The numbers of a tensor, row-major. Throws FormatError where they cannot be read. */
  read(name: string): Promise<Float32Array>
  readBytes: TensorFile['readBytes']
  close(): Promise<void>
}

/** A tensor to be written. */
export interface SafetensorsTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: 'F32' | 'F16' | 'BF16'
  /** Called once, when the tensor's turn comes. */
  readonly load: () => Float32Array | Promise<Float32Array>
}

const CHUNK = 1 << 20
/** Enough to tell what another file is. */
const BEGINNING = 512

/** Opens a safetensors file and reads its header. Throws FormatError for a file that is none, or is damaged. */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  return openForParsing(path, async (file, size) => {
    const header = parseSafetensorsHeader(path, await readJson(path, file, size), size)
    const tensors = new TensorFile(path, file, header.tensors)
    return {
      metadata: header.metadata,
      tensors: tensors.tensors,
      read: (name) => tensors.read(name),
      readBytes: (name, from, length) => tensors.readBytes(name, from, length),
      close: () => tensors.close(),
      [Symbol.asyncDispose]: () => tensors.close(),
    }
  })
}

async function readJson(path: string, file: FileHandle, size: number): Promise<Uint8Array> {
  const beginning = new Uint8Array(Math.min(size, BEGINNING))
  await readFully(path, file, beginning, 0)
  const count = beginning.length < 8 ? undefined : new DataView(beginning.buffer).getBigUint64(0, true)
  if (count === undefined) throw new FormatError(path, foreignReason(beginning, 'safetensors') ?? 'this is no safetensors file: it is shorter than its header.')
  if (count === 0n || count > BigInt(Math.min(size - 8, LONGEST_HEADER))) {
    const unknown = `this is no safetensors file, or it was cut short: it claims a header of ${count} bytes.`
    throw new FormatError(path, foreignReason(beginning, 'safetensors') ?? unknown)
  }
  const json = new Uint8Array(Number(count))
  await readFully(path, file, json, 8)
  return json
}

/**
 * Writes a safetensors file; whoever opens the path sees the old file or the whole new one. Tensors are put
 * in the order of the reference implementation: wide types first, then by name, so that all are aligned.
 */
export async function writeSafetensors(
  path: string,
  content: { readonly metadata?: Readonly<Record<string, string>>; readonly tensors: readonly SafetensorsTensor[] },
  signal?: AbortSignal,
): Promise<void> {
  const tensors = content.tensors.toSorted((a, b) => GGML_TYPES[b.type].bytes - GGML_TYPES[a.type].bytes || (a.name < b.name ? -1 : 1))
  const header = encodeHeader(content.metadata, tensors)
  await writeFileAtomically(path, async (file) => {
    await writeAll(file, header)
    for (const tensor of tensors) {
      signal?.throwIfAborted()
      await writeTensor(file, tensor)
    }
  })
}

function encodeHeader(metadata: Readonly<Record<string, string>> | undefined, tensors: readonly SafetensorsTensor[]): Uint8Array {
  const entries: [string, unknown][] = metadata ? [['__metadata__', metadata]] : []
  let from = 0
  for (const { name, shape, type } of tensors) {
    const to = from + countOf(shape) * GGML_TYPES[type].bytes
    entries.push([name, { dtype: type, shape, data_offsets: [from, to] }])
    from = to
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)))
  const padded = Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(8 + padded).fill(0x20)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true)
  bytes.set(json, 8)
  return bytes
}

async function writeTensor(file: FileHandle, tensor: SafetensorsTensor): Promise<void> {
  const numbers = await tensor.load()
  if (numbers.length !== countOf(tensor.shape))
    throw new RangeError(`Tensor ${tensor.name} has ${numbers.length} numbers, but its shape is [${tensor.shape.join(', ')}].`)
  for (let from = 0; from < numbers.length; from += CHUNK) await writeAll(file, encodeNumbers(tensor.type, numbers.subarray(from, from + CHUNK)))
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}
