/** Covers as the desk offers them: by their template, with a picture of the author's if they want. What else stands on one is the course's own. */
import type { OptionValue, TargetOption } from '#preload/contract/targets.ts'
import { ImageId } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import { type CoverChoice, coverPlaces, type CoverTemplate, coverTemplates } from './cover.ts'

const names: Readonly<Record<CoverTemplate, { 'zh-CN': string; en: string }>> = {
  slip: { 'zh-CN': '题签', en: 'Title slip' },
  mountains: { 'zh-CN': '远山', en: 'Mountains' },
  plain: { 'zh-CN': '素白', en: 'Plain' },
  night: { 'zh-CN': '夜色', en: 'Night' },
}

export const coverOption: TargetOption = {
  name: 'cover',
  kind: 'cover',
  label: { 'zh-CN': '封面', en: 'Cover' },
  hint: null,
  choices: [
    ...coverTemplates.map((value) => ({ value: value as string, label: names[value] })),
    { value: 'none', label: { 'zh-CN': '不要封面', en: 'No cover' } },
  ],
  places: [
    { value: 'background', label: { 'zh-CN': '铺在标题后面', en: 'Behind the title' } },
    { value: 'inset', label: { 'zh-CN': '单独一块', en: 'In a place of its own' } },
    { value: 'whole', label: { 'zh-CN': '整张就是封面', en: 'As the whole cover' } },
  ],
}

const Pictured = z.strictObject({ template: z.string(), image: ImageId, as: z.enum(coverPlaces) })

/** The cover that a choice of the desk means; null for what is none. No cover has no picture either. */
export function coverOf(chosen: unknown): CoverChoice | null {
  const pictured = Pictured.safeParse(chosen)
  const named = pictured.success ? pictured.data.template : chosen
  const template = [...coverTemplates, 'none' as const].find((each) => each === named)
  if (template === undefined) return null
  return { template, series: '', picture: pictured.success && template !== 'none' ? { image: pictured.data.image, as: pictured.data.as } : null }
}

/** Whether a target is set to have covers (as it takes its settings). */
export function hasCover(options: object): boolean {
  const cover: unknown = 'cover' in options ? options.cover : null
  return typeof cover === 'object' && cover !== null && 'template' in cover && cover.template !== 'none'
}

/** What a choice of the desk holds of a picture, whether it is shown or not; null for none. */
export function picturedBy(chosen: unknown): { readonly image: ImageId; readonly as: (typeof coverPlaces)[number] } | null {
  const pictured = Pictured.safeParse(chosen)
  return pictured.success ? { image: pictured.data.image, as: pictured.data.as } : null
}

/** A choice with its own template and another picture. */
export function withPicture(chosen: unknown, picture: ReturnType<typeof picturedBy>): OptionValue {
  const pictured = Pictured.safeParse(chosen)
  const template = pictured.success ? pictured.data.template : String(chosen)
  return picture === null ? template : { template, ...picture }
}
