/** Nobody may take the label off what a model made: in a PDF a picture is no file any more, and has it beside its pixels. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { noCover } from '#main/publishing/covers/cover.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { has, missing } from '../../../../fixtures/publish/programs.ts'
import { patternedPng } from '../../images/pictures.ts'
import { temporaryFolder } from '../../store/temporary.ts'
import { courseOf, imageId, materials } from '../published.ts'

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>{"Label":"1","ContentProducer":"墨"}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>`
const plain = () => sharp(patternedPng(60, 40))

async function book(file: Buffer, type: 'png' | 'jpeg' = 'png'): Promise<Uint8Array> {
  const given = materials()
  const image = { ...given.image(imageId)!, type }
  const [unit] = pdf.units(
    courseOf({ 一: '![图](a.png)\n\n![图](a.png)' }),
    { ...pdf.defaults, cover: noCover },
    { ...given, image: () => image, imageBytes: () => Promise.resolve(file) },
  )
  const { files } = await unit!.make(new AbortController().signal)
  return files.flatMap((each) => ('bytes' in each ? [each.bytes] : []))[0]!
}

/** What the book's pictures say of themselves; null of one that says nothing. */
async function toldBy(bytes: Uint8Array): Promise<(string | null)[]> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false })
  const images = context
    .enumerateIndirectObjects()
    .flatMap(([, each]) => (each instanceof PDFRawStream && each.dict.get(PDFName.of('Subtype')) === PDFName.of('Image') ? [each] : []))
  return images.map(({ dict }) => {
    const told = context.lookup(dict.get(PDFName.of('Metadata')))
    return told instanceof PDFRawStream ? Buffer.from(told.contents).toString('utf8') : null
  })
}

test.each([
  ['a PNG, of which the rows are taken', 'png', () => plain().withXmp(XMP).png().toBuffer()],
  ['one that Typst draws', 'png', () => plain().withXmp(XMP).toColourspace('rgb16').png().toBuffer()],
  ['a photograph', 'jpeg', () => plain().withXmp(XMP).jpeg().toBuffer()],
] as const)('%s keeps it', async (_, type, made) => {
  const file = await made()
  const bytes = await book(file, type)
  expect([...new Set(await toldBy(bytes))]).toEqual([XMP])
  expect(Buffer.from(await book(file, type)).equals(bytes)).toBe(true)
})

test('one without a label gets nothing', async () => {
  expect([...new Set(await toldBy(await book(patternedPng(60, 40))))]).toEqual([null])
})

test.skipIf(!has('qpdf'))(`qpdf finds nothing wrong with it${missing('qpdf')}`, async () => {
  const at = join(temporaryFolder(), 'a.pdf')
  writeFileSync(at, await book(await plain().withXmp(XMP).png().toBuffer()))
  expect(spawnSync('qpdf', ['--check', at]).status).toBe(0)
})
