/** Runs of text as both directions need them: marks compared, neighbours of the same marks joined. */
import { isRun } from '#preload/document/lines.ts'
import type { Inline, Run } from '#preload/document/schema.ts'

/** The marks that Markdown can say, outermost first where two reach equally far. */
export const marks = ['link', 'highlight', 'underline', 'bold', 'italic', 'strike'] as const
export type Mark = (typeof marks)[number]

/** What a run is besides its text; where it came from is not among it. */
export type Marks = Omit<Run, 'text' | 'ai'>

/** Whether two runs are one. */
function haveSameMarks(a: Marks, b: Marks): boolean {
  return marks.every((mark) => a[mark] === b[mark]) && a.code === b.code
}

/** Joins neighbours of the same marks and leaves out what is empty; never an empty list. */
export function joined(inlines: readonly Inline[]): Inline[] {
  const result: Inline[] = []
  for (const each of inlines) {
    const last = result.at(-1)
    if (!isRun(each)) result.push(each)
    else if (each.text === '') continue
    else if (last && isRun(last) && haveSameMarks(last, each)) result[result.length - 1] = { ...last, text: last.text + each.text }
    else result.push(each)
  }
  return result.length > 0 ? result : [{ text: '' }]
}

/** As the page has it: a run, an empty one if need be, at both sides of whatever is none. */
export function padded(inlines: readonly Inline[]): Inline[] {
  const result: Inline[] = []
  for (const each of inlines) {
    const last = result.at(-1)
    if (!isRun(each) && (!last || !isRun(last))) result.push({ text: '' })
    result.push(each)
  }
  const last = result.at(-1)
  if (!last || !isRun(last)) result.push({ text: '' })
  return result
}

/** Whether a line says nothing at all. */
export function isEmpty(inlines: readonly Inline[]): boolean {
  return inlines.every((each) => isRun(each) && each.text === '')
}

/** The text of inlines, formulas as their source. */
export function textOf(inlines: readonly Inline[]): string {
  return inlines.map((each) => (isRun(each) ? each.text : each.type === 'formula' ? each.tex : '')).join('')
}
