/**
 * Backups in the background, the library as one file, and whatever is to come back. One thing at a time; what fails
 * costs no text and is tried again, and the author is told once in a sentence.
 */
import { existsSync, statSync } from 'node:fs'
import { type BackupEntry, type BackupsState, type BackupWork, type Checked, CheckedId } from '#preload/contract/backups.ts'
import { Problem } from '#preload/contract/problem.ts'
import { listBackups, makeBackup, newestBackup } from '#main/store/backup-folder.ts'
import type { countsOf } from '#main/store/compare.ts'
import { packWorkspace, type Work } from '#main/store/pack.ts'
import { copyFiles, placesIn, type Places } from '#main/store/places.ts'
import { tidyScratch } from '#main/store/scratch.ts'
import { ChosenFolder } from './backup-choice.ts'
import { entriesOf, formerEntries, replacedEntries, replacedPrefix, sourceOf, thoseWith } from './backup-moments.ts'
import type { Workspace } from './open-workspace.ts'
import { stage, type Staged } from './staged.ts'
import { asTold, guarded } from './store-problem.ts'
import { Pending, Telling, Turns } from './told-work.ts'
import { whenWritable } from './when-writable.ts'

export interface BackupsOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  /** Where backups are made until the author chooses. */
  readonly defaultFolder: string
  /** Backups are made here, whatever the author chose: for a command that says so. */
  readonly fixedFolder?: string | undefined
  readonly version: string
  readonly now?: () => number
  /** Hears of every new state. */
  readonly changed?: (state: BackupsState) => void
  /** Another workspace came in the present one's place. */
  readonly replaced?: () => void
}

/** How a caller hears of the work and gives it up. */
export interface Asked {
  readonly signal: AbortSignal
  readonly progress: (work: BackupWork) => void
}

/** What is known of a folder of backups. */
interface Seen {
  readonly folder: string
  readonly library: string
  readonly newestAt: number | null
}

export class Backups {
  readonly #options: BackupsOptions
  readonly #chosen: ChosenFolder
  readonly #places: Places
  readonly #now: () => number
  readonly #turns = new Turns()
  readonly #readings = new Pending()
  readonly #staged = new Map<string, { readonly client: string; readonly staged: Staged }>()
  readonly #over = new AbortController()
  #seen: Seen | null = null
  /** Folders of before that have some of this library, as was seen last. */
  #older: readonly string[] = []
  #making: BackupWork | null = null
  #problem: Problem | null = null
  readonly #states: Telling<BackupsState>
  #checks = 0

  constructor(options: BackupsOptions) {
    this.#options = options
    this.#chosen = new ChosenFolder(options)
    this.#states = new Telling(() => this.state(), options.changed)
    this.#places = placesIn(options.folder)
    this.#now = options.now ?? Date.now
    whenWritable(options.workspace, options.folder, () => tidyScratch(options.folder))
  }

  state(): BackupsState {
    const { folder, isDefault, problem } = this.#chosen.state()
    const { code, message, detail } = problem ?? this.#problem ?? {}
    const seen = this.#seenOf(folder)
    return {
      folder,
      isDefault,
      newestAt: seen?.newestAt ?? null,
      isKnown: seen !== null,
      former: this.#older.filter((one) => one !== folder),
      work: this.#making,
      problem: code ? { code, message: message ?? '', detail: { ...detail } } : null,
    }
  }

  /** Finds out which the newest one is, without a list: by the names of the files. What the folder refuses is in the state then. */
  look(): Promise<void> {
    return this.#readings.of(this.#look())
  }

  async #look(): Promise<void> {
    const library = this.#library()
    await this.#noting(async () => {
      if (library === null) return
      const folder = this.#chosen.folder()
      // The studio's own is made with the first backup.
      const isUnmade = this.#chosen.state().isDefault && !existsSync(folder)
      const newest = isUnmade ? null : await newestBackup(folder, library)
      this.#note({ folder, library, newestAt: newest?.at ?? null })
    })
    if (library !== null) this.#older = await thoseWith(library, this.#chosen.former())
    this.#states.tell()
  }

  /** Backups, those in folders of before, and what was replaced, newest first. Where the folder can't be read, only the latter two, and the state says why. */
  list(): Promise<BackupEntry[]> {
    return this.#readings.of(this.#list())
  }

  async #list(): Promise<BackupEntry[]> {
    const library = this.#library()
    const found = await this.#noting(async () => {
      const folder = this.#told(() => this.#chosen.ready())
      return { folder, made: entriesOf(await listBackups(folder), library) }
    })
    if (found && this.#problem?.code === 'backup-gone') this.#problem = null
    const made = found?.made ?? []
    const former = await formerEntries(this.#chosen.former(), made, library)
    this.#older = [...new Set(former.flatMap((one) => (one.former === null || one.isOther ? [] : [one.former])))]
    if (found && library !== null) this.#note({ folder: found.folder, library, newestAt: made.find((one) => !one.isOther)?.at ?? null })
    this.#states.tell()
    return [...made, ...former, ...replacedEntries(this.#places, library)].sort((a, b) => b.at - a.at)
  }

  /** Makes a backup, unless the newest one holds the same. Throws what it fails with, which the state says too. */
  async make({ signal, progress }: Asked): Promise<void> {
    try {
      await this.#turns.take(signal, async () => {
        const root = this.#told(() => this.#chosen.ready())
        const work = this.#work(signal, (now) => {
          progress(now)
          this.#making = now
          this.#states.tellSometimes()
        })
        const isMade = await this.#noting(() => this.#options.workspace.lend((db, places) => makeBackup(db, places, root, work)), signal)
        if (isMade === null) throw this.#over.signal.aborted ? closing() : (this.#problem ?? new Problem('cancelled', 'the backup was given up'))
        this.#problem = null
      })
      await this.list()
    } finally {
      this.#making = null
      this.#states.tell()
    }
  }

  /** Packs the library, pictures and all, into a file. Answers how many pictures were gone or damaged. */
  async pack(file: string, { signal, progress }: Asked): Promise<{ bytes: number; lostImages: number }> {
    return this.#turns.take(signal, () =>
      this.#told(async () => {
        const { lostImages } = await this.#options.workspace.lend((db, places) => packWorkspace(db, places, file, this.#work(signal, progress)))
        return { bytes: statSync(file).size, lostImages }
      }),
    )
  }

  /** Reads what could take the present one's place. `name` is what its author knows the file by. */
  async check(client: string, source: { readonly backup: string } | { readonly file: string; readonly name: string }, asked: Asked): Promise<Checked> {
    return this.#turns.take(asked.signal, async () => {
      const { workspace } = this.#options
      const [from, name] = this.#told(() => this.#sourceOf(source))
      const staged = await this.#told(() => stage(workspace, this.#places, from, name, this.#work(asked.signal, asked.progress)))
      const id = CheckedId.parse(`checked-${++this.#checks}`)
      this.#staged.set(id, { client, staged })
      const { at, images, lostImages, refusedImages, counts, library, differing, present } = staged
      const isOther = library !== workspace.state().identity?.id
      const first = differing.slice(0, 100).map((one) => ({ ...one }))
      return {
        id,
        at,
        ...counts,
        images,
        lostImages,
        refusedImages,
        isOther,
        present: present && numbersOf(present),
        differing: first,
        differingCount: differing.length,
      }
    })
  }

  /** Puts a checked one in the present one's place. Answers the id under which that is kept, null where it was broken or empty. */
  async take(client: string, id: string): Promise<string | null> {
    const { staged } = this.#stagedOf(client, id)
    this.#staged.delete(id)
    try {
      return await this.#turns.take(this.#over.signal, () => this.#put(staged))
    } finally {
      staged.discard()
    }
  }

  leave(client: string, id: string): void {
    this.#stagedOf(client, id).staged.discard()
    this.#staged.delete(id)
  }

  /** Chooses where backups are made; null: where the studio thinks best. */
  choose(typed: string | null, isPicked = false): BackupsState {
    this.#told(() => this.#chosen.choose(typed, isPicked))
    this.#problem = null
    void this.list()
    return this.state()
  }

  clientGone(client: string): void {
    for (const [id, one] of [...this.#staged]) if (one.client === client) this.leave(client, id)
  }

  /** Gives up whatever is under way, and waits until it is. */
  async close(): Promise<void> {
    this.#over.abort()
    await this.#turns.over()
    await this.#readings.over()
    for (const [id, { client }] of [...this.#staged]) this.leave(client, id)
  }

  async #put(staged: Staged): Promise<string | null> {
    const { workspace, replaced } = this.#options
    const before = copyFiles(this.#places.replaced)[0]?.id
    await this.#told(() => staged.bringImages())
    await workspace.replaceWith(staged.database)
    replaced?.()
    void this.list()
    const newest = copyFiles(this.#places.replaced)[0]?.id
    return newest === undefined || newest === before ? null : replacedPrefix + newest
  }

  #stagedOf(client: string, id: string): { staged: Staged } {
    const found = this.#staged.get(id)
    if (found?.client !== client) throw new Problem('not-found', `nothing was checked as ${id}`)
    return found
  }

  #sourceOf(source: { readonly backup: string } | { readonly file: string; readonly name: string }): ReturnType<typeof sourceOf> {
    if ('file' in source) return [{ file: source.file, images: null }, source.name]
    return sourceOf(source.backup, this.#chosen.folder(), this.#chosen.former(), this.#places)
  }

  #library(): string | null {
    return this.#options.workspace.state().identity?.id ?? null
  }

  #seenOf(folder: string): Seen | null {
    return this.#seen?.folder === folder && this.#seen.library === this.#library() ? this.#seen : null
  }

  /** Keeps what was seen, unless another folder was chosen meanwhile, or another library came. */
  #note(seen: Seen): void {
    if (seen.folder === this.#chosen.folder() && seen.library === this.#library()) this.#seen = seen
  }

  #work(signal: AbortSignal, progress: Asked['progress']): Work {
    const both = AbortSignal.any([signal, this.#over.signal])
    return { version: this.#options.version, now: this.#now(), signal: both, progress: (phase, done, total) => progress({ phase, done, total }) }
  }

  /** Runs something of the folder of backups; what it fails with is kept as the state's problem, and null answered. */
  async #noting<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      if (signal?.aborted || this.#over.signal.aborted) return null
      const problem = asTold(error, this.#options.folder)
      if (!(problem instanceof Problem)) throw error
      this.#problem = problem
      this.#states.tell()
      return null
    }
  }

  /** Turns what the store fails with into a problem. */
  #told<T>(work: () => T): T {
    return guarded(this.#options.folder, work, (error) => (this.#over.signal.aborted ? closing() : asTold(error, this.#options.folder)))
  }
}

function numbersOf({ courses, lessons, words }: ReturnType<typeof countsOf>): { courses: number; lessons: number; words: number } {
  return { courses, lessons, words }
}

function closing(): Problem {
  return new Problem('unavailable', 'the studio is closing')
}
