/** Places in a text: points in runs, and offsets in the text of a line or of a block. */
import { inlinesOf, isRun, linesOf, lineText, type PlacedLine } from './lines.ts'
import type { Block, Inline, Line } from './schema.ts'

/** UTF-16 units that a child takes in its line's text. */
export function inlineLength(child: Inline): number {
  return isRun(child) ? child.text.length : 1
}

/** What of a line lies between two offsets of its text, its runs cut there. */
export function inlinesBetween(line: Line, start: number, end = Infinity): Inline[] {
  let at = 0
  return inlinesOf(line).flatMap((child): Inline[] => {
    const from = at
    at += inlineLength(child)
    if (!isRun(child)) return from >= start && from < end ? [child] : []
    const text = child.text.slice(Math.max(0, start - from), Math.max(0, end - from))
    return text === '' ? [] : [{ ...child, text }]
  })
}

/** A place in a lesson, as Slate writes it: the path of a run and an offset in its text. */
export interface Point {
  readonly path: readonly number[]
  readonly offset: number
}

/** Offset of a point in the text of the line that it lies in, whose path has `depth` indices. A point within a formula lies before it. */
export function offsetInLine(line: Line, point: Point, depth: number): number {
  const at = point.path[depth] ?? 0
  const before = inlinesOf(line)
    .slice(0, at)
    .reduce((sum, each) => sum + inlineLength(each), 0)
  const child = inlinesOf(line)[at]
  return child && !isRun(child) ? before : before + point.offset
}

/** Offset in the block's whole text of a point in one of its runs. */
export function offsetInBlock(block: Block, point: Point): number {
  const inside = point.path.slice(1)
  let before = 0
  for (const { path, line } of linesOf(block)) {
    // A path that stops short of a cell leads to the first one.
    if (inside.length <= path.length || path.every((index, level) => index === inside[level])) return before + offsetInLine(line, point, path.length + 1)
    before += lineText(line).length + 1
  }
  return Math.max(0, before - 1)
}

/** The point at an offset of a line's text, in a run: as near as the text goes. `path` is the line's. */
export function pointInLine({ path, line }: PlacedLine, offset: number): { path: number[]; offset: number } {
  let [rest, last] = [Math.max(0, offset), { path: [...path, 0], offset: 0 }]
  for (const [at, child] of inlinesOf(line).entries()) {
    if (isRun(child)) {
      last = { path: [...path, at], offset: Math.min(rest, child.text.length) }
      if (rest <= child.text.length) return last
    }
    rest -= inlineLength(child)
    // Within a formula, or where no run follows it.
    if (rest < 0) return last
  }
  return last
}

/** The point at an offset of a block's text, as near as the text goes. `index` is the block's. */
export function pointInBlock(block: Block, index: number, offset: number): { path: number[]; offset: number } {
  let rest = Math.max(0, offset)
  const lines = linesOf(block)
  for (const [at, { path, line }] of lines.entries()) {
    const { length } = lineText(line)
    if (rest <= length || at === lines.length - 1) return pointInLine({ path: [index, ...path], line }, rest)
    rest -= length + 1
  }
  return { path: [index, 0], offset: 0 }
}
