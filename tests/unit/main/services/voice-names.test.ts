import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepBrought } from '#main/services/brought-adapter.ts'
import { ownName } from '#main/services/voice-names.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { newRecord, RunFile } from '#main/services/voice-run.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

test('a name that nothing has is kept', () => {
  expect(ownName('我的笔风 11月29日', [])).toBe('我的笔风 11月29日')
  expect(ownName('老林（2）', ['老林'])).toBe('老林（2）')
})

test('one that something has gets the next number, as files do, also where it has one', () => {
  const day = '我的笔风 11月29日'
  expect(ownName(day, [day])).toBe(`${day}（2）`)
  expect(ownName(day, [day, `${day}（2）`])).toBe(`${day}（3）`)
  expect(ownName(`${day}（2）`, [`${day}（2）`])).toBe(`${day}（3）`)
  expect(ownName('My Voice', ['my voice'])).toBe('My Voice (2)')
})

test('no name is longer than is allowed', () => {
  const long = '长'.repeat(100)
  expect(ownName(long, [long])).toBe(`${'长'.repeat(97)}（2）`)
  // Not in the middle of a sign.
  expect(ownName(`${'长'.repeat(96)}😀好好`, [`${'长'.repeat(96)}😀好好`]).isWellFormed()).toBe(true)
})

test('a run, and what is brought in while it goes on, are called like no other voice', async () => {
  const folder = temporaryFolder()
  const files = new VoiceFolder(folder)
  const base = { id: 'starter', name: 'starter' }
  const brought = () => {
    const file = join(folder, 'brought.gguf')
    writeFileSync(file, 'numbers')
    return keepBrought(files, { name: '散文', identity: { name: '', family: 'qwen3', sizes: 'a', numbers: 'b' }, rank: 8 }, base, { file, bundle: null })
  }
  brought()
  const run = new RunFile({ workspace: await opened(folder), folder, files, now: Date.now })
  run.begin(newRecord([], { base, choice: { method: null, rank: null, passes: null }, name: '散文', startedAt: 1 }))
  expect([run.record?.run.name, files.readRun()?.run.name]).toEqual(['散文（2）', '散文（2）'])
  expect(files.record(brought())?.name).toBe('散文（3）')
})
