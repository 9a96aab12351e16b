/** The thread's own end of a `ThreadDesk`. */
import { parentPort } from 'node:worker_threads'
import type { Question, Reply } from './thread-desk.ts'

export type Answered<Why extends string> = { readonly value: unknown } | { readonly refused: Why }

/** Answers whatever the desk asks. */
export function answerWith<Why extends string>(work: (task: never) => Answered<Why> | Promise<Answered<Why>>): void {
  parentPort?.on('message', ({ id, task }: Question) => {
    void reply(id, () => work(task as never)).then((answer) => parentPort?.postMessage(answer))
  })
}

/** An edge: a fault goes back to whoever asked. */
async function reply<Why extends string>(id: number, work: () => Answered<Why> | Promise<Answered<Why>>): Promise<Reply<Why>> {
  try {
    return { id, ...(await work()) }
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
