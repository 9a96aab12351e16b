/** The workspace file itself: whether it can be written, and what to do when it is broken. */
import { z } from '#preload/document/zod.ts'
import { call, push, service } from './member.ts'
import { ProblemReport } from './problem.ts'

/** A good copy of the workspace that can be restored. */
export const WorkspaceCopy = z.strictObject({ id: z.string(), at: z.number(), lessons: z.number(), bytes: z.number() })
export type WorkspaceCopy = z.infer<typeof WorkspaceCopy>

/**
 * Which library it is: copies of one have the same id, and another in its folder has another. Its age is a length of
 * time, for page and host need not share a clock.
 */
const WorkspaceIdentity = z.strictObject({ id: z.string().min(1), ageMs: z.number().min(0) })

export const WorkspaceState = z.strictObject({
  /** `open`: all is well. `read-only`: another studio holds it. `broken`: it could not be read and was kept aside untouched. */
  phase: z.enum(['open', 'read-only', 'broken']),
  /** Null while it can't be known. */
  identity: WorkspaceIdentity.nullable(),
  problem: ProblemReport.nullable(),
  /** Newest first; offered when it is broken. */
  copies: z.array(WorkspaceCopy),
  /** Name under which the broken file was kept aside. */
  keptAs: z.string().nullable(),
})
export type WorkspaceState = z.infer<typeof WorkspaceState>

const nothing = z.strictObject({})

export const workspace = service('workspace', {
  state: call(nothing, WorkspaceState),
  /** Opens a good copy in place of the broken file, with what newer text can still be read of that. Refused while only the disk is at fault. */
  restoreCopy: call(z.strictObject({ id: z.string() }), WorkspaceState),
  /** Begins a workspace; the broken file stays aside. It is empty, or where there are no copies holds what can still be read. */
  startFresh: call(nothing, WorkspaceState),
  stateChanged: push(WorkspaceState),
})
