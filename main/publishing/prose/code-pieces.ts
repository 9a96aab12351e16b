/** Code as stretches that are painted alike: the same signs, parted by what they are. Every target takes them from here, so that code looks the same in all. */
import { common, createLowlight } from 'lowlight'
import { type CodeReader, codeTokens, type Paint } from '#preload/document/code-tokens.ts'

export interface CodePiece {
  readonly text: string
  /** Null: as the text around. */
  readonly paint: Paint | null
}

/** By day and by night, as the studio's own page paints code; each has a contrast of 4.5 with the boxes of all targets. */
export const CODE_COLOURS: Readonly<Record<Paint, readonly [string, string]>> = {
  keyword: ['#9c2d21', '#f08b7b'],
  string: ['#2a6748', '#77c19a'],
  number: ['#7d5200', '#e0b25a'],
  comment: ['#6a6d72', '#8d9196'],
  name: ['#2c5d8a', '#82b4e0'],
  type: ['#6a4796', '#b79be0'],
  added: ['#2a6748', '#77c19a'],
  removed: ['#9c2d21', '#f08b7b'],
}

/** A style sheet's part for what is painted. */
export function codeStyle(colourOf: (day: string, night: string, paint: string) => string): string {
  return Object.entries(CODE_COLOURS)
    .map(([paint, [day, night]]) => `.code-${paint} { color: ${colourOf(day, night, paint)}; }`)
    .join(' ')
}

/** Made when there is code: its grammars are many. */
let reader: CodeReader | undefined

/** Together they are the text, sign for sign. Code of a language that nobody knows is one piece. */
export function codePieces(text: string, language: string | null): CodePiece[] {
  if (language === null) return text === '' ? [] : [{ text, paint: null }]
  reader ??= createLowlight(common)
  const pieces: CodePiece[] = []
  let at = 0
  const add = (to: number, paint: Paint | null): void => {
    if (to > at) pieces.push({ text: text.slice(at, to), paint })
    at = Math.max(at, to)
  }
  for (const token of codeTokens(reader, text, language)) {
    add(token.from, null)
    add(token.to, token.paint)
  }
  add(text.length, null)
  return pieces
}

/** The same, line by line. */
export function codeLines(text: string, language: string | null): CodePiece[][] {
  const lines: CodePiece[][] = [[]]
  for (const { text: piece, paint } of codePieces(text, language)) {
    for (const [index, line] of piece.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (line !== '') lines.at(-1)?.push({ text: line, paint })
    }
  }
  return lines
}
