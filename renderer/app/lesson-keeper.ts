/**
 * One lesson kept open with the host: read once, again in each new connection and whenever another page took
 * it, closed at the end. To the host every connection is another page, so nothing is appended before the
 * lesson was opened in the very connection that would carry it. Knows no component.
 */
import type { LessonId } from '#preload/contract/library.ts'
import type { OpenLesson } from '#preload/contract/lessons.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Batch, SavedState } from '#renderer/editor/page-props.ts'
import type { Clients } from '#renderer/host/clients.ts'
import type { Host } from '#renderer/host/host.ts'
import { createValue } from '#renderer/host/value.ts'
import { type Held, isSameText, type PageText, reopen } from './reopen.ts'

/** What of the host a keeper needs. */
export interface KeeperPorts extends Pick<Host, 'session' | 'onTaken' | 'onLeft'> {
  readonly lessons: () => Pick<Clients['lessons'], 'open' | 'close' | 'append'>
  /** The name under which the host knows the page in this connection. */
  readonly client: () => string | undefined
  /** Runs something later; the answer takes it back. */
  readonly later: (run: () => void, ms: number) => () => void
}

/** What is known of the lesson: the page's beginning, or why there is none. */
interface Kept {
  readonly held: Held | null
  readonly problem: Problem | null
}

/** A page that is loaded again, or whose connection breaks, is back sooner: its lesson is not to go to another window meanwhile. */
const leftMs = 3000

export class LessonKeeper {
  readonly state = createValue<Kept>({ held: null, problem: null })
  private readonly host: KeeperPorts
  private readonly lesson: LessonId
  private page: PageText = { revision: -1, newestBatch: null, unsaved: false }
  /** The log has another text under the page's revision, and would take a batch of the page's for one of that. */
  private isOvertaken = false
  /** The batch sent last: its answer may have been lost. */
  private sent: string | null = null
  /** The client that this page was as the editor; null when it was none when it last heard of it. */
  private editor: string | null = null
  private isOver = false
  /** Why the lesson could not be opened in a connection, in spite of an answer. */
  private trouble: { readonly session: number; readonly problem: Problem } | null = null

  constructor(host: KeeperPorts, lesson: LessonId) {
    this.host = host
    this.lesson = lesson
  }

  /** Opens the lesson and keeps it open; the answer closes it. */
  start(): () => void {
    const { host, lesson } = this
    const read = () => {
      if (host.session.get() > 0) void this.read(false)
    }
    const onTaken = (taken: LessonId) => {
      if (taken !== lesson) return
      this.editor = null
      read()
    }
    let stopWaiting: () => void = () => undefined
    const onLeft = (left: LessonId) => {
      if (left !== lesson) return
      stopWaiting()
      stopWaiting = host.later(this.lookAgain, leftMs)
    }
    const stops = [host.session.subscribe(read), host.onTaken(onTaken), host.onLeft(onLeft)]
    read()
    return () => {
      this.isOver = true
      for (const stop of stops) stop()
      stopWaiting()
      this.close()
    }
  }

  private close(): void {
    // A host that is gone has forgotten it anyway.
    void this.host
      .lessons()
      .close({ lesson: this.lesson })
      .catch(() => undefined)
  }

  append = async (batch: Batch): Promise<{ revision: number }> => {
    this.checkOpen()
    this.sent = batch.batch
    const answer = await this.host.lessons().append({ lesson: this.lesson, ...batch, changes: [...batch.changes], steps: batch.steps && [...batch.steps] })
    // A batch of an earlier page may have been in the log for long.
    if (answer.revision > this.page.revision) this.page = { ...this.page, revision: answer.revision, newestBatch: batch.batch }
    return answer
  }

  /** A page that only reads shows the newest text, and is the editor's once nobody else is. */
  lookAgain = (): void => {
    const { held } = this.state.get()
    if (held && !held.open.editable && held.session === this.host.session.get()) void this.read(false)
  }

  takeOver = (): void => void this.read(true)

  noteSaved(saved: SavedState): void {
    this.page = { ...this.page, unsaved: saved.kind === 'saving' || saved.kind === 'waiting' }
  }

  /** Appending without having opened would be answered `not-editor`, which is final: the text would leave its lesson for nothing. */
  private checkOpen(): void {
    const session = this.host.session.get()
    if (this.state.get().held?.session === session) {
      if (this.isOvertaken) throw new Problem('stale', `another text of ${this.lesson} has revision ${this.page.revision}`)
      return
    }
    if (this.trouble?.session !== session) throw new Problem('unavailable', `${this.lesson} is not open in this connection yet`)
    const { problem } = this.trouble
    if (problem.code !== 'not-found') void this.read(false)
    throw problem
  }

  private async read(take: boolean): Promise<void> {
    const session = this.host.session.get()
    try {
      const answer = await this.open(take)
      if (this.isOver) this.close()
      else if (session === this.host.session.get()) this.opened(answer, session, take)
    } catch (error) {
      // A lost connection is told elsewhere and heals itself; anything else is this lesson's own trouble.
      if (!(error instanceof Problem)) throw error
      if (error.code !== 'unavailable') this.failed(error, session)
    }
  }

  /**
   * An editor that was cut off claims its lesson: the host may still hold its old connection for alive, or have
   * given the lesson to another window.
   */
  private open(take: boolean): Promise<OpenLesson> {
    const { lesson, editor, page, sent } = this
    const claim = editor === null ? null : { client: editor, revision: page.revision, newestBatch: page.newestBatch, sent }
    return this.host.lessons().open({ lesson, take: take || (claim ?? false) })
  }

  private opened(answer: OpenLesson, session: number, tookOver: boolean): void {
    const { held: before, problem } = this.state.get()
    // A page in whose place a problem was shown is gone: under its key another would begin with the text that it began with.
    const held = reopen(before, answer, this.page, session, tookOver || problem !== null)
    if (held.key !== before?.key) this.page = { revision: answer.revision, newestBatch: answer.newestBatch, unsaved: false }
    this.isOvertaken = answer.editable && answer.revision === this.page.revision && !isSameText(answer, this.page)
    this.editor = answer.editable ? (this.host.client() ?? null) : null
    this.trouble = null
    this.state.set({ held, problem: null })
  }

  /** A page with unsaved text stays: only it can still hand the text over. One that is gone has left it in its copy. */
  private failed(problem: Problem, session: number): void {
    this.trouble = { session, problem }
    if (!this.page.unsaved || this.state.get().problem) this.state.set({ ...this.state.get(), problem })
  }
}
