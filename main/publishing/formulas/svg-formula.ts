/**
 * A formula as an SVG within a text, for editors that take no MathML: outlines alone, so that it needs no font, no style and no name that an
 * editor could drop; in the colour of the text and by its size. Typst draws it.
 */
import { inOneLine } from '#preload/markdown/tex-comments.ts'
import { xmlParts } from '#main/images/xml.ts'
import { bookFonts } from '../pdf/book.ts'
import { taken } from '../pdf/taken.ts'
import type { Drawing } from '../pdf/typeset.ts'
import { TypesetterEnded, typesetting } from '../pdf/typesetter.ts'
import { mathFonts, unseenInFormula } from '../pdf/unseen-signs.ts'
import type { Expression } from './expression.ts'
import { type FormulaDrawing, keptFormula } from './kept-formulas.ts'
import { typstOf, typstString } from './typst-math.ts'
import { escapedXml } from './xml.ts'

/** The size at which it is drawn, in points; only its proportions matter. */
const SIZE = 10
/** Of its size a formula is still read on a screen at this. */
const LEAST_READ = 0.6
/** Higher than any formula: what a line of text is measured by. */
const STRUT = 5000

/** By what they are drawn from: several targets show the same formulas, and asking takes longer than drawing. */
const known = new Map<string, Promise<string | null>>()
const MOST_KNOWN = 2000

/** The SVG; null where it has what outlines can't say, such as a coloured emoji, and where Typst doesn't take it. Throws TypesetterEnded. */
export async function svgFormula(math: Expression, tex: string, isDisplay: boolean): Promise<string | null> {
  const source = sourceOf(typstOf(math), isDisplay)
  const key = `${source}\n${tex}`
  const found = known.get(key)
  if (found !== undefined) return found
  const drawing = keptFormula([source, tex], () => drawn(source, tex, isDisplay))
  known.set(key, drawing)
  const [oldest] = known.keys()
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest)
  // What went wrong once need not the next time.
  drawing.catch(() => known.delete(key))
  return drawing
}

async function drawn(source: string, tex: string, isDisplay: boolean): Promise<FormulaDrawing> {
  let hasEnded = false
  const drawing = await taken(async () => {
    try {
      // What no font has is drawn as a box, which is an outline like others.
      const unseen = await unseenInFormula(tex, bookFonts.body, typesetting.unseen)
      return unseen.length > 0 ? null : await typesetting.drawn(source)
    } catch (error) {
      hasEnded = error instanceof TypesetterEnded
      throw error
    }
  })
  // What a process ended at may have been another's fault; what Typst refuses it refuses always.
  if (!drawing) return { svg: null, isSettled: !hasEnded }
  return { svg: drawing.made && outlined(drawing.made, tex, isDisplay), isSettled: true }
}

function outlined({ svg, measured }: Drawing, tex: string, isDisplay: boolean): string | null {
  const inner = outlines(svg)
  const [width, height] = sizeOf(svg)
  if (inner === null || width === 0) return null
  const em = (points: number): string => `${round(points / SIZE)}em`
  const depth = isDisplay ? 0 : depthIn(measured)
  const place = isDisplay ? shrinking(width) : `${width > WIDE_LINE ? 'max-width:100%;' : ''}vertical-align:${em(-depth)}`
  const style = `width:${em(width)};height:${em(height)};overflow:visible;${place}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" style="${style}" role="img" aria-label="${escapedXml(inOneLine(tex))}">${inner}</svg>`
}

/** Points: wider than a phone, in a line and by itself. */
const [WIDE_LINE, WIDE] = [200, 300]

/** As narrow as what it stands in, but not so that nobody can read it: what stands around it scrolls. */
function shrinking(width: number): string {
  return width > WIDE ? `max-width:100%;min-width:${round((width * LEAST_READ) / SIZE)}em` : 'max-width:100%'
}

/** How far it reaches below the line is measured beside a strut, which stands on the line. */
function sourceOf(math: string, isDisplay: boolean): string {
  return `#set page(width: auto, height: auto, margin: 0.4pt, fill: none)
#set text(font: (${bookFonts.body.map(typstString).join(', ')}), size: ${SIZE}pt, top-edge: "bounds", bottom-edge: "bounds", lang: "zh", region: "cn", fallback: false)
#show math.equation: set text(font: (${mathFonts(bookFonts.body).map(typstString).join(', ')}))
#let formula = math.equation(block: ${isDisplay}, ${isDisplay ? `$ ${math} $` : `$${math}$`}.body)
#context [#metadata((measure({ box(height: ${STRUT}pt, width: 0pt); formula }).height.pt() - ${STRUT}) + 0.4)<measured>]#formula
`
}

function depthIn(measured: unknown): number {
  return typeof measured === 'number' ? Math.max(0, measured) : 0
}

function sizeOf(svg: string): [width: number, height: number] {
  const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  return [Number(width), Number(height)]
}

const round = (number: number): string => String(Number(number.toFixed(3)))

/** Every glyph and line as a path of its own: what refers to a name falls apart where names are dropped. Null for anything else. */
function outlines(svg: string): string | null {
  const glyphs = glyphsIn(svg)
  const moves: string[] = []
  const paths: string[] = []
  let [isGlyphs, isKnown] = [false, true]
  for (const part of xmlParts(svg)) {
    if (part.kind === 'text' || part.kind === 'stylesheet') continue
    if (part.kind === 'close') {
      if (part.name === 'defs') isGlyphs = false
      if (part.name === 'g') moves.pop()
      continue
    }
    const { name, isEmpty } = part
    const has = new Map(part.attributes)
    if (name === 'defs') isGlyphs = !isEmpty
    if (isGlyphs || name === 'defs' || name === 'svg') continue
    if (name === 'g') {
      if (!isEmpty) moves.push(has.get('transform') ?? '')
      continue
    }
    const d = name === 'use' ? glyphs.get((has.get('xlink:href') ?? '').slice(1)) : name === 'path' ? has.get('d') : undefined
    if (d === undefined) isKnown = false
    else paths.push(path(shortened(d), moved([...moves, has.get('transform') ?? '', shift(has.get('x'))]), has))
  }
  return isKnown ? paths.join('') : null
}

function glyphsIn(svg: string): ReadonlyMap<string, string> {
  return new Map([...svg.matchAll(/<symbol id="([^"]+)"[^>]*>\s*<path d="([^"]*)"\s*\/>\s*<\/symbol>/g)].map(([, id = '', d = '']) => [id, d]))
}

function shift(x: string | undefined): string {
  return x === undefined || Number(x) === 0 ? '' : `translate(${x} 0)`
}

/** Moves one after another, those along the page as one. */
function moved(all: readonly string[]): string {
  let [x, y, text] = [0, 0, '']
  const flush = (): void => {
    if (round(x) !== '0' || round(y) !== '0') text += `translate(${round(x)} ${round(y)})`
    ;[x, y] = [0, 0]
  }
  for (const [whole, name, values = ''] of all.join(' ').matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b = 0] = values.split(/[\s,]+/).map(Number)
    if (name === 'translate') [x, y] = [x + a, y + b]
    else {
      flush()
      text += whole.replaceAll(/\s*,\s*/g, ' ')
    }
  }
  flush()
  return text
}

/** To a thousandth of the size, and without spaces that mean nothing. */
function shortened(d: string): string {
  return d
    .trim()
    .replaceAll(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))))
    .replaceAll(/\s*([A-Za-z])\s*/g, '$1')
    .replaceAll(' -', '-')
}

function path(d: string, transform: string, has: ReadonlyMap<string, string>): string {
  const colour = (value: string): string => (value === '#000000' ? 'currentColor' : value)
  const attributes: [string, string][] = [
    ['d', d],
    ['transform', transform],
    ['fill', colour(has.get('fill') ?? '#000000')],
    ...(has.get('stroke') === undefined
      ? []
      : ([
          ['stroke', colour(has.get('stroke')!)],
          ['stroke-width', has.get('stroke-width') ?? '1'],
        ] as [string, string][])),
  ]
  return `<path${attributes.map(([name, value]) => (value === '' ? '' : ` ${name}="${escapedXml(value)}"`)).join('')}/>`
}
