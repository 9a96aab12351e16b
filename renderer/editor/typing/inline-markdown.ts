/** Markdown within a line: when its last sign is typed, the signs go and what stands between them carries the mark. */
import { inlinesBetween, offsetInLine, pointInLine } from '#preload/document/places.ts'
import { isRun, lineText, type PlacedLine } from '#preload/document/lines.ts'
import { endHere } from './edges.ts'
import { insertFormula } from '#renderer/editor/formula/formulas.ts'
import { addressFrom } from '#renderer/editor/link/addresses.ts'
import type { Mark } from '#renderer/editor/document/marks.ts'
import { currentLine } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Range, Text, Transforms } from 'slate'

interface Sign {
  /** The key that completes it. */
  readonly last: string
  /** Matches up to the caret; group 1 is what stands between the signs. */
  readonly pattern: RegExp
  readonly width: number
  readonly mark: Mark
}

/** What stands between two signs: not empty, and no blank at its ends, or it was no sign. `2*3*4` and `a==b` are none either. */
const between = (sign: string, not: string) => new RegExp(String.raw`(?<![\w\\${not}])${sign}((?![\s${not}])[^\n]*?[^\s\\${not}])${sign}$`, 'u')

const signs: readonly Sign[] = [
  { last: '`', pattern: /(?<![`\\])`([^`\n\ufffc]+)`$/u, width: 1, mark: 'code' },
  { last: '*', pattern: between(String.raw`\*\*`, '*'), width: 2, mark: 'bold' },
  { last: '*', pattern: /(?<![\w\\*])\*((?![\s*])[^*\n]*?[^\s\\*])\*$/u, width: 1, mark: 'italic' },
  { last: '_', pattern: /(?<![\w\\])_((?![\s_])[^_\n]*?[^\s\\_])_$/u, width: 1, mark: 'italic' },
  { last: '~', pattern: between('~~', '~'), width: 2, mark: 'strike' },
  { last: '=', pattern: between('==', '='), width: 2, mark: 'highlight' },
]
/** A formula has no blank inside its signs, and is no price. */
const formula = /(?<![\w\\$])\$((?![\s$])[^$\n\ufffc]*?[^\s\\$])\$$/u
const price = /^[\d.,%\s\u3001\uff0c]*$/
const link = /(?<![!\\])\[([^[\]\n]+)\]\(([^()\s]+)\)$/u

/** How far back the first sign is looked for. */
const reach = 600

/** Looks whether `typed`, just typed, completes something. One undo gives the signs back. */
export function applyInlineMarkdown(editor: StudioEditor, typed: string): void {
  const [placed, { selection }] = [currentLine(editor), editor]
  if (!/[`*_~=$)]/.test(typed) || !placed || !selection || Range.isExpanded(selection)) return
  if (placed.line.type === 'code' || placed.line.type === 'formula-block') return
  const end = offsetInLine(placed.line, selection.focus, placed.path.length)
  const from = Math.max(0, end - reach)
  const before = lineText(placed.line).slice(from, end)
  const place = (match: RegExpExecArray, width = end): Stretch | null => {
    const start = from + match.index
    const isCode = hasCode(placed, start, Math.min(end, start + width)) || hasCode(placed, Math.max(start, end - width), end)
    return isCode ? null : { placed, start, end, inner: match[1] ?? '' }
  }
  if (typed === '$') return applyFormula(editor, formula.exec(before), place)
  if (typed === ')') return applyLink(editor, link.exec(before), place)
  for (const sign of signs) {
    const match = sign.last === typed ? sign.pattern.exec(before) : null
    const stretch = match && place(match, sign.mark === 'code' ? undefined : sign.width)
    if (stretch) return strip(editor, stretch, sign.width, sign.width, { [sign.mark]: true }, sign.mark)
  }
}

interface Stretch {
  readonly placed: PlacedLine
  readonly start: number
  readonly end: number
  readonly inner: string
}
/** `width`: of the signs, where what stands between them may be code. */
type Placer = (match: RegExpExecArray, width?: number) => Stretch | null

/** Within code nothing is a sign. */
function hasCode({ line }: PlacedLine, start: number, end: number): boolean {
  return inlinesBetween(line, start, end).some((child) => isRun(child) && child.code)
}

/** Takes the signs away from both ends and puts a mark on what is left; the caret ends behind it, and the mark with it. */
function strip(editor: StudioEditor, { placed, start, end, inner }: Stretch, before: number, after: number, marks: object, ended: Mark | 'link'): void {
  const point = (offset: number) => pointInLine(placed, offset)
  editor.history.group(() => {
    Transforms.delete(editor, { at: { anchor: point(end - after), focus: point(end) } })
    Transforms.delete(editor, { at: { anchor: point(start), focus: point(start + before) } })
    const left = currentLine(editor)
    if (!left) return
    const at = { anchor: pointInLine(left, start), focus: pointInLine(left, start + inner.length) }
    Transforms.setNodes(editor, marks, { at, match: Text.isText, split: true })
    const marked = currentLine(editor)
    if (marked) Transforms.select(editor, pointInLine(marked, start + inner.length))
  })
  endHere(editor, ended)
}

function applyLink(editor: StudioEditor, match: RegExpExecArray | null, place: Placer): void {
  const [stretch, address] = [match && place(match), addressFrom(match?.[2] ?? '')]
  if (stretch && address) strip(editor, stretch, 1, stretch.end - stretch.start - stretch.inner.length - 1, { link: address }, 'link')
}

function applyFormula(editor: StudioEditor, match: RegExpExecArray | null, place: Placer): void {
  const stretch = match && !price.test(match[1] ?? '') ? place(match) : null
  if (!stretch) return
  const { placed, start, end, inner } = stretch
  editor.history.group(() => {
    Transforms.delete(editor, { at: { anchor: pointInLine(placed, start), focus: pointInLine(placed, end) } })
    insertFormula(editor, inner)
  })
}
