/** Where exports are written: in a file beside the workspace, for it is this computer's matter. Read anew each time: another studio may choose too. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileInTheWay, isWithin, makeFolders } from '#engine/computer/index.ts'
import { ifDiskAllows } from '#main/store/failure.ts'
import { Problem } from '#preload/contract/problem.ts'
import { z } from '#preload/document/zod.ts'
import { pathFrom } from './backup-choice.ts'
import { readRecord, writeRecord } from './record-file.ts'
import { guarded } from './store-problem.ts'

const Kept = z.object({ folder: z.string().min(1).nullable() })
const FILE = 'publishing.json'

export interface PublishingFolderOptions {
  /** The author's folder, in which the choice is kept. */
  readonly folder: string
  readonly defaultFolder: string
}

export class PublishingFolder {
  readonly #options: PublishingFolderOptions

  constructor(options: PublishingFolderOptions) {
    this.#options = options
  }

  state(): { readonly folder: string; readonly isDefault: boolean } {
    const chosen = this.#chosen()
    return { folder: chosen ?? this.#options.defaultFolder, isDefault: chosen === null }
  }

  /** Another one from now on; null: where the studio thinks best. Throws `path-…`, `publish-denied` or `publish-inside`. */
  choose(typed: string | null, isPicked: boolean): void {
    const own = this.#options.folder
    const folder = typed === null ? null : ready(pathFrom(typed, isPicked), own)
    guarded(own, () => writeRecord(own, FILE, { folder }))
  }

  /** A choice that can't be read is none: an author sees where exports go before they go there. */
  #chosen(): string | null {
    const { folder } = this.#options
    return ifDiskAllows(folder, () => readRecord(join(folder, FILE), Kept))?.folder ?? null
  }
}

/** Readies a folder that was chosen, and tries it; answers it. */
function ready(folder: string, workspace: string): string {
  if (isWithin(folder, workspace)) throw new Problem('publish-inside', `${folder} lies in the workspace`, { folder })
  try {
    makeFolders(folder)
    const trial = join(folder, `.moke-trial-${process.pid}`)
    writeFileSync(trial, '', { flag: 'wx' })
    rmSync(trial)
  } catch (error) {
    const file = fileInTheWay(folder)
    if (file !== null) throw new Problem('path-is-file', `${file} is no folder`, { file }, error)
    throw new Problem('publish-denied', `${folder} can't be written`, { folder }, error)
  }
  return folder
}
