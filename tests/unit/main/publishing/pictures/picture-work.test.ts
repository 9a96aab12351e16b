import sharp, { type PngOptions } from 'sharp'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Accepted, bookPictures, unfitFor } from '#main/publishing/pictures/accepted.ts'
import { type PictureAnswer, workedOn } from '#main/publishing/pictures/picture-work.ts'
import { wechat } from '#main/publishing/wechat/wechat.ts'
import { patternedPng, png, tailed } from '../../images/pictures.ts'
import { photographed, screenshot } from './screens.ts'

const plain = (width = 60, height = 40) => sharp(patternedPng(width, height))
const any: Accepted = { ...bookPictures, longest: null }

async function made(type: Parameters<typeof workedOn>[0]['type'], bytes: Uint8Array, accepted = any) {
  const answer = await workedOn({ type, bytes, accepted })
  if (answer.kind !== 'made') throw new Error(answer.kind)
  return { ...answer, meta: await sharp(answer.bytes).metadata() }
}

/** As a sensor sees in the dark: the same each time. */
function randomPixels(width: number, height: number): Buffer {
  let state = 1
  return Buffer.from(Array.from({ length: width * height * 3 }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24))
}

const kindOf = ({ kind }: PictureAnswer) => kind

describe('a picture for a target', () => {
  test('stays as it is where it can be shown', async () => {
    expect(await workedOn({ type: 'png', bytes: png(40, 30), accepted: any })).toEqual({ kind: 'fits' })
    expect(kindOf(await workedOn({ type: 'jpeg', bytes: await plain().jpeg().toBuffer(), accepted: any }))).toBe('fits')
  })

  test('that is a PNG ends where its rows do', async () => {
    const { why, type, bytes } = await made('png', tailed(png(40, 30)))
    expect([why, type, Buffer.from(bytes).equals(png(40, 30))]).toEqual([[], 'png', true])
  })

  test('of another type becomes a JPEG, or a PNG where it is see-through', async () => {
    const webp = await made('webp', await plain().webp().toBuffer())
    expect([webp.type, webp.why, webp.meta.width, webp.meta.height]).toEqual(['jpeg', ['type'], 60, 40])
    const seeThrough = await sharp({ create: { width: 9, height: 9, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0.5 } } })
      .webp()
      .toBuffer()
    expect((await made('webp', seeThrough)).type).toBe('png')
  })

  test('stands upright, in the colours of a screen', async () => {
    const turned = await made('jpeg', await plain().jpeg().withMetadata({ orientation: 6 }).toBuffer())
    expect([turned.why, turned.meta.width, turned.meta.height, turned.meta.orientation]).toEqual([['turned'], 40, 60, undefined])
    const printed = await made('jpeg', await plain().toColourspace('cmyk').jpeg().toBuffer())
    expect([printed.why, printed.meta.space]).toEqual([['colours'], 'srgb'])
  })

  test('that moves stands still where none moves', async () => {
    const frames = Buffer.concat([Buffer.alloc(300, 10), Buffer.alloc(300, 200)])
    const gif = await sharp(frames, { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } })
      .gif()
      .toBuffer()
    expect(kindOf(await workedOn({ type: 'gif', bytes: gif, accepted: any }))).toBe('fits')
    const still = await made('gif', gif, { ...any, moves: false })
    expect([still.type, still.why, still.meta.height, still.meta.pages]).toEqual(['png', ['moves'], 10, undefined])
  })

  test('that moves goes on moving where that is taken, however many pixels it has, and with as many bytes as those that move may have', async () => {
    const frames = Array.from({ length: 4 }, (_, at) => randomPixels(120, 100).map((value) => value ^ (at * 85)))
    const gif = await sharp(Buffer.concat(frames), { raw: { width: 120, height: 400, channels: 3, pageHeight: 100 } })
      .gif()
      .toBuffer()
    const taken: Accepted = { ...any, mostBytes: 9000, mostMovingBytes: gif.length }
    expect(gif.length).toBeGreaterThan(9000)
    expect(kindOf(await workedOn({ type: 'gif', bytes: gif, accepted: { ...taken, longest: 90 } }))).toBe('fits')
    const heavy = await made('gif', gif, { ...taken, mostMovingBytes: gif.length - 1 })
    expect([heavy.why, heavy.bytes.length <= 9000, heavy.meta.pages]).toEqual([['moves', 'heavy'], true, undefined])
    // One of a type that is not taken moves no more.
    expect((await made('gif', gif, { ...taken, types: ['png', 'jpeg'] })).why).toEqual(['type', 'moves'])
    // Others may have no more for it.
    const still = await sharp(gif, { pages: 1 }).gif().toBuffer()
    expect((await made('gif', still, taken)).why).toEqual(['heavy'])
  })

  test('that moves stays as it is for 公众号, within what its documentation takes', async () => {
    const facts = { type: 'gif', pages: 2, isCmyk: false, isTurned: false, width: 3000, height: 2000, bytes: 10_000_000 } as const
    expect(unfitFor(facts, wechat.accepts!)).toEqual([])
    expect(unfitFor({ ...facts, bytes: 10_000_001 }, wechat.accepts!)).toEqual(['moves', 'heavy'])
    expect(unfitFor({ ...facts, type: 'webp' }, wechat.accepts!)).toEqual(['type', 'moves'])
  })

  test('is as small as it must be, in pixels and in bytes', async () => {
    const large = await made('png', patternedPng(300, 200), { ...any, longest: 90 })
    expect([large.type, large.why, large.meta.width, large.meta.height]).toEqual(['jpeg', ['large'], 90, 60])
    const heavy = await made('png', patternedPng(300, 200), { ...any, mostBytes: 3000 })
    expect([heavy.why, heavy.bytes.length <= 3000]).toEqual([['heavy'], true])
  })

  test('that is see-through or drawn stays a PNG where packing it again is enough, however badly it was packed', async () => {
    const drawing = (background: string) =>
      sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">${background}<circle cx="150" cy="100" r="80" fill="red"/></svg>`))
    const unpacked = (background: string) => drawing(background).png({ compressionLevel: 0 }).toBuffer()
    const clear = await made('png', await unpacked(''), { ...any, mostBytes: 20_000 })
    expect([clear.type, clear.why, clear.meta.hasAlpha, clear.isFlat, clear.bytes.length < 6000]).toEqual(['png', ['heavy'], true, undefined, true])
    const opaque = await drawing('<rect width="300" height="200" fill="#eee"/>').flatten().png({ compressionLevel: 0 }).toBuffer()
    const plainOne = await made('png', opaque, { ...any, mostBytes: 20_000 })
    expect([plainOne.type, plainOne.meta.width, plainOne.isFlat]).toEqual(['png', 300, undefined])
  })

  test('that was see-through and can’t be so there says that it is white now', async () => {
    const noise = randomPixels(120, 90)
    const clear = sharp(noise, { raw: { width: 120, height: 90, channels: 3 } }).ensureAlpha(0.5)
    const heavy = await made('png', await clear.clone().png().toBuffer(), { ...any, mostBytes: 12_000 })
    expect([heavy.type, heavy.isFlat]).toEqual(['jpeg', true])
    const untaken = await made('webp', await clear.clone().webp().toBuffer(), { ...any, types: ['jpeg'] })
    expect([untaken.type, untaken.isFlat]).toEqual(['jpeg', true])
    // A channel of its own alone makes nothing see-through.
    const opaque = await made('png', await clear.clone().removeAlpha().ensureAlpha(1).png().toBuffer(), { ...any, mostBytes: 12_000 })
    expect([opaque.type, opaque.isFlat]).toEqual(['jpeg', undefined])
    expect((await made('jpeg', await plain().jpeg().toBuffer(), { ...any, longest: 30 })).isFlat).toBe(undefined)
  })

  test('that is no drawing is packed as a photograph at once, for packing it well takes seconds', async () => {
    const photograph = await sharp(randomPixels(300, 200), { raw: { width: 300, height: 200, channels: 3 } })
      .png()
      .toBuffer()
    const packing = vi.spyOn(sharp.prototype, 'png')
    const { type } = await made('png', photograph, { ...any, mostBytes: 60_000 })
    expect([type, packing.mock.calls.filter(([options]) => (options as PngOptions | undefined)?.compressionLevel === 9)]).toEqual(['jpeg', []])
    packing.mockRestore()
  })

  test('is as small as it must be after a few tries, and hardly smaller', async () => {
    const photograph = await sharp(randomPixels(1200, 900), { raw: { width: 1200, height: 900, channels: 3 } })
      .jpeg({ quality: 92 })
      .toBuffer()
    for (const mostBytes of [100_000, 400_000]) {
      const encoding = vi.spyOn(sharp.prototype, 'jpeg')
      const { bytes } = await made('jpeg', photograph, { ...any, mostBytes })
      expect([encoding.mock.calls.length <= 4, bytes.length <= mostBytes, bytes.length > mostBytes / 2], String(mostBytes)).toEqual([true, true, true])
      encoding.mockRestore()
    }
  })

  test('of a photograph has no more colours than its camera kept', async () => {
    const halved = await plain(300, 200).jpeg({ chromaSubsampling: '4:2:0' }).toBuffer()
    const sharpest = await plain(300, 200).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer()
    const chroma = async (bytes: Buffer) => (await made('jpeg', bytes, { ...any, longest: 90 })).meta.chromaSubsampling
    expect([await chroma(halved), await chroma(sharpest)]).toEqual(['4:2:0', '4:4:4'])
  })

  test('is the same bytes of the same picture', async () => {
    const avif = await plain().avif({ effort: 0 }).toBuffer()
    expect((await made('avif', avif)).bytes).toEqual((await made('avif', avif)).bytes)
  })

  test('keeps the label of a model’s work, and nothing else that a program noted', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><TC260:AIGC xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">{"Label":"1"}</TC260:AIGC></x:xmpmeta>'
    const labelled = await made('webp', await plain().withXmp(xmp).webp().toBuffer())
    expect(labelled.meta.xmpAsString).toContain('{"Label":"1"}')
    const noted = await plain()
      .withExif({ IFD0: { Artist: '老王' } })
      .webp()
      .toBuffer()
    expect((await made('webp', noted)).meta.exif).toBe(undefined)
  })
})

describe('what has sharp edges', () => {
  const screen = screenshot(640, 360)
  const packed = (level: number) => screen.clone().png({ compressionLevel: level }).toBuffer()

  test('stays the file that it is where fewer pixels would make it no smaller', async () => {
    expect(await workedOn({ type: 'png', bytes: await packed(7), accepted: { ...any, longest: 500 } })).toEqual({ kind: 'fits' })
    const ended = await made('png', tailed(await packed(7)), { ...any, longest: 500 })
    expect([ended.why, Buffer.from(ended.bytes).equals(await packed(7))]).toEqual([[], true])
    const clear = await screen.clone().ensureAlpha(0.5).png().toBuffer()
    expect(await workedOn({ type: 'png', bytes: clear, accepted: { ...any, longest: 500 } })).toEqual({ kind: 'fits' })
    const long = await screenshot(150, 1200).png().toBuffer()
    expect(await workedOn({ type: 'png', bytes: long, accepted: { ...any, longest: 300 } })).toEqual({ kind: 'fits' })
  })

  test('has fewer pixels where that is much smaller, and is a PNG', async () => {
    const { type, why, meta, bytes } = await made('png', await packed(7), { ...any, longest: 80 })
    expect([type, why, meta.width, meta.height, bytes.length < 5000]).toEqual(['png', ['large'], 80, 45, true])
  })

  test('keeps all of its pixels where it was only packed badly', async () => {
    const { type, why, meta, bytes } = await made('png', await packed(0), { ...any, longest: 320 })
    expect([type, why, meta.width, bytes.length < 50_000]).toEqual(['png', ['large'], 640, true])
  })

  test('is packed again where it is too heavy, with all of its pixels where those fit', async () => {
    const loose = await packed(0)
    const whole = await made('png', loose, { ...any, longest: 500, mostBytes: 100_000 })
    expect([whole.type, whole.why, whole.meta.width]).toEqual(['png', ['large', 'heavy'], 640])
    expect((await sharp(whole.bytes).raw().toBuffer()).equals(await screen.clone().raw().toBuffer())).toBe(true)
  })

  test('is a PNG also where another type held it without a loss', async () => {
    const webp = await screen.clone().webp({ lossless: true }).toBuffer()
    const { type, meta } = await made('webp', webp)
    expect([type, meta.width]).toEqual(['png', 640])
  })

  test('is that with a photograph beside it, too', async () => {
    const beside = await photographed(320, 180).png().toBuffer()
    const bytes = await screen
      .clone()
      .composite([{ input: beside, left: 320, top: 180 }])
      .png()
      .toBuffer()
    expect(await workedOn({ type: 'png', bytes, accepted: { ...any, longest: 500 } })).toEqual({ kind: 'fits' })
    // Where no PNG fits: letters are smeared then, and not made smaller as well.
    const heavy = await made('png', bytes, { ...any, longest: 500, mostBytes: bytes.length / 2 })
    expect([heavy.type, heavy.meta.width, heavy.bytes.length <= bytes.length / 2]).toEqual(['jpeg', 640, true])
  })
})

describe('a photograph', () => {
  const photograph = photographed(640, 480)

  test('that is a PNG becomes a JPEG where that is much smaller, and is never packed well in vain', async () => {
    const packing = vi.spyOn(sharp.prototype, 'png')
    const bytes = await photograph.clone().png().toBuffer()
    packing.mockClear()
    const { type, why, meta, bytes: small } = await made('png', bytes, { ...any, longest: 500 })
    expect([type, why, meta.width, small.length < bytes.length / 4]).toEqual(['jpeg', ['large'], 500, true])
    const levels = packing.mock.calls.map(([options]) => (options as PngOptions | undefined)?.compressionLevel)
    expect(levels.includes(9)).toBe(false)
    packing.mockRestore()
  })

  test('before a plain ground is one', async () => {
    const small = await photograph.clone().resize(320, 240).png().toBuffer()
    const before = sharp({ create: { width: 480, height: 360, channels: 3, background: '#fff' } }).composite([{ input: small, left: 80, top: 60 }])
    expect((await made('png', await before.png().toBuffer(), { ...any, longest: 400 })).type).toBe('jpeg')
  })

  test('stays the file that it is where another would hardly be smaller', async () => {
    const noise = sharp(
      randomPixels(120, 90).map((byte) => byte & 0xe0),
      { raw: { width: 120, height: 90, channels: 3 } },
    )
    expect(await workedOn({ type: 'png', bytes: await noise.clone().png().toBuffer(), accepted: { ...any, longest: 115 } })).toEqual({ kind: 'fits' })
    const coarse = await photograph.clone().jpeg({ quality: 20 }).toBuffer()
    expect(await workedOn({ type: 'jpeg', bytes: coarse, accepted: { ...any, longest: 600 } })).toEqual({ kind: 'fits' })
  })
})

describe('a drawing', () => {
  const drawing = (inner: string, size = 'width="30" height="20"') => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${inner}</svg>`)

  test('becomes a PNG with more pixels than it says, and never too many', async () => {
    const { type, meta } = await made('svg', drawing('<rect width="30" height="20" fill="red"/>'))
    expect([type, meta.width, meta.height]).toEqual(['png', 120, 80])
    expect((await made('svg', drawing('<circle r="9"/>', 'width="9000" height="100"'))).meta.width).toBe(4000)
  })

  test('can name no file and nothing outside', async () => {
    const plainOne = await made('svg', drawing(''))
    const named = await made(
      'svg',
      drawing('<image href="file:///proc/self/exe" width="9" height="9"/><image href="http://127.0.0.1:9/x.png" width="9" height="9"/>'),
    )
    expect(named.bytes).toEqual(plainOne.bytes)
  })
})

test.each([
  ['cut short', 'jpeg', async () => (await plain(300, 200).jpeg().toBuffer()).subarray(0, 900)],
  ['without the rows that it says', 'png', () => png(3000, 2000)],
  ['that is none', 'svg', () => Buffer.from('<svg')],
  ['empty', 'gif', () => Buffer.alloc(0)],
  ['with more pixels than a library keeps', 'svg', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"/>')],
] as const)('a picture %s is broken', async (_, type, bytes) => {
  expect(await workedOn({ type, bytes: await bytes(), accepted: any })).toEqual({ kind: 'broken' })
})

describe('what passes says nothing of a picture', () => {
  afterEach(() => void vi.restoreAllMocks())

  test.each([
    'VipsJpeg: Insufficient memory (case 4)',
    'vips_tracked: out of memory --- size == 243MB',
    'heifload_buffer: Memory allocation error: Security limit exceeded',
    'Array buffer allocation failed',
    'unable to create thread',
    'vips__file_open_write: unable to open file "/tmp/vips-0.v" for writing\nunix error: Too many open files',
    'write error\nsystem error: No space left on device',
  ])('%j', async (fault) => {
    const bytes = await plain().webp().toBuffer()
    vi.spyOn(sharp.prototype, 'toBuffer').mockRejectedValueOnce(new Error(fault))
    expect(await workedOn({ type: 'webp', bytes, accepted: any })).toEqual({ kind: 'unmade' })
    expect(kindOf(await workedOn({ type: 'webp', bytes, accepted: any }))).toBe('made')
  })

  test.each(['VipsJpeg: premature end of JPEG image', 'pngload_buffer: end of stream', 'Input buffer contains unsupported image format'])(
    'but %j',
    async (fault) => {
      vi.spyOn(sharp.prototype, 'metadata').mockRejectedValueOnce(new Error(fault))
      expect(await workedOn({ type: 'png', bytes: png(4, 2), accepted: any })).toEqual({ kind: 'broken' })
    },
  )
})
