/** Places that were found, as the page's editor knows places. */
import { Editor, Point, Range } from 'slate'
import { placesOf, type TextPlace } from '#preload/document/found-places.ts'
import { lineAt } from '#preload/document/lines.ts'
import { passagesIn } from '#preload/document/passages.ts'
import { pointInLine } from '#preload/document/places.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { Sought } from '#preload/document/sought.ts'
import { operationFromChange } from '#renderer/editor/saving/changes.ts'
import type { FoundKey } from './find-request.ts'
import type { FindRunner } from './find-runner.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** The place in the page; null where the text has moved on. Of a formula it is the formula. */
export function rangeOf(editor: StudioEditor, { passage, match }: TextPlace): Range | null {
  const path = [passage.block, ...passage.path]
  if (passage.isFormula) return Editor.hasPath(editor, [...path, 0]) ? Editor.range(editor, path) : null
  const placed = lineAt(blocksOf(editor), path)
  return placed ? { anchor: pointInLine(placed, match.from), focus: pointInLine(placed, match.to) } : null
}

/** The first place that does not begin before a point, else the first of all; -1 where there is none. */
export function nearestPlace(editor: StudioEditor, places: readonly TextPlace[], point: Point | null): number {
  let [low, high] = [0, point ? places.length : 0]
  while (low < high) {
    const middle = (low + high) >> 1
    const place = places[middle]
    const range = place && rangeOf(editor, place)
    // The end of a run is the same place as the beginning of the next one.
    if (range && point && Point.isBefore(range.anchor, point) && !Point.isBefore(point, range.focus)) low = middle + 1
    else high = middle
  }
  return low < places.length ? low : places.length === 0 ? -1 : 0
}

/** What is selected, where that is a piece of one line that may be looked for. */
export function selectedText(editor: StudioEditor): string {
  const { selection } = editor
  if (!selection || Range.isCollapsed(selection) || selection.anchor.path[0] !== selection.focus.path[0]) return ''
  const text = Editor.string(editor, selection)
  return text.length > 100 || text.includes('\n') ? '' : text
}

/** The point of a place found elsewhere; the beginning of the page where it is not there any more. */
export function pointOfKey(editor: StudioEditor, { passage, from }: FoundKey): Point {
  const found = passagesIn(blocksOf(editor))[passage]
  const range = found && rangeOf(editor, { passage: found, match: { from, to: from, groups: null } })
  return range?.anchor ?? Editor.start(editor, [])
}

/** Changes the page in one step of its history. */
export function applyAsOneStep(editor: StudioEditor, changes: readonly Change[]): void {
  editor.history.group(() => {
    Editor.withoutNormalizing(editor, () => changes.forEach((change) => editor.apply(operationFromChange(change))))
  })
}

/** Where something stands in a text; null where it can't be looked for, takes too long, or something else is looked for by now. */
export async function placesIn(doc: Doc, sought: Sought, runner: FindRunner): Promise<readonly TextPlace[] | null> {
  const passages = passagesIn(doc)
  const found = await runner.run(
    sought,
    passages.map(({ text }) => text),
  )
  return found.kind === 'found' ? placesOf(passages, found.matches) : null
}
