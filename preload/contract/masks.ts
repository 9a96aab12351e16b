/** What an author masks beside the personal data that is known by its form, and what of that is to stay. */
import { z } from '#preload/document/zod.ts'
import { PersonalCounts, PersonalKind, WorkId } from './works.ts'

/** Far more than anyone knows people; longer ones are neither names nor numbers. */
export const mostAtOnce = { texts: 2000, characters: 1000 } as const

/** `words`: replaced wherever they stand. `released`: values that look like personal data and are not replaced. In the order in which they came. */
export const Masks = z.strictObject({ words: z.array(z.string()), released: z.array(z.string()) })
export type Masks = z.infer<typeof Masks>

/** A name of one character is a part of as many words as one cares to read. */
export const mostWithin = 200

const texts = z.array(z.string().min(1).max(mostAtOnce.characters)).max(mostAtOnce.texts).default([])
/** What comes to the masks and what goes from them. One word for one other takes its place. */
export const MaskChange = z.strictObject({ mask: texts, unmask: texts, release: texts, hold: texts })
export type MaskChange = z.infer<typeof MaskChange>

/** What a change came to: `back` takes it back; `unfit` are no words that could be masked, or too many. */
export const MasksChanged = z.strictObject({ masks: Masks, back: MaskChange, unfit: z.array(z.string()) })

const count = z.number().int().min(0)

/** How often a word, or a value that was released, stands in what is learnt, and in which works: the first of them, those with most of it first. */
export const MaskUse = z.strictObject({
  text: z.string(),
  /** What it looks like; null of a word. */
  kind: PersonalKind.nullable(),
  places: count,
  works: count,
  first: z.array(z.strictObject({ work: WorkId, title: z.string(), places: count })),
  /** Of a word: the words of the texts that it is a part of there, as it seems, those with most places first. Releasing them leaves those places. */
  within: z
    .array(z.strictObject({ text: z.string(), places: count }))
    .max(mostWithin)
    .optional(),
})
export type MaskUse = z.infer<typeof MaskUse>

/** How many places are masked, of each kind: what was found by its form, without what is released, and with the words of the author's own. */
export function maskedCounts(found: PersonalCounts, { words }: Masks, uses: readonly MaskUse[]): PersonalCounts {
  const counts: Record<string, number> = { ...found }
  const masked = new Set(words)
  for (const { text, kind, places } of uses) {
    if (kind !== null) counts[kind] = (counts[kind] ?? 0) - places
    else if (masked.has(text)) counts['name'] = (counts['name'] ?? 0) + places
  }
  return PersonalCounts.parse(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)))
}
