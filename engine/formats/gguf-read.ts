/** Reading GGUF, versions 2 and 3: the header at once, the tensors when they are asked for. */
import type { FileHandle } from 'node:fs/promises'
import { ByteCursor, NeedMoreBytes } from './byte-cursor.ts'
import { foreignReason } from './foreign-file.ts'
import { FormatError, type FormatFault, shown } from './format-error.ts'
import { GGML_TYPES, ggmlType } from './ggml-types.ts'
import type { GgufValue } from './gguf-values.ts'
import { checkPlaces, openForParsing, readFully, type TensorEntry, TensorFile } from './tensor-file.ts'

/** The header of a GGUF. */
export interface GgufHeader {
  readonly version: number
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: readonly TensorEntry[]
}

/** An open GGUF; see TensorFile for closing it. */
export interface GgufFile extends AsyncDisposable {
  readonly version: number
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: TensorFile['tensors']
  /** The numbers of a tensor, row-major. Throws FormatError where they cannot be read. */
  read(name: string): Promise<Float32Array>
  readBytes: TensorFile['readBytes']
  close(): Promise<void>
}

const MAGIC = 0x46554747
const DEFAULT_ALIGNMENT = 32
const FIRST_READ = 1 << 20
/** Real ones stay below 16 MB. */
const LONGEST_HEADER = 2 ** 26
const DIMENSIONS = 4
/** The largest models, with every expert by itself, have some ten thousand tensors. */
const MOST_TENSORS = 1 << 17
const MOST_ENTRIES = 1 << 16

/** Opens a GGUF and reads its header. Throws FormatError for a file that is none, or is damaged. */
export async function openGguf(path: string): Promise<GgufFile> {
  return openForParsing(path, async (file, size) => {
    const header = await readHeader(path, file, size)
    const tensors = new TensorFile(path, file, header.tensors)
    return {
      version: header.version,
      metadata: header.metadata,
      tensors: tensors.tensors,
      read: (name) => tensors.read(name),
      readBytes: (name, from, length) => tensors.readBytes(name, from, length),
      close: () => tensors.close(),
      [Symbol.asyncDispose]: () => tensors.close(),
    }
  })
}

async function readHeader(path: string, file: FileHandle, size: number): Promise<GgufHeader> {
  for (let length = FIRST_READ; ;) {
    const bytes = new Uint8Array(Math.min(length, size))
    await readFully(path, file, bytes, 0)
    try {
      return parseGgufHeader(path, bytes, size)
    } catch (error) {
      if (!(error instanceof NeedMoreBytes)) throw error
      if (error.atLeast > LONGEST_HEADER) throw new FormatError(path, 'its header has no end: the file is damaged.')
      length = Math.min(LONGEST_HEADER, Math.max(length * 4, error.atLeast))
    }
  }
}

/**
 * The header at the beginning of a file of `fileSize` bytes. Throws FormatError, or NeedMoreBytes where
 * `bytes` ends within the header. Exported for `openGguf` and the tests.
 */
export function parseGgufHeader(path: string, bytes: Uint8Array, fileSize: number): GgufHeader {
  const cursor = new ByteCursor(path, bytes, fileSize)
  const version = readVersion(cursor, bytes)
  const tensorCount = cursor.count('the number of tensors', 24, MOST_TENSORS)
  const metadata = readMetadata(cursor, cursor.count('the number of metadata entries', 13, MOST_ENTRIES))
  const alignment = readAlignment(cursor, metadata)
  const relative = Array.from({ length: tensorCount }, () => readTensor(cursor, alignment))
  const start = Math.ceil(cursor.position / alignment) * alignment
  const tensors = relative.map((tensor) => ({ ...tensor, offset: start + tensor.offset }))
  const names = new Set<string>()
  for (const { name } of tensors) {
    if (names.has(name)) cursor.fail(`two tensors have the same name, ${shown(name)}.`)
    names.add(name)
  }
  checkPlaces(path, tensors, fileSize)
  return { version, metadata, tensors }
}

function readVersion(cursor: ByteCursor, bytes: Uint8Array): number {
  if (bytes.length < 4 || cursor.uint32() !== MAGIC) {
    cursor.fail(foreignReason(bytes, 'GGUF') ?? 'this is no GGUF file.', faultOf(bytes))
  }
  const version = cursor.uint32()
  if (version === 2 || version === 3) return version
  if ((version & 0xffff) === 0) cursor.fail('this GGUF is big-endian, for computers of another byte order: fetch the model as little-endian.')
  return cursor.fail(`this GGUF is of version ${version}; versions 2 and 3 are read. Fetch a newer file of the model.`)
}

/** What is wrong with a file that does not begin as a GGUF. */
function faultOf(bytes: Uint8Array): FormatFault {
  if (bytes.length === 0) return 'empty'
  return bytes.subarray(0, 512).every((byte) => byte === 0) ? 'cut' : 'foreign'
}

function readMetadata(cursor: ByteCursor, count: number): ReadonlyMap<string, GgufValue> {
  const metadata = new Map<string, GgufValue>()
  for (let i = 0; i < count; i++) {
    const key = cursor.string('a metadata key')
    if (metadata.has(key)) cursor.fail(`the metadata key ${shown(key)} occurs twice.`)
    metadata.set(key, cursor.typedValue(shown(key)))
  }
  return metadata
}

function readAlignment(cursor: ByteCursor, metadata: ReadonlyMap<string, GgufValue>): number {
  const entry = metadata.get('general.alignment')
  if (!entry) return DEFAULT_ALIGNMENT
  const alignment = entry.type === 'uint32' ? entry.value : 0
  if (alignment === 0 || (alignment & (alignment - 1)) !== 0) cursor.fail('general.alignment is no power of two.')
  return alignment
}

/** One entry of the index, with its offset counted from the beginning of the tensors. */
function readTensor(cursor: ByteCursor, alignment: number): TensorEntry {
  const name = cursor.string('the name of a tensor')
  const what = shown(name)
  const dimensions = cursor.uint32()
  if (dimensions > DIMENSIONS) cursor.fail(`the tensor ${what} has ${dimensions} dimensions; at most ${DIMENSIONS} are possible.`)
  const shape = Array.from({ length: dimensions }, () => cursor.size(`a dimension of ${what}`)).reverse()
  if (shape.includes(0)) cursor.fail(`the tensor ${what} has a dimension of 0.`)
  const typeId = cursor.uint32()
  const type = ggmlType(typeId) ?? cursor.fail(`the tensor ${what} has the unknown element type ${typeId}; known are ${knownTypes}.`)
  const count = shape.reduce((product, size) => product * size, 1)
  if (count > Number.MAX_SAFE_INTEGER) cursor.fail(`the tensor ${what} has more numbers than can be counted.`)
  if ((shape.at(-1) ?? 1) % type.numbers !== 0) cursor.fail(`the rows of ${what} are no multiple of ${type.numbers}, as ${type.name} asks.`)
  const offset = cursor.size(`the offset of ${what}`)
  if (offset % alignment !== 0) cursor.fail(`the tensor ${what} does not begin at a multiple of ${alignment} bytes.`)
  return { name, shape, type: type.name, offset, sizeBytes: (count / type.numbers) * type.bytes }
}

const knownTypes = Object.keys(GGML_TYPES).join(', ')
