/** PNG files of which any part can be wrong, and the pixels of rows as a PDF has them. */
import { crc32 } from 'node:zlib'
import sharp from 'sharp'

/** A chunk of a PNG. */
export function pngChunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

export interface Said {
  readonly width: number
  readonly height: number
  /** Numbers of a pixel. */
  readonly kinds: 1 | 2 | 3 | 4
  readonly idat: Buffer
  /** Chunks in front of the pixels, and of all. */
  readonly before?: readonly Buffer[]
  readonly front?: readonly Buffer[]
}

export function pngOf({ width, height, kinds, idat, before = [], front = [] }: Said): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, [0, 4, 2, 6][kinds - 1]!], 8)
  const chunks = [...front, pngChunk('IHDR', head), ...before, pngChunk('IDAT', idat), pngChunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
}

/** The pixels that sharp finds in packed rows. */
export function decoded(packed: Buffer, width: number, height: number, kinds: 1 | 3): Promise<Buffer> {
  return sharp(pngOf({ width, height, kinds, idat: packed }))
    .toColourspace(kinds === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer()
}
