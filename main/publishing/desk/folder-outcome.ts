/** What became of an export's files, and why it stopped. */
import type { Finding } from './finding.ts'
import { MANIFEST } from './manifest.ts'
import { PARTS } from './placing.ts'

/** What became of files. All but those that were removed are together the files of the units that were wanted; the export's own list is none of them. */
export interface FileCounts {
  /** Written anew. */
  readonly written: number
  /** There already, with the same bytes. */
  readonly kept: number
  /** The author's own, left in the place of one of the export's. */
  readonly theirs: number
  /** Of the export's, of which nothing is made any more. */
  readonly removed: number
}

export interface FolderOutcome extends FileCounts {
  /** Of all units that were wanted, in their order, and of files of others that stay though nothing is made of them any more. */
  readonly findings: readonly Finding[]
  /** The folder into which was moved what lay in the way, by this export or by one before that ended too early to tell; null where nothing was. */
  readonly aside: string | null
  /** All that was moved an export wrote: the last there is of pictures that are gone. */
  readonly isAsideOurs?: boolean
  /** Units in the place of all of whose files the author's own were left; of a course its lessons: nothing of them went out as they are now. */
  readonly left: readonly string[]
}

/** `stopped`: not written, for they are in the places of the files in the way, or belong to one of these. */
export interface StoppedCounts extends FileCounts {
  readonly stopped: number
  /** Those of them that only belong to one that is in the way, so that nobody but we can name them. */
  readonly waiting?: readonly string[]
}

/** Files lie where some are to be written, and are not ours: the author's own, or ours that they have changed. */
export class ForeignFileError extends Error {
  override readonly name = 'ForeignFileError'
  readonly paths: readonly string[]
  #came: StoppedCounts | null = null
  #left: readonly string[] = []

  constructor(...paths: readonly string[]) {
    super(`${paths.join(', ')} not written by an export, or changed since`)
    this.paths = paths
  }

  /** What became of all other files; null where the export did not get that far. */
  get came(): StoppedCounts | null {
    return this.#came
  }

  /** As of an outcome, and units that were stopped: nothing of these went out as they are now. */
  get left(): readonly string[] {
    return this.#left
  }

  after(came: StoppedCounts, left: readonly string[] = []): this {
    this.#came = came
    this.#left = left
    return this
  }

  /** Whether an export can do without them: not where they are its own list, or its place for parts. */
  get canStay(): boolean {
    return !this.paths.some((path) => path === MANIFEST || path === PARTS)
  }
}

/** Another export is writing into the folder. */
export class FolderBusyError extends Error {
  override readonly name = 'FolderBusyError'
}

/** What the system refused: a file, or another process, for which there is no memory. */
interface Refusal {
  readonly of: 'disk' | 'process'
  readonly why: DiskRefusal
  readonly message: string
}

/** `full`: no room, or its owner may take no more of it. `taken`: what an export wrote is not there any more while it goes on. */
export type DiskRefusal = 'full' | 'taken' | 'denied'

/** Null: the error is of something else. */
export function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return null
  const { syscall, code, message } = error
  // A folder that can't even be made lies on a drive that is not there.
  const isTaken = code === 'ENOENT' && syscall !== 'mkdir'
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : isTaken ? 'taken' : 'denied'
  return { of: String(syscall).startsWith('spawn') ? 'process' : 'disk', why, message }
}
