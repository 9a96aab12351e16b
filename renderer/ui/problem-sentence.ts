import type { ProblemCode } from '#preload/contract/problem.ts'
import { fillText, type Language } from './translate.ts'

/** What to tell the author about a problem: chosen by its code, filled in from its detail. */
export function problemSentence(
  language: Language,
  problem: { readonly code: ProblemCode; readonly detail: Readonly<Record<string, string | number>> },
): string {
  return fillText(language, `problem.${problem.code}`, problem.detail)
}
