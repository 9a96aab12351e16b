/**
 * The archive as the services see it: whatever became of its file, they ask this. It is written to by whoever holds the
 * workspace. A damaged one is kept aside, and the author is told; texts of courses lie elsewhere and are not touched by it.
 */
import { failureFrom } from '#main/store/failure.ts'
import { openWorks, type OpenedWorks } from '#main/store/works-open.ts'
import { Works } from '#main/store/works.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Workspace } from './open-workspace.ts'
import { problemFrom } from './store-problem.ts'

export interface ArchiveOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly now?: () => number
}

type Opened = (OpenedWorks & { readonly works: Works }) | 'newer' | 'unreadable'

export class Archive {
  readonly workspace: Workspace
  readonly #folder: string
  readonly #now: () => number
  readonly #listeners = new Set<() => void>()
  readonly #unlisten: () => void
  #opened: Opened = 'unreadable'
  #keptAs: string | null = null
  #revision = 0

  constructor({ workspace, folder, now = Date.now }: ArchiveOptions) {
    this.workspace = workspace
    this.#folder = folder
    this.#now = now
    this.#open()
    this.#unlisten = workspace.listen((event) => {
      if (event === 'state' && this.#isWritable() !== workspace.isWritable()) this.#reopen()
    })
  }

  /** Hears that works came, went or changed, until the answered function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get phase(): 'open' | 'read-only' | 'newer' | 'unreadable' {
    if (typeof this.#opened === 'string') return this.#opened
    return this.#opened.isWritable ? 'open' : 'read-only'
  }

  /** The name that a damaged archive was put aside under in this run. */
  get keptAs(): string | null {
    return this.#keptAs
  }

  /** Raised whenever works come, go or change. */
  get revision(): number {
    return this.#revision
  }

  now(): number {
    return this.#now()
  }

  isReadable(): boolean {
    return typeof this.#opened !== 'string'
  }

  /** Asks the works. Throws a `Problem` where there are none to be read, or for what the disk fails with. */
  read<T>(work: (works: Works) => T): T {
    if (this.#opened === 'newer') throw new Problem('works-newer', 'the archive was made by a newer version')
    if (this.#opened === 'unreadable') throw new Problem('disk-error', 'the archive cannot be read')
    const { works } = this.#opened
    return this.#guarded(() => work(works))
  }

  /** Changes the works, on the disk when it is done. Throws as `read` does, and `read-only`. Whoever listens hears of it, unless it is `quiet`: then it may wait for the disk while files are added. */
  write<T>(work: (works: Works) => T, quiet = false): T {
    if (this.phase === 'read-only') throw new Problem('read-only', 'another studio has this archive open')
    const value = this.read((works) => (quiet ? work(works) : works.surely(() => work(works))))
    if (!quiet) this.tell()
    return value
  }

  /** Writes what is no reason to disturb anyone when it cannot be written just now. */
  tryWrite(work: (works: Works) => void): void {
    if (this.phase !== 'open') return
    try {
      this.write(work, true)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }

  /** Something that the archive refers to has changed, such as the tree of courses. */
  tell(): void {
    this.#revision += 1
    for (const listener of this.#listeners) listener()
  }

  close(): void {
    this.#unlisten()
    this.#listeners.clear()
    this.#release()
  }

  #isWritable(): boolean {
    return this.phase === 'open'
  }

  #open(): void {
    try {
      const opened = openWorks(this.#folder, this.workspace.isWritable(), this.#now())
      this.#opened = opened === 'newer' ? opened : { ...opened, works: new Works(opened.db) }
      if (typeof this.#opened === 'string' || !this.#opened.isWritable) return
      this.#keptAs = this.#opened.keptAs ?? this.#keptAs
      this.#opened.works.tidy()
    } catch (error) {
      // What the disk refuses is tried again when the workspace's state changes, and told whenever somebody asks.
      if (!failureFrom(error, this.#folder)) throw error
      this.#release()
    }
  }

  #reopen(): void {
    this.#release()
    this.#open()
    this.tell()
  }

  #release(): void {
    if (typeof this.#opened !== 'string') this.#opened.db.close()
    this.#opened = 'unreadable'
  }

  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      const failure = failureFrom(error, this.#folder)
      if (!failure) throw error
      if (failure.code !== 'corrupt') throw problemFrom(failure)
      this.#reopen()
      throw new Problem('works-damaged', failure.message, {}, error)
    }
  }
}
