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

/** What undo takes back next. */
export const newestDeed = (host: Host): Deed | undefined => deedsOf(host).at(-1)

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
  /** A failure is shown, and nothing answered. */
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>
  /** Says that something is done, unless `text` is null, and offers to take it back. */
  done(about: string, text: string | null, back: () => Promise<unknown>): Deed
}

export function deskOf(host: Host, notices: Notices, t: Translate): Desk {
  const attempt: Desk['attempt'] = async (work) => {
    try {
      return await work()
    } catch (error) {
      notices.problem(error)
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
