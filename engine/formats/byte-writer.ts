import type { GgufArray, GgufValue } from './gguf-values.ts'
import { valueTypeId } from './gguf-values.ts'

/** Collects the header of a GGUF, little-endian. */
export class ByteWriter {
  #bytes = new Uint8Array(4096)
  #length = 0
  readonly #utf8 = new TextEncoder()

  get length(): number {
    return this.#length
  }

  /** What was written so far, as a view. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  raw(bytes: Uint8Array): void {
    const room = this.#room(bytes.length)
    new Uint8Array(room.buffer, room.byteOffset, room.byteLength).set(bytes)
  }

  uint32(value: number): void {
    this.#room(4).setUint32(0, value, true)
  }

  uint64(value: number | bigint): void {
    this.#room(8).setBigUint64(0, BigInt(value), true)
  }

  string(text: string): void {
    const bytes = this.#utf8.encode(text)
    this.uint64(bytes.length)
    this.raw(bytes)
  }

  /** Zero bytes up to a multiple of the alignment. */
  pad(alignment: number): void {
    this.#room((alignment - (this.#length % alignment)) % alignment)
  }

  /** A value preceded by the number of its type. */
  typedValue(value: GgufValue): void {
    this.uint32(valueTypeId(value.type))
    this.#value(value)
  }

  #value(value: GgufValue): void {
    switch (value.type) {
      case 'string':
        return this.string(value.value)
      case 'array':
        return this.#array(value)
      case 'bool':
        return this.#room(1).setUint8(0, value.value ? 1 : 0)
      case 'uint8':
        return this.#room(1).setUint8(0, value.value)
      case 'int8':
        return this.#room(1).setInt8(0, value.value)
      case 'uint16':
        return this.#room(2).setUint16(0, value.value, true)
      case 'int16':
        return this.#room(2).setInt16(0, value.value, true)
      case 'uint32':
        return this.uint32(value.value)
      case 'int32':
        return this.#room(4).setInt32(0, value.value, true)
      case 'float32':
        return this.#room(4).setFloat32(0, value.value, true)
      case 'float64':
        return this.#room(8).setFloat64(0, value.value, true)
      case 'uint64':
        return this.uint64(value.value)
      case 'int64':
        return this.#room(8).setBigInt64(0, value.value, true)
      default:
        value satisfies never
    }
  }

  #array(array: GgufArray): void {
    this.uint32(valueTypeId(array.of))
    this.uint64(array.value.length)
    switch (array.of) {
      case 'array':
        for (const inner of array.value) this.#array(inner)
        return
      case 'string':
        for (const value of array.value) this.string(value)
        return
      case 'bool':
        for (const value of array.value) this.#value({ type: 'bool', value })
        return
      case 'uint64':
      case 'int64':
        for (const value of array.value) this.#value({ type: array.of, value })
        return
      default:
        for (const value of array.value) this.#value({ type: array.of, value })
    }
  }

  /** Makes room for so many bytes, zero at first, and gives a view of them that is good until the next. */
  #room(count: number): DataView {
    const at = this.#length
    this.#length += count
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2))
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    return new DataView(this.#bytes.buffer, at, count)
  }
}
