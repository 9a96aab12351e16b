/** Drawings. One is read as XML and written anew with what `svg-rules.ts` lets through, so that nothing hides between the lines of a file. */
import type { ImageSize } from './examine.ts'
import { isSafeSheet, keepsAttribute, keepsElement } from './svg-rules.ts'
import { escapeXml, readXml, type XmlPart } from './xml.ts'

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

/** The safe part of a drawing, or null where it can't be told what that is. */
export function readSvg(bytes: Buffer): Drawing | null {
  const source = bytes.length > longest ? null : textOf(bytes)
  const parts = source === null ? null : readXml(source)
  const root = parts?.find(({ kind }) => kind !== 'stylesheet')
  if (!parts || root?.kind !== 'open' || root.name !== 'svg') return null
  return { ...written(parts), ...sizeOf(root) }
}

/** UTF-8, or UTF-16 with a mark; null for anything else. */
function textOf(bytes: Buffer): string | null {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const text = new TextDecoder(isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes)
  // A head may end inside a character.
  return text.slice(0, -4).includes('\uFFFD') || text.includes('\0') ? null : text
}

function written(parts: readonly XmlPart[]): { text: string; isCleaned: boolean } {
  let text = ''
  let isCleaned = false
  /** Names as they are written, of what stands open; null for a link, of which the content stays. */
  const open: (string | null)[] = []
  let skipping = 0
  /** Of the style sheet that stands open: it is judged whole, for a comment or an element could part a word in it. */
  let sheet = ''
  for (const part of parts) {
    if (skipping > 0) {
      if (part.kind === 'open' && !part.isEmpty) skipping += 1
      if (part.kind === 'close') skipping -= 1
    } else if (part.kind === 'stylesheet') {
      isCleaned = true
    } else if (part.kind === 'text') {
      if (open.at(-1) === 'style') sheet += part.text
      else text += escapeXml(part.text)
    } else if (part.kind === 'close') {
      const name = open.pop()
      if (name === 'style') {
        const isSafe = isSafeSheet(sheet)
        if (isSafe) text += escapeXml(sheet)
        else isCleaned = true
        sheet = ''
      }
      if (name) text += `</${name}>`
    } else if (open.at(-1) !== 'style' && part.name === 'a') {
      isCleaned = true
      if (!part.isEmpty) open.push(null)
    } else if (open.at(-1) !== 'style' && keepsElement(part.name, part.attributes)) {
      const kept = part.attributes.filter((one) => keepsAttribute(part.name, one))
      isCleaned ||= kept.length < part.attributes.filter(([name]) => !name.startsWith('xmlns')).length
      text += tag(part, kept, open.length === 0)
      if (!part.isEmpty) open.push(part.name)
    } else {
      isCleaned = true
      if (!part.isEmpty) skipping = 1
    }
  }
  return { text, isCleaned }
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
