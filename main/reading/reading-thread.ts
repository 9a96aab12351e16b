/** Entry of the thread that reads works. */
import { open } from 'node:fs/promises'
import { workerData } from 'node:worker_threads'
import { answerWith, type Answered } from '#main/threads/thread-entry.ts'
import { readWork } from './read-work.ts'
import type { ReadingTask, ReadingTools } from './reading-desk.ts'
import { readingLimits } from './limits.ts'
import { type ReadingCode, ReadingError } from './work.ts'

const tools: ReadingTools = workerData

answerWith<ReadingCode>(async (task: ReadingTask): Promise<Answered<ReadingCode>> => {
  try {
    return { value: await readWork({ name: task.name, bytes: 'bytes' in task ? task.bytes : await bytesOf(task.path) }, tools) }
  } catch (error) {
    if (error instanceof ReadingError) return { refused: error.code }
    throw error
  }
})

/** A file's bytes; its size is asked for before any of them is read. */
async function bytesOf(path: string): Promise<Uint8Array> {
  const file = await reached(open(path))
  try {
    const stat = await reached(file.stat())
    if (!stat.isFile()) throw new ReadingError('kind')
    const { size } = stat
    if (size > readingLimits.mostBytes) throw new ReadingError('too-large', `${size} bytes`)
    return await reached(file.readFile())
  } finally {
    await file.close()
  }
}

/** What the file system answers; a disk that is gone, or a network that is, has no such file. */
async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw new ReadingError('missing', error instanceof Error ? error.message : '')
  }
}
