import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { barePicture, canBeBare } from '#main/publishing/pictures/bare-picture.ts'
import { pngChunk } from '#main/publishing/pictures/png-rows.ts'
import { exportFor } from '#main/publishing/targets.ts'
import { has, missing } from '../../../../fixtures/publish/programs.ts'
import { patternedPng, tailed } from '../../images/pictures.ts'
import { temporaryFolder } from '../../store/temporary.ts'
import { courseOf, materials } from '../published.ts'

type Form = 'jpeg' | 'png' | 'webp' | 'gif'
const plain = () => sharp(patternedPng(60, 40))
const OWNER = '老王的相机'
const GPS = { IFD0: { Artist: 'Laowang', Model: 'X100' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 0/1' } }
const XMP = (inner: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${inner}</rdf:RDF></x:xmpmeta>`
const OWNED = XMP(`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${OWNER}</dc:creator></rdf:Description>`)
const LABELLED = XMP(
  `<rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>{"Label":"1"}</TC260:AIGC></rdf:Description>`,
)
const photograph = (form: Form, xmp = OWNED, orientation = 1) =>
  plain()
    .withExif(GPS)
    .withMetadata({ orientation })
    .withXmp(xmp)
    .withIccProfile('p3')
    .toFormat(form, form === 'webp' ? { lossless: true } : {})
    .toBuffer()
const pixelsOf = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer()
const segment = (marker: number, text: string) => Buffer.from(`\xff${String.fromCharCode(marker)}\0${String.fromCharCode(text.length + 2)}${text}`, 'latin1')
const afterStart = (jpeg: Buffer, ...parts: Buffer[]) => Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)])

describe.each(['jpeg', 'png', 'webp'] as const)('a %s', (form) => {
  test('goes out without what its camera noted, with its pixels and colours', async () => {
    const noted = await photograph(form)
    const bare = barePicture(noted)
    const { exif, xmp, icc, orientation } = await sharp(bare).metadata()
    expect((await sharp(noted).metadata()).exif?.includes('Laowang')).toBe(true)
    expect([exif, xmp, orientation, icc?.length]).toEqual([undefined, undefined, undefined, (await sharp(noted).metadata()).icc?.length])
    expect([bare.includes('Laowang'), bare.includes(OWNER), (await pixelsOf(bare)).equals(await pixelsOf(noted))]).toEqual([false, false, true])
    expect(barePicture(bare).equals(bare)).toBe(true)
  })

  test('keeps the way that is up, and nothing beside it', async () => {
    const bare = barePicture(await photograph(form, OWNED, 6))
    const { orientation, autoOrient } = await sharp(bare).metadata()
    expect([orientation, autoOrient.width, bare.includes('Laowang')]).toEqual([6, 40, false])
  })

  test('keeps the label of a model’s work', async () => {
    const bare = barePicture(await photograph(form, LABELLED))
    const { xmpAsString, exif } = await sharp(bare).metadata()
    expect([xmpAsString?.includes('{"Label":"1"}'), exif]).toEqual([true, undefined])
  })
})

describe('of a JPEG', () => {
  test('comments, parts of programs and whatever lies behind its end stay behind', async () => {
    const jpeg = await plain().jpeg({ progressive: true }).toBuffer()
    const second = await photograph('jpeg')
    const noted = Buffer.concat([
      afterStart(jpeg, segment(0xfe, 'Laowang'), segment(0xed, 'Photoshop 3.0\0Laowang'), segment(0xe2, 'MPF\0Laowang'), segment(0xeb, 'JP Laowang')),
      second,
    ])
    expect(barePicture(noted).equals(jpeg)).toBe(true)
  })

  test('the mark of how its colours are mixed stays', async () => {
    const printed = await plain().toColourspace('cmyk').jpeg().toBuffer()
    expect(barePicture(printed).equals(printed)).toBe(true)
  })

  test('a cut file stays within itself', async () => {
    const noted = await photograph('jpeg')
    for (let length = 3; length < noted.length; length += 7) expect(barePicture(noted.subarray(0, length)).length).toBeLessThanOrEqual(length)
  })
})

test('of a GIF comments and parts of programs stay behind, and it moves as before', async () => {
  const frames = Buffer.concat([Buffer.alloc(300, 10), Buffer.alloc(300, 200)])
  const moving = await sharp(frames, { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } })
    .gif({ loop: 3 })
    .toBuffer()
  const at = moving.indexOf('!\xf9', 0, 'latin1')
  const noted = Buffer.concat([
    moving.subarray(0, at),
    Buffer.from('!\xfe\x07Laowang\0!\xff\x0bXMP DataXMP\x07Laowang\0', 'latin1'),
    moving.subarray(at),
    Buffer.from('Laowang'),
  ])
  expect(barePicture(noted).equals(moving)).toBe(true)
})

test('of a GIF no part goes out that no list names, whatever it is called', async () => {
  const still = await plain().gif().toBuffer()
  const at = still.indexOf('!\xf9', 0, 'latin1')
  const parts = ['!\x01\x07Laowang\0', '!\xab\x07Laowang\0'].map((part) => Buffer.from(part, 'latin1'))
  expect(barePicture(Buffer.concat([still.subarray(0, at), ...parts, still.subarray(at)])).equals(still)).toBe(true)
})

test('of a moving WebP its frames hold nothing but their pictures', async () => {
  const frames = Buffer.concat([Buffer.alloc(300, 10), Buffer.alloc(300, 200)])
  const moving = await sharp(frames, { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } })
    .webp({ lossless: true })
    .toBuffer()
  const noted = Buffer.concat([moving.subarray(0, moving.indexOf('ANMF')), ...framesOf(moving).map(withNote)])
  noted.writeUInt32LE(noted.length - 8, 4)
  expect([framesOf(noted).length, noted.includes('Laowang'), (await sharp(noted, { pages: -1 }).metadata()).pages]).toEqual([2, true, 2])
  expect(barePicture(noted).equals(moving)).toBe(true)
})

/** The chunks of the frames of a moving WebP, which are its last. */
function framesOf(webp: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = webp.indexOf('ANMF'); at !== -1 && at < webp.length; at = found.reduce((sum, { length }) => sum + length, webp.indexOf('ANMF')))
    found.push(webp.subarray(at, at + 8 + webp.readUInt32LE(at + 4)))
  return found
}

function withNote(frame: Buffer): Buffer {
  const noted = Buffer.concat([frame, Buffer.from('NOTE\x08\0\0\0Laowang\0', 'latin1')])
  noted.writeUInt32LE(noted.length - 8, 4)
  return noted
}

test('of a PNG colours that somebody gave a name to stay behind', () => {
  const png = patternedPng(6, 4)
  const named = pngChunk(Buffer.from('sPLTLaowang\0\x08\x01\x02\x03\x04\0\x05', 'latin1'))
  expect(barePicture(Buffer.concat([png.subarray(0, 33), named, png.subarray(33)])).equals(png)).toBe(true)
})

test.each(['markdown', 'ximalaya'] as const)('where nothing looks at pictures a PNG goes out to the end of its rows: %s', async (target) => {
  const given = { ...materials(), imageBytes: () => Promise.resolve(tailed(patternedPng(6, 4))) }
  const convert = () => Promise.reject(new Error('asked'))
  const { imageBytes } = await exportFor(target, courseOf({ 一: '![图](a.png)' }), given, { convert, signal: new AbortController().signal })
  expect(Buffer.from(await imageBytes('a'.repeat(64))).equals(patternedPng(6, 4))).toBe(true)
})

test.each(['markdown', 'website', 'zhihu'] as const)('what is exported for %s has no notes of a camera', async (target) => {
  const noted = await photograph('jpeg')
  const given = { ...materials(), imageBytes: () => Promise.resolve(noted) }
  const { imageBytes } = await exportFor(target, courseOf({ 一: '![图](a.jpg)' }), given, {
    convert: () => Promise.resolve({ kind: 'fits' }),
    signal: new AbortController().signal,
  })
  expect(Buffer.from(await imageBytes('a'.repeat(64))).includes('Laowang')).toBe(false)
})

describe('an AVIF', () => {
  const avif = (xmp = OWNED) => plain().withExif(GPS).withXmp(xmp).withIccProfile('p3').avif({ lossless: true, effort: 0 }).toBuffer()
  /** Where what `iloc` names lies; told by what is there. */
  const holds = (bytes: Buffer, text: string) => bytes.includes(text)

  test('goes out without what its camera noted, with its pixels and colours, and every part in its place', async () => {
    const noted = await avif()
    const bare = barePicture(noted)
    const { exif, xmp, icc } = await sharp(bare).metadata()
    expect([(await sharp(noted).metadata()).exif?.includes('Laowang'), holds(noted, OWNER)]).toEqual([true, true])
    expect([exif, xmp, icc?.length, bare.length]).toEqual([undefined, undefined, (await sharp(noted).metadata()).icc?.length, noted.length])
    expect([holds(bare, 'Laowang'), holds(bare, OWNER), holds(bare, 'Exif'), (await pixelsOf(bare)).equals(await pixelsOf(noted))]).toEqual([
      false,
      false,
      false,
      true,
    ])
    expect(barePicture(bare).equals(bare)).toBe(true)
  })

  test.skipIf(!has('exiftool'))(`exiftool reads its size and its colours, and no place, no camera and no name${missing('exiftool')}`, async () => {
    const at = join(temporaryFolder(), 'a.avif')
    const read = (bytes: Buffer): Record<string, unknown> => {
      writeFileSync(at, bytes)
      return (JSON.parse(execFileSync('exiftool', ['-json', at], { encoding: 'utf8' })) as Record<string, unknown>[])[0]!
    }
    const noted = await avif()
    const [before, after] = [read(noted), read(barePicture(noted))]
    const told = ({ GPSLatitude, Model, Creator, ImageWidth, ColorSpaceData, ProfileDescription, Warning }: Record<string, unknown>) => [
      [GPSLatitude, Model, Creator].map((value) => value !== undefined),
      [ImageWidth, ColorSpaceData ?? ProfileDescription, Warning],
    ]
    expect(told(before)[0]).toEqual([true, true, true])
    expect(told(after)).toEqual([[false, false, false], told(before)[1]])
  })

  test('keeps the label of a model’s work', async () => {
    const bare = barePicture(await avif(LABELLED))
    const { xmpAsString, exif } = await sharp(bare).metadata()
    expect([xmpAsString?.includes('{"Label":"1"}'), exif]).toEqual([true, undefined])
  })

  test('parts that no list names go, behind its end, in its head, and among what it is like', async () => {
    const box = (name: string, content: string) => {
      const made = Buffer.concat([Buffer.alloc(4), Buffer.from(name + content, 'latin1')])
      made.writeUInt32BE(made.length)
      return made
    }
    const clean = await plain().avif({ effort: 0 }).toBuffer()
    const noted = Buffer.concat([clean, box('uuid', 'Laowang'), box('free', 'Laowang')])
    const bare = barePicture(noted)
    expect([holds(bare, 'Laowang'), bare.length, (await pixelsOf(bare)).equals(await pixelsOf(clean))]).toEqual([false, noted.length, true])
  })

  test('a cut or spoilt file ends nothing, and one whose parts nobody can tell is none to publish', async () => {
    const noted = await avif()
    for (let length = 12; length < noted.length; length += 13) expect(barePicture(noted.subarray(0, length)).length).toBe(length)
    for (let at = 4; at < 400; at++) {
      const spoilt = Buffer.from(noted)
      spoilt[at] = 0xff
      expect(barePicture(spoilt).length).toBe(noted.length)
    }
    const elsewhere = Buffer.from(noted)
    elsewhere[elsewhere.indexOf('iloc') + 4] = 9
    expect([canBeBare(noted), canBeBare(elsewhere)]).toEqual([true, false])
  })
})
