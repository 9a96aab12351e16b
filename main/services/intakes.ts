/** Files that pages sent to be imported, on the disk until they are imported or given up. They go with their page. */
import { randomUUID } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { type ChosenFile, IntakeId } from '#preload/contract/intake.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Prepared, SourceFile } from '#main/interchange/prepare-import.ts'
import { OfClients } from './of-clients.ts'
import type { Refused } from '#preload/contract/intake.ts'

export interface Intake {
  readonly folder: string
  readonly files: readonly ChosenFile[]
  readonly wanted: ReadonlySet<number>
  readonly refused: readonly Refused[]
  /** Numbers of those that came. */
  readonly there: Set<number>
  prepared: Prepared | null
}

/** What is told where a page has chosen none. */
export const noFiles = (id: string) => `no files ${id} were chosen`

export class Intakes {
  readonly #folder: string
  readonly #intakes = new OfClients<Intake>(noFiles)

  /** `folder` is made when it is needed; what lies in it is nobody's. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** A page has one at a time. */
  open(client: string, files: readonly ChosenFile[], wanted: readonly number[], refused: readonly Refused[]): IntakeId {
    this.clientGone(client)
    const id = IntakeId.parse(randomUUID())
    const folder = join(this.#folder, id)
    makeFolders(folder, 0o700)
    this.#intakes.add(client, id, { folder, files, wanted: new Set(wanted), refused, there: new Set(), prepared: null })
    return id
  }

  /** Throws `not-found`. */
  of(client: string, id: string): Intake {
    return this.#intakes.of(client, id)
  }

  /** Takes a file that was sent whole. */
  add(intake: Intake, file: number, path: string): void {
    if (!intake.wanted.has(file)) throw new Problem('invalid', `file ${file} was not asked for`)
    renameSync(path, join(intake.folder, String(file)))
    intake.there.add(file)
    intake.prepared = null
  }

  /** The files that came. */
  sources(intake: Intake): SourceFile[] {
    return [...intake.there]
      .toSorted((a, b) => a - b)
      .flatMap((index) => {
        const path = intake.files[index]?.path
        return path === undefined ? [] : [{ path, read: () => readFile(join(intake.folder, String(index))) }]
      })
  }

  close(client: string, id: string): void {
    const intake = this.#intakes.take(client, id)
    if (intake) end(intake)
  }

  clientGone(client: string): void {
    this.#intakes.takeAll(client).forEach(end)
  }

  /** Takes away all, and what an earlier run left. Only for who holds the workspace. */
  clear(): void {
    this.#intakes.takeAll()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function end({ folder }: Intake): void {
  rmSync(folder, { recursive: true, force: true })
}
