/**
 * Lessons' titles on their way to the library, held as text is: unsaved until the host has answered, sent
 * again until it does, with a copy that outlives the page. There is one for the window, since a title may
 * be typed on a page that is gone a moment later. Knows no component and no connection.
 */
import type { LessonId, LibraryTree, TitleDraft as Judged } from '#preload/contract/library.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { SavedState } from '#renderer/editor/page-props.ts'
import { backoff } from '#renderer/host/host.ts'
import { findLesson } from '#renderer/host/tree.ts'
import { createValue, type Watched } from '#renderer/host/value.ts'
import type { TitleCopies, TitleDraft } from './title-copies.ts'

export interface TitlePorts {
  readonly tree: Watched<LibraryTree | null>
  /** Changes when the host is there again. */
  readonly session: Watched<number>
  /** Rejects with a `Problem`: `stale` when the lesson got another name after the draft. */
  readonly rename: (lesson: LessonId, title: string, draft: Judged) => Promise<unknown>
  readonly copies: Pick<TitleCopies, 'hold' | 'keep' | 'takeUp'>
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
  /** What lessons are called that the library does not know yet. */
  readonly drafts = createValue<ReadonlyMap<LessonId, string>>(new Map())
  readonly saved = createValue<SavedState>({ kind: 'saved' })
  /** Titles that gave way to a newer name given elsewhere, and of which the author was not told yet. */
  readonly overtaken = createValue<ReadonlyMap<LessonId, string>>(new Map())
  private readonly ports: TitlePorts
  private readonly held = new Map<LessonId, Held>()

  constructor(ports: TitlePorts) {
    this.ports = ports
  }

  /** Lives in a window; the answer ends it. Titles that other pages could not save are taken up when those are gone. */
  start(page: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
    const release = this.ports.copies.hold()
    const look = () => this.ports.copies.takeUp((lesson, draft) => this.takeUp(lesson, draft))
    const stop = this.ports.session.subscribe(() => {
      this.flush()
      look()
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

  /** The author calls a lesson so: `soon` while it is being typed, `now` when that is done. */
  rename(lesson: LessonId, title: string, when: 'soon' | 'now'): void {
    if (title !== this.held.get(lesson)?.draft.title) this.typed(lesson, title)
    if (when === 'now') this.send(lesson)
    else this.wait(lesson, pauseMs)
  }

  /** What the author calls a lesson, whether the library knows it yet or not; undefined when it is in the bin or gone. */
  titleOf(lesson: LessonId): string | undefined {
    return this.held.get(lesson)?.draft.title ?? this.called(lesson)
  }

  /** The author knows of a title that gave way: it needs no copy any more. */
  told(lesson: LessonId): void {
    this.overtaken.set(new Map([...this.overtaken.get()].filter(([each]) => each !== lesson)))
    if (!this.held.has(lesson)) this.ports.copies.keep(lesson, null)
  }

  /** Sends now what waits. */
  flush = (): void => {
    for (const lesson of [...this.held.keys()]) this.send(lesson)
  }

  private typed(lesson: LessonId, title: string): void {
    const called = this.called(lesson)
    const over = this.held.get(lesson)?.draft.over ?? (called === undefined ? [] : [called])
    // Typed back to what the library has, and nothing else is on its way there.
    if (title === called && over.every((each) => each === called)) return this.forget(lesson)
    this.hold(lesson, { title, over, at: this.ports.now() })
  }

  /** Answers whether the copy that it was read from is needed no more. */
  private takeUp(lesson: LessonId, draft: TitleDraft): boolean {
    const mine = this.held.get(lesson)?.draft
    if (mine && mine.at >= draft.at) return true
    this.hold(lesson, draft)
    this.send(lesson)
    return this.held.get(lesson)?.isCopied ?? true
  }

  private hold(lesson: LessonId, draft: TitleDraft): void {
    const before = this.held.get(lesson)
    const held = before ?? { draft, isCopied: true, isSending: false, failures: 0, code: null, stopTimer: null }
    held.draft = draft
    held.isCopied = this.ports.copies.keep(lesson, draft)
    this.held.set(lesson, held)
    this.tell()
  }

  private forget(lesson: LessonId): void {
    this.letGo(lesson)
    this.ports.copies.keep(lesson, null)
  }

  private letGo(lesson: LessonId): void {
    this.held.get(lesson)?.stopTimer?.()
    this.held.delete(lesson)
    this.tell()
  }

  private send(lesson: LessonId): void {
    const held = this.held.get(lesson)
    if (!held) return
    this.clearTimer(held)
    // Before the library was ever read nobody answers; the session will say when.
    if (held.isSending || this.ports.tree.get() === null) return
    const { title, over, at } = held.draft
    held.isSending = true
    this.hold(lesson, { title, at, over: [...new Set([...over, title])] })
    this.ports.rename(lesson, title, { over: [...over], ageMs: Math.max(0, this.ports.now() - at) }).then(
      () => this.arrived(lesson, held, title),
      (error: unknown) => this.failed(lesson, held, title, error),
    )
  }

  private arrived(lesson: LessonId, held: Held, title: string): void {
    held.isSending = false
    held.failures = 0
    held.code = null
    if (held.draft.title === title) return this.forget(lesson)
    this.hold(lesson, { ...held.draft, over: [title] })
    if (!held.stopTimer) this.send(lesson)
  }

  private gaveWay(lesson: LessonId, held: Held, title: string): void {
    held.failures = 0
    held.code = null
    // What is typed meanwhile is newer than any name.
    if (held.draft.title !== title) {
      this.tell()
      if (!held.stopTimer) this.send(lesson)
      return
    }
    this.letGo(lesson)
    this.overtaken.set(new Map([...this.overtaken.get(), [lesson, title]]))
  }

  private failed(lesson: LessonId, held: Held, title: string, error: unknown): void {
    held.isSending = false
    const code = error instanceof Problem ? error.code : 'bug'
    if (code === 'stale') return this.gaveWay(lesson, held, title)
    held.code = code
    // Erased meanwhile: there is nothing left to be called anything.
    if (held.code === 'not-found') return this.forget(lesson)
    this.tell()
    this.wait(lesson, backoff(held.failures))
    held.failures += 1
  }

  private wait(lesson: LessonId, ms: number): void {
    const held = this.held.get(lesson)
    if (!held) return
    this.clearTimer(held)
    held.stopTimer = this.ports.later(() => this.send(lesson), ms)
  }

  private clearTimer(held: Held): void {
    held.stopTimer?.()
    held.stopTimer = null
  }

  /** What the library calls a lesson. */
  private called(lesson: LessonId): string | undefined {
    return findLesson(this.ports.tree.get(), lesson)?.lesson.title
  }

  private tell(): void {
    const all = [...this.held]
    this.drafts.set(new Map(all.map(([lesson, { draft }]) => [lesson, draft.title])))
    const code = all.find(([, held]) => held.code !== null)?.[1].code
    if (code) this.saved.set({ kind: 'waiting', code, isCopied: all.every(([, held]) => held.isCopied) })
    else this.saved.set({ kind: all.length > 0 ? 'saving' : 'saved' })
  }
}
