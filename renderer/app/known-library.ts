/**
 * Which library this browser knows, so that a new one in its place is told of: an author whose folder was moved or
 * renamed would take their courses for lost.
 */
import type { WorkspaceState } from '#preload/contract/workspace.ts'
import { z } from '#preload/document/zod.ts'
import { storeIfRoom } from '#renderer/editor/saving/browser-storage.ts'
import { parseJson } from '#renderer/editor/saving/json.ts'

const key = 'moke.library'

const Known = z.object({
  id: z.string(),
  /** When it was seen last, in ms since 1970. */
  at: z.number(),
})

type Identity = NonNullable<WorkspaceState['identity']>

/** Whether a library was made since this browser saw another, the one it knows. Any other one is known from now on. */
export function isNewInPlace(identity: Identity, now: number): boolean {
  const known = Known.safeParse(parseJson(localStorage.getItem(key) ?? '')).data
  if (known && known.id !== identity.id && now - identity.ageMs > known.at) return true
  knowLibrary(identity, now)
  return false
}

/** The author has been told of this one, or need not be. */
export function knowLibrary({ id }: Identity, now: number): void {
  storeIfRoom(key, JSON.stringify({ id, at: now }))
}
