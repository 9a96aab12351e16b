/** The author's folder on the disk. */
import { chmodSync, mkdirSync } from 'node:fs'
import { defaultWorkspaceFolder } from './places.ts'

/**
 * Makes the folder, for the author alone: the courses in it are theirs. A folder that was there already keeps
 * its mode, since it may be shared on purpose; only the default one, which nobody but Moke makes, is closed.
 */
export function makeWorkspaceFolder(folder: string, own = defaultWorkspaceFolder()): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (folder === own) chmodSync(folder, 0o700)
}
