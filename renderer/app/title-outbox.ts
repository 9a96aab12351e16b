/**
 * Titles of courses, chapters and lessons on their way to the library, held as text is: unsaved until the
 * host has answered, sent again until it does, with a copy that outlives the page. There is one for the
 * window, since a title may be typed on a page that is gone a moment later. Knows no component and no
 * connection.
 */
import type { LibraryId, LibraryTree, TitleDraft as Judged } from '#preload/contract/library.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { SavedState } from '#renderer/editor/page-props.ts'
import { backoff } from '#renderer/host/host.ts'
import { findEntry } from '#renderer/host/entries.ts'
import { createValue, type Watched } from '#renderer/host/value.ts'
import { namedTree } from './named-tree.ts'
import { isTypedIn, type TitleCopies, type TitleDraft } from './title-copies.ts'

export interface TitlePorts {
  readonly tree: Watched<LibraryTree | null>
  /** Which library the host has open; null where that is not known. */
  readonly workspace: () => string | null
  /** Changes when the host is there again. */
  readonly session: Watched<number>
  /** Rejects with a `Problem`: `stale` when the entry got another name after the draft. */
  readonly rename: (entry: LibraryId, title: string, draft: Judged) => Promise<unknown>
  readonly copies: Pick<TitleCopies, 'hold' | 'keep' | 'takeUp' | 'find'>
  /** Runs something later; the answer takes it back. */
  readonly later: (run: () => void, ms: number) => () => void
  /** In ms since 1970. */
  readonly now: () => number
}

/** A title that is not saved yet. */
interface Held {
  draft: TitleDraft
  isCopied: boolean
  isSending: boolean
  failures: number
  /** Why it could not be saved the last time. */
  code: ProblemCode | null
  stopTimer: (() => void) | null
}

/** A pause in typing after which the title is saved as it stands. */
const pauseMs = 500

export class TitleOutbox {
  /** What entries of the library are called that it does not know yet. */
  readonly drafts = createValue<ReadonlyMap<LibraryId, string>>(new Map())
  readonly saved = createValue<SavedState>({ kind: 'saved' })
  /** Titles that gave way to a newer name given elsewhere, and of which the author was not told yet. */
  readonly overtaken = createValue<ReadonlyMap<LibraryId, string>>(new Map())
  /** The library as the author calls what is in it; null before it was ever read. */
  readonly tree: Watched<LibraryTree | null>
  private readonly ports: TitlePorts
  private readonly held = new Map<LibraryId, Held>()

  constructor(ports: TitlePorts) {
    this.ports = ports
    this.tree = namedTree(ports.tree, this.drafts)
  }

  /** Lives in a window; the answer ends it. Titles that other pages could not save are taken up when those are gone. */
  start(page: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
    const release = this.ports.copies.hold()
    const look = () => this.ports.copies.takeUp((entry, draft) => this.takeUp(entry, draft), this.ports.workspace)
    const stop = this.ports.session.subscribe(() => {
      this.flush()
      look()
      this.tell()
    })
    page.addEventListener('pagehide', this.flush)
    // Another page has written, whose end is to be waited for.
    page.addEventListener('storage', look)
    look()
    return () => {
      stop()
      page.removeEventListener('pagehide', this.flush)
      page.removeEventListener('storage', look)
      for (const held of this.held.values()) held.stopTimer?.()
      release()
    }
  }

  /** The author calls an entry so: `soon` while it is being typed, `now` when that is done. */
  rename(entry: LibraryId, title: string, when: 'soon' | 'now'): void {
    if (title !== this.held.get(entry)?.draft.title) this.typed(entry, title)
    if (when === 'now') this.send(entry)
    else this.wait(entry, pauseMs)
  }

  /** What the author calls an entry, whether the library knows it yet or not; undefined when it is in the bin, gone or another library's, and its title saved. */
  titleOf(entry: LibraryId): string | undefined {
    return this.held.get(entry)?.draft.title ?? this.called(entry) ?? this.ports.copies.find(entry)
  }

  /** The author knows of titles that gave way: they need no copies any more. */
  told(entries: readonly LibraryId[]): void {
    this.overtaken.set(new Map([...this.overtaken.get()].filter(([each]) => !entries.includes(each))))
    for (const entry of entries) if (!this.held.has(entry)) this.ports.copies.keep(entry, null)
  }

  /** Sends now what waits. */
  flush = (): void => {
    for (const entry of [...this.held.keys()]) this.send(entry)
  }

  private typed(entry: LibraryId, title: string): void {
    // What is typed now is what counts.
    if (this.overtaken.get().has(entry)) this.told([entry])
    const called = this.called(entry)
    const over = this.held.get(entry)?.draft.over ?? (called === undefined ? [] : [called])
    // Typed back to what the library has, and nothing else is on its way there.
    if (title === called && over.every((each) => each === called)) return this.forget(entry)
    const workspace = this.ports.workspace() ?? undefined
    this.hold(entry, { title, over, at: this.ports.now(), ...(workspace ? { workspace } : {}) })
  }

  /** Answers whether the copy that it was read from is needed no more. */
  private takeUp(entry: LibraryId, draft: TitleDraft): boolean {
    const mine = this.held.get(entry)?.draft
    if (mine && mine.at >= draft.at) return true
    this.hold(entry, draft)
    this.send(entry)
    return this.held.get(entry)?.isCopied ?? true
  }

  private hold(entry: LibraryId, draft: TitleDraft): void {
    const before = this.held.get(entry)
    const held = before ?? { draft, isCopied: true, isSending: false, failures: 0, code: null, stopTimer: null }
    held.draft = draft
    held.isCopied = this.ports.copies.keep(entry, draft)
    this.held.set(entry, held)
    this.tell()
  }

  private forget(entry: LibraryId): void {
    this.letGo(entry)
    this.ports.copies.keep(entry, null)
  }

  private letGo(entry: LibraryId): void {
    this.held.get(entry)?.stopTimer?.()
    this.held.delete(entry)
    this.tell()
  }

  private send(entry: LibraryId): void {
    const held = this.held.get(entry)
    if (!held) return
    this.clearTimer(held)
    // Before the library was ever read nobody answers; the session will say when.
    if (held.isSending || this.ports.tree.get() === null) return
    // What has come in the place of its library knows nothing of it: it waits, for as long as the window lives, and then in its copy.
    if (!isTypedIn(held.draft, this.ports.workspace())) {
      if (!held.isCopied) this.hold(entry, held.draft)
      return
    }
    const { title, over, at } = held.draft
    held.isSending = true
    this.hold(entry, { ...held.draft, over: [...new Set([...over, title])] })
    this.ports.rename(entry, title, { over: [...over], ageMs: Math.max(0, this.ports.now() - at) }).then(
      () => this.arrived(entry, held, title),
      (error: unknown) => this.failed(entry, held, title, error),
    )
  }

  private arrived(entry: LibraryId, held: Held, title: string): void {
    held.isSending = false
    held.failures = 0
    held.code = null
    if (held.draft.title === title) return this.forget(entry)
    this.hold(entry, { ...held.draft, over: [title] })
    if (!held.stopTimer) this.send(entry)
  }

  private gaveWay(entry: LibraryId, held: Held, title: string): void {
    held.failures = 0
    held.code = null
    // What is typed meanwhile is newer than any name.
    if (held.draft.title !== title) {
      this.tell()
      if (!held.stopTimer) this.send(entry)
      return
    }
    this.letGo(entry)
    this.overtaken.set(new Map([...this.overtaken.get(), [entry, title]]))
  }

  private failed(entry: LibraryId, held: Held, title: string, error: unknown): void {
    held.isSending = false
    const code = error instanceof Problem ? error.code : 'bug'
    if (code === 'stale') return this.gaveWay(entry, held, title)
    held.code = code
    // Erased meanwhile: there is nothing left to be called anything. Or of another library, where nobody knows: then the copy waits for that.
    if (code === 'not-found') return held.draft.workspace === undefined ? this.letGo(entry) : this.forget(entry)
    this.tell()
    this.wait(entry, backoff(held.failures))
    held.failures += 1
  }

  private wait(entry: LibraryId, ms: number): void {
    const held = this.held.get(entry)
    if (!held) return
    this.clearTimer(held)
    held.stopTimer = this.ports.later(() => this.send(entry), ms)
  }

  private clearTimer(held: Held): void {
    held.stopTimer?.()
    held.stopTimer = null
  }

  /** What the library calls an entry. */
  private called(entry: LibraryId): string | undefined {
    return findEntry(this.ports.tree.get(), entry)?.title
  }

  private tell(): void {
    const all = [...this.held]
    this.drafts.set(new Map(all.map(([entry, { draft }]) => [entry, draft.title])))
    const workspace = this.ports.workspace()
    // One of another library is safe in its copy; without one it goes with this window.
    const unsaved = [...this.held.values()].filter(({ draft, isCopied }) => isTypedIn(draft, workspace) || !isCopied)
    const isElsewhere = unsaved.some(({ draft }) => !isTypedIn(draft, workspace))
    const code = unsaved.find(({ code }) => code !== null)?.code ?? (isElsewhere ? 'unavailable' : null)
    if (code) this.saved.set({ kind: 'waiting', code, isCopied: unsaved.every(({ isCopied }) => isCopied) })
    else this.saved.set({ kind: unsaved.length > 0 ? 'saving' : 'saved' })
  }
}
