/** Who has a library that a command wants to change is named as who it is. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withWorkspace } from '#main/cli/opened.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { mustBeWritable } from '#main/services/workspace-options.ts'
import { temporaryFolder } from '../store/temporary.ts'

const change = (folder: string) => withWorkspace({ workspace: folder, backups: undefined }, async ({ workspace }) => mustBeWritable(workspace), true)

test('another command is told from the studio, also where one was killed before', async () => {
  const folder = temporaryFolder()
  await withWorkspace(
    { workspace: folder, backups: undefined },
    async () => {
      await expect(change(folder)).rejects.toThrow(`Another \`moke\` command (process ${process.pid}) is at work in ${folder}. Try again once it is done.`)
    },
    true,
  )
  await change(folder)
  const note = join(folder, 'workspace.command')
  expect(existsSync(note)).toBe(false)
  const studio = await openWorkspace({ folder })
  await expect(change(folder)).rejects.toThrow('The studio has')
  // What a command that was killed left behind; no process has this number.
  writeFileSync(note, String(2 ** 30))
  await expect(change(folder)).rejects.toThrow('The studio has')
  await studio.close()
})
