/** The models on this computer and the state of the engine that runs one of them. */
import { z } from '#preload/document/zod.ts'
import { call, push, service } from './member.ts'
import { ProblemReport } from './problem.ts'

export const ModelEntry = z.strictObject({
  /** File name without its folder; the starter is `starter`. */
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  parameters: z.number(),
  contextTokens: z.number(),
  quantisation: z.string(),
  licence: z.string().nullable(),
})
export type ModelEntry = z.infer<typeof ModelEntry>

export const Device = z.enum(['cpu', 'cuda', 'vulkan', 'metal'])

export const EngineState = z.strictObject({
  phase: z.enum(['off', 'starting', 'loading', 'measuring', 'ready', 'restarting', 'failed']),
  /** Why it is failed or restarting. */
  problem: ProblemReport.nullable(),
  model: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  device: Device.nullable(),
  /** The graphics card's own name, when it runs there. */
  deviceName: z.string().nullable(),
  /** Threads for generating one token after another, chosen by measurement. */
  threads: z.number().nullable(),
  /** Set once when the studio fell back, for example from a graphics card to the processor. */
  fellBack: z.string().nullable(),
})
export type EngineState = z.infer<typeof EngineState>

const nothing = z.strictObject({})

export const models = service('models', {
  list: call(nothing, z.array(ModelEntry)),
  state: call(nothing, EngineState),
  /** Starts the engine again after it failed. */
  retry: call(nothing, nothing),
  stateChanged: push(EngineState),
})
