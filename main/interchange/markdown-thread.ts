/** Entry of the thread that reads and writes Markdown, so that no long file keeps an author from typing. */
import { answerWith } from '#main/threads/thread-entry.ts'
import type { FilesTask, Task } from './thread-tasks.ts'
import { ThreadWork } from './thread-work.ts'

const work = new ThreadWork()

answerWith((task: FilesTask | Task) => work.do(task))
