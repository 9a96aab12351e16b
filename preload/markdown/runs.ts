/** Runs of text as both directions need them. */
import { isRun } from '#preload/document/lines.ts'
import type { Inline, Run } from '#preload/document/schema.ts'

/** The marks that Markdown can say, outermost first where two reach equally far. */
export const marks = ['link', 'highlight', 'underline', 'bold', 'italic', 'strike'] as const
export type Mark = (typeof marks)[number]

/** What a run is besides its text; where it came from is not among it. */
export type Marks = Omit<Run, 'text' | 'ai'>

/** Whether a line says nothing at all. */
export function isEmpty(inlines: readonly Inline[]): boolean {
  return inlines.every((each) => isRun(each) && each.text === '')
}

/** The text of inlines, formulas as their source. */
export function textOf(inlines: readonly Inline[]): string {
  return inlines.map((each) => (isRun(each) ? each.text : each.type === 'formula' ? each.tex : '')).join('')
}
