/** Entry of the thread that reads and writes Markdown, so that no long file keeps an author from typing. */
import { parentPort } from 'node:worker_threads'
import type { Reply } from './markdown-desk.ts'
import type { FilesTask, Task } from './thread-tasks.ts'
import { ThreadWork } from './thread-work.ts'

const work = new ThreadWork()

parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: FilesTask | Task }) => {
  parentPort?.postMessage(replyTo(id, task))
})

/** An edge: a fault goes back to whoever asked. */
function replyTo(id: number, task: FilesTask | Task): Reply {
  try {
    return { id, ...work.do(task) }
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
