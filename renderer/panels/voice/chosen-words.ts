/** Which works a run learns from, in words. Pure. */
import type { Problem, ProblemCode } from '#preload/contract/problem.ts'
import type { Translate } from '#renderer/ui/translate.ts'

interface Learnt {
  readonly learning: { readonly works: number }
  readonly heldOut: { readonly works: number }
  readonly among?: number | undefined
}

/** `全部 23 篇`, or `23 篇中的 12 篇` where its author chose; those that are held out count, too. */
export function worksText(t: Translate, { learning, heldOut, among }: Learnt): string {
  const count = learning.works + heldOut.works
  return among === undefined ? t('voice.works-all', { count }) : t('voice.works-chosen', { count, among })
}

const ofChosen: ReadonlySet<string> = new Set(['works-few', 'works-alike', 'choice-lost'] satisfies ProblemCode[])

/** Whether choosing other works mends it. */
export function isOfChosen({ code }: Pick<Problem, 'code'>): boolean {
  return ofChosen.has(code)
}

/** Why nothing can be learnt from what is chosen. */
export function chosenTrouble(t: Translate, { code, detail }: Pick<Problem, 'code' | 'detail'>): string {
  if (code === 'works-alike') return t('voice.chosen-alike')
  if (code === 'choice-lost') return t('problem.choice-lost')
  const amount = (name: string) => Number(detail[name] ?? 0)
  return t('voice.chosen-few', { words: amount('words'), works: amount('works'), needWords: amount('needWords'), needWorks: amount('needWorks') })
}
