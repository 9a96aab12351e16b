/** One sentence for each problem an author can meet: what happened, and what to do. */
import type { ProblemCode } from '#preload/contract/problem.ts'
import type { Entry } from './entry.ts'

export const problemTexts = {
  'problem.bug': { zh: '墨课出了一个错（{bug}）。文字都在，可以接着写。', en: 'Something in Moke went wrong ({bug}). Your text is safe; you can go on writing.' },
} as const satisfies Partial<Record<`problem.${ProblemCode}`, Entry>>
