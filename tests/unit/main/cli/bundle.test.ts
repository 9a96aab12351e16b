/** What `moke bundle` notes in the library. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isKept } from '#main/cli/bundle.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { temporaryFolder } from '../store/temporary.ts'

const id = '0123456789abcdef0123456789abcdef'
const works = [{ id: 'a', title: '一', words: 10, split: 'train' as const, read: () => ({ text: '一', context: [] }) }]

test('it notes the sides of works where the library can be written, and does without where a studio has it open or the disk refuses', async () => {
  const folder = temporaryFolder()
  const [held, second] = [await openWorkspace({ folder }), await openWorkspace({ folder })]
  expect([held.isWritable(), second.isWritable()]).toEqual([true, false])
  expect([isKept({ workspace: second, folder }, id, works), isKept({ workspace: held, folder }, id, works)]).toEqual([false, true])
  const refusing = temporaryFolder()
  writeFileSync(join(refusing, 'voice'), 'no folder')
  expect(isKept({ workspace: held, folder: refusing }, id, works)).toBe(false)
  expect(() => new VoiceFolder(refusing).keepBundle(id, [])).toThrow()
  await second.close()
  await held.close()
})
