import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { bookPictures } from '#main/publishing/pictures/accepted.ts'
import { PictureDesk } from '#main/publishing/pictures/picture-desk.ts'
import { temporaryFolder } from '../../store/temporary.ts'

test('where there is no room for the fonts of drawings nothing is made, which ends no export, and no process has half of them', async () => {
  const above = temporaryFolder()
  const scratch = join(above, 'scratch')
  writeFileSync(scratch, '')
  const desk = new PictureDesk({ nodePath: join(above, 'no node'), entry: 'none', scratch })
  onTestFinished(() => desk.close())
  const asked = () => desk.make({ type: 'png', accepted: bookPictures, bytes: new Uint8Array() })
  expect(await Promise.all([asked(), asked()])).toEqual([null, null])
  rmSync(scratch)
  expect(readdirSync(above)).toEqual([])
})

test.skipIf(process.platform === 'win32')('nor does it where a system refuses another process at once, as it does for lack of memory', async () => {
  // More than a process can be given.
  vi.stubEnv('MOKE_TOO_LONG', 'x'.repeat(2 ** 22))
  onTestFinished(() => void vi.unstubAllEnvs())
  const desk = new PictureDesk({ nodePath: process.execPath, entry: 'none', scratch: temporaryFolder() })
  onTestFinished(() => desk.close())
  expect(await desk.make({ type: 'png', accepted: bookPictures, bytes: new Uint8Array() })).toBe(null)
})
