/** How much the author wrote on each day. */
import { z } from '#preload/document/zod.ts'
import { call, push, service } from './member.ts'

export const WrittenDay = z.strictObject({
  /** The author's day, `2026-11-29`. */
  day: z.string(),
  /** 字 that the lessons grew by while they were written: pasted passages, imports, copies and restored texts are not among them. */
  words: z.number(),
})
export type WrittenDay = z.infer<typeof WrittenDay>

export const days = service('days', {
  /** Today, whether or not anything was written, and every day on which something was, oldest first. */
  written: call(z.strictObject({}), z.strictObject({ today: WrittenDay, days: z.array(WrittenDay) })),
  /** Today, a second after it changed. */
  changed: push(WrittenDay),
})
