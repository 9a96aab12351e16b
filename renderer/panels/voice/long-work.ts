/** What takes a while beside a run: a bundle, an export, an import, a merge. One at a time in a window; it goes on while another view is looked at. */
import { Problem } from '#preload/contract/problem.ts'
import type { Host } from '#renderer/host/host.ts'
import { createValue, type Watched } from '#renderer/host/value.ts'

export type LongKind = 'bundle' | 'export' | 'import' | 'merge'

export interface Running {
  readonly kind: LongKind
  /** From 0 to 1; null while nobody knows. */
  readonly share: number | null
}

/** Does it. `tell` hears how much is done of how much. */
type Work = (signal: AbortSignal, tell: (done: number, total: number) => void) => Promise<void>

export interface LongWork {
  readonly state: Watched<Running | null>
  /** Throws the problem that ended it; whether it was done, and not given up. */
  run(kind: LongKind, work: Work): Promise<boolean>
  stop(): void
}

const works = new WeakMap<Host, LongWork>()

/** The work of this window. */
export function longWorkOf(host: Host): LongWork {
  const known = works.get(host)
  if (known) return known
  const made = createLongWork()
  works.set(host, made)
  return made
}

export function createLongWork(): LongWork {
  const state = createValue<Running | null>(null)
  let over: AbortController | null = null
  return {
    state,
    run: async (kind, work) => {
      if (over) return false
      const own = new AbortController()
      over = own
      state.set({ kind, share: null })
      try {
        await work(own.signal, (done, total) => state.set({ kind, share: total === 0 ? null : Math.min(1, done / total) }))
        return !own.signal.aborted
      } catch (error) {
        if (own.signal.aborted && (error instanceof Problem || error instanceof DOMException)) return false
        throw error
      } finally {
        over = null
        state.set(null)
      }
    },
    stop: () => over?.abort(),
  }
}

/** A file that comes in pieces, under the name that it has. */
interface Piece {
  readonly name: string
  readonly done: number
  readonly total: number
  /** In Base64. */
  readonly data: string
}

/** A file of which all pieces came; null where none did. */
export async function wholeFile(
  pieces: AsyncIterable<Piece>,
  tell: (done: number, total: number) => void,
): Promise<{ readonly name: string; readonly content: Blob } | null> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let name: string | null = null
  for await (const piece of pieces) {
    name = piece.name
    if (piece.data !== '') parts.push(Uint8Array.from(atob(piece.data), (character) => character.charCodeAt(0)))
    tell(piece.done, piece.total)
  }
  return name === null ? null : { name, content: new Blob(parts) }
}
