/** What the host asks of the engine, a process of its own. Speaks of files by path: it never reaches a page. */
import { z } from '#preload/document/zod.ts'
import { call, push, service, stream } from './member.ts'
import { Device } from './models.ts'
import { Suggestion, SuggestionContext } from './suggestions.ts'

export const LoadModel = z.strictObject({
  path: z.string(),
  id: z.string(),
  device: z.enum(['auto', 'cpu', 'cuda', 'vulkan', 'metal']),
  /** Threads measured before on this machine for this model and device; null measures now. */
  threads: z.number().int().min(1).nullable(),
})
export const LoadedModel = z.strictObject({
  name: z.string(),
  device: Device,
  deviceName: z.string().nullable(),
  threads: z.number().int(),
  fellBack: z.string().nullable(),
  contextTokens: z.number(),
})
export type LoadedModel = z.infer<typeof LoadedModel>

export const engine = service('engine', {
  load: call(LoadModel, LoadedModel),
  complete: stream(SuggestionContext, Suggestion),
  /** What it is doing while `load` runs. */
  progress: push(z.strictObject({ phase: z.enum(['loading', 'measuring']) })),
})
