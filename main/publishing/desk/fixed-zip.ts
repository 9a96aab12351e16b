/**
 * ZIP containers whose bytes are of their content alone: the entries in order, all at the same moment. An entry called `mimetype` is not
 * compressed, as EPUB wants it; neither is what is packed already, which would take seconds and become no smaller. The format:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import { crc32 } from 'node:zlib'
import { deflateSync } from 'fflate'

/** The first of January 1980, the earliest that the format knows. */
const [TIME, DAY] = [0, 0x21]
const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50]
/** The version that reads it; a name in UTF-8; whether it is packed. */
const [VERSION, UTF_8, STORED, DEFLATED] = [20, 0x800, 0, 8]
const [LOCAL_LENGTH, CENTRAL_LENGTH, END_LENGTH] = [30, 46, 22]
/** By pictures and fonts that are packed by themselves. */
const PACKED = /\.(?:jpe?g|png|gif|webp|avif|woff2?)$/i

/** Entries one after another, so that whoever has many pictures need not hold all of them beside the file that they go into. */
export class FixedZip {
  #bytes: Buffer
  #length = 0
  readonly #central: Buffer[] = []

  /** `expected`: about as many bytes as it will have. Memory that nothing is written to takes none. */
  constructor(expected = 0) {
    this.#bytes = Buffer.from(new ArrayBuffer(expected + END_LENGTH))
  }

  add(path: string, data: Uint8Array): void {
    const isStored = path === 'mimetype' || PACKED.test(path)
    const packed = isStored ? data : deflateSync(data, { level: 6 })
    const name = Buffer.from(path)
    // The same in both places: version, flags, method, moment, checksum, lengths.
    const told = Buffer.alloc(26)
    told.writeUInt16LE(VERSION, 0)
    told.writeUInt16LE(name.length === path.length ? 0 : UTF_8, 2)
    told.writeUInt16LE(isStored ? STORED : DEFLATED, 4)
    told.writeUInt16LE(TIME, 6)
    told.writeUInt16LE(DAY, 8)
    told.writeUInt32LE(crc32(data), 10)
    told.writeUInt32LE(packed.length, 14)
    told.writeUInt32LE(data.length, 18)
    told.writeUInt16LE(name.length, 22)
    const central = Buffer.alloc(CENTRAL_LENGTH)
    central.writeUInt32LE(CENTRAL, 0)
    central.writeUInt16LE(VERSION, 4)
    told.copy(central, 6)
    central.writeUInt32LE(this.#length, 42)
    this.#central.push(central, name)
    const local = Buffer.alloc(LOCAL_LENGTH)
    local.writeUInt32LE(LOCAL, 0)
    told.copy(local, 4)
    for (const part of [local, name, packed]) this.#write(part)
  }

  end(): Uint8Array {
    const [from, central] = [this.#length, Buffer.concat(this.#central)]
    const end = Buffer.alloc(END_LENGTH)
    end.writeUInt32LE(END, 0)
    end.writeUInt16LE(this.#central.length / 2, 8)
    end.writeUInt16LE(this.#central.length / 2, 10)
    end.writeUInt32LE(central.length, 12)
    end.writeUInt32LE(from, 16)
    for (const part of [central, end]) this.#write(part)
    return this.#bytes.subarray(0, this.#length)
  }

  #write(part: Uint8Array): void {
    if (this.#length + part.length > this.#bytes.length) {
      const larger = Buffer.from(new ArrayBuffer(Math.max(this.#bytes.length * 2, this.#length + part.length)))
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    this.#bytes.set(part, this.#length)
    this.#length += part.length
  }
}

export function fixedZip(entries: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const all = Object.entries(entries)
  const zip = new FixedZip(all.reduce((sum, [name, data]) => sum + data.length + 4 * name.length + LOCAL_LENGTH + CENTRAL_LENGTH, 0))
  for (const [name, data] of all) zip.add(name, data)
  return zip.end()
}
