/** Where backups are made: beside the workspace in a file of its own, for it is this computer's matter and stays when another workspace takes the place. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileInTheWay, isWithin, makeFolders } from '#engine/computer/index.ts'
import { Problem } from '#preload/contract/problem.ts'
import { z } from '#preload/document/zod.ts'
import { wholePath } from '#main/compute/typed-path.ts'
import { ifReadable } from '#main/store/failure.ts'
import { writeRecord } from './record-file.ts'
import { guarded } from './store-problem.ts'

const Kept = z.object({ folder: z.string().nullable(), former: z.array(z.string()).catch([]) })

interface Choice {
  /** The folder that the author chose; null: where the studio thinks best. */
  readonly folder: string | null
  /** Folders of before, newest choice first: what was made there is to be found still. */
  readonly former: readonly string[]
}

const none: Choice = { folder: null, former: [] }

/** Drives and folders that one author goes through; more would only be looked for in vain. */
const mostFormer = 5

const FILE = 'backups.json'
const fileIn = (folder: string): string => join(folder, FILE)

export interface ChosenFolderOptions {
  /** The author's folder, in which the choice is kept. */
  readonly folder: string
  readonly defaultFolder: string
  readonly fixedFolder?: string | undefined
}

/** Where backups are made now, and where they were made before. Read anew each time: another studio may choose too. */
export class ChosenFolder {
  readonly #options: ChosenFolderOptions

  constructor(options: ChosenFolderOptions) {
    this.#options = options
  }

  /** Throws `backup-choice`. */
  folder(): string {
    return this.#choice().folder ?? this.#options.defaultFolder
  }

  /** Folders of before, newest choice first; none while the choice can't be read. */
  former(): readonly string[] {
    const choice = this.#asked()
    return choice instanceof Problem ? [] : choice.former
  }

  state(): { folder: string; isDefault: boolean; problem: Problem | null } {
    const { defaultFolder } = this.#options
    const choice = this.#asked()
    if (choice instanceof Problem) return { folder: defaultFolder, isDefault: false, problem: choice }
    return { folder: choice.folder ?? defaultFolder, isDefault: choice.folder === null, problem: null }
  }

  /** The folder. The studio's own is made when it is not there; one that was chosen may be on a drive that is away. */
  ready(): string {
    const folder = this.folder()
    if (this.#choice().folder === null && !existsSync(folder)) makeFolders(folder)
    return folder
  }

  /** Another one from now on; null: where the studio thinks best. Throws `backup-…` or `path-…`. */
  choose(typed: string | null, isPicked: boolean): void {
    const { folder, defaultFolder } = this.#options
    const chosen = typed === null ? null : readyFolder(pathFrom(typed, isPicked), folder)
    writeChoice(folder, chosenAfter(readChoice(folder), chosen, defaultFolder))
  }

  #choice(): Choice {
    const { fixedFolder, folder } = this.#options
    return fixedFolder === undefined ? readChoice(folder) : { folder: fixedFolder, former: [] }
  }

  /** What was chosen, or why that can't be told. */
  #asked(): Choice | Problem {
    try {
      return this.#choice()
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
  }
}

/** What the author chose; a choice that is damaged is none. Throws `backup-choice` where the disk doesn't let it be read: it stands. */
function readChoice(workspace: string): Choice {
  const file = fileIn(workspace)
  const text = existsSync(file) ? textOf(file) : null
  return text === null ? none : (ifReadable(() => Kept.parse(JSON.parse(text))) ?? none)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Problem('backup-choice', `${file} can't be read`, { file }, error)
  }
}

function writeChoice(workspace: string, choice: Choice): void {
  guarded(workspace, () => writeRecord(workspace, FILE, choice))
}

/** Another folder from now on; `defaultFolder` is the studio's own. */
function chosenAfter(before: Choice, folder: string | null, defaultFolder: string): Choice {
  const [old, now] = [before.folder ?? defaultFolder, folder ?? defaultFolder]
  const former = [old, ...before.former.filter((one) => one !== old)].filter((one) => one !== now)
  return { folder, former: former.slice(0, mostFormer) }
}

/** The whole path of a folder or file that the author wrote or picked. Throws `path-not-whole` or `path-network`. */
export function pathFrom(typed: string, isPicked: boolean): string {
  try {
    return wholePath(typed, process.platform, homedir(), isPicked)
  } catch (error) {
    if (error instanceof Problem && error.code === 'model-path') throw new Problem('path-not-whole', error.message)
    if (error instanceof Problem && error.code === 'model-network') throw new Problem('path-network', error.message, error.detail)
    throw error
  }
}

/** Readies a folder that was chosen for backups; answers it. Throws `backup-inside`, `backup-denied` or `backup-gone`. */
function readyFolder(folder: string, workspace: string): string {
  if (isWithin(folder, workspace)) throw new Problem('backup-inside', `${folder} lies in the workspace`, { folder })
  try {
    makeFolders(folder)
    accessSync(folder, constants.W_OK)
  } catch (error) {
    const file = fileInTheWay(folder)
    if (file !== null) throw new Problem('path-is-file', `${file} is no folder`, { file }, error)
    const code = error instanceof Error && 'code' in error ? error.code : ''
    const isDenied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    throw new Problem(isDenied ? 'backup-denied' : 'backup-gone', `${folder} can't be used`, { folder }, error)
  }
  return folder
}
