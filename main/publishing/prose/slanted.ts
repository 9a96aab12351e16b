/** Words of letters within Chinese, apart: these slant, and Chinese has another sign of emphasis, for its characters do not. */
import type { Run } from '#preload/document/schema.ts'

export interface Slanted {
  readonly text: string
  readonly isSlanted: boolean
}

/** Whether Chinese of these words is emphasised, which does not slant. */
export function isHanEmphasised({ text, italic, code }: Run): boolean {
  return italic === true && !code && HAN.test(text)
}

const HAN = /\p{sc=Han}/u

/** All of a text, in its order. */
export function slantedParts(text: string): Slanted[] {
  if (!HAN.test(text)) return [{ text, isSlanted: true }]
  return text
    .split(/([\p{sc=Latin}\p{Nd}](?:[^\p{sc=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]*[\p{sc=Latin}\p{Nd}])?)/u)
    .map((piece, at) => ({ text: piece, isSlanted: at % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
