/** Where backups are made: beside the workspace in a file of its own, for it is this computer's matter and stays when another workspace takes the place. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { Problem } from '#preload/contract/problem.ts'
import { z } from '#preload/document/zod.ts'
import { wholePath } from '#main/compute/typed-path.ts'
import { ifReadable } from '#main/store/failure.ts'

const Kept = z.object({ folder: z.string().nullable() })

const fileIn = (folder: string): string => join(folder, 'backups.json')

/** The folder that the author chose, or null; a choice that is damaged is none. Throws `backup-choice` where the disk doesn't let it be read: it stands. */
export function readChoice(workspace: string): string | null {
  const file = fileIn(workspace)
  const text = existsSync(file) ? textOf(file) : null
  return text === null ? null : (ifReadable(() => Kept.parse(JSON.parse(text)))?.folder ?? null)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Problem('backup-choice', `${file} can't be read`, { file }, error)
  }
}

export function writeChoice(workspace: string, folder: string | null): void {
  const file = fileIn(workspace)
  writeFileSync(`${file}.part`, JSON.stringify({ folder }), { mode: 0o600 })
  renameSync(`${file}.part`, file)
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
export function readyFolder(folder: string, workspace: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    const isDenied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    throw new Problem(isDenied ? 'backup-denied' : 'backup-gone', `${folder} can't be used`, { folder }, error)
  }
  const [outer, inner] = [realpathSync(workspace), realpathSync(folder)].map((path) => resolve(path) + sep) as [string, string]
  if (inner.startsWith(outer)) throw new Problem('backup-inside', `${folder} lies in the workspace`, { folder })
  if (!statSync(folder).isDirectory()) throw new Problem('backup-gone', `${folder} is no folder`, { folder })
  return folder
}
