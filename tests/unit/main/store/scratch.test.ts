import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { temporaryPlace, tidyTemporary } from '#main/store/scratch.ts'
import { temporaryFolder } from './temporary.ts'

/** More than any system counts to. */
const DEAD = 2 ** 31 - 2

test('what processes left that were killed is taken away a day later, and nothing else', async () => {
  const folder = temporaryFolder()
  const laid = (name: string, hours: number) => {
    const at = join(folder, name)
    mkdirSync(at)
    writeFileSync(join(at, 'font.otf'), '字')
    const then = new Date(Date.now() - hours * 3600_000)
    utimesSync(at, then, then)
  }
  const [own, dead] = [basename(temporaryPlace()), `moke-publishing-${DEAD}-Ab3`]
  for (const name of [own, dead, `moke-publishing-${DEAD}`, `scratch-${DEAD}-1`, `my moke-publishing-${DEAD}-x`]) laid(name, 30)
  laid(`moke-publishing-${DEAD}-fresh`, 20)
  await tidyTemporary(folder)
  expect(readdirSync(folder).toSorted()).toEqual(
    [own, `moke-publishing-${DEAD}`, `moke-publishing-${DEAD}-fresh`, `my moke-publishing-${DEAD}-x`, `scratch-${DEAD}-1`].toSorted(),
  )
  await tidyTemporary(join(folder, 'nowhere'))
  expect(dirname(temporaryPlace())).toBe(tmpdir())
})
