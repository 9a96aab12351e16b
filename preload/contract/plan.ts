/** What the author plans for a lesson. */
import { z } from '#preload/document/zod.ts'

/** 草稿, 修改, 完成. */
export const LessonState = z.enum(['draft', 'revising', 'done'])
export type LessonState = z.infer<typeof LessonState>

/** How long a lesson is to become: 字数, minutes of narration at the author's pace, both, or neither. */
export const LessonTarget = z.strictObject({
  words: z.number().int().min(1).max(1_000_000).nullable(),
  minutes: z.number().min(0.1).max(10_000).nullable(),
})
export type LessonTarget = z.infer<typeof LessonTarget>
