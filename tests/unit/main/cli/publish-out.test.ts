import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CommandError } from '#engine/cli/command.ts'
import { asSentence } from '#main/cli/publish-problems.ts'

test('a folder that a file stands in the way of is told in a sentence', async () => {
  const above = await mkdtemp(join(tmpdir(), 'moke-out-'))
  try {
    await writeFile(join(above, 'out'), '')
    for (const folder of [join(above, 'out'), join(above, 'out', '课', 'zhihu')])
      await expect(mkdir(folder, { recursive: true }).catch(asSentence(folder))).rejects.toThrow(CommandError)
  } finally {
    await rm(above, { recursive: true })
  }
})
