/** What is done with the library, said, and taken back again: by its notice, by Ctrl+Z in the tree, or in a title that was changed. */
import type { LibraryId } from '#preload/contract/library.ts'
import type { Clients } from '#renderer/host/clients.ts'
import type { Host } from '#renderer/host/host.ts'
import type { Notices } from '#renderer/ui/toast.tsx'
import type { Translate } from '#renderer/ui/translate.ts'

/** Something that was done and can be taken back, once. */
export interface Deed {
  readonly about: string
  undo(): void
}

/** What each studio can take back, the newest last: tree, palette, titles and shortcuts share it. */
const deeds = new WeakMap<Host, readonly Deed[]>()
const mostDeeds = 100

const deedsOf = (host: Host) => deeds.get(host) ?? []

/** What each studio is still doing: shown already perhaps, but not to be taken back yet. */
const underWay = new WeakMap<Host, Set<Promise<unknown>>>()

/** What undo takes back next. */
export const newestDeed = (host: Host): Deed | undefined => deedsOf(host).at(-1)

/** Takes the newest back, which may still be under way: a key pressed that soon means what was just done, not what came before it. */
export async function undoNewest(host: Host): Promise<void> {
  await Promise.allSettled([...(underWay.get(host) ?? [])])
  newestDeed(host)?.undo()
}

async function during<T>(host: Host, work: () => Promise<T>): Promise<T> {
  const all = underWay.get(host) ?? new Set()
  underWay.set(host, all)
  const done = work()
  all.add(done)
  try {
    return await done
  } finally {
    all.delete(done)
  }
}

/** The newest that gave this entry its name. */
export const newestNaming = (host: Host, id: LibraryId): Deed | undefined => deedsOf(host).findLast(({ about }) => about === aboutName(id))

/** It is not taken back any more. */
export function forgetDeed(host: Host, deed: Deed): void {
  deeds.set(
    host,
    deedsOf(host).filter((each) => each !== deed),
  )
}

export const aboutName = (id: LibraryId) => `name ${id}`

/** What things are done with. */
export interface Desk {
  readonly host: Host
  readonly notices: Notices
  readonly t: Translate
  ask(): Clients['library']
  /** A failure is shown, by `tell` where its words are its own, and nothing answered. What is done meanwhile by `undoNewest` waits for it. */
  attempt<T>(work: () => Promise<T>, tell?: (error: unknown) => void): Promise<T | undefined>
  /** Says that something is done, unless `text` is null, and offers to take it back. */
  done(about: string, text: string | null, back: () => Promise<unknown>): Deed
}

export function deskOf(host: Host, notices: Notices, t: Translate): Desk {
  const attempt: Desk['attempt'] = async (work, tell = notices.problem) => {
    try {
      return await during(host, work)
    } catch (error) {
      tell(error)
      return undefined
    }
  }
  const done: Desk['done'] = (about, text, back) => {
    const deed: Deed = {
      about,
      undo: () => {
        forgetDeed(host, deed)
        notices.takeBack(about)
        void attempt(back)
      },
    }
    deeds.set(host, [...deedsOf(host), deed].slice(-mostDeeds))
    if (text !== null) notices.show({ text, about, action: { label: t('ui.undo'), run: deed.undo } })
    return deed
  }
  return { host, notices, t, ask: () => host.clients().library, attempt, done }
}
