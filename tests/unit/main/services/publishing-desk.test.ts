import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PublishingDesk } from '#main/services/publishing-desk.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-desk-'))
const task = { kind: 'course', course: { title: '', author: '', chapters: [] }, images: {} } as const

test('what a thread lays down for its fonts goes with the desk, however the thread ends', async () => {
  const entry = join(folder, 'thread.cjs')
  writeFileSync(
    entry,
    `const { parentPort, workerData } = require('node:worker_threads')
    require('node:fs').mkdirSync(require('node:path').join(workerData.scratch, 'fonts'), { recursive: true })
    parentPort.on('message', ({ id }) => parentPort.postMessage({ id, value: [{ 'zh-CN': workerData.scratch, en: '' }] }))`,
  )
  const desk = new PublishingDesk(entry, { nodePath: process.execPath, pictures: '', made: folder })
  const asked = { kind: 'steps', target: 'zhihu', lesson: 'l1', options: {} } as const
  const [step] = await desk.steps(asked, task, new AbortController().signal)
  const scratch = step?.['zh-CN'] ?? ''
  expect(existsSync(join(scratch, 'fonts'))).toBe(true)
  await desk.close()
  expect(existsSync(scratch)).toBe(false)
  rmSync(folder, { recursive: true })
})
