/** The thread's own end of a `ThreadDesk`. */
import { parentPort } from 'node:worker_threads'
import type { Question, Reply } from './thread-desk.ts'

export type Answered<Why extends string> = { readonly value: unknown } | { readonly refused: Why }

type Work<Why extends string> = (task: never, tell: (told: unknown) => void, signal: AbortSignal) => Answered<Why> | Promise<Answered<Why>>

/** Answers whatever the desk asks. `tell` says how far it is, or a part of the answer, before the whole; `signal`: nobody wants it any more. */
export function answerWith<Why extends string>(work: Work<Why>): void {
  const wanted = new Map<number, AbortController>()
  parentPort?.on('message', (question: Question) => {
    const { id } = question
    if ('stop' in question) return wanted.get(id)?.abort()
    const stop = new AbortController()
    wanted.set(id, stop)
    const tell = (told: unknown) => parentPort?.postMessage({ id, told } satisfies Reply<Why>)
    void reply(id, () => work(question.task as never, tell, stop.signal)).then((answer) => {
      wanted.delete(id)
      parentPort?.postMessage(answer)
    })
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
