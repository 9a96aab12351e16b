/** How long a run took is kept with it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { newRecord, RunFile } from '#main/services/voice-run.ts'
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
