/** Checks that something received is a frame at all; what it carries is checked by the contract where it lands. */
import { ProblemReport } from '#preload/contract/problem.ts'
import { z } from '#preload/document/zod.ts'

const id = z.number().int()
const name = z.string().max(60)

/** The schema of every frame. Anything else closes the connection. */
export const FrameSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hello'), protocol: z.number(), token: z.string().max(200) }),
  z.strictObject({ kind: z.literal('welcome'), client: z.string().max(60) }),
  z.strictObject({ kind: z.literal('ask'), id, service: name, member: name, input: z.unknown() }),
  z.strictObject({ kind: z.literal('stop'), id }),
  z.strictObject({ kind: z.literal('item'), id, value: z.unknown() }),
  z.strictObject({ kind: z.literal('done'), id, value: z.unknown().optional() }),
  z.strictObject({ kind: z.literal('fail'), id, problem: ProblemReport }),
  z.strictObject({ kind: z.literal('push'), service: name, member: name, value: z.unknown() }),
])

/** Ends a MessagePort, beside the frames: carries the reason for closing, which such a port has no place for. */
export const ClosingSchema = z.strictObject({ kind: z.literal('close'), problem: ProblemReport.optional() })
