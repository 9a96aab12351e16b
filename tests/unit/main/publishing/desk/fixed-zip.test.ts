import { randomBytes } from 'node:crypto'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { FixedZip, fixedZip } from '#main/publishing/desk/fixed-zip.ts'

/** How an entry is packed, as its own head says it. */
function methodsIn(zip: Uint8Array): Record<string, number> {
  const bytes = Buffer.from(zip)
  const found: Record<string, number> = {}
  for (let at = bytes.indexOf('PK\u0001\u0002'); at !== -1; at = bytes.indexOf('PK\u0001\u0002', at + 46))
    found[bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28))] = bytes.readUInt16LE(at + 10)
  return found
}

test('what is packed already is laid in as it is; texts are packed', () => {
  const zip = fixedZip({
    mimetype: Buffer.from('application/epub+zip'),
    'OEBPS/第一课.xhtml': Buffer.from('山高月小。'.repeat(100)),
    'i/a.JPG': Buffer.alloc(500),
    'i/b.png': Buffer.alloc(500),
    'i/c.gif': Buffer.alloc(500),
    'i/d.webp': Buffer.alloc(500),
    'f/e.woff2': Buffer.alloc(500),
    'i/f.svg': Buffer.from('<svg/>'.repeat(50)),
    'empty.txt': Buffer.alloc(0),
  })
  expect(methodsIn(zip)).toEqual({
    mimetype: 0,
    'OEBPS/第一课.xhtml': 8,
    'i/a.JPG': 0,
    'i/b.png': 0,
    'i/c.gif': 0,
    'i/d.webp': 0,
    'f/e.woff2': 0,
    'i/f.svg': 8,
    'empty.txt': 8,
  })
  const read = unzipSync(zip)
  expect(Buffer.from(read['OEBPS/第一课.xhtml']!).toString()).toBe('山高月小。'.repeat(100))
  expect([read['i/a.JPG']?.length, read['i/f.svg']?.length, read['empty.txt']?.length]).toEqual([500, 300, 0])
  expect(Buffer.from(zip).toString('latin1', 30, 58)).toBe('mimetypeapplication/epub+zip')
})

test('it has the same bytes however much was expected of it', () => {
  const entries = Array.from({ length: 20 }, (_, at): [string, Buffer] => [`${at}.jpg`, randomBytes(1000 + at)])
  const whole = fixedZip(Object.fromEntries(entries))
  for (const expected of [0, 100_000]) {
    const zip = new FixedZip(expected)
    for (const [name, data] of entries) zip.add(name, data)
    expect(Buffer.from(zip.end()).equals(whole)).toBe(true)
  }
})
