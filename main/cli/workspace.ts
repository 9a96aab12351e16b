/** `moke workspace`: the library as one file, out and in. */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { CommandError, defineCommand } from '#engine/cli/command.ts'
import { lost, refused } from './backup.ts'
import { askedBy, client, places, withWorkspace } from './opened.ts'

const { workspace } = places

export const workspaceExport = defineCommand({
  details: 'A ZIP with a clean copy of the database, every picture, and a manifest with the SHA-256 of each. Works while the studio is open.',
  operands: { value: 'FILE', help: 'Where to write it, such as courses.moke. A file that is there is not written over.', count: 'one' },
  options: { workspace },
  run: ({ options, operands, output, signal, progress }) =>
    withWorkspace({ ...options, backups: undefined }, async ({ backups }) => {
      const file = resolve(operands[0] ?? '')
      if (existsSync(file)) throw new CommandError(`${file} is there already; name another file.`)
      const { bytes, lostImages } = await backups.pack(file, askedBy({ signal, progress }))
      output({ file, bytes, lostImages }, `Wrote ${file} (${(bytes / 1e6).toFixed(1)} MB).${lost(lostImages)}`)
    }),
})

export const workspaceImport = defineCommand({
  details:
    'The file is read whole and every hash is checked before anything is touched. What is in the library now is kept first, as `moke backup list` shows. The studio must be closed.',
  operands: { value: 'FILE', help: 'What `moke workspace export` or the studio wrote.', count: 'one' },
  options: { workspace },
  run: ({ options, operands, output, signal, progress }) =>
    withWorkspace(
      { ...options, backups: undefined },
      async ({ backups }) => {
        const file = resolve(operands[0] ?? '')
        if (!existsSync(file)) throw new CommandError(`${file} is not there.`)
        const checked = await backups.check(client, { file, name: basename(file) }, askedBy({ signal, progress }))
        const replaced = await backups.take(client, checked.id)
        const { lessons, words, images, lostImages, refusedImages } = checked
        output(
          { file, lessons, words, images, lostImages, refusedImages, replaced },
          `Imported ${lessons} lessons, ${words} words, ${images} pictures.${replaced === null ? '' : ` What was there is kept as ${replaced}.`}${lost(lostImages)}${refused(refusedImages)}`,
        )
      },
      true,
    ),
})
