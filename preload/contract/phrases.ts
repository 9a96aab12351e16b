/** What the engine is to remember of the author's texts. */
import { z } from '#preload/document/zod.ts'

/** A text under a name, and the group that it belongs to, such as a course; '' for none. */
export const RememberedSource = z.strictObject({ source: z.string().min(1).max(200), group: z.string().max(200), text: z.string() })
export type RememberedSource = z.infer<typeof RememberedSource>
