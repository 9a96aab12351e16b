import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pdfPictureOf } from '#main/publishing/pdf/pdf-picture.ts'
import { patternedPng } from '../../images/pictures.ts'

const drawing = () => sharp(patternedPng(60, 40))

test('a JPEG is in a PDF the file that it is, in colours or in grey', async () => {
  const [coloured, grey] = [await drawing().jpeg().toBuffer(), await drawing().greyscale().toColourspace('b-w').jpeg({ progressive: true }).toBuffer()]
  const told = { width: 60, height: 40, bits: 8, palette: null, filter: 'DCTDecode' }
  expect(pdfPictureOf(coloured)).toEqual({ ...told, colours: 'DeviceRGB', bytes: coloured })
  expect(pdfPictureOf(grey)).toEqual({ ...told, colours: 'DeviceGray', bytes: grey })
})

test('of a PNG a PDF has the packed rows, and the colours that they name by numbers', async () => {
  const [coloured, grey, named] = await Promise.all([
    drawing().png().toBuffer(),
    drawing().greyscale().toColourspace('b-w').png().toBuffer(),
    drawing().png({ palette: true, colours: 16 }).toBuffer(),
  ])
  const rows = (file: Buffer) => {
    const { bytes, ...told } = pdfPictureOf(file)!
    return { ...told, length: inflateSync(bytes).length }
  }
  const told = { width: 60, height: 40, bits: 8, palette: null, filter: 'FlateDecode' }
  expect(rows(coloured)).toEqual({ ...told, colours: 'DeviceRGB', length: 40 * (1 + 60 * 3) })
  expect(rows(grey)).toEqual({ ...told, colours: 'DeviceGray', length: 40 * (1 + 60) })
  const { palette, ...few } = rows(named)
  expect(few).toMatchObject({ bits: 4, colours: 'DeviceRGB', length: 40 * (1 + 30) })
  expect(palette?.length).toBeGreaterThan(0)
  expect(palette!.length % 3).toBe(0)
})

test('what is transparent, finer, in other colours or turned, or no picture, is left to Typst', async () => {
  const upright = drawing().jpeg()
  const others = await Promise.all([
    drawing().ensureAlpha(0.5).png().toBuffer(),
    drawing().toColourspace('rgb16').png().toBuffer(),
    drawing().png({ progressive: true }).toBuffer(),
    drawing().png().withIccProfile('p3').toBuffer(),
    drawing().toColourspace('cmyk').jpeg().toBuffer(),
    upright.clone().withIccProfile('p3').toBuffer(),
    upright.clone().withMetadata({ orientation: 6 }).toBuffer(),
  ])
  for (const other of [...others, Buffer.from('GIF89a'), Buffer.from('<svg/>'), patternedPng(9, 9).subarray(0, 60)]) expect(pdfPictureOf(other)).toBeNull()
})
