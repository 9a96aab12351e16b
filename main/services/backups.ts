/**
 * Backups in the background, the library as one file, and whatever is to come back. One thing at a time; what fails
 * costs no text and is tried again, and the author is told once in a sentence.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type BackupEntry, BackupId, type BackupsState, type BackupWork, type Checked, CheckedId } from '#preload/contract/backups.ts'
import { Problem } from '#preload/contract/problem.ts'
import { backupPath, listBackups, makeBackup } from '#main/store/backup-folder.ts'
import { countsOf } from '#main/store/compare.ts'
import { readIdentity } from '#main/store/identity.ts'
import { imageFolder } from '#main/store/image-places.ts'
import { unlessDamaged } from '#main/store/database.ts'
import { onCopy, packWorkspace, type Work } from '#main/store/pack.ts'
import { copyFiles, placesIn, type Places } from '#main/store/places.ts'
import { tidyScratch } from '#main/store/scratch.ts'
import { pathFrom, readChoice, readyFolder, writeChoice } from './backup-choice.ts'
import type { Workspace } from './open-workspace.ts'
import { type Source, stage, type Staged } from './staged.ts'
import { asTold, guarded } from './store-problem.ts'
import { Turns } from './told-work.ts'
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

const replacedPrefix = 'replaced/'

export class Backups {
  readonly #options: BackupsOptions
  readonly #places: Places
  readonly #now: () => number
  readonly #turns = new Turns()
  readonly #staged = new Map<string, { readonly client: string; readonly staged: Staged }>()
  readonly #over = new AbortController()
  #newestAt: number | null = null
  #problem: Problem | null = null
  #checks = 0

  constructor(options: BackupsOptions) {
    this.#options = options
    this.#places = placesIn(options.folder)
    this.#now = options.now ?? Date.now
    whenWritable(options.workspace, options.folder, () => tidyScratch(options.folder))
  }

  /** Throws `backup-choice`. */
  folder(): string {
    return this.#chosen() ?? this.#options.defaultFolder
  }

  state(): BackupsState {
    const choice = this.#choice()
    const { code, message, detail } = (choice instanceof Problem ? choice : this.#problem) ?? {}
    return {
      folder: typeof choice === 'string' ? choice : this.#options.defaultFolder,
      isDefault: choice === null,
      newestAt: this.#newestAt,
      problem: code ? { code, message: message ?? '', detail: { ...detail } } : null,
    }
  }

  /** Backups, and what was replaced, newest first. Where the folder can't be read, only the latter, and the state says why. */
  async list(): Promise<BackupEntry[]> {
    const library = this.#options.workspace.state().identity?.id ?? null
    const found = await this.#noting(() => listBackups(this.#existing()))
    if (found && this.#problem?.code === 'backup-gone') this.#problem = null
    const made = (found ?? []).map(({ id, at, bytes, library: of, holds }): BackupEntry => {
      const { courses, lessons, words, titles, images } = holds
      return { id: BackupId.parse(id), kind: 'backup', at, courses, lessons, words, titles, bytes, images, isOther: of !== library }
    })
    this.#newestAt = made.find((one) => !one.isOther)?.at ?? null
    this.#tell()
    return [...made, ...this.#replaced(library)].sort((a, b) => b.at - a.at)
  }

  /** Makes a backup, unless the newest one holds the same. Throws what it fails with, which the state says too. */
  async make({ signal, progress }: Asked): Promise<void> {
    await this.#turns.take(signal, async () => {
      const root = this.#existing()
      const isMade = await this.#noting(() => this.#options.workspace.lend((db, places) => makeBackup(db, places, root, this.#work(signal, progress))), signal)
      if (isMade === null) throw this.#over.signal.aborted ? closing() : (this.#problem ?? new Problem('cancelled', 'the backup was given up'))
      this.#problem = null
    })
    await this.list()
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
    const { folder } = this.#options
    this.#told(() => writeChoice(folder, typed === null ? null : readyFolder(pathFrom(typed, isPicked), folder)))
    this.#problem = null
    this.#newestAt = null
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

  #sourceOf(source: { readonly backup: string } | { readonly file: string; readonly name: string }): [Source, string] {
    if ('file' in source) return [{ file: source.file, images: null }, source.name]
    const { backup } = source
    if (!backup.startsWith(replacedPrefix)) {
      const root = this.folder()
      return [{ file: backupPath(root, backup), images: imageFolder(root) }, basename(backup)]
    }
    const found = copyFiles(this.#places.replaced).find(({ id }) => replacedPrefix + id === backup)
    if (!found) throw new Problem('not-found', `there is no ${backup}`)
    return [{ database: join(this.#places.replaced, `${found.id}.sqlite`), at: found.at }, found.id]
  }

  #chosen(): string | null {
    return this.#options.fixedFolder ?? readChoice(this.#options.folder)
  }

  /** What was chosen, or why that can't be told. */
  #choice(): string | null | Problem {
    try {
      return this.#chosen()
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
  }

  #replaced(library: string | null): BackupEntry[] {
    return copyFiles(this.#places.replaced).flatMap(({ id, at }) => {
      const file = join(this.#places.replaced, `${id}.sqlite`)
      const asked = unlessDamaged(() => onCopy(file, (db) => ({ ...countsOf(db), library: readIdentity(db)?.id ?? null })))
      if (!asked) return []
      const { library: of, ...counts } = asked
      return [
        { id: BackupId.parse(replacedPrefix + id), kind: 'replaced' as const, at, ...counts, bytes: statSync(file).size, images: 0, isOther: of !== library },
      ]
    })
  }

  /** The folder of backups. The studio's own is made when it is not there; one that was chosen may be on a drive that is away. */
  #existing(): string {
    const folder = this.folder()
    if (this.#chosen() === null && !existsSync(folder)) this.#told(() => mkdirSync(folder, { recursive: true }))
    return folder
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
      this.#tell()
      return null
    }
  }

  /** Turns what the store fails with into a problem. */
  #told<T>(work: () => T): T {
    return guarded(this.#options.folder, work, (error) => (this.#over.signal.aborted ? closing() : asTold(error, this.#options.folder)))
  }

  #lastTold = ''

  #tell(): void {
    const state = this.state()
    const text = JSON.stringify(state)
    if (text === this.#lastTold) return
    this.#lastTold = text
    this.#options.changed?.(state)
  }
}

function numbersOf({ courses, lessons, words }: ReturnType<typeof countsOf>): { courses: number; lessons: number; words: number } {
  return { courses, lessons, words }
}

function closing(): Problem {
  return new Problem('unavailable', 'the studio is closing')
}
