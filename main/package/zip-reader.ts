/**
 * Reads a ZIP file that may come from anyone. The directory at its end alone says what is in it; whatever does not
 * fit together is `ArchiveError`, and no number in the file decides how much memory or disk is taken.
 */
import { once } from 'node:events'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { extra64, inExtra, lengths, signatures, type ZipEntry } from './zip-format.ts'

/** `foreign`: no ZIP, or none of ours. `broken`: cut short, damaged, or not as it says. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
  readonly why: 'foreign' | 'broken'

  constructor(why: 'foreign' | 'broken', message: string, cause?: unknown) {
    super(message, { cause })
    this.why = why
  }
}

/** Larger than the directory of as many pictures as an author has in a life. */
const largestDirectory = 64 << 20

const pieceBytes = 1 << 18

export class ZipReader {
  readonly #file: FileHandle
  readonly #directoryStart: number
  /** In the order of the directory; no name twice. */
  readonly entries: ReadonlyMap<string, ZipEntry>

  private constructor(file: FileHandle, directoryStart: number, entries: ReadonlyMap<string, ZipEntry>) {
    this.#file = file
    this.#directoryStart = directoryStart
    this.entries = entries
  }

  static async open(path: string): Promise<ZipReader> {
    const file = await open(path)
    try {
      const { start, length, count } = await findDirectory(file)
      return new ZipReader(file, start, readDirectory(await readExactly(file, start, length), count))
    } catch (error) {
      await file.close()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  /** An entry's content, piece by piece: as many bytes as it declares, or `ArchiveError`. */
  async *content(entry: ZipEntry): AsyncGenerator<Buffer> {
    const from = await this.#contentStart(entry)
    const stored = bytesOf(this.#file, from, entry.compressedBytes)
    let bytes = 0
    for await (const piece of entry.isDeflated ? inflated(stored) : stored) {
      bytes += piece.length
      if (bytes > entry.bytes) throw new ArchiveError('broken', `${entry.name} unfolds to more than the ${entry.bytes} bytes that it declares`)
      yield piece
    }
    if (bytes < entry.bytes) throw new ArchiveError('broken', `${entry.name} ends after ${bytes} of ${entry.bytes} bytes`)
  }

  /** A small entry as a whole. */
  async text(entry: ZipEntry, most: number): Promise<string> {
    if (entry.bytes > most) throw new ArchiveError('broken', `${entry.name} is too large`)
    const pieces: Buffer[] = []
    for await (const piece of this.content(entry)) pieces.push(piece)
    return Buffer.concat(pieces).toString()
  }

  async #contentStart({ name, offset, compressedBytes }: ZipEntry): Promise<number> {
    if (offset + lengths.local > this.#directoryStart) throw new ArchiveError('broken', `${name} lies behind the end`)
    const header = await readExactly(this.#file, offset, lengths.local)
    if (header.readUInt32LE(0) !== signatures.local) throw new ArchiveError('broken', `${name} has no header`)
    const from = offset + lengths.local + header.readUInt16LE(26) + header.readUInt16LE(28)
    if (from + compressedBytes > this.#directoryStart) throw new ArchiveError('broken', `${name} goes on behind the end`)
    return from
  }
}

async function findDirectory(file: FileHandle): Promise<{ start: number; length: number; count: number }> {
  const { size } = await file.stat()
  const head = await readExactly(file, 0, Math.min(4, size))
  if (head.length < 4 || head.readUInt32LE(0) !== signatures.local) throw new ArchiveError('foreign', 'this is no ZIP file')
  const at = size - lengths.end
  const end = at > 0 ? await readExactly(file, at, lengths.end) : Buffer.alloc(lengths.end)
  if (end.readUInt32LE(0) !== signatures.end) throw new ArchiveError('broken', 'the end of the file is missing')
  const short = { count: end.readUInt16LE(10), length: end.readUInt32LE(12), start: end.readUInt32LE(16), end: at }
  const found = short.start === inExtra || short.length === inExtra || short.count === 0xffff ? await findLarge(file, at) : short
  if (found.length > largestDirectory || found.start + found.length !== found.end) throw new ArchiveError('broken', 'the directory is not where it should be')
  return found
}

async function findLarge(file: FileHandle, end: number): Promise<{ start: number; length: number; count: number; end: number }> {
  const at = end - lengths.locator64
  const locator = await readExactly(file, Math.max(0, at), lengths.locator64)
  if (at < 0 || locator.readUInt32LE(0) !== signatures.locator64) throw new ArchiveError('broken', 'the end of the file is damaged')
  const large = numberAt(locator, 8)
  if (large + lengths.end64 !== at) throw new ArchiveError('broken', 'the end of the file is damaged')
  const record = await readExactly(file, large, lengths.end64)
  if (record.readUInt32LE(0) !== signatures.end64) throw new ArchiveError('broken', 'the end of the file is damaged')
  return { count: numberAt(record, 32), length: numberAt(record, 40), start: numberAt(record, 48), end: large }
}

function numberAt(bytes: Buffer, at: number): number {
  const number = Number(bytes.readBigUInt64LE(at))
  if (!Number.isSafeInteger(number)) throw new ArchiveError('broken', 'a size is damaged')
  return number
}

function readDirectory(directory: Buffer, count: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>()
  let at = 0
  while (at < directory.length) {
    const { entry, length } = entryAt(directory, at)
    if (entries.has(entry.name)) throw new ArchiveError('broken', `${entry.name} is there twice`)
    entries.set(entry.name, entry)
    at += length
  }
  if (entries.size !== count) throw new ArchiveError('broken', `${count} files are announced and ${entries.size} are there`)
  return entries
}

function entryAt(directory: Buffer, at: number): { entry: ZipEntry; length: number } {
  if (at + lengths.central > directory.length || directory.readUInt32LE(at) !== signatures.central) throw new ArchiveError('broken', 'the directory is damaged')
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((from) => directory.readUInt16LE(at + from)) as [number, number, number]
  const length = lengths.central + nameLength + extraLength + commentLength
  if (at + length > directory.length) throw new ArchiveError('broken', 'the directory is cut short')
  const name = directory.toString('utf8', at + lengths.central, at + lengths.central + nameLength)
  const method = directory.readUInt16LE(at + 10)
  if ((directory.readUInt16LE(at + 8) & 1) !== 0 || (method !== 0 && method !== 8))
    throw new ArchiveError('broken', `${name} is packed in a way that is not known`)
  const from = at + lengths.central + nameLength
  const large = largeNumbers(directory.subarray(from, from + extraLength))
  const number = (where: number) => {
    const short = directory.readUInt32LE(at + where)
    return short === inExtra ? (large.shift() ?? short) : short
  }
  // In the order in which the extra field has them.
  const bytes = number(24)
  const compressedBytes = number(20)
  const offset = number(42)
  return { entry: { name, isDeflated: method === 8, crc: directory.readUInt32LE(at + 16), compressedBytes, bytes, offset }, length }
}

function largeNumbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === extra64 && at + 4 + length <= extra.length)
      return Array.from({ length: Math.floor(length / 8) }, (_, index) => numberAt(extra, at + 4 + index * 8))
    at += 4 + length
  }
  return []
}

async function readExactly(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done)
    if (bytesRead === 0) throw new ArchiveError('broken', 'the file ends too early')
    done += bytesRead
  }
  return bytes
}

async function* bytesOf(file: FileHandle, from: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const piece = await readExactly(file, from + done, Math.min(pieceBytes, length - done))
    done += piece.length
    yield piece
  }
}

async function* inflated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw()
  const feeding = (async () => {
    for await (const piece of source) {
      if (inflate.destroyed) return
      if (!inflate.write(piece)) await Promise.race([once(inflate, 'drain'), once(inflate, 'close')])
    }
    inflate.end()
  })()
  feeding.catch((error: unknown) => inflate.destroy(error instanceof Error ? error : new Error(String(error))))
  try {
    yield* inflate
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw new ArchiveError('broken', 'a file in it is damaged', error)
    throw error
  } finally {
    inflate.destroy()
  }
}
