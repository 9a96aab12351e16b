/** The export that is under way, in a file beside the workspace: where the studio dies in the middle of it, the next one knows what is not done. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ifDiskAllows } from '#main/store/failure.ts'
import { ExportRun } from '#preload/contract/ledger.ts'
import type { LessonId } from '#preload/contract/library.ts'
import { readRecord, writeRecord } from './record-file.ts'

const FILE = 'export-run.json'
/** How far it is may be told that much too early. */
const progressEachMs = 3000

export class KeptExport {
  readonly #folder: string
  #keptAt = -Infinity

  constructor(folder: string) {
    this.#folder = folder
  }

  /** One that can't be read is none. */
  read(): ExportRun | null {
    return ifDiskAllows(this.#folder, () => readRecord(join(this.#folder, FILE), ExportRun))
  }

  /** `often`: only how far it is. What the disk refuses is not told after a death; the export itself says what it can't write. */
  write(run: ExportRun, often: boolean): void {
    if (often && performance.now() - this.#keptAt < progressEachMs) return
    this.#keptAt = performance.now()
    // What came of a target its folder and the ledger know.
    const record = { ...run, targets: run.targets.map((each) => ({ ...each, record: null })) }
    ifDiskAllows(this.#folder, () => writeRecord(this.#folder, FILE, record))
  }

  forget(): void {
    ifDiskAllows(this.#folder, () => rmSync(join(this.#folder, FILE), { force: true }))
  }
}

/** As pages are told of it: over, with what was not done as cancelled. Null where nothing is left to do. `lessons`: those that there are still. */
export function brokenOff(run: ExportRun, lessons: ReadonlySet<string>): ExportRun | null {
  const left: LessonId[] | null = run.lessons && run.lessons.filter((id) => lessons.has(id))
  const targets = run.targets.map((each) => (each.phase === 'waiting' || each.phase === 'running' ? { ...each, phase: 'cancelled' as const } : each))
  const isNothing = lessons.size === 0 || left?.length === 0 || !targets.some(({ phase }) => phase === 'cancelled')
  return isNothing ? null : { ...run, lessons: left, isOver: true, isBrokenOff: true, targets }
}
