/** The names that an author lists in their library, for works that a command reads from elsewhere: they are masked there as in the studio. */
import { resolve } from 'node:path'
import { CommandError } from '#engine/cli/command.ts'
import { type Masking, maskingOf } from '#main/archive/masking.ts'
import { masksIn } from '#main/services/masks.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import type { Masks } from '#preload/contract/masks.ts'
import { isLibrary, withWorkspace } from './opened.ts'

/**
 * The masks of the library of `--workspace`, or of the studio's own folder, where nothing is listed while there is none: none is begun.
 * Throws CommandError where they can't be read: a text is learnt masked, or not at all.
 */
export async function listedMasks(folder: string | undefined): Promise<Masks> {
  let masks: Masks = { words: [], released: [] }
  if (folder === undefined && !isLibrary(defaultWorkspaceFolder())) return masks
  try {
    await withWorkspace({ workspace: folder, backups: undefined }, async ({ workspace }) => {
      masks = masksIn(workspace)
    })
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new CommandError(
      `The names to be masked can’t be read in the library in ${resolve(folder ?? defaultWorkspaceFolder())}, so nothing is read: ${error.message}`,
      {
        cause: error,
      },
    )
  }
  return masks
}

/** How texts are masked by them. */
export async function listedMasking(folder: string | undefined): Promise<Masking> {
  return maskingOf(await listedMasks(folder))
}
