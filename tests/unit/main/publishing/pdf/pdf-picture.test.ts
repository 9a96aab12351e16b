import { deflateSync, inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { pdfPictureOf } from '#main/publishing/pdf/pdf-picture.ts'
import { patternedPng } from '../../images/pictures.ts'
import { decoded, pngChunk, pngOf, type Said } from './png-rows.ts'

const drawing = () => sharp(patternedPng(60, 40))

test('a JPEG is in a PDF the file that it is, in colours or in grey', async () => {
  const [coloured, grey] = [await drawing().jpeg().toBuffer(), await drawing().greyscale().toColourspace('b-w').jpeg({ progressive: true }).toBuffer()]
  const told = { width: 60, height: 40, bits: 8, profile: null, palette: null, filter: 'DCTDecode', mask: null }
  expect(await pdfPictureOf(coloured)).toEqual({ ...told, colours: 'DeviceRGB', bytes: coloured })
  expect(await pdfPictureOf(grey)).toEqual({ ...told, colours: 'DeviceGray', bytes: grey })
})

test('of a PNG a PDF has the packed rows, and the colours that they name by numbers', async () => {
  const [coloured, grey, named] = await Promise.all([
    drawing().png().toBuffer(),
    drawing().greyscale().toColourspace('b-w').png().toBuffer(),
    drawing().png({ palette: true, colours: 16 }).toBuffer(),
  ])
  const rows = async (file: Buffer) => {
    const { bytes, ...told } = (await pdfPictureOf(file))!
    return { ...told, length: inflateSync(bytes).length }
  }
  const told = { width: 60, height: 40, bits: 8, profile: null, palette: null, filter: 'FlateDecode', mask: null }
  expect(await rows(coloured)).toEqual({ ...told, colours: 'DeviceRGB', length: 40 * (1 + 60 * 3) })
  expect(await rows(grey)).toEqual({ ...told, colours: 'DeviceGray', length: 40 * (1 + 60) })
  const { palette, ...few } = await rows(named)
  expect(few).toMatchObject({ bits: 4, colours: 'DeviceRGB', length: 40 * (1 + 30) })
  expect(palette?.length).toBeGreaterThan(0)
  expect(palette!.length % 3).toBe(0)
})

test('what is finer, in a printer’s colours, turned, in parts or see-through by a list, or no picture, is left to Typst', async () => {
  const upright = drawing().jpeg()
  const others = await Promise.all([
    drawing().toColourspace('rgb16').png().toBuffer(),
    drawing().ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer(),
    drawing().png({ progressive: true }).toBuffer(),
    drawing().ensureAlpha(0.5).png({ progressive: true }).toBuffer(),
    drawing().ensureAlpha(0.5).png({ palette: true }).toBuffer(),
    drawing().toColourspace('cmyk').jpeg().toBuffer(),
    upright.clone().withMetadata({ orientation: 6 }).toBuffer(),
    upright.clone().withIccProfile('p3').withMetadata({ orientation: 6 }).toBuffer(),
  ])
  for (const other of [...others, Buffer.from('GIF89a'), Buffer.from('<svg/>'), patternedPng(9, 9).subarray(0, 60)])
    expect(await pdfPictureOf(other)).toBeNull()
})

/** Of numbers beside, above, and beside that: what each of the five ways of telling a row takes a number from. https://www.w3.org/TR/png-3/#9Filters */
const WAYS = [
  () => 0,
  (beside: number) => beside,
  (_: number, above: number) => above,
  (beside: number, above: number) => (beside + above) >> 1,
  (beside: number, above: number, corner: number) => {
    const near = [beside, above, corner].map((each) => Math.abs(beside + above - corner - each))
    return [beside, above, corner][near.indexOf(Math.min(...near))]!
  },
] as const

/** Rows told by each of these ways in turn. */
function told(pixels: Buffer, width: number, kinds: number, ways: readonly number[]): Buffer {
  const long = width * kinds
  const at = (row: number, byte: number): number => (row < 0 || byte < 0 ? 0 : pixels[row * long + byte]!)
  return Buffer.concat(
    Array.from({ length: pixels.length / long }, (_, row) => {
      const way = ways[row % ways.length]!
      const from = (byte: number) => WAYS[way]!(at(row, byte - kinds), at(row - 1, byte), at(row - 1, byte - kinds))
      return Buffer.from([way, ...Array.from({ length: long }, (__, byte) => (at(row, byte) - from(byte)) & 255)])
    }),
  )
}

const PIXELS = (kinds: number, width: number, height: number, shows: (at: number) => number): Buffer =>
  Buffer.from(
    Array.from({ length: width * height }, (_, at) => [...Array.from({ length: kinds - 1 }, (__, kind) => (at * at * 7 + kind * 91) & 255), shows(at)]).flat(),
  )

describe('of a PNG whose pixels say how much shows through', () => {
  const [width, height] = [13, 21]
  const ORDERS = [[0], [1], [2], [3], [4], [0, 1, 2, 3, 4], [4, 2, 3, 1, 0], [3, 4], [2, 0, 3, 3, 1]]

  describe.each([2, 4] as const)('and has %i numbers each', (kinds) => {
    const numbers = (kinds - 1) as 1 | 3
    const partedOf = async (pixels: Buffer, ways: readonly number[]) => {
      const picture = (await pdfPictureOf(pngOf({ width, height, kinds, idat: deflateSync(told(pixels, width, kinds, ways)) })))!
      const { bytes, mask, ...rest } = picture
      expect(rest).toEqual({ width, height, bits: 8, colours: kinds === 2 ? 'DeviceGray' : 'DeviceRGB', profile: null, palette: null, filter: 'FlateDecode' })
      return {
        colours: await decoded(bytes, width, height, numbers),
        mask: mask && (await decoded(mask, width, height, 1)),
      }
    }
    const without = (pixels: Buffer) => ({
      colours: pixels.filter((_, at) => at % kinds !== numbers),
      mask: pixels.filter((_, at) => at % kinds === numbers),
    })

    test.each(ORDERS)('a PDF has the colours alone where nothing does, however its rows are told (%j)', async (...ways) => {
      const pixels = PIXELS(kinds, width, height, () => 255)
      expect(await partedOf(pixels, ways)).toEqual({ colours: without(pixels).colours, mask: null })
    })

    test.each(ORDERS)('and otherwise how much beside them (%j)', async (...ways) => {
      const last = width * height - 1
      const few: readonly ((at: number) => number)[] = [
        (at) => (at * 31) & 255,
        () => 0,
        () => 127,
        (at) => (at === 0 ? 254 : 255),
        (at) => (at === last ? 0 : 255),
        (at) => (at === width ? 128 : 255),
      ]
      for (const shows of few) {
        const pixels = PIXELS(kinds, width, height, shows)
        expect(await partedOf(pixels, ways)).toEqual(without(pixels))
      }
    })
  })

  test('what does not hold what it says, or more than is held at once, is left to Typst', async () => {
    const rows = told(
      PIXELS(4, width, height, () => 255),
      width,
      4,
      [1],
    )
    const spoilt = Buffer.from(rows)
    spoilt[(1 + width * 4) * 3] = 5
    const whole = deflateSync(rows)
    const sized = { width, height, kinds: 4, idat: whole } as const
    const others: readonly Said[] = [
      { ...sized, idat: deflateSync(spoilt) },
      { ...sized, idat: whole.subarray(0, whole.length >> 1) },
      { ...sized, idat: Buffer.from('none') },
      { ...sized, height: height + 1 },
      { ...sized, height: height - 1 },
      { ...sized, kinds: 2 },
      { ...sized, height: 0 },
      { ...sized, front: [pngChunk('IHDR', Buffer.alloc(4))] },
      { ...sized, width: 0xffff_ffff, height: 0xffff_ffff },
      { ...sized, width: 10_000, height: 10_000 },
      // A thousand times what it says.
      { ...sized, idat: deflateSync(Buffer.alloc(rows.length * 1000)) },
    ]
    expect(await pdfPictureOf(pngOf(sized))).not.toBeNull()
    for (const other of others) expect([other.height, await pdfPictureOf(pngOf(other))]).toEqual([other.height, null])
  })
})

describe('the profile of a picture’s colours', () => {
  const p3 = async () => (await sharp(await drawing().withIccProfile('p3').png().toBuffer()).metadata()).icc!
  const rows = deflateSync(Buffer.alloc(40 * (1 + 60 * 3)))
  const profiled = (...profiles: readonly Buffer[]) =>
    pngOf({ width: 60, height: 40, kinds: 3, idat: rows, before: profiles.map((each) => pngChunk('iCCP', each)) })
  const named = (profile: Buffer) => Buffer.concat([Buffer.from('Display P3\0\0', 'latin1'), deflateSync(profile)])

  test('goes with its rows, or its file', async () => {
    const [png, clear, palette, jpeg] = await Promise.all([
      drawing().withIccProfile('p3').png().toBuffer(),
      drawing().ensureAlpha(0.5).withIccProfile('p3').png().toBuffer(),
      drawing().withIccProfile('p3').png({ palette: true, colours: 16 }).toBuffer(),
      drawing().withIccProfile('p3').jpeg().toBuffer(),
    ])
    const profile = await p3()
    for (const file of [png, clear, palette, jpeg]) expect((await pdfPictureOf(file))?.profile?.equals(profile)).toBe(true)
    expect((await pdfPictureOf(jpeg))?.bytes).toBe(jpeg)
  })

  test('is joined from a JPEG’s segments by their numbers, and what lacks one, or has one twice, is left to Typst', async () => {
    const [jpeg, profile] = [await drawing().jpeg().toBuffer(), await p3()]
    const part = (which: number, many: number, content: Buffer) => {
      const head = Buffer.from([0xff, 0xe2, 0, 0, ...Buffer.from('ICC_PROFILE\0', 'latin1'), which, many])
      head.writeUInt16BE(head.length - 2 + content.length, 2)
      return Buffer.concat([head, content])
    }
    const [one, two, three] = [part(1, 3, profile.subarray(0, 100)), part(2, 3, profile.subarray(100, 300)), part(3, 3, profile.subarray(300))]
    const found = async (...parts: readonly Buffer[]) =>
      (await pdfPictureOf(Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)])))?.profile?.equals(profile) ?? null
    expect([await found(one, two, three), await found(three, one, two)]).toEqual([true, true])
    const broken = [
      [one, two],
      [one, two, two],
      [one, two, three, three],
      [two, three],
      [part(0, 1, profile)],
      [part(1, 2, profile)],
      [part(1, 1, profile.subarray(1))],
    ]
    for (const parts of broken) expect(await found(...parts)).toBeNull()
  })

  test('that nobody can read, or that is of other colours, leaves the picture to Typst', async () => {
    const profile = await p3()
    const changed = (at: number, text: string) =>
      named(Buffer.concat([profile.subarray(0, at), Buffer.from(text, 'latin1'), profile.subarray(at + text.length)]))
    expect((await pdfPictureOf(profiled(named(profile))))?.profile?.equals(profile)).toBe(true)
    const broken = [
      [named(profile.subarray(0, -1))],
      [named(profile).subarray(0, -20)],
      [named(Buffer.alloc(2 ** 23))],
      [named(Buffer.alloc(0))],
      [Buffer.from('no end', 'latin1')],
      [Buffer.from('packed otherwise\0\x01', 'latin1')],
      [named(profile), named(profile)],
      [changed(8, '\x05')],
      [changed(12, 'link')],
      [changed(16, 'GRAY')],
      [changed(16, 'CMYK')],
      [changed(20, 'RGB ')],
      [changed(36, 'none')],
    ]
    for (const profiles of broken) expect(await pdfPictureOf(profiled(...profiles))).toBeNull()
    const grey = pngOf({ width: 60, height: 40, kinds: 1, idat: deflateSync(Buffer.alloc(40 * 61)), before: [pngChunk('iCCP', named(profile))] })
    expect(await pdfPictureOf(grey)).toBeNull()
  })
})
