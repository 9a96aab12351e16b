/** Pictures among pasted blocks: their bytes go into the library, or, where they are elsewhere, a link to them stays. */
import { newBlockId } from '#preload/document/identity.ts'
import { imageAddress } from '#preload/contract/images.ts'
import { type Block, ImageId, Link } from '#preload/document/schema.ts'
import type { PastedBlock, PastedImage } from './html-blocks.ts'
import { pictureOf } from './html-source.ts'
import type { Pasting } from './pasting.ts'

/** Whether there are pictures among them. */
export function hasPictures(blocks: readonly PastedBlock[]): boolean {
  return blocks.some(({ type }) => type === 'pasted-image')
}

/** The blocks with their pictures taken in. `written`: those that were set aside from the text. Nothing is ever fetched from elsewhere. */
export async function blocksWithPictures(pasting: Pasting, blocks: readonly PastedBlock[], written: readonly string[]): Promise<Block[]> {
  const [done, counts] = [[] as Block[], { remote: 0, lost: 0 }]
  for (const block of blocks) {
    if (block.type !== 'pasted-image') done.push(block)
    else done.push(...(await pictureBlock(pasting, { ...block, src: pictureOf(block.src, written) }, counts)))
  }
  if (counts.remote > 0) pasting.tell({ kind: 'pictures-remote', count: counts.remote })
  if (counts.lost > 0) pasting.tell({ kind: 'pictures-lost', count: counts.lost })
  return done
}

async function pictureBlock(pasting: Pasting, picture: PastedImage, counts: { remote: number; lost: number }): Promise<Block[]> {
  const bytes = await bytesOf(picture.src)
  const image = ownImage(picture.src) ?? (bytes && pasting.takePicture ? await pasting.takePicture(bytes, picture.alt) : null)
  if (image) return [{ type: 'image', id: newBlockId(), image, alt: picture.alt, children: [{ text: '' }] }]
  const link = Link.safeParse(picture.src)
  counts[link.success ? 'remote' : 'lost'] += 1
  if (!link.success && picture.alt === '') return []
  const text = picture.alt === '' ? nameOf(picture.src) : picture.alt
  return [{ type: 'paragraph', id: newBlockId(), children: [link.success ? { text, link: link.data } : { text }] }]
}

/** The picture of the library that an address of this page's host leads to. */
function ownImage(address: string): ImageId | null {
  const { origin, pathname } = new URL(address.slice(0, 4000), location.href)
  const id = ImageId.safeParse(pathname.split('/').at(-1))
  return origin === location.origin && id.success && pathname === imageAddress(id.data) ? id.data : null
}

/** What a picture's file is called, or the whole address. */
function nameOf(address: string): string {
  return /\/([^/?#]+)(?:[?#]|$)/.exec(address.replace(/^\w+:\/\/[^/]*/, ''))?.[1]?.slice(0, 80) ?? address.slice(0, 80)
}

/** The bytes of a picture that is written out, or that this page made; null of any other. */
async function bytesOf(src: string): Promise<Blob | null> {
  const [, type = '', isBase64, data = ''] = /^data:(image\/[\w.+-]+)[^,]*?(;base64)?,([\s\S]*)$/i.exec(src) ?? []
  if (type === '') return null
  const binary = isBase64 ? decodedBase64(data.replace(/\s+/g, '')) : encoded(data)
  return binary && new Blob([binary], { type })
}

function decodedBase64(data: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(data) || data.length % 4 === 1) return null
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
}

function encoded(data: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(/%[0-9a-f]{2}/i.test(data) ? data.replace(/(?:%[0-9a-f]{2})+/gi, decodedPercent) : data)
}

function decodedPercent(signs: string): string {
  return new TextDecoder().decode(Uint8Array.from(signs.match(/[0-9a-f]{2}/gi) ?? [], (code) => parseInt(code, 16)))
}
