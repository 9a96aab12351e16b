/** What a line is made of, brought into the form that the page keeps it in. */
import { isRun } from './lines.ts'
import { isSame, type TextNode } from './node.ts'
import type { Inline } from './schema.ts'

/** Whether two texts differ in nothing but what they say. */
export function haveSameMarks(a: TextNode, b: TextNode): boolean {
  return isSame({ ...a, text: '' }, { ...b, text: '' })
}

/** Adds to what a line is made of: a run as a part of the last where nothing sets the two apart. */
export function appendInline(inlines: Inline[], added: Inline): void {
  const last = inlines.at(-1)
  if (last && isRun(last) && isRun(added) && haveSameMarks(last, added)) inlines[inlines.length - 1] = { ...last, text: last.text + added.text }
  else inlines.push(added)
}

/** No two runs that could be one, and none empty but where there is nothing else. */
export function joined(inlines: readonly Inline[]): Inline[] {
  const made: Inline[] = []
  for (const each of inlines) if (!isRun(each) || each.text !== '') appendInline(made, each)
  return made.length > 0 ? made : [{ text: '' }]
}

/** A line's children as the page keeps them: joined, and a run, an empty one if need be, at both sides of whatever is none. */
export function tidy(inlines: readonly Inline[]): Inline[] {
  const made: Inline[] = []
  const isAfterRun = () => made.slice(-1).some(isRun)
  for (const each of joined(inlines)) {
    if (!isRun(each) && !isAfterRun()) made.push({ text: '' })
    made.push(each)
  }
  if (!isAfterRun()) made.push({ text: '' })
  return made
}

/** Without white space at both ends. */
export function trimmed(inlines: readonly Inline[]): Inline[] {
  const kept = [...inlines]
  for (let first = kept[0]; first && isRun(first); first = kept[0]) {
    const text = first.text.trimStart()
    if (text !== '') {
      kept[0] = { ...first, text }
      break
    }
    kept.shift()
  }
  for (let last = kept.at(-1); last && isRun(last); last = kept.at(-1)) {
    const text = last.text.trimEnd()
    if (text !== '') {
      kept[kept.length - 1] = { ...last, text }
      break
    }
    kept.pop()
  }
  return kept
}

/** Whether there is anything to see. */
export function isBlank(inlines: readonly Inline[]): boolean {
  return inlines.every((each) => isRun(each) && each.text.trim() === '')
}
