/** A server that the author names to complete in the place of a model on this computer. Off until it is asked for; its key never reaches a page again. */
import { z } from '#preload/document/zod.ts'
import { call, service } from './member.ts'
import { ProblemReport } from './problem.ts'

const nothing = z.strictObject({})

/** As it goes into a header: nothing else could. */
const Key = z.string().regex(/^[\x21-\x7e]{1,500}$/)
const Address = z.string().trim().min(1).max(500)
const Model = z.string().trim().min(1).max(200)

/** `key`: null for none, left out for the one that is kept for this address. `acceptsPlain`: the author was told that an address without https can be listened to. */
const Named = { address: Address, model: Model, key: Key.nullable().optional(), acceptsPlain: z.boolean() }

/** A server as it is asked, between host and engine. */
export const CompletionServer = z.strictObject({ endpoint: z.string(), model: z.string(), key: z.string().nullable() })
export type CompletionServer = z.infer<typeof CompletionServer>

/** The id of a server's model among those that suggest. */
export function serverModelId(model: string): string {
  return `server:${model}`.slice(0, 200)
}

export const ServerState = z.strictObject({
  isOn: z.boolean(),
  /** As the author wrote it; null where none was ever named. */
  address: z.string().nullable(),
  model: z.string(),
  hasKey: z.boolean(),
  /** What went wrong with it last, while it is on. */
  problem: ProblemReport.nullable(),
})
export type ServerState = z.infer<typeof ServerState>

export const ServerTrial = z.strictObject({
  ms: z.number(),
  /** The sentence that it was given, and what it wrote behind it, to be looked at. */
  opening: z.string(),
  text: z.string(),
  /** Whether it says how likely its words are; if not, it suggests only where it is asked. */
  tellsLikelihoods: z.boolean(),
})
export type ServerTrial = z.infer<typeof ServerTrial>

export const server = service('server', {
  /** Whether it is used, and how it does, is in the engine's state too, which is pushed. */
  state: call(nothing, ServerState),
  /** Sends it a sentence that is not the author's. Throws a `server-…` problem. */
  try: call(z.strictObject(Named), ServerTrial),
  /** Completes by it from now on. Throws `server-address`, `server-plain`, or what the disk refuses. */
  use: call(z.strictObject(Named), ServerState),
  /** Completes on this computer again; the address stays to be chosen again. */
  leave: call(nothing, ServerState),
  /** Forgets address, model and key. */
  forget: call(nothing, ServerState),
})
