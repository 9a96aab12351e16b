/** Covers as the desk offers them: by their template. What stands on one is the course's own. */
import type { TargetOption } from '#preload/contract/targets.ts'
import { type CoverChoice, type CoverTemplate, coverTemplates } from './cover.ts'

const names: Readonly<Record<CoverTemplate, { 'zh-CN': string; en: string }>> = {
  slip: { 'zh-CN': '题签', en: 'Title slip' },
  mountains: { 'zh-CN': '远山', en: 'Mountains' },
  plain: { 'zh-CN': '素白', en: 'Plain' },
  night: { 'zh-CN': '夜色', en: 'Night' },
}

export const coverOption: TargetOption = {
  name: 'cover',
  kind: 'choice',
  label: { 'zh-CN': '封面', en: 'Cover' },
  hint: null,
  choices: [
    ...coverTemplates.map((value) => ({ value: value as string, label: names[value] })),
    { value: 'none', label: { 'zh-CN': '不要封面', en: 'No cover' } },
  ],
}

/** The cover that a choice of the desk means. */
export function coverOf(chosen: string): CoverChoice {
  return { template: coverTemplates.find((each) => each === chosen) ?? 'none', series: '', picture: null }
}
