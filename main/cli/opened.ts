/** The workspace that a command works on, with its backups. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type CommandContext, CommandError } from '#engine/cli/command.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type Asked, Backups } from '#main/services/backups.ts'
import { openWorkspace, type Workspace } from '#main/services/open-workspace.ts'
import { HeldByCommand, heldBy } from './holder.ts'
import { defaultBackupFolder, defaultWorkspaceFolder } from '#main/services/places.ts'

export const places = {
  workspace: { type: 'string', value: 'DIR', help: 'Where the courses are; the studio’s own folder if left out.' },
  backups: { type: 'string', value: 'DIR', help: 'Where backups are; the folder chosen in the studio, or its own, if left out.' },
} as const

interface Given {
  readonly workspace: string | undefined
  readonly backups: string | undefined
}

/** Whether a library is there, whole or not. */
export function isLibrary(folder: string): boolean {
  return existsSync(join(folder, 'workspace.sqlite')) || existsSync(join(folder, 'copies'))
}

/** One client: what a command checked is its own. */
export const client = 'moke'

/**
 * Runs `work` on the workspace. `mayBegin`: where none is there, one begins. Throws `CommandError` for whatever its
 * user can act upon.
 */
export async function withWorkspace(
  { workspace: folder = defaultWorkspaceFolder(), backups }: Given,
  work: (opened: { workspace: Workspace; backups: Backups; folder: string }) => Promise<void>,
  mayBegin = false,
): Promise<void> {
  if (!mayBegin && !isLibrary(folder)) throw new CommandError(`There is no library in ${resolve(folder)}.`)
  const workspace = await openWorkspace({ folder })
  const held = workspace.isWritable() ? new HeldByCommand(folder) : null
  const kept = new Backups({ workspace, folder, defaultFolder: backups ?? defaultBackupFolder(), fixedFolder: backups, version: version() })
  try {
    await work({ workspace, backups: kept, folder })
  } catch (error) {
    throw asCommandError(error, folder)
  } finally {
    await kept.close()
    held?.end()
    await workspace.close()
  }
}

/** A problem as the frame prints it; anything else as it is. `folder`: what a problem of the disk is about. */
export function asCommandError(error: unknown, folder: string): unknown {
  return error instanceof Problem && error.code !== 'cancelled' ? new CommandError(sentence(error, folder)) : error
}

/** What every command hears of its work. */
export function askedBy({ signal, progress }: Pick<CommandContext, 'signal' | 'progress'>): Asked {
  return { signal, progress: ({ phase, done, total }) => progress.update(`${phase} ${total > 0 ? Math.floor((done / total) * 100) : 100} %`) }
}

/** Of the studio that the command came with. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : ''
}

function sentence({ code, message, detail }: Problem, folder: string): string {
  switch (code) {
    case 'read-only':
      return heldBy(folder)
    case 'archive-foreign':
      return `${detail['name']} is no library packed by Moke. Nothing was changed.`
    case 'archive-broken':
      return `${detail['name']} is not whole or is damaged (${message}). Nothing was changed.`
    case 'archive-no-room':
      return `There is no room on the disk: unpacked it takes ${detail['size']} MB. Nothing was changed.`
    case 'workspace-newer':
      return `This was made by a newer Moke (${message}). Update Moke first. Nothing was changed.`
    case 'workspace-older':
      return `An older Moke has ${resolve(folder)} open. Close it first. Nothing was changed.`
    case 'backup-gone':
      return `The backup folder ${detail['folder']} is not there. Connect its drive, or name another one by --backups.`
    case 'backup-denied':
      return `The backup folder ${detail['folder']} can’t be written. Change its permissions, or name another one by --backups.`
    case 'backup-full':
      return `The disk of the backup folder ${detail['folder']} is full. Free some space, or name another one by --backups.`
    case 'backup-unsound':
      return `What was written to ${detail['folder']} reads back wrong and was thrown away. Name a folder on another disk by --backups.`
    default:
      return `${message[0]?.toUpperCase() ?? ''}${message.slice(1)}.`
  }
}
