/** `moke backup`: what there is, one more, one back. */
import { CommandError, defineCommand } from '#engine/cli/command.ts'
import type { BackupEntry } from '#preload/contract/backups.ts'
import { askedBy, client, places, withWorkspace } from './opened.ts'

export const backupList = defineCommand({
  details: 'Newest first. `replaced` is what was in the library’s place before something was restored or imported: it can be restored like a backup.',
  options: places,
  run: ({ options, output }) =>
    withWorkspace(options, async ({ backups }) => {
      const entries = await backups.list()
      const { problem, folder } = backups.state()
      for (const entry of entries) output(entry, line(entry))
      if (problem) throw new CommandError(`The backup folder ${folder} can’t be read; is its drive connected?`)
      if (entries.length === 0) output({ folder, backups: 0 }, `No backups in ${folder} yet. \`moke backup make\` makes one.`)
    }),
})

export const backupMake = defineCommand({
  details: 'Nothing is made where the newest backup holds the same. It is read back and opened before it counts. Works while the studio is open.',
  options: places,
  run: ({ options, output, signal, progress }) =>
    withWorkspace(options, async ({ backups }) => {
      await backups.make(askedBy({ signal, progress }))
      const { folder, newestAt } = backups.state()
      output({ folder, newestAt }, `The newest backup in ${folder} is of ${newestAt === null ? 'no time' : localTime(newestAt)}.`)
    }),
})

export const backupRestore = defineCommand({
  details:
    'What is in the library now is kept first: `moke backup list` shows it as `replaced`, and it is restored in the same way. The studio must be closed.',
  operands: { value: 'ID', help: 'As `moke backup list` has it, or `newest`.', count: 'one' },
  options: places,
  run: ({ options, operands, output, signal, progress }) =>
    withWorkspace(
      options,
      async ({ backups }) => {
        const [asked = ''] = operands
        const id = asked === 'newest' ? (await backups.list()).find(({ kind }) => kind === 'backup')?.id : asked
        if (id === undefined) throw new CommandError('There is no backup yet.')
        const checked = await backups.check(client, { backup: id }, askedBy({ signal, progress }))
        const replaced = await backups.take(client, checked.id)
        output(
          { restored: id, replaced, lessons: checked.lessons, words: checked.words, lostImages: checked.lostImages, refusedImages: checked.refusedImages },
          `Restored ${id}: ${checked.lessons} lessons, ${checked.words} words.${replaced === null ? '' : ` What was there is kept as ${replaced}.`}${lost(checked.lostImages)}${refused(checked.refusedImages)}`,
        )
      },
      true,
    ),
})

/** What an author has to know of pictures that could not come along. */
export function lost(images: number): string {
  return images === 0 ? '' : ` ${images} ${images === 1 ? 'picture is' : 'pictures are'} missing or damaged.`
}

/** What of a library was not let in. */
export function refused(images: number): string {
  return images === 0 ? '' : ` ${images} ${images === 1 ? 'file was' : 'files were'} left out: no picture, too large, or a drawing that may be unsafe.`
}

function line({ id, kind, at, lessons, words, bytes, titles, isOther, former }: BackupEntry): string {
  const what = [
    kind === 'replaced' ? 'replaced' : 'backup',
    `${lessons} lessons`,
    `${words} words`,
    `${(bytes / 1e6).toFixed(1)} MB`,
    titles.slice(0, 3).join('、'),
  ]
  return `${localTime(at)}  ${id}  ${what.join('  ')}${isOther ? '  (another library)' : ''}${former === null ? '' : `  (in ${former})`}`
}

function localTime(at: number): string {
  const time = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString()
  return `${time.slice(0, 10)} ${time.slice(11, 16)}`
}
