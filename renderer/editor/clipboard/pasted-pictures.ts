/** Pictures among pasted blocks: their bytes go into the library, or, where they are elsewhere, a link to them stays. */
import { newBlockId } from '#preload/document/identity.ts'
import { imageAddress } from '#preload/contract/images.ts'
import { type Block, type BlockId, type Doc, ImageId, Link } from '#preload/document/schema.ts'
import type { PastedBlock, PastedImage } from '#preload/html/html-blocks.ts'
import { pictureOf } from '#preload/html/html-pictures.ts'
import { paragraph } from '#renderer/editor/document/schema-rules.ts'

/** A picture whose bytes are still to go into the library, and the paragraph that keeps its place. */
export interface ComingPicture {
  readonly place: BlockId
  readonly file: File
  readonly alt: string
}

/** What is pasted, and which of its paragraphs are places of pictures. */
export interface ReadPaste {
  readonly blocks: Doc
  readonly pictures: readonly ComingPicture[]
  /** Of how many pictures a link is left, and of how many nothing but what they show. */
  readonly remote: number
  readonly lost: number
}

/** Parts the pictures from what was read. `written`: those that were set aside from the text. Nothing is ever fetched from elsewhere. */
export function partPictures(read: readonly PastedBlock[], written: readonly string[]): ReadPaste {
  const [blocks, pictures]: [Block[], ComingPicture[]] = [[], []]
  const counts = { remote: 0, lost: 0 }
  for (const block of read) {
    if (block.type !== 'pasted-image') {
      blocks.push(block)
      continue
    }
    const picture = { ...block, src: pictureOf(block.src, written) }
    const bytes = bytesOf(picture.src)
    if (!bytes) {
      blocks.push(...withoutBytes(picture, counts))
      continue
    }
    const place = paragraph()
    blocks.push(place)
    pictures.push({ place: place.id, file: new File([bytes], nameFor(picture.alt, bytes.type), { type: bytes.type }), alt: picture.alt })
  }
  return { blocks, pictures, ...counts }
}

/** A picture of this library, a link to one that is elsewhere, or what one shows that is nowhere. */
function withoutBytes(picture: PastedImage, counts: { remote: number; lost: number }): Block[] {
  const image = ownImage(picture.src)
  if (image) return [{ type: 'image', id: newBlockId(), image, alt: picture.alt, children: [{ text: '' }] }]
  const link = Link.safeParse(picture.src)
  counts[link.success ? 'remote' : 'lost'] += 1
  if (!link.success && picture.alt === '') return []
  const text = picture.alt === '' ? nameOf(picture.src) : picture.alt
  return [paragraph([link.success ? { text, link: link.data } : { text }])]
}

/** What the author is told that a picture is called: it has no name of its own. */
function nameFor(alt: string, type: string): string {
  const called = alt.replace(/\s+/g, ' ').slice(0, 40)
  return called === '' ? type.replace('image/', '').replace(/\+.*/, '').toUpperCase() : called
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
function bytesOf(src: string): Blob | null {
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
