/** Nobody may take the label off what a model made: a cover cuts and covers the author's picture, and has its label in its file and in words. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type CoverChoice, coverPlaces, coverTemplates, usualCover } from '#main/publishing/covers/cover.ts'
import { type CoverSize, coverSizes } from '#main/publishing/covers/cover-size.ts'
import { coverUnits } from '#main/publishing/covers/made-cover.ts'
import type { Made, Materials } from '#main/publishing/desk/target.ts'
import { epub } from '#main/publishing/epub/epub.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { coverMaterials } from '#main/publishing/pictures/cover-picture.ts'
import { drawn } from '#main/publishing/pictures/drawn.ts'
import { has, missing } from '../../../../fixtures/publish/programs.ts'
import { patternedPng } from '../../images/pictures.ts'
import { temporaryFolder } from '../../store/temporary.ts'
import { courseOf } from '../published.ts'

const { signal } = new AbortController()
const xmp = (said: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>${said}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>`
const XMP = xmp('{"Label":"1","ContentProducer":"墨"}')
const photograph = (said: string | null) => {
  const jpeg = sharp(patternedPng(500, 400)).jpeg()
  return (said === null ? jpeg : jpeg.withXmp(said)).toBuffer()
}

/** What covers are drawn with, the picture as it is. */
function around(picture: Buffer): Materials {
  const given: Materials = { image: () => null, imageBytes: () => Promise.resolve(picture) }
  const draw: Parameters<typeof coverMaterials>[0]['draw'] = async (task) => {
    const answer = await drawn(task)
    return answer.kind === 'made' ? answer : null
  }
  return { ...given, ...coverMaterials({ convert: () => Promise.resolve({ kind: 'fits' }), draw, materials: given, signal }) }
}

const pictured = (as: (typeof coverPlaces)[number], template: CoverChoice['template'] = 'mountains'): CoverChoice => ({
  ...usualCover,
  template,
  picture: { image: 'p', as },
})

/** A cover, and what is told of it. */
async function coverFile(choice: CoverChoice, picture: Buffer, size: CoverSize = coverSizes.ximalaya) {
  const words = { title: '茶道', author: '陆羽' }
  const [unit] = coverUnits(choice, { id: 'cover', path: '封面', lesson: null, words, size }, around(picture))
  const { files, findings } = await unit!.make(signal)
  return { bytes: bytesIn(files), told: findings.map(({ level, kind }) => `${level} ${kind}`) }
}

const bytesIn = (files: Made['files']) => Buffer.from(files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!)
const labelOf = async (bytes: Buffer) => (await sharp(bytes).metadata()).xmpAsString ?? null

describe.each(coverPlaces)('a labelled picture on a cover, %s', (as) => {
  test('has its label in the file, the same bytes each time, and the author is told', async () => {
    const picture = await photograph(XMP)
    const [one, other] = [await coverFile(pictured(as), picture), await coverFile(pictured(as), picture)]
    expect([await labelOf(one.bytes), one.told, one.bytes.equals(other.bytes)]).toEqual([XMP, ['changed cover-labelled'], true])
  })

  test('says so in words of a twentieth of the shorter side, in a corner where nothing else stands', async () => {
    const sizes = [coverSizes.ximalaya, coverSizes.wechatFirst, coverSizes.book]
    const [labelled, plain] = [await photograph(XMP), await photograph(null)]
    for (const size of sizes) {
      const changed = await changedPart(await coverFile(pictured(as, 'slip'), labelled, size), await coverFile(pictured(as, 'slip'), plain, size))
      const unit = Math.min(size.width, size.height)
      expect(changed.height).toBeGreaterThanOrEqual(unit * 0.05)
      // Within the margin of every template.
      expect([changed.top >= size.height - unit * 0.075, changed.left >= size.width * 0.5]).toEqual([true, true])
    }
  })

  test('is in a book’s file', async () => {
    const picture = await photograph(XMP)
    const course = courseOf({ 一: '话。' })
    const [made] = epub.units(course, { ...epub.defaults, cover: pictured(as) }, around(picture))
    const { files, findings } = await made!.make(signal)
    const cover = Object.entries(unzipSync(bytesIn(files))).find(([path]) => path.includes('images/cover'))
    expect([await labelOf(Buffer.from(cover![1])), findings.map(({ kind }) => kind)]).toEqual([XMP, ['cover-labelled']])
  })

  test('is beside its pixels in a PDF', async () => {
    const [one, other] = [await paged(as, await photograph(XMP)), await paged(as, await photograph(XMP))]
    expect([await toldBy(one.bytes), one.kinds, one.bytes.equals(other.bytes)]).toEqual([[XMP], ['cover-labelled'], true])
    const plain = await paged(as, await photograph(null))
    expect([await toldBy(plain.bytes), plain.kinds]).toEqual([[null], []])
  })
})

async function paged(as: (typeof coverPlaces)[number], picture: Buffer) {
  const [unit] = pdf.units(courseOf({ 一: '话。' }), { ...pdf.defaults, cover: pictured(as) }, around(picture))
  const { files, findings } = await unit!.make(signal)
  return { bytes: bytesIn(files), kinds: findings.map(({ kind }) => kind) }
}

/** What the photographs of a PDF say of themselves. */
async function toldBy(bytes: Buffer): Promise<(string | null)[]> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false })
  const isPhotograph = ({ dict }: PDFRawStream) => dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')
  const images = context.enumerateIndirectObjects().flatMap(([, each]) => (each instanceof PDFRawStream && isPhotograph(each) ? [each] : []))
  return images.map(({ dict }) => {
    const told = context.lookup(dict.get(PDFName.of('Metadata')))
    return told instanceof PDFRawStream ? Buffer.from(told.contents).toString('utf8') : null
  })
}

/** Where two covers differ by more than their packing. */
async function changedPart(one: { readonly bytes: Buffer }, other: { readonly bytes: Buffer }) {
  const pixels = async ({ bytes }: { readonly bytes: Buffer }) => sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
  const [{ data, info }, { data: before }] = [await pixels(one), await pixels(other)]
  let [left, top, right, bottom] = [info.width, info.height, -1, -1]
  for (let at = 0; at < data.length; at++) {
    if (Math.abs((data[at] ?? 0) - (before[at] ?? 0)) < 24) continue
    const [x, y] = [at % info.width, Math.floor(at / info.width)]
    ;[left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)]
  }
  return { left, top, height: bottom - top + 1 }
}

test.each(coverTemplates)('a picture without a label changes nothing on %s', async (template) => {
  const { bytes, told } = await coverFile(pictured('background', template), await photograph(null))
  expect([await labelOf(bytes), told]).toEqual([null, []])
})

test('what may be a model’s is called so, and is not said to be', async () => {
  const whole = (said: string) => photograph(xmp(said)).then((picture) => coverFile(pictured('whole'), picture))
  const [is, may, suspected] = [await whole('{"Label":"1"}'), await whole('{"Label":"2"}'), await whole('{&quot;Label&quot;:&quot;3&quot;}')]
  const parts = await Promise.all(
    [is, may, suspected].map(async (each) => (await changedPart(each, await coverFile(pictured('whole'), await photograph(null)))).left),
  )
  expect([parts[1]! < parts[2]!, parts[2]! < parts[0]!]).toEqual([true, true])
})

test.skipIf(!has('exiftool'))(`exiftool reads it from a cover${missing('exiftool')}`, async () => {
  const at = join(temporaryFolder(), 'a.jpg')
  writeFileSync(at, (await coverFile(pictured('whole'), await photograph(XMP))).bytes)
  const [read] = JSON.parse(execFileSync('exiftool', ['-json', at], { encoding: 'utf8' })) as [Record<string, unknown>]
  expect([read['Aigc'], read['Warning']]).toEqual(['{"Label":"1","ContentProducer":"墨"}', undefined])
})
