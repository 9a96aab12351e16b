/**
 * The author's workspace as the services see it: whatever became of the file, they ask this. It opens the
 * store, turns its failures into problems, makes good copies while the studio runs, waits for another
 * studio to let go, and puts a broken workspace right when the author has chosen how.
 */
import { Problem } from '#preload/contract/problem.ts'
import type { WorkspaceState } from '#preload/contract/workspace.ts'
import { asideInstead, isSomethingAt, keepAside, keepBrokenAside, settle } from '#main/store/aside.ts'
import { fingerprint, listCopies, makeCopy, newestFingerprint } from '#main/store/copies.ts'
import { failureFrom, type StoreFailure } from '#main/store/failure.ts'
import type { Database } from '#main/store/database.ts'
import { replaceOpen } from '#main/store/replace.ts'
import { closeUntouched, isHeldElsewhere, openStore, putCopyInPlace, type Opened, type OpenOptions } from '#main/store/open.ts'
import { placesIn, type Places } from '#main/store/places.ts'
import type { Store } from '#main/store/store.ts'
import { isReplaceable, problemFrom, reportFrom } from './store-problem.ts'
import { fillWith } from './sample-course.ts'
import { isHeldHere, isOutgrown, isReadable, standingOf, waitsForAnother } from './standing.ts'
import { heldElsewhere, isBack, rhythm, type WorkspaceEvent, type WorkspaceOptions } from './workspace-options.ts'

/** Opens the workspace of a folder. A broken, newer or locked one is a state of what it answers, not an error. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const workspace = new Workspace(options)
  await workspace.reopen()
  return workspace
}

export class Workspace {
  readonly #options: WorkspaceOptions
  readonly #places: Places
  readonly #now: () => number
  readonly #listeners = new Set<(event: WorkspaceEvent) => void>()
  #opened: Opened = { phase: 'read-only', store: null, db: null, identity: null }
  #keptAs: string | null = null
  #timer: NodeJS.Timeout | undefined
  #copying: Promise<void> = Promise.resolve()
  #closed = false

  constructor(options: WorkspaceOptions) {
    this.#options = options
    this.#places = placesIn(options.folder)
    this.#now = options.now ?? Date.now
  }

  /** Hears of changes until the answered function is called. */
  listen(listener: (event: WorkspaceEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  state(): WorkspaceState {
    const { phase } = this.#opened
    const [problem, identity] = this.#opened.phase === 'broken' ? [this.#opened.failure, null] : [null, this.#opened.identity]
    return {
      phase,
      identity: identity && { id: identity.id, ageMs: Math.max(0, this.#now() - identity.madeAt) },
      problem: phase === 'read-only' ? { code: 'read-only', message: heldElsewhere, detail: {} } : problem && reportFrom(problem),
      copies: problem && isReplaceable(problem) ? listCopies(this.#places.copies) : [],
      keptAs: this.#keptAs,
    }
  }

  /** Whether there is anything to read. */
  isReadable(): boolean {
    return isReadable(this.#opened)
  }

  /** Another one at each opening. What had a version's number before may have been another text: a backup gives the numbers out anew. */
  get opening(): object {
    return this.#opened
  }

  /** Whether it was made just now, where nothing was. */
  isNew(): boolean {
    return this.#opened.phase === 'open' && this.#opened.isNew
  }

  /** Whether what the author writes now can be saved. */
  isWritable(): boolean {
    return this.#opened.phase === 'open'
  }

  /** Whether no other studio holds it, be it whole or not. */
  holds(): boolean {
    return isHeldHere(this.#opened)
  }

  /** Asks the store. Throws a `Problem` when there is none, or for what the store fails with. */
  read<T>(work: (store: Store) => T): T {
    const { store } = this.#usable()
    return this.#guarded(() => work(store))
  }

  /** Changes the store, and says what has changed. Throws as `read` does, and `read-only`. */
  write<T>(change: 'tree' | 'text' | 'none', work: (store: Store) => T): T {
    const { store } = this.#usable()
    if (!this.isWritable()) throw new Problem('read-only', heldElsewhere)
    const value = this.#guarded(() => work(store))
    if (change !== 'none') this.#tell(change)
    return value
  }

  /** Writes what is no reason to disturb anyone when it cannot be written just now. Whether it was. */
  tryWrite(work: (store: Store) => void): boolean {
    if (!this.isWritable()) return false
    try {
      this.write('none', work)
      return true
    } catch (error) {
      if (error instanceof Problem) return false
      throw error
    }
  }

  /**
   * Puts a good copy in the place of a broken workspace, with whatever newer text can still be read of that.
   * Throws `not-found`, `invalid` when nothing is broken, `disk-full` or `disk-error` when only the disk is.
   */
  async restoreCopy(id: string): Promise<WorkspaceState> {
    if (!listCopies(this.#places.copies).some((copy) => copy.id === id)) throw new Problem('not-found', `there is no copy ${id}`)
    return this.#replace(async (salvaged) => {
      this.#guarded(() => putCopyInPlace(this.#places, id, { salvaged, now: this.#now }))
      await this.reopen()
    })
  }

  /**
   * Begins a workspace in the place of a broken one: empty, but where there is no good copy to choose instead,
   * with whatever can still be read of the broken one. Throws as `restoreCopy` does.
   */
  async startFresh(): Promise<WorkspaceState> {
    const hasCopies = listCopies(this.#places.copies).length > 0
    return this.#replace((salvaged) => this.reopen({ salvaged: hasCopies ? null : salvaged, heirOf: salvaged }))
  }

  /**
   * Puts a checked workspace, a file on the same disk, in the place of this one, which is kept whole first; a broken or newer
   * one is kept aside as always. Throws `read-only`, or what the disk refuses: then all is as it was.
   */
  async replaceWith(file: string): Promise<WorkspaceState> {
    const opened = this.#opened
    if (opened.phase === 'read-only') throw new Problem('read-only', heldElsewhere)
    if (opened.phase === 'broken')
      return this.#replace(async () => {
        this.#guarded(() => settle(file, this.#places.file))
        await this.reopen()
      })
    await this.#copying
    this.#tell('closing')
    try {
      this.#guarded(() => replaceOpen(opened.db, this.#places, file, this.#now()))
    } finally {
      await this.reopen()
      this.#tell('state', 'tree')
    }
    return this.state()
  }

  /** Lends the open database to work that takes its time and changes nothing. Throws as `read` does. */
  async lend<T>(work: (db: Database, places: Places) => Promise<T>): Promise<T> {
    return work(this.#usable().db, this.#places)
  }

  /** Opens what is there now, or as `fresh` says. For the first time, and whenever it may have become another. */
  async reopen(fresh?: OpenOptions['fresh']): Promise<void> {
    if (this.isReadable()) this.#keptAs = null // what was open took the place of that
    this.#release()
    if (this.#closed) return
    this.#opened = await openStore(this.#places, {
      now: this.#now,
      fill: (store) => fillWith(store, this.#places.folder, this.#options.sample),
      ...(fresh ? { fresh } : {}),
    })
    if (this.#opened.phase === 'broken') this.#keptAs = this.#opened.keptAs ?? this.#keptAs
    if (this.#closed) this.#release()
    else this.#watch(rhythm.firstCopy)
  }

  /** Ends every use of the files. */
  async close(): Promise<void> {
    if (!this.#closed) this.#tell('closing')
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#copying
    this.#release()
  }

  /** Makes a good copy now if the workspace has changed since the newest one. */
  copyNow(): Promise<void> {
    const copying = this.#copying.then(() => this.#copy())
    this.#copying = copying.catch(() => undefined) // whoever asked is told
    return copying
  }

  #usable(): { store: Store; db: Database } {
    const opened = this.#opened
    if (opened.phase === 'broken') throw problemFrom(opened.failure)
    const { store, db } = opened
    if (!store || !db) throw new Problem('read-only', heldElsewhere)
    return { store, db }
  }

  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      const failure = failureFrom(error, this.#places.folder)
      if (failure?.code === 'corrupt') this.#break(failure)
      throw failure ? problemFrom(failure) : error
    }
  }

  /** Damage came to light: nothing more is written to the file, and it is kept as it is. */
  #break(failure: StoreFailure): void {
    const opened = this.#opened
    if (opened.phase === 'broken') return
    const lock = opened.phase === 'open' ? opened.lock : null
    this.#keptAs = null
    this.#opened = { phase: 'broken', failure, keptAs: null, lock }
    if (opened.phase === 'open') closeUntouched(this.#places, opened.db)
    else opened.db?.close()
    if (lock) this.#keptAs = keepBrokenAside(this.#places, this.#now())
    this.#tell('state')
  }

  /** `put` gets the name under which a damaged workspace was kept aside, and opens what it has put in its place. */
  async #replace(put: (salvaged: string | null) => Promise<void>): Promise<WorkspaceState> {
    const opened = this.#opened
    if (opened.phase !== 'broken') throw new Problem('invalid', 'the workspace is not broken')
    // Any other failure leaves a whole workspace where it is.
    if (!isReplaceable(opened.failure)) throw problemFrom(opened.failure)
    if (!opened.lock) throw new Problem('read-only', heldElsewhere)
    const isDamaged = opened.failure.code === 'corrupt'
    if (isSomethingAt(this.#places)) this.#keptAs = this.#guarded(() => keepAside(this.#places, isDamaged ? 'broken' : 'newer', this.#now()))
    await put(isDamaged ? this.#keptAs : null)
    this.#tell('state', 'tree')
    return this.state()
  }

  #release(): void {
    const opened = this.#opened
    this.#opened = { phase: 'read-only', store: null, db: null, identity: null }
    if (opened.phase !== 'broken') opened.db?.close()
    if (opened.phase !== 'read-only') opened.lock?.release()
  }

  /** Sets the clock for what the state asks for: a good copy, or another attempt. */
  #watch(afterMs: number): void {
    clearTimeout(this.#timer)
    const wait = this.#opened.phase === 'open' ? afterMs : (this.#options.retryEveryMs ?? rhythm.retryEvery)
    this.#timer = setTimeout(() => void this.#tick(), wait).unref()
  }

  /** An edge: nobody waits for what goes on by itself. */
  async #tick(): Promise<void> {
    const opened = this.#opened
    try {
      if (opened.phase === 'open') await this.copyNow()
      else if (opened.phase === 'read-only' || !opened.lock || !isReplaceable(opened.failure) || isBack(this.#places, opened.failure, this.#options))
        await this.#retry()
    } catch (error) {
      if (!this.#options.reportBug) throw error
      this.#options.reportBug(error, 'the workspace')
    }
    if (!this.#closed) this.#watch(this.#opened === opened ? (this.#options.copyEveryMs ?? rhythm.copyEvery) : rhythm.firstCopy)
  }

  async #retry(): Promise<void> {
    const before = standingOf(this.#opened)
    if (waitsForAnother(this.#opened) && isHeldElsewhere(this.#places) && !isOutgrown(this.#opened)) return
    await this.reopen()
    if (standingOf(this.#opened) !== before) {
      this.#tell('state', 'tree')
    }
  }

  /** A copy is an extra safety: when the disk has no room for it, the next attempt may find some. */
  async #copy(): Promise<void> {
    const opened = this.#opened
    if (opened.phase !== 'open' || this.#closed) return
    try {
      // What took the place of a broken workspace is copied though nothing has changed: the copy says that its place was taken.
      if (asideInstead(this.#places) === null && fingerprint(opened.db) === newestFingerprint(this.#places.copies)) return
      await makeCopy(opened.db, this.#places.copies, this.#now())
    } catch (error) {
      const failure = failureFrom(error, this.#places.folder)
      if (this.#opened !== opened) return
      if (failure?.code === 'corrupt') this.#break(failure)
      else if (failure?.code !== 'disk-full' && failure?.code !== 'disk-error') throw error
    }
  }

  #tell(...events: readonly WorkspaceEvent[]): void {
    for (const event of events) for (const listener of this.#listeners) listener(event)
  }
}
