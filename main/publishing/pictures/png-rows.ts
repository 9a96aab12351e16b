/**
 * The packed rows of a PNG without what lies behind their end: no decoder looks there, and a program may have left anything. Where a stream
 * ends only whoever unpacks it knows, which takes as long as decoding it; so it is done once for a picture, and never on the way to a file.
 */
import { crc32, createInflate } from 'node:zlib'
import { startsWith } from '#main/images/raster.ts'

/** A part of the file; of one that holds packed rows they begin at `from` of it. */
interface Part {
  readonly chunk: Buffer
  readonly from: number | null
}

/** The same bytes where nothing lies behind. */
export async function withoutTails(png: Uint8Array): Promise<Uint8Array> {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  if (!startsWith(bytes, '\x89PNG\r\n\x1a\n') || bytes.length < LEAST) return png
  const most = 2 * bytes.readUInt32BE(20) * (1 + 8 * bytes.readUInt32BE(16))
  const kept: Buffer[] = [bytes.subarray(0, 8)]
  let isCut = false
  for (const stream of streamsOf(bytes)) {
    const length = stream.reduce((sum, { chunk, from }) => sum + (from === null ? 0 : rowsOf(chunk, from).length), 0)
    const end = length === 0 ? 0 : await endOf(stream, most)
    isCut ||= end < length
    kept.push(...(end < length ? cut(stream, end) : stream.map(({ chunk }) => chunk)))
  }
  return isCut ? Buffer.concat(kept) : png
}

/** With its head and its end. */
const LEAST = 8 + 25 + 12

/** The parts of a file in their order, parted where rows of another picture may begin. */
function streamsOf(bytes: Buffer): Part[][] {
  const streams: Part[][] = [[]]
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = Math.min(at + 12 + bytes.readUInt32BE(at), bytes.length)
    const [chunk, name] = [bytes.subarray(at, end), bytes.toString('latin1', at + 4, at + 8)]
    // Rows begin anew with each head of a moving picture's; its chunks of them say first in which order they come.
    if (name === 'fcTL') streams.push([])
    streams.at(-1)?.push({ chunk, from: name === 'IDAT' ? 8 : name === 'fdAT' ? 12 : null })
    at = end
  }
  return streams
}

function rowsOf(chunk: Buffer, from: number): Buffer {
  return chunk.subarray(from, Math.max(from, chunk.length - 4))
}

/** How many bytes of the rows are the stream; all, where it has no end or comes to more than any picture of its size. */
function endOf(stream: readonly Part[], most: number): Promise<number> {
  const unpacking = createInflate({ chunkSize: 2 ** 18 })
  const all = stream.flatMap(({ chunk, from }) => (from === null ? [] : [rowsOf(chunk, from)]))
  let unpacked = 0
  return new Promise((resolve) => {
    const isWhole = (): void => {
      unpacking.destroy()
      resolve(Infinity)
    }
    unpacking.on('data', (rows: Buffer) => {
      unpacked += rows.length
      if (unpacked > most) isWhole()
    })
    unpacking.on('end', () => resolve(unpacking.bytesWritten))
    unpacking.on('error', isWhole)
    unpacking.end(Buffer.concat(all))
  })
}

function cut(stream: readonly Part[], length: number): Buffer[] {
  let left = length
  return stream.flatMap(({ chunk, from }) => {
    if (from === null) return [chunk]
    const rows = rowsOf(chunk, from)
    const kept = rows.subarray(0, left)
    left -= kept.length
    if (kept.length === rows.length) return [chunk]
    return kept.length === 0 ? [] : [pngChunk(Buffer.concat([chunk.subarray(4, from), kept]))]
  })
}

/** Of its name and what it holds. */
export function pngChunk(named: Buffer): Buffer {
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(named.length - 4, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
