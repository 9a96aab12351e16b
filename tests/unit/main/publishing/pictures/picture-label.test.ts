/** Wherever programs write the label of a model's work, it goes along, with its values as they were. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { bookPictures } from '#main/publishing/pictures/accepted.ts'
import { barePicture } from '#main/publishing/pictures/bare-picture.ts'
import { labelOfPicture } from '#main/publishing/pictures/picture-label.ts'
import { workedOn } from '#main/publishing/pictures/picture-work.ts'
import { pngChunk } from '#main/publishing/pictures/png-rows.ts'
import { has, missing } from '../../../../fixtures/publish/programs.ts'
import { patternedPng } from '../../images/pictures.ts'
import { temporaryFolder } from '../../store/temporary.ts'

const VALUES =
  '{"Label":"1","ContentProducer":"001191440300708461136T1XGW3","ProduceID":"a}b","ReservedCode1":"","ContentPropagator":"<x>&y","PropagateID":"p","ReservedCode2":""}'
const JSON_TEXT = `{"AIGC": ${VALUES}}`
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>{"Label":"1"}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>`

/** EXIF of one comment and who made it, in Latin letters or in Unicode. */
function exif(isWide = false): Buffer {
  const comment = isWide ? Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from(JSON_TEXT, 'utf16le').swap16()]) : Buffer.from(`ASCII\0\0\0${JSON_TEXT}`)
  const head = Buffer.from(
    'MM\0*\0\0\0\x08\0\x02\x01\x3b\0\x02\0\0\0\x08\0\0\0\x38\x87\x69\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0\0\x01\x92\x86\0\x07\0\0\0\0\0\0\0\x40\0\0\0\0',
    'latin1',
  )
  head.writeUInt32BE(comment.length, 44)
  return Buffer.concat([head, Buffer.from('Laowang\0'), comment])
}

const jpegPart = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
const plain = () => sharp(patternedPng(60, 40))
const jpegWith = async (...parts: Buffer[]) => {
  const jpeg = await plain().jpeg().toBuffer()
  return Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)])
}
const pngWith = (name: string, content: Buffer | string) => {
  const png = patternedPng(60, 40)
  return Buffer.concat([png.subarray(0, 33), pngChunk(Buffer.concat([Buffer.from(name), Buffer.from(content as string, 'latin1')])), png.subarray(33)])
}
const gifWith = async (part: Buffer) => {
  const gif = await plain().gif().toBuffer()
  const at = gif.indexOf('!\xf9', 0, 'latin1')
  return Buffer.concat([gif.subarray(0, at), part, gif.subarray(at)])
}
/** So that the name of the label stands across the end of a part. */
const gifComment = () => {
  const text = Buffer.from(`${' '.repeat(250)}${JSON_TEXT}`)
  const parts = [text.subarray(0, 255), text.subarray(255)].flatMap((part) => [Buffer.from([part.length]), part])
  return Buffer.concat([Buffer.from([0x21, 0xfe]), ...parts, Buffer.from([0])])
}
const webpWith = async (content: Buffer) => {
  const webp = await plain()
    .withExif({ IFD0: { Artist: 'x' } })
    .webp()
    .toBuffer()
  const [head, at] = [Buffer.from('EXIF\0\0\0\0'), webp.indexOf('EXIF')]
  head.writeUInt32LE(content.length, 4)
  const made = Buffer.concat([webp.subarray(0, at), head, content, Buffer.alloc(content.length % 2)])
  made.writeUInt32LE(made.length - 8, 4)
  return made
}

const PLACES: readonly (readonly [string, 'jpeg' | 'png' | 'gif' | 'webp', () => Promise<Buffer> | Buffer])[] = [
  ['the EXIF of a JPEG', 'jpeg', () => jpegWith(jpegPart(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif()])))],
  ['the EXIF of a JPEG in Unicode', 'jpeg', () => jpegWith(jpegPart(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(true)])))],
  ['a comment of a JPEG', 'jpeg', () => jpegWith(jpegPart(0xfe, Buffer.from(JSON_TEXT)))],
  ['a text of a PNG that is called so', 'png', () => pngWith('tEXt', `AIGC\0${VALUES}`)],
  ['a text of a PNG that says so', 'png', () => pngWith('tEXt', `Comment\0${JSON_TEXT}`)],
  ['a packed text of a PNG', 'png', () => pngWith('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(JSON_TEXT)]))],
  ['an international text of a PNG', 'png', () => pngWith('iTXt', `AIGC\0\0\0zh\0\0${JSON_TEXT}`)],
  ['the EXIF of a PNG', 'png', () => pngWith('eXIf', exif())],
  ['a comment of a GIF', 'gif', () => gifWith(gifComment())],
  ['the EXIF of a WebP', 'webp', () => webpWith(exif())],
]

const said = (xmp: string | null | undefined) =>
  /<TC260:AIGC>(.*)<\/TC260:AIGC>/s
    .exec(xmp ?? '')?.[1]
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

describe.each(PLACES)('a label in %s', (_, type, labelled) => {
  test('stays with the picture, and nothing else that stood there', async () => {
    const given = await labelled()
    const bare = barePicture(given)
    expect([said(labelOfPicture(bare)), bare.includes('Laowang'), barePicture(bare).equals(bare)]).toEqual([VALUES, false, true])
    expect((await sharp(bare).raw().toBuffer()).equals(await sharp(given).raw().toBuffer())).toBe(true)
  })

  test('is in what is made of it, as XMP', async () => {
    for (const form of ['png', 'jpeg'] as const) {
      const answer = await workedOn({ type, bytes: barePicture(await labelled()), accepted: { ...bookPictures, types: [form], longest: 30 } })
      if (answer.kind !== 'made') throw new Error(answer.kind)
      expect([answer.type, said((await sharp(answer.bytes).metadata()).xmpAsString)]).toEqual([form, VALUES])
    }
  })
})

test('XMP of a GIF goes into what is made of it as it is', async () => {
  const given = await gifWith(
    Buffer.concat([
      Buffer.from('!\xff\x0bXMP DataXMP', 'latin1'),
      Buffer.from(XMP),
      Buffer.from([1, ...Array(256).keys()].map((at) => (at === 0 ? 1 : 256 - at))),
      Buffer.from([0, 0]),
    ]),
  )
  const answer = await workedOn({ type: 'gif', bytes: barePicture(given), accepted: { ...bookPictures, types: ['png'] } })
  if (answer.kind !== 'made') throw new Error(answer.kind)
  expect((await sharp(answer.bytes).metadata()).xmpAsString).toBe(XMP)
})

test('a picture without one gets none, whatever speaks of it', async () => {
  for (const bytes of [patternedPng(6, 4), pngWith('tEXt', 'Comment\0AIGC'), await jpegWith(jpegPart(0xfe, Buffer.from('"AIGC" is a word')))])
    expect(labelOfPicture(barePicture(bytes))).toBe(null)
})

test.skipIf(!has('exiftool'))(`exiftool reads the label of a photograph from its XMP${missing('exiftool')}`, async () => {
  const at = join(temporaryFolder(), 'a.jpg')
  writeFileSync(at, barePicture(await jpegWith(jpegPart(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif()])))))
  const [read] = JSON.parse(execFileSync('exiftool', ['-json', at], { encoding: 'utf8' })) as [Record<string, unknown>]
  expect([read['Aigc'], read['UserComment'], read['Artist'], read['Warning']]).toEqual([VALUES, undefined, undefined, undefined])
})
