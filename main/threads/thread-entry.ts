/** The thread's own end of a `ThreadDesk`. */
import { parentPort } from 'node:worker_threads'
import type { Question, Reply } from './thread-desk.ts'

export type Answered<Why extends string> = { readonly value: unknown } | { readonly refused: Why }

/** Answers whatever the desk asks. `tell` says how far it is, or a part of the answer, before the whole. */
export function answerWith<Why extends string>(work: (task: never, tell: (told: unknown) => void) => Answered<Why> | Promise<Answered<Why>>): void {
  parentPort?.on('message', ({ id, task }: Question) => {
    const tell = (told: unknown) => parentPort?.postMessage({ id, told } satisfies Reply<Why>)
    void reply(id, () => work(task as never, tell)).then((answer) => parentPort?.postMessage(answer))
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
