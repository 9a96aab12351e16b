import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { images, largestImage } from '#preload/contract/images.ts'
import { Problem } from '#preload/contract/problem.ts'
import { ImageId } from '#preload/document/schema.ts'
import { pieceBytes } from '#preload/contract/uploads.ts'
import { putImage, sendFile } from '#renderer/host/images.ts'
import { jpeg, png, svg } from '../images/pictures.ts'
import { problemOf, served } from './served.ts'

const id = (bytes: Buffer) => ImageId.parse(createHash('sha256').update(bytes).digest('hex'))
const blob = (bytes: Buffer) => new Blob([new Uint8Array(bytes)])
const fileOf = (folder: string, bytes: Buffer, type: string) => join(folder, 'images', id(bytes).slice(0, 2), `${id(bytes)}.${type}`)

async function problem(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    return error instanceof Problem ? [error.code, error.detail] : error
  }
}

describe('a picture', () => {
  test('it is a file by its hash for the author alone, known with its size, and can be read again', async () => {
    const { page, folder } = await served()
    const client = page().client(images)
    const bytes = Buffer.concat([png(40, 30), Buffer.alloc(2 * pieceBytes + 17)])
    const shares: number[] = []
    const taken = await putImage(client, blob(bytes), '图.png', { onProgress: (share) => shares.push(share) })
    expect(taken).toEqual({ image: { id: id(bytes), type: 'png', width: 40, height: 30, bytes: bytes.length, name: '图.png' }, isCleaned: false })
    const file = fileOf(folder, bytes, 'png')
    expect([readFileSync(file).equals(bytes), statSync(file).mode & 0o777]).toEqual([true, 0o600])
    expect([shares.length, shares.at(-1)]).toEqual([3, 1])
    const pieces: Buffer[] = []
    for await (const { data } of client.read({ id: id(bytes) })) pieces.push(Buffer.from(data, 'base64'))
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
    expect(readdirSync(join(folder, 'incoming'))).toEqual([])
  })

  test('it is kept once, under its first name, however often it comes', async () => {
    const { page, held } = await served()
    const client = page().client(images)
    await putImage(client, blob(png(4, 3)), '一.png')
    const again = await putImage(client, blob(png(4, 3)), '二.png')
    expect([again.image.name, held.read((store) => store.images().length)]).toEqual(['一.png', 1])
  })

  test('its type is what its bytes say, not its name', async () => {
    const { page, folder } = await served()
    const { image } = await putImage(page().client(images), blob(jpeg(4, 3)), '图.png')
    expect([image.type, existsSync(fileOf(folder, jpeg(4, 3), 'jpeg'))]).toEqual(['jpeg', true])
  })

  test('of a drawing only what is safe comes to the disk, and that is told', async () => {
    const { page, folder } = await served()
    const { image, isCleaned } = await putImage(page().client(images), blob(svg('<script>alert(1)</script><rect/>')), '图.svg')
    expect([isCleaned, readFileSync(join(folder, 'images', image.id.slice(0, 2), `${image.id}.svg`), 'utf8')]).toEqual([
      true,
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30"><rect/></svg>',
    ])
  })

  test('it is known again when only its file is left, and unknown when that is gone', async () => {
    const { page, folder, held } = await served()
    const client = page().client(images)
    const bytes = png(4, 3)
    mkdirSync(join(folder, 'images', id(bytes).slice(0, 2)), { recursive: true })
    writeFileSync(fileOf(folder, bytes, 'png'), bytes)
    expect(await client.about({ ids: [id(bytes), id(png(5, 5))] })).toEqual([
      { id: id(bytes), type: 'png', width: 4, height: 3, bytes: bytes.length, name: '' },
    ])
    expect(held.read((store) => store.image(id(bytes))?.width)).toBe(4)
    rmSync(fileOf(folder, bytes, 'png'))
    expect(await client.about({ ids: [id(bytes)] })).toEqual([])
  })

  test('one whose file was cut on the disk is written anew', async () => {
    const { page, folder } = await served()
    const client = page().client(images)
    await putImage(client, blob(png(4, 3)), '图.png')
    truncateSync(fileOf(folder, png(4, 3), 'png'), 20)
    await putImage(client, blob(png(4, 3)), '图.png')
    expect(readFileSync(fileOf(folder, png(4, 3), 'png')).equals(png(4, 3))).toBe(true)
  })
})

describe('what is refused', () => {
  test.each<[string, Buffer, unknown]>([
    ['空.png', Buffer.alloc(0), ['image-empty', { name: '空.png' }]],
    ['字.png', Buffer.from('不是图片'), ['image-foreign', { name: '字.png' }]],
    ['断.png', png(9, 9).subarray(0, 50), ['image-broken', { name: '断.png' }]],
    ['坏.svg', Buffer.from('<svg><g></svg>'), ['image-unsafe', { name: '坏.svg' }]],
    ['大.png', png(20_000, 10_000), ['image-too-wide', { name: '大.png', width: 20_000, height: 10_000, megapixels: 200, limit: 100 }]],
  ])('%s is refused with what was wrong, and leaves nothing behind', async (name, bytes, told) => {
    const { page, folder } = await served()
    expect(await problem(putImage(page().client(images), blob(bytes), name))).toEqual(told)
    expect(existsSync(join(folder, 'images'))).toBe(false)
    expect(existsSync(join(folder, 'incoming')) ? readdirSync(join(folder, 'incoming')) : []).toEqual([])
  })

  test('a file that is too large is refused before anything is sent', async () => {
    const { page } = await served()
    const client = page().client(images)
    const told = await problem(client.begin({ bytes: largestImage + 1, name: '照片.png' }))
    expect(told).toEqual(['image-too-large', { name: '照片.png', size: 41, limit: 40 }])
  })

  test('a piece that does not follow, one beyond the end, one of another page, and a file that is not whole', async () => {
    const { page } = await served()
    const [one, other] = [page('one').client(images), page('other').client(images)]
    const { upload } = await one.begin({ bytes: 6, name: 'a' })
    const codes = [
      await problemOf(one.piece({ upload, at: 3, data: 'AAAA' })),
      await problemOf(one.piece({ upload, at: 0, data: 'AAAAAAAAAAAA' })),
      await problemOf(other.piece({ upload, at: 0, data: 'AAAA' })),
      await problemOf(other.finish({ upload })),
      await problemOf(one.finish({ upload })),
      await problemOf(one.piece({ upload, at: 0, data: '不是' })),
    ]
    expect(codes).toEqual(['invalid', 'invalid', 'not-found', 'not-found', 'invalid', 'invalid'])
  })

  test('more at once than a page ever brings', async () => {
    const { page } = await served()
    const client = page().client(images)
    for (let n = 0; n < 16; n++) await client.begin({ bytes: 6, name: 'a' })
    expect(await problemOf(client.begin({ bytes: 6, name: 'a' }))).toBe('invalid')
  })
})

describe('what breaks off', () => {
  test('an upload that is cancelled, or whose page goes away, leaves nothing behind', async () => {
    const { page, folder, pictures } = await served()
    const client = page('page').client(images)
    const over = new AbortController()
    const sending = sendFile(client, blob(Buffer.alloc(3 * pieceBytes)), 'a', { signal: over.signal, onProgress: () => over.abort() })
    expect(await problemOf(sending)).toBe('cancelled')
    await expect.poll(() => readdirSync(join(folder, 'incoming'))).toEqual([])
    const { upload } = await client.begin({ bytes: 6, name: 'a' })
    expect(readdirSync(join(folder, 'incoming'))).toHaveLength(1)
    pictures.clientGone('page')
    expect([readdirSync(join(folder, 'incoming')), await problemOf(client.piece({ upload, at: 0, data: 'AAAA' }))]).toEqual([[], 'not-found'])
  })

  test('what a death cut short is gone once a studio holds the workspace, and no sooner', async () => {
    const first = await served()
    await first.page().client(images).begin({ bytes: 6, name: 'a' })
    const second = await served({ folder: first.folder, retryEveryMs: 20 })
    expect(readdirSync(join(first.folder, 'incoming'))).toHaveLength(1)
    await first.held.close()
    await expect.poll(() => second.held.isWritable()).toBe(true)
    expect(readdirSync(join(first.folder, 'incoming'))).toEqual([])
    await second.held.close()
    writeFileSync(join(first.folder, 'incoming', 'left.part'), 'half')
    await served({ folder: first.folder })
    expect(readdirSync(join(first.folder, 'incoming'))).toEqual([])
  })

  test('a folder that can’t be written is told as the disk’s refusal', async () => {
    const { page, folder } = await served()
    writeFileSync(join(folder, 'incoming'), 'in the way')
    expect(await problemOf(page().client(images).begin({ bytes: 6, name: 'a' }))).toBe('disk-error')
    rmSync(join(folder, 'incoming'))
    writeFileSync(join(folder, 'images'), 'in the way')
    expect(await problemOf(putImage(page().client(images), blob(png(4, 3)), 'a'))).toBe('disk-error')
  })

  test('what a death left of a picture is gone with the next start', async () => {
    const first = await served()
    mkdirSync(join(first.folder, 'images', 'ab'), { recursive: true })
    writeFileSync(join(first.folder, 'images', 'ab', '1-1.part'), 'half')
    await first.held.close()
    await served({ folder: first.folder })
    expect(readdirSync(join(first.folder, 'images', 'ab'))).toEqual([])
  })
})
