/** Drawings. One is read as XML and written anew with what `svg-rules.ts` lets through, so that nothing hides between the lines of a file. */
import type { ImageSize } from './examine.ts'
import { isSafeSheet, keepsAttribute, keepsElement } from './svg-rules.ts'
import { escapeXml, type XmlPart, xmlParts } from './xml.ts'

export interface Drawing extends ImageSize {
  readonly text: string
  /** Whether something was left out. */
  readonly isCleaned: boolean
}

/** Characters; what is longer holds a photograph rather than a drawing. */
const longest = 10_000_000

/** As browsers show one that says no size. */
const initial: ImageSize = { width: 300, height: 150 }

type Opening = Extract<XmlPart, { kind: 'open' }>

/** Whether a file means to be a drawing, by how it begins. */
export function isSvg(bytes: Buffer): boolean {
  const head = (textOf(bytes.subarray(0, 16_384)) ?? '').trimStart()
  return head.startsWith('<') && !/^<(?:!doctype\s+html|html)/i.test(head) && /<(?:\w+:)?svg[\s>/]/.test(head)
}

/** The safe part of a drawing, or null where it can't be told what that is. It stops after every few parts: a large drawing takes a second. */
export function* readSvg(bytes: Buffer): Generator<void, Drawing | null> {
  const source = bytes.length > longest ? null : textOf(bytes)
  if (source === null) return null
  const writing = new Writing()
  let root: Opening | null = null
  let read = 0
  for (const parts = xmlParts(source); ;) {
    const { done, value } = parts.next()
    if (done) return value && root ? { text: writing.text, isCleaned: writing.isCleaned, ...sizeOf(root) } : null
    if (root === null && value.kind !== 'stylesheet') {
      if (value.kind !== 'open' || value.name !== 'svg') return null
      root = value
    }
    writing.add(value)
    read += 1
    if (read % partsAtOnce === 0) yield
  }
}

/** Some tenths of a millisecond. */
const partsAtOnce = 100

/** UTF-8, or UTF-16 with a mark; null for anything else. */
function textOf(bytes: Buffer): string | null {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const text = new TextDecoder(isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes)
  // A head may end inside a character.
  return text.slice(0, -4).includes('\uFFFD') || text.includes('\0') ? null : text
}

/** A drawing that is written anew, part by part, without what is not safe. */
class Writing {
  text = ''
  /** Whether something was left out. */
  isCleaned = false
  /** Names as they are written, of what stands open; null for a link, of which the content stays. */
  readonly #open: (string | null)[] = []
  #skipping = 0
  /** Of the style sheet that stands open: it is judged whole, for a comment or an element could part a word in it. */
  #sheet = ''

  add(part: XmlPart): void {
    const isInSheet = this.#open.at(-1) === 'style'
    if (this.#skipping > 0) {
      if (part.kind === 'open' && !part.isEmpty) this.#skipping += 1
      if (part.kind === 'close') this.#skipping -= 1
    } else if (part.kind === 'stylesheet') {
      this.isCleaned = true
    } else if (part.kind === 'text') {
      if (isInSheet) this.#sheet += part.text
      else this.text += escapeXml(part.text)
    } else if (part.kind === 'close') {
      this.#close()
    } else if (!isInSheet && part.name === 'a') {
      this.isCleaned = true
      if (!part.isEmpty) this.#open.push(null)
    } else if (!isInSheet && keepsElement(part.name, part.attributes)) {
      this.#begin(part)
    } else {
      this.isCleaned = true
      if (!part.isEmpty) this.#skipping = 1
    }
  }

  #begin(part: Opening): void {
    const kept = part.attributes.filter((one) => keepsAttribute(part.name, one))
    this.isCleaned ||= kept.length < part.attributes.filter(([name]) => !name.startsWith('xmlns')).length
    this.text += tag(part, kept, this.#open.length === 0)
    if (!part.isEmpty) this.#open.push(part.name)
  }

  #close(): void {
    const name = this.#open.pop()
    if (name === 'style') {
      if (isSafeSheet(this.#sheet)) this.text += escapeXml(this.#sheet)
      else this.isCleaned = true
      this.#sheet = ''
    }
    if (name) this.text += `</${name}>`
  }
}

const spaces = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

function tag({ name, isEmpty }: Opening, attributes: Opening['attributes'], isRoot: boolean): string {
  const all = attributes.map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('')
  return `<${name}${isRoot ? spaces : ''}${all}${isEmpty ? '/' : ''}>`
}

const units: Readonly<Record<string, number>> = { '': 1, px: 1, pt: 4 / 3, pc: 16, mm: 96 / 25.4, cm: 96 / 2.54, in: 96, em: 16, ex: 8 }

function sizeOf({ attributes }: Opening): ImageSize {
  const value = (name: string) => attributes.find(([key]) => key === name)?.[1] ?? ''
  const [, , boxWidth = 0, boxHeight = 0] = value('viewBox')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const box = boxWidth > 0 && boxHeight > 0 ? { width: boxWidth, height: boxHeight } : null
  const width = pixels(value('width'))
  const height = pixels(value('height'))
  if (width !== null && height !== null) return whole({ width, height })
  if (!box) return whole({ width: width ?? initial.width, height: height ?? initial.height })
  if (width !== null) return whole({ width, height: (width * box.height) / box.width })
  return whole(height === null ? box : { width: (height * box.width) / box.height, height })
}

function pixels(length: string): number | null {
  const found = /^\s*(\d+(?:\.\d+)?(?:e\d)?)([a-z]*)\s*$/i.exec(length)
  const unit = found && units[found[2] ?? '']
  const value = found && unit ? Number(found[1]) * unit : 0
  return value > 0 ? value : null
}

function whole({ width, height }: ImageSize): ImageSize {
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) }
}
