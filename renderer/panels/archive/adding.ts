/** Files on their way into the archive. It goes on while another view is looked at; a window has one at a time. */
import { mostFiles } from '#preload/contract/intake.ts'
import type { Added } from '#preload/contract/archive.ts'
import type { IntakeId } from '#preload/contract/intake.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Unread } from '#preload/contract/works.ts'
import type { Clients } from '#renderer/host/clients.ts'
import type { Host } from '#renderer/host/host.ts'
import { sendFile } from '#renderer/host/images.ts'
import type { LocalFile } from '#renderer/host/interchange.ts'
import { createValue, type Watched } from '#renderer/host/value.ts'

export type AddingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'adding'; readonly done: number; readonly total: number; readonly works: number; readonly startedAt: number }
  | { readonly kind: 'added'; readonly added: Added }

export interface Adding {
  readonly state: Watched<AddingState>
  /** Takes files in; `unread`: the ways to those that can't be. Throws the problem that ended it, and `adding-busy` while others are taken in. */
  add(files: readonly LocalFile[], unread?: readonly string[]): Promise<void>
  /** Ends it: what came so far stays, or nothing. */
  stop(keeps: boolean): void
  /** The report was read. */
  dismiss(): void
}

/** What came of a folder without any file: there is no need to ask the host. */
const nothing: Added = { batch: '', works: 0, words: 0, same: [], unread: [], leftOut: [], lossy: [] }

const addings = new WeakMap<Host, Adding>()

/** The adding of this window. */
export function addingOf(host: Host): Adding {
  const known = addings.get(host)
  if (known) return known
  const made = createAdding(() => host.clients().archive)
  addings.set(host, made)
  return made
}

export function createAdding(client: () => Clients['archive']): Adding {
  const state = createValue<AddingState>({ kind: 'idle' })
  let over: AbortController | null = null
  let isStopping = false

  const run = async (files: readonly LocalFile[], unread: readonly string[], { signal }: AbortController) => {
    const to = client()
    const { intake, wanted } = await to.open({ files: files.map(({ path, file }) => ({ path, bytes: file.size })) }, signal)
    const chosen = wanted.flatMap((index) => (files[index] ? [{ index, ...files[index] }] : []))
    const [total, startedAt] = [chosen.length, Date.now()]
    const gone: Unread[] = unread.map(asMissing)
    let [done, works] = [0, 0]
    const tell = () => state.set({ kind: 'adding', done, total, works, startedAt })
    tell()
    let reading = Promise.resolve()
    try {
      for (const { index, path, file } of chosen) {
        if (isStopping) break
        const upload = await sentWhole(to, file, path, signal)
        // The next file is sent while this one is read.
        await reading
        if (upload === null) gone.push(asMissing(path))
        else reading = to.add({ intake, file: index, upload }, signal).then(({ became }) => void (works += became === 'work' ? 1 : 0))
        done += 1
        tell()
      }
      await reading
      const added = await to.finish({ intake }, signal)
      state.set({ kind: 'added', added: { ...added, unread: [...added.unread, ...gone] } })
    } catch (error) {
      await reading.catch(() => undefined) // the first failure is the one that is told
      await giveUp(to, intake)
      throw error
    }
  }

  return {
    state,
    add: async (files, unread = []) => {
      if (over) throw new Problem('adding-busy', 'other files are taken in')
      if (files.length === 0) return state.set({ kind: 'added', added: { ...nothing, unread: unread.map(asMissing) } })
      if (files.length > mostFiles) throw new Problem('import-too-many', `${files.length} files are too many`, { count: files.length, limit: mostFiles })
      over = new AbortController()
      isStopping = false
      try {
        await run(files, unread, over)
      } catch (error) {
        state.set({ kind: 'idle' })
        if (!over.signal.aborted) throw error
      } finally {
        over = null
      }
    },
    stop: (keeps) => {
      isStopping = true
      if (!keeps) over?.abort()
    },
    dismiss: () => {
      if (state.get().kind === 'added') state.set({ kind: 'idle' })
    },
  }
}

const asMissing = (path: string): Unread => ({ path, why: 'missing' })

/** Null where the file is there no more: one bad file never stops the rest. */
async function sentWhole(to: Clients['archive'], file: Blob, path: string, signal: AbortSignal) {
  try {
    return await sendFile(to, file, path, { signal })
  } catch (error) {
    if (error instanceof DOMException && !signal.aborted) return null
    throw error
  }
}

/** Where the host is gone, so is what it was given. */
async function giveUp(to: Clients['archive'], intake: IntakeId): Promise<void> {
  await to.close({ intake }).catch(() => undefined)
}
