/**
 * Reads the header of a GGUF from the beginning of the file. Every length is checked against what the file
 * can hold before anything is allocated for it. When the beginning at hand is too short though the file is
 * not, `NeedMoreBytes` asks for a longer one.
 */
import { FormatError, type FormatFault } from './format-error.ts'
import { type GgufArray, type GgufValue, type ScalarType, valueTypeName } from './gguf-values.ts'

/** Thrown to the opener alone: parse again with at least so many bytes. */
export class NeedMoreBytes extends Error {
  readonly atLeast: number

  constructor(atLeast: number) {
    super('more bytes needed')
    this.atLeast = atLeast
  }
}

const MOST_VALUES = 1 << 22
const LONGEST_STRING = 1 << 25
const DEEPEST_ARRAY = 4

const scalarBytes: Readonly<Record<ScalarType, number>> = {
  uint8: 1,
  int8: 1,
  bool: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  uint64: 8,
  int64: 8,
  float64: 8,
  string: 8,
}

export class ByteCursor {
  position = 0
  readonly #path: string
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #fileSize: number
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

  /** `bytes` is how the file begins; `fileSize` its whole size. */
  constructor(path: string, bytes: Uint8Array, fileSize: number) {
    this.#path = path
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#fileSize = fileSize
  }

  /** Throws a FormatError about this file. */
  fail(reason: string, kind?: FormatFault): never {
    throw new FormatError(this.#path, reason, kind)
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }

  /** A 64-bit size or count; the file is at fault if JavaScript cannot count that far. */
  size(what: string): number {
    const value = this.#view.getBigUint64(this.#take(8), true)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) this.fail(`${what} is ${value}, which cannot be.`)
    return Number(value)
  }

  /** A count of things that take at least `bytesEach` in the rest of the file, and are no more than `most`. */
  count(what: string, bytesEach: number, most: number): number {
    const count = this.size(what)
    if (count > most) this.fail(`${what} is ${count}, more than can be.`)
    if (count * bytesEach > this.#fileSize - this.position) this.fail(`${what} is ${count}, more than the file has room for: it was cut short.`, 'cut')
    const end = this.position + count * bytesEach
    if (end > this.#bytes.length) throw new NeedMoreBytes(end)
    return count
  }

  string(what: string): string {
    const length = this.size(`the length of ${what}`)
    if (length > LONGEST_STRING) this.fail(`${what} is ${length} bytes long, which is no text.`)
    const at = this.#take(length)
    try {
      return this.#utf8.decode(this.#bytes.subarray(at, at + length))
    } catch {
      return this.fail(`${what} is not UTF-8.`)
    }
  }

  /** A value preceded by the number of its type; `key` names it in messages. */
  typedValue(key: string): GgufValue {
    const type = this.#type(key)
    return type === 'array' ? this.#array(key, 1) : this.#scalar(type, key)
  }

  #type(key: string): GgufValue['type'] {
    const id = this.uint32()
    return valueTypeName(id) ?? this.fail(`the value of ${key} has the unknown type ${id}.`)
  }

  #scalar(type: ScalarType, key: string): Exclude<GgufValue, GgufArray> {
    switch (type) {
      case 'string':
        return { type, value: this.string(`the value of ${key}`) }
      case 'bool':
        return { type, value: this.#view.getUint8(this.#take(1)) !== 0 }
      case 'uint64':
        return { type, value: this.#view.getBigUint64(this.#take(8), true) }
      case 'int64':
        return { type, value: this.#view.getBigInt64(this.#take(8), true) }
      default:
        return { type, value: this.#number(type) }
    }
  }

  #number(type: Exclude<ScalarType, 'string' | 'bool' | 'uint64' | 'int64'>): number {
    const at = this.#take(scalarBytes[type])
    switch (type) {
      case 'uint8':
        return this.#view.getUint8(at)
      case 'int8':
        return this.#view.getInt8(at)
      case 'uint16':
        return this.#view.getUint16(at, true)
      case 'int16':
        return this.#view.getInt16(at, true)
      case 'uint32':
        return this.#view.getUint32(at, true)
      case 'int32':
        return this.#view.getInt32(at, true)
      case 'float32':
        return this.#view.getFloat32(at, true)
      case 'float64':
        return this.#view.getFloat64(at, true)
    }
  }

  #array(key: string, depth: number): GgufArray {
    if (depth > DEEPEST_ARRAY) this.fail(`the value of ${key} is a list in a list, too deep.`)
    const of = this.#type(key)
    const least = of === 'array' ? 12 : scalarBytes[of]
    const count = this.count(`the number of values of ${key}`, least, MOST_VALUES)
    const each = <T>(read: () => T) => Array.from({ length: count }, read)
    switch (of) {
      case 'array':
        return { type: 'array', of, value: each(() => this.#array(key, depth + 1)) }
      case 'string':
        return { type: 'array', of, value: each(() => this.string(`a value of ${key}`)) }
      case 'bool':
        return { type: 'array', of, value: each(() => this.#view.getUint8(this.#take(1)) !== 0) }
      case 'uint64':
        return { type: 'array', of, value: each(() => this.#view.getBigUint64(this.#take(8), true)) }
      case 'int64':
        return { type: 'array', of, value: each(() => this.#view.getBigInt64(this.#take(8), true)) }
      default:
        return { type: 'array', of, value: each(() => this.#number(of)) }
    }
  }

  /** Steps over so many bytes and says where they began. */
  #take(count: number): number {
    const at = this.position
    const end = at + count
    if (end > this.#fileSize) this.fail('the file ends in the middle of its header: it was cut short.', 'cut')
    if (end > this.#bytes.length) throw new NeedMoreBytes(end)
    this.position = end
    return at
  }
}
