/** Writes a ZIP file: entries one after another, then the directory. Sizes are written into each header once they are known. */
import { once } from 'node:events'
import { type FileHandle, open } from 'node:fs/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import { extra64, inExtra, lengths, signatures, type ZipEntry } from './zip-format.ts'

/** 1980-01-01, the oldest date that the format knows: the manifest says when it was made. */
const date = 0x21

/** From so many bytes on an entry's sizes may need 64 bits; what is deflated can become a little longer. */
const largeBytes = 0xf0000000

const version = 45

export class ZipWriter {
  readonly #file: FileHandle
  readonly #entries: ZipEntry[] = []
  #at = 0

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /** Begins a file that nobody but the author may read; there must be none. */
  static async create(path: string): Promise<ZipWriter> {
    return new ZipWriter(await open(path, 'wx', 0o600))
  }

  /** Adds an entry. `bytes` is how many will come, at most; `deflate` makes text smaller. */
  async add(name: string, source: AsyncIterable<Buffer>, { bytes, deflate }: { bytes: number; deflate: boolean }): Promise<void> {
    const offset = this.#at
    const isLarge = bytes >= largeBytes
    this.#at += lengths.local + name.length + (isLarge ? 20 : 0)
    let crc = 0
    let read = 0
    const start = this.#at
    const counted = (async function* () {
      for await (const piece of source) {
        crc = crc32(piece, crc)
        read += piece.length
        yield piece
      }
    })()
    for await (const piece of deflate ? deflated(counted) : counted) await this.#write(piece)
    const entry = { name, isDeflated: deflate, crc, compressedBytes: this.#at - start, bytes: read, offset }
    await writeFully(this.#file, localHeader(entry, isLarge), offset)
    this.#entries.push(entry)
  }

  /** Writes the directory and flushes the file. Answers its length. */
  async finish(): Promise<number> {
    const start = this.#at
    for (const entry of this.#entries) await this.#write(centralHeader(entry))
    await this.#write(endRecords(this.#entries.length, start, this.#at - start))
    await this.#file.sync()
    return this.#at
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #write(piece: Buffer): Promise<void> {
    await writeFully(this.#file, piece, this.#at)
    this.#at += piece.length
  }
}

async function writeFully(file: FileHandle, piece: Buffer, at: number): Promise<void> {
  for (let done = 0; done < piece.length;) done += (await file.write(piece, done, piece.length - done, at + done)).bytesWritten
}

async function* deflated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 })
  const feeding = (async () => {
    for await (const piece of source) if (!deflate.write(piece)) await once(deflate, 'drain')
    deflate.end()
  })()
  // Whatever fails in the source ends the stream with it, and is thrown to who reads.
  feeding.catch((error: unknown) => deflate.destroy(error instanceof Error ? error : new Error(String(error))))
  yield* deflate
  await feeding
}

function localHeader({ name, isDeflated, crc, compressedBytes, bytes }: ZipEntry, isLarge: boolean): Buffer {
  const header = Buffer.alloc(lengths.local)
  header.writeUInt32LE(signatures.local, 0)
  header.writeUInt16LE(isLarge ? version : 20, 4)
  header.writeUInt16LE(isDeflated ? 8 : 0, 8)
  header.writeUInt16LE(date, 12)
  header.writeUInt32LE(crc, 14)
  header.writeUInt32LE(isLarge ? inExtra : compressedBytes, 18)
  header.writeUInt32LE(isLarge ? inExtra : bytes, 22)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(isLarge ? 20 : 0, 28)
  return Buffer.concat([header, Buffer.from(name, 'latin1'), isLarge ? extra([bytes, compressedBytes]) : Buffer.alloc(0)])
}

function extra(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + numbers.length * 8)
  field.writeUInt16LE(extra64, 0)
  field.writeUInt16LE(numbers.length * 8, 2)
  for (const [index, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + index * 8)
  return field
}

function centralHeader({ name, isDeflated, crc, compressedBytes, bytes, offset }: ZipEntry): Buffer {
  const isLarge = [compressedBytes, bytes, offset].some((number) => number >= inExtra)
  const header = Buffer.alloc(lengths.central)
  header.writeUInt32LE(signatures.central, 0)
  header.writeUInt16LE(version, 4)
  header.writeUInt16LE(isLarge ? version : 20, 6)
  header.writeUInt16LE(isDeflated ? 8 : 0, 10)
  header.writeUInt16LE(date, 14)
  header.writeUInt32LE(crc, 16)
  header.writeUInt32LE(isLarge ? inExtra : compressedBytes, 20)
  header.writeUInt32LE(isLarge ? inExtra : bytes, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(isLarge ? 28 : 0, 30)
  header.writeUInt32LE(isLarge ? inExtra : offset, 42)
  return Buffer.concat([header, Buffer.from(name, 'latin1'), isLarge ? extra([bytes, compressedBytes, offset]) : Buffer.alloc(0)])
}

function endRecords(count: number, start: number, length: number): Buffer {
  const isLarge = count >= 0xffff || start + length >= inExtra
  const end = Buffer.alloc(lengths.end)
  end.writeUInt32LE(signatures.end, 0)
  for (const at of [8, 10]) end.writeUInt16LE(Math.min(count, 0xffff), at)
  end.writeUInt32LE(Math.min(length, inExtra), 12)
  end.writeUInt32LE(Math.min(start, inExtra), 16)
  if (!isLarge) return end
  const large = Buffer.alloc(lengths.end64)
  large.writeUInt32LE(signatures.end64, 0)
  large.writeBigUInt64LE(BigInt(lengths.end64 - 12), 4)
  for (const at of [12, 14]) large.writeUInt16LE(version, at)
  for (const at of [24, 32]) large.writeBigUInt64LE(BigInt(count), at)
  large.writeBigUInt64LE(BigInt(length), 40)
  large.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(lengths.locator64)
  locator.writeUInt32LE(signatures.locator64, 0)
  locator.writeBigUInt64LE(BigInt(start + length), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([large, locator, end])
}
