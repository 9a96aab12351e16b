/** The header of safetensors: eight bytes of length, then JSON with type, shape and place of every tensor. */
import { FormatError, shown } from './format-error.ts'
import { repeatedKey } from './json-keys.ts'
import { checkPlaces, type TensorEntry } from './tensor-file.ts'

/** What a safetensors file says of itself. */
export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>
  readonly tensors: readonly TensorEntry[]
}

/** The limit of the reference implementation. */
export const LONGEST_HEADER = 100_000_000

const elementBytes: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  F8_E8M0: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
  C64: 8,
}

/** The header in `json`, the bytes that follow the length. Throws FormatError. */
export function parseSafetensorsHeader(path: string, json: Uint8Array, fileSize: number): SafetensorsHeader {
  const header = parseJson(path, json)
  const metadata = new Map<string, string>()
  const tensors: TensorEntry[] = []
  const start = 8 + json.length
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') for (const [key, text] of readMetadata(path, value)) metadata.set(key, text)
    else tensors.push(readTensor(path, name, value, start))
  }
  checkPlaces(path, tensors, fileSize)
  const held = tensors.reduce((sum, tensor) => sum + tensor.sizeBytes, 0)
  if (held !== fileSize - start) throw new FormatError(path, `its tensors take ${held} bytes, but there are ${fileSize - start}.`)
  return { metadata, tensors }
}

function parseJson(path: string, json: Uint8Array): object {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json)
    value = JSON.parse(text)
  } catch {
    throw new FormatError(path, 'its header is not JSON in UTF-8: it is damaged or no safetensors file.')
  }
  if (!isObject(value)) throw new FormatError(path, 'its header is not a JSON object.')
  const repeated = repeatedKey(text)
  if (repeated !== undefined) throw new FormatError(path, `the name ${shown(repeated)} occurs twice in its header.`)
  return value
}

function readMetadata(path: string, value: unknown): [string, string][] {
  if (!isObject(value)) throw new FormatError(path, 'its metadata is not an object.')
  return Object.entries(value).map(([key, text]): [string, string] => {
    if (typeof text !== 'string') throw new FormatError(path, `the metadata entry ${shown(key)} is not a text.`)
    return [key, text]
  })
}

function readTensor(path: string, name: string, value: unknown, start: number): TensorEntry {
  const fail = (reason: string): never => {
    throw new FormatError(path, `the tensor ${shown(name)} ${reason}.`)
  }
  if (!isObject(value)) return fail('is not described by an object')
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const { dtype, shape, data_offsets: offsets } = fields
  const bytes = typeof dtype === 'string' && Object.hasOwn(elementBytes, dtype) ? elementBytes[dtype] : undefined
  if (typeof dtype !== 'string' || bytes === undefined)
    return fail(`has the element type ${typeof dtype === 'string' ? shown(dtype) : 'of no name'}; known are ${Object.keys(elementBytes).join(', ')}`)
  if (!isCounts(shape)) return fail('has no shape')
  if (!isCounts(offsets) || offsets.length !== 2) return fail('has no place in the file')
  const [from = 0, to = 0] = offsets
  const sizeBytes = shape.reduce((product, size) => product * size, bytes)
  if (to - from !== sizeBytes) return fail(`takes ${to - from} bytes, but its shape and type ask for ${sizeBytes}`)
  return { name, shape, type: dtype, offset: start + from, sizeBytes }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}
