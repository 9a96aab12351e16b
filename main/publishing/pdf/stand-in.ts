/**
 * What Typst sets in the place of a picture: a drawing of its size, in which eight pixels have its hash as their colours, so that the PDF says
 * where it is and the book's name is of all that is in it.
 */
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

/** Its pixels, in one row. */
export const STAND_IN = { width: 8, height: 1 } as const

const BYTES = STAND_IN.width * STAND_IN.height * 3

interface StandIn {
  /** The colours of its pixels, as digits. */
  readonly key: string
  readonly svg: Buffer
}

export function standInOf(bytes: Buffer, { width, height }: { readonly width: number; readonly height: number }): StandIn {
  const colours = createHash('sha256').update(bytes).digest().subarray(0, BYTES)
  const data = `data:image/png;base64,${pngOf(colours).toString('base64')}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" preserveAspectRatio="none" href="${data}"/></svg>`
  return { key: keyOf(colours)!, svg: Buffer.from(svg) }
}

/** Null where there are more pixels, or fewer. */
export function keyOf(colours: Buffer): string | null {
  return colours.length === BYTES ? colours.toString('hex') : null
}

function pngOf(colours: Buffer): Buffer {
  const head = Buffer.from([0, 0, 0, STAND_IN.width, 0, 0, 0, STAND_IN.height, 8, 2, 0, 0, 0])
  const row = Buffer.concat([Buffer.alloc(1), colours])
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(row)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
