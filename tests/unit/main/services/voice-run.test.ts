/** A run as it is kept: how long it took, and that what it made is taken in once. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { adoptResult, newRecord, RunFile } from '#main/services/voice-run.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

test('a night in which the computer slept is none of its time, and it goes on counting after it', async () => {
  const folder = temporaryFolder()
  const workspace = await opened(folder)
  let at = Date.UTC(2026, 10, 29)
  const awake = (seconds: number) => {
    for (let done = 0; done < seconds; done += 5) {
      at += 5000
      vi.advanceTimersByTime(5000)
    }
  }
  const run = new RunFile({ workspace, folder, files: new VoiceFolder(folder), now: () => at })
  run.begin(newRecord([], { base: { id: 'starter', name: 'starter' }, choice: { method: null, rank: null, passes: null }, name: '散文', startedAt: at }))
  run.computes({ name: 'starter', family: 'llama', sizes: 'a', numbers: 'b' })
  awake(100)
  expect(run.timed()?.seconds).toBeCloseTo(100, 0)
  at += 8 * 3_600_000
  awake(50)
  run.rests()
  expect(run.record?.seconds).toBeGreaterThan(140)
  expect(run.record?.seconds).toBeLessThan(160)
  awake(500)
  expect(run.timed()?.seconds).toBeLessThan(160)
})

test('a model is taken in once, also where the studio ends before its run is taken away', () => {
  const folder = temporaryFolder()
  const [files, models] = [new VoiceFolder(folder), join(folder, 'models')]
  const asked = { choice: { method: 'full' as const, rank: null, passes: null }, base: { id: 'starter', name: 'starter' }, startedAt: 1, name: '散文' }
  const made = newRecord([], asked)
  const record = { ...made, run: { ...made.run, setup: { method: 'full', bits: 32, rank: 0, steps: 1, length: 64, batch: 1 } as const } }
  files.writeRun(record)
  writeFileSync(join(files.run, 'texts.jsonl'), '')
  writeFileSync(files.runAdapter, 'model')
  const died = vi.spyOn(files, 'removeRun').mockImplementation(() => {
    throw new Error('the power was cut')
  })
  const figures = { before: { step: 0, bitsPerCharacter: 4 }, after: { step: 1, bitsPerCharacter: 3 }, madeAt: 1 }
  expect(() => adoptResult(files, record, figures, models)).toThrow('cut')
  died.mockRestore()
  const next = new VoiceFolder(folder)
  next.tidy(models)
  expect([next.readRun(), readdirSync(models)]).toEqual([null, ['散文.gguf']])
  // Before its file was in its place it was not taken in: the run goes on.
  next.writeRun(record)
  next.tidy(join(folder, 'other models'))
  expect(next.readRun()).not.toBeNull()
})

test('what was masked and what stayed is kept with it; of one that an earlier version began, the words', async () => {
  const folder = temporaryFolder()
  const workspace = await opened(folder)
  const files = new VoiceFolder(folder)
  const run = new RunFile({ workspace, folder, files, now: () => 1, masks: () => ({ words: ['甲'], released: ['a@b.cn'] }) })
  const record = newRecord([], { base: { id: 'starter', name: 'starter' }, choice: { method: null, rank: null, passes: null }, name: '散文', startedAt: 1 })
  run.begin(record)
  expect(files.readRun()?.masks).toEqual({ words: ['甲'], released: ['a@b.cn'] })
  writeFileSync(join(files.run, 'run.json'), JSON.stringify({ ...record, masks: ['甲'] }))
  expect(files.readRun()?.masks).toEqual({ words: ['甲'], released: null })
  writeFileSync(join(files.run, 'run.json'), JSON.stringify(record))
  expect(files.readRun()).toEqual(record)
})
