/** Small parts of HTML that is pasted. */
import type { Paint } from '#preload/document/code-tokens.ts'
import { codeLines } from '../prose/code-pieces.ts'
import type { BlockId } from '#preload/document/schema.ts'
import { linearFormula } from '../formulas/plain-formula.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { escapedXml } from '../formulas/xml.ts'
import type { ProseList } from '../prose/prose.ts'
import { slantedParts } from '../prose/slanted.ts'

/** An element with its own style; `null`: one that has no content. */
export function styled(tag: string, style: string, content: string | null): string {
  const open = `<${tag}${style === '' ? '' : ` style="${escapedXml(style)}"`}>`
  return content === null ? open : `${open}${content}</${tag}>`
}

export function listed({ isOrdered }: ProseList): 'ol' | 'ul' {
  return isOrdered ? 'ol' : 'ul'
}

/** Code line by line, its spaces such that no editor lets them fall together. */
export function brokenLines(text: string): string[] {
  return text.split('\n').map((line) => heldSpaces(line) || '\u00a0')
}

function heldSpaces(text: string): string {
  return escapedXml(text.replaceAll('\t', '    ')).replaceAll(' ', '\u00a0')
}

/** The same, with a look for what is painted in it. */
export function paintedLines(text: string, language: string | null, lookOf: (paint: Paint) => string): string[] {
  return codeLines(text, language).map(
    (line) =>
      line
        .map((piece) => {
          const look = piece.paint === null ? '' : lookOf(piece.paint)
          return look === '' ? heldSpaces(piece.text) : styled('span', look, heldSpaces(piece.text))
        })
        .join('') || '\u00a0',
  )
}

/** Letters slant. Chinese is bold, as one emphasises it there: editors know no dots below characters. */
export function emphasised(text: string): string {
  return slantedParts(text)
    .map((piece) => styled(piece.isSlanted ? 'em' : 'strong', '', escapedXml(piece.text)))
    .join('')
}

/** A formula that is a line of characters, its letters slanted; null for any other. */
export function linearHtml(tex: string, isDisplay: boolean): string | null {
  const reading = readFormula(tex, isDisplay)
  const parts = reading.isRead ? linearFormula(reading.math) : null
  return parts === null ? null : parts.map(({ text, isSlanted }) => (isSlanted ? styled('em', '', escapedXml(text)) : escapedXml(text))).join('')
}

export type Reference =
  | { readonly kind: 'note'; readonly number: number; readonly note: BlockId }
  | { readonly kind: 'address'; readonly number: number; readonly address: string; readonly words: string }

/** Footnotes and addresses that lead out, numbered together as they are come upon. */
export class References {
  readonly #numbers = new Map<string, number>()
  readonly #all: Reference[] = []
  #told = 0

  note(note: BlockId): number {
    return this.#numberOf(`note ${note}`, (number) => ({ kind: 'note', number, note }))
  }

  address(address: string, words: string): number {
    return this.#numberOf(`address ${address}`, (number) => ({ kind: 'address', number, address, words }))
  }

  /** The first that was not told yet; null where all are. */
  next(): Reference | null {
    const entry = this.#all[this.#told]
    if (entry === undefined) return null
    this.#told += 1
    return entry
  }

  #numberOf(key: string, made: (number: number) => Reference): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#all.length + 1
    this.#numbers.set(key, number)
    this.#all.push(made(number))
    return number
  }
}
