/** Backups as the contract has them: by themselves every hour, and whatever a page asks for. */
import { randomUUID } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { BackupId, type backups } from '#preload/contract/backups.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { packedSuffix } from '#main/store/backup-folder.ts'
import { BackupClock, type Rhythm } from './backup-clock.ts'
import { packageName, type PackageLanguage } from './package-name.ts'
import { makeScratch, tidyScratch } from '#main/store/scratch.ts'
import { dayOf } from '#main/store/written-days.ts'
import { pathFrom } from './backup-choice.ts'
import { type Asked, Backups, type BackupsOptions } from './backups.ts'
import { told } from './told-work.ts'
import { Uploads } from './uploads.ts'
import { whenWritable } from './when-writable.ts'
import { mustBeWritable } from './workspace-options.ts'

export interface BackupsServiceOptions extends Omit<BackupsOptions, 'changed'> {
  readonly emit: Emit<typeof backups>
  /** Lets the author choose a folder, or a place for a file, in a window of the system; absent where the host has none. */
  readonly pickFolder?: (() => Promise<string | null>) | undefined
  readonly pickPlace?: ((name: string) => Promise<string | null>) | undefined
  readonly reportBug: (error: unknown, where: string) => unknown
  /** Titles of the courses that came with the studio: nobody's library is called after them. */
  readonly samples?: (() => readonly string[]) | undefined
  /** Of backups by themselves. */
  readonly rhythm?: Partial<Rhythm>
}

export interface BackupsService {
  readonly backups: Backups
  readonly handlers: Handlers<typeof backups>
  /** A packed library that a page may fetch, under its secret name. */
  outgoing(ticket: string): { readonly path: string; readonly name: string } | null
  clientGone(client: string): void
  dispose(): Promise<void>
}

const rhythm: Rhythm = { first: 2 * 60_000, every: 3600_000, again: 5 * 60_000, beat: 60_000 }

/** The largest packed library that a page sends: what is larger is given by its path. */
const largestUpload = 64 * 2 ** 30

export function backupsService(options: BackupsServiceOptions): BackupsService {
  const { emit, folder, workspace } = options
  const kept = new Backups({
    ...options,
    changed: (state) => {
      emit('stateChanged', state)
      // Of a library that has none, as after another one came in: not in an hour.
      if (state.isKnown && state.newestAt === null && !state.problem && !state.work) clock.soon(pace.first)
    },
    replaced: () => {
      options.replaced?.()
      emit('replaced', {})
    },
  })
  const uploads = new Uploads(join(folder, 'incoming'), workspace)
  const outgoing = new Outgoing(join(folder, 'outgoing'))
  whenWritable(workspace, folder, () => tidyScratch(join(folder, 'outgoing')))
  const pace = { ...rhythm, ...options.rhythm }
  const clock = startClock(kept, pace, options)
  const unlisten = lookAtStart(kept, options)
  const picked = new Set<string>()

  return {
    backups: kept,
    outgoing: (ticket) => outgoing.find(ticket),
    clientGone: (client) => {
      uploads.clientGone(client)
      outgoing.clientGone(client)
      kept.clientGone(client)
    },
    dispose: async () => {
      clock.stop()
      unlisten()
      uploads.close()
      await kept.close()
      outgoing.close()
    },
    handlers: {
      state: () => kept.state(),
      list: () => kept.list(),
      ...streams(kept, uploads, outgoing, options),
      ...uploads.handlers((file) => {
        if (file.bytes > largestUpload) throw new Problem('archive-no-room', `${file.name} is too large`, { size: Math.ceil(file.bytes / 1e6) })
        mustBeWritable(workspace)
      }),
      take: async ({ checked }, { client }) => {
        const replaced = await kept.take(client, checked)
        return { replaced: replaced === null ? null : BackupId.parse(replaced) }
      },
      leave: ({ checked }, { client }) => {
        kept.leave(client, checked)
        return {}
      },
      choose: ({ folder: chosen }) => {
        const state = kept.choose(chosen, chosen !== null && picked.has(chosen))
        clock.soon(0)
        return state
      },
      pick: async () => {
        if (!options.pickFolder) throw new Problem('unavailable', 'this host has no window for choosing')
        const chosen = await options.pickFolder()
        if (chosen !== null) picked.add(chosen)
        return { folder: chosen }
      },
    },
  }
}

/** What takes its time and says how far it is. */
function streams(
  kept: Backups,
  uploads: Uploads,
  outgoing: Outgoing,
  options: BackupsServiceOptions,
): Pick<Handlers<typeof backups>, 'make' | 'pack' | 'check'> {
  return {
    make: async function* (_, { signal }) {
      for await (const { work } of told((progress: Asked['progress']) => kept.make({ signal, progress }))) yield { work, made: work ? null : kept.state() }
    },
    pack: async function* ({ language }, { client, signal }) {
      const name = fileName(options, language)
      const place = options.pickPlace ? await options.pickPlace(name) : null
      if (options.pickPlace && place === null) throw new Problem('cancelled', 'no place was chosen')
      const ticket = randomUUID()
      const path = place ?? outgoing.begin(client, ticket, name)
      const to = place === null ? { name, address: `/outgoing/${ticket}`, path: null } : { name: basename(place), address: null, path: place }
      for await (const { work, result } of told((progress: Asked['progress']) => kept.pack(path, { signal, progress })))
        yield { work, packed: result && { ...result, ...to } }
    },
    check: async function* (source, { client, signal }) {
      const check = (progress: Asked['progress']) => {
        const asked = { signal, progress }
        if ('backup' in source) return kept.check(client, source, asked)
        if ('path' in source) return kept.check(client, fileAt(source.path), asked)
        // The uploaded file is gone once it was read: what was in it lies beside the workspace then.
        return uploads.take(client, source.upload, ({ path, name }) => kept.check(client, { file: path, name }, asked))
      }
      for await (const { work, result } of told(check)) yield { work, checked: result }
    },
  }
}

function fileAt(typed: string): { file: string; name: string } {
  const file = pathFrom(typed, false)
  return { file, name: basename(file) }
}

function fileName({ workspace, samples, now = Date.now }: BackupsServiceOptions, language: PackageLanguage): string {
  const titles = workspace.isReadable() ? workspace.read((store) => store.tree()).map((course) => course.title) : []
  return packageName(titles, samples?.() ?? [], language, dayOf(now()))
}

/** Packed libraries that wait to be fetched by the page that asked for them, in a folder of this studio's own: another one may pack the same library. */
class Outgoing {
  readonly #within: string
  #folder: string | null = null
  readonly #waiting = new Map<string, { readonly client: string; readonly name: string }>()

  constructor(within: string) {
    this.#within = within
  }

  begin(client: string, ticket: string, name: string): string {
    for (const [old, one] of [...this.#waiting]) if (one.client === client) this.#remove(old)
    this.#folder ??= makeScratch(this.#within)
    this.#waiting.set(ticket, { client, name })
    return join(this.#folder, ticket + packedSuffix)
  }

  find(ticket: string): { path: string; name: string } | null {
    const waiting = this.#waiting.get(ticket)
    const path = join(this.#folder ?? this.#within, ticket + packedSuffix)
    return waiting && statSync(path, { throwIfNoEntry: false }) ? { path, name: waiting.name } : null
  }

  clientGone(client: string): void {
    for (const [ticket, one] of [...this.#waiting]) if (one.client === client) this.#remove(ticket)
    if (this.#waiting.size === 0) this.close()
  }

  close(): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true })
    this.#folder = null
    this.#waiting.clear()
  }

  #remove(ticket: string): void {
    this.#waiting.delete(ticket)
    if (this.#folder !== null) rmSync(join(this.#folder, ticket + packedSuffix), { force: true })
  }
}

/** An edge: nobody waits for what goes on by itself. What the folder refuses is in the state already. */
function startClock(kept: Backups, pace: Rhythm, { workspace, reportBug, now = Date.now }: BackupsServiceOptions): BackupClock {
  const attempt = async (signal: AbortSignal) => {
    try {
      await kept.make({ signal, progress: () => undefined })
      return true
    } catch (error) {
      if (!(error instanceof Problem) && !signal.aborted) reportBug(error, 'the backups')
      return false
    }
  }
  return new BackupClock({ rhythm: pace, now, isReady: () => workspace.isWritable(), attempt })
}

/** What there is, is known from the start, and when another library takes the place. */
function lookAtStart(kept: Backups, { workspace, reportBug }: BackupsServiceOptions): () => void {
  let library: string | null = null
  const look = () => {
    const now = workspace.state().identity?.id ?? null
    if (now === library) return
    library = now
    kept.look().catch((error: unknown) => reportBug(error, 'the backups'))
  }
  look()
  return workspace.listen((event) => {
    if (event === 'state') look()
  })
}
