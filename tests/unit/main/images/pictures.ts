/** Small pictures that are whole, made here byte by byte, of any size that their header can say. */
import { crc32, deflateSync } from 'node:zlib'

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** A PNG of one colour; beyond a few megapixels its rows are not all there, which no header tells. */
export function png(width: number, height: number, colour: readonly [number, number, number] = [200, 80, 40]): Buffer {
  const row = Buffer.alloc(1 + width * 3)
  for (let at = 1; at < row.length; at += 3) row.set(colour, at)
  return pngOf(width, height, Array(width * height > 4_000_000 ? 1 : height).fill(row))
}

/** A PNG with something to see in it. */
export function patternedPng(width: number, height: number): Buffer {
  const rowAt = (y: number) => Buffer.from([0, ...Array.from({ length: width }, (_, x) => [x & 255, y & 255, (x ^ y) & 255]).flat()])
  return pngOf(
    width,
    height,
    Array.from({ length: height }, (_, y) => rowAt(y)),
  )
}

/** A PNG of black and white stripes, of a bit a pixel: many megapixels are a few kilobytes. */
export function stripedPng(width: number, height: number): Buffer {
  const [black, white] = [0x00, 0xff].map((bits) => Buffer.concat([Buffer.from([0]), Buffer.alloc(Math.ceil(width / 8), bits)])) as [Buffer, Buffer]
  const rows = Array.from({ length: height }, (_, y) => (y % 400 < 40 ? black : white))
  return pngOf(width, height, rows, [1, 0])
}

/** Of rows that begin with a zero; as a rule they have three bytes a pixel: https://www.w3.org/TR/png-3/ */
function pngOf(width: number, height: number, rows: readonly Buffer[], [depth, colours]: readonly [depth: number, colours: number] = [8, 2]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colours, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.concat(rows))
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

/** The same PNG with something behind the end of its packed rows, in the chunk of their end and in one of its own, where no decoder looks. */
export function tailed(bytes: Buffer): Buffer {
  const at = bytes.lastIndexOf('IDAT') - 4
  const end = at + 12 + bytes.readUInt32BE(at)
  const rows = Buffer.concat([bytes.subarray(at + 8, end - 4), Buffer.from('Laowang')])
  return Buffer.concat([bytes.subarray(0, at), chunk('IDAT', rows), chunk('IDAT', Buffer.from('Laowang')), bytes.subarray(end)])
}

/** The segments of a JPEG; `orientation` adds what a camera notes. */
export function jpeg(width: number, height: number, orientation?: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const exif = Buffer.from([
    0xff,
    0xe1,
    0,
    34,
    ...Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0', 'latin1'),
    orientation ?? 0,
    0,
    0,
    0,
    0,
    0,
    0,
  ])
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 0x12, 0x34, 0xff, 0, 0x56, 0xff, 0xd9])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...(orientation ? [exif] : []), frame, scan])
}

export function gif(width: number, height: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1')
  head.writeUInt16LE(width, 6)
  head.writeUInt16LE(height, 8)
  return Buffer.concat([head, Buffer.from('!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;', 'latin1')])
}

/** The lossless kind. */
export function webp(width: number, height: number): Buffer {
  const content = Buffer.alloc(10)
  content[0] = 0x2f
  content.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1)
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8L\0\0\0\0', 'latin1')
  head.writeUInt32LE(22, 4)
  head.writeUInt32LE(10, 16)
  return Buffer.concat([head, content])
}

function box(name: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}

export function avif(width: number, height: number, brand = 'avif'): Buffer {
  const size = Buffer.alloc(12)
  size.writeUInt32BE(width, 4)
  size.writeUInt32BE(height, 8)
  const meta = box('meta', Buffer.alloc(4), box('iprp', box('ipco', box('ispe', size))))
  return Buffer.concat([box('ftyp', Buffer.from(`${brand}\0\0\0\0mif1`, 'latin1')), meta, box('mdat', Buffer.alloc(8))])
}

export function svg(inside: string, attributes = 'viewBox="0 0 40 30"'): Buffer {
  return Buffer.from(`<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>\n`)
}
