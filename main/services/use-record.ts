/** What is kept of the voices that models complete with, beside them. */
import { AdapterId, AdapterName, Strength } from '#preload/contract/adapters.ts'
import { z } from '#preload/document/zod.ts'

/** Which adapters are at work. */
export const UseRecord = z.strictObject({
  version: z.literal(1),
  /** By the model that completes with it. */
  active: z.record(z.string(), z.strictObject({ adapter: AdapterId, name: AdapterName })),
  /** By adapter: as strong as it last was. */
  strengths: z.record(z.string(), Strength),
})
export type UseRecord = z.infer<typeof UseRecord>
