/** A file of tensors, open for reading: numbers are fetched when they are asked for, tensor by tensor. */
import { type FileHandle, open, stat } from 'node:fs/promises'
import { decodeNumbers, isReadableType, READABLE_TYPES, type ReadableType } from './element-codec.ts'
import { FormatError, shown } from './format-error.ts'
import { GGML_TYPES } from './ggml-types.ts'

/** Where a tensor is and what it is. */
export interface TensorEntry {
  readonly name: string
  /** Row-major, outermost first; empty for a single number. */
  readonly shape: readonly number[]
  /** The element type as the format calls it, such as F32 or Q4_K. */
  readonly type: string
  /** From the beginning of the file. */
  readonly offset: number
  readonly sizeBytes: number
}

/** Read at a time, so that a tensor is held once as numbers and never whole as bytes. */
const CHUNK_BYTES = 1 << 20

/** Tensors by name, over an open file. Whoever opens it closes it, or declares it with `await using`. */
export class TensorFile implements AsyncDisposable {
  readonly path: string
  readonly tensors: ReadonlyMap<string, TensorEntry>
  readonly #file: FileHandle

  constructor(path: string, file: FileHandle, tensors: readonly TensorEntry[]) {
    this.path = path
    this.#file = file
    this.tensors = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  }

  /** The numbers of a tensor, row-major. Throws FormatError where it is missing or of a type whose numbers are not read here. */
  async read(name: string): Promise<Float32Array> {
    const tensor = this.tensors.get(name)
    if (!tensor) throw new FormatError(this.path, `there is no tensor ${shown(name)}.`)
    const { type } = tensor
    if (!isReadableType(type))
      throw new FormatError(
        this.path,
        `the numbers of the tensor ${shown(name)} are of the type ${type}, which is not read here; ${READABLE_TYPES.join(', ')} are.`,
      )
    return this.#readNumbers(tensor, type)
  }

  /** `length` bytes of a tensor as they stand in the file, from its byte `from` on; fewer where it ends. Throws FormatError where it is missing. */
  async readBytes(name: string, from: number, length: number): Promise<Uint8Array> {
    const tensor = this.tensors.get(name)
    if (!tensor) throw new FormatError(this.path, `there is no tensor ${shown(name)}.`)
    const bytes = new Uint8Array(Math.max(0, Math.min(length, tensor.sizeBytes - from)))
    await readFully(this.path, this.#file, bytes, tensor.offset + from)
    return bytes
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #readNumbers(tensor: TensorEntry, type: ReadableType): Promise<Float32Array> {
    const { numbers, bytes } = GGML_TYPES[type]
    const out = new Float32Array((tensor.sizeBytes / bytes) * numbers)
    const chunk = new Uint8Array(Math.min(tensor.sizeBytes, Math.floor(CHUNK_BYTES / bytes) * bytes))
    for (let from = 0; from < tensor.sizeBytes; from += chunk.length) {
      const part = chunk.subarray(0, Math.min(chunk.length, tensor.sizeBytes - from))
      await readFully(this.path, this.#file, part, tensor.offset + from)
      decodeNumbers(type, part, out, (from / bytes) * numbers)
    }
    return out
  }
}

/** Opens a file and passes it to `parse` with its size; closes it if that throws. Throws FormatError for what is no file. */
export async function openForParsing<T>(path: string, parse: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  // Opening a pipe would wait for someone to write to it.
  const status = await stat(path)
  if (!status.isFile()) throw new FormatError(path, 'this is not a file.', status.isDirectory() ? 'folder' : 'foreign')
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    return await parse(file, size)
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Fills `into` from a place in the file. Throws FormatError where the file is shorter. */
export async function readFully(path: string, file: FileHandle, into: Uint8Array, at: number): Promise<void> {
  for (let from = 0; from < into.length;) {
    const { bytesRead } = await file.read(into, from, into.length - from, at + from)
    if (bytesRead === 0) throw new FormatError(path, 'the file ends before its tensors do: it was cut short.', 'cut')
    from += bytesRead
  }
}

/** Checks that tensors lie within the file and none over another. */
export function checkPlaces(path: string, tensors: readonly TensorEntry[], fileSize: number): void {
  let end = 0
  let before = ''
  for (const tensor of tensors.toSorted((a, b) => a.offset - b.offset || a.sizeBytes - b.sizeBytes)) {
    if (tensor.offset < end) throw new FormatError(path, `the tensors ${shown(before)} and ${shown(tensor.name)} overlap.`)
    end = tensor.offset + tensor.sizeBytes
    before = tensor.name
    if (end > fileSize)
      throw new FormatError(
        path,
        `the tensor ${shown(tensor.name)} reaches beyond the end of the file, to ${end} bytes of ${fileSize}: it was cut short.`,
        'cut',
      )
  }
}
