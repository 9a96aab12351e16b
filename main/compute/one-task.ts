/** A process of the engine that does one thing and is gone afterwards, ended before that where nothing is heard of it. */
import { Problem } from '#preload/contract/problem.ts'
import type { EngineProcess } from './engine-process.ts'

export interface OneTask {
  readonly start: () => EngineProcess
  /** How long nothing may be heard. */
  readonly silenceMs: number
  /** What is told where the process ended over it. */
  readonly ended: (error: Problem) => Problem
  /** Whoever gave it up is told that instead. */
  readonly signal?: AbortSignal
  /** The last that is asked of it, whatever became of the task. */
  readonly leave?: (running: EngineProcess) => Promise<unknown>
}

/** What it says item by item; each may be waited for as long. */
export async function* itemsOf<T>({ start, silenceMs, ended, signal, leave }: OneTask, work: (running: EngineProcess) => AsyncIterable<T>): AsyncGenerator<T> {
  const running = start()
  let timer = setTimeout(running.kill, silenceMs)
  try {
    for await (const item of work(running)) {
      clearTimeout(timer)
      timer = setTimeout(running.kill, silenceMs)
      yield item
    }
  } catch (error) {
    const isGone = error instanceof Problem && error.code === 'unavailable' && signal?.aborted !== true
    throw isGone ? ended(error) : error
  } finally {
    await leave?.(running)
    clearTimeout(timer)
    await running.stop()
  }
}

/** The one thing that it says. */
export async function answerOf<T>(task: OneTask, work: (running: EngineProcess) => Promise<T>): Promise<T> {
  const items = itemsOf(task, async function* (running) {
    yield await work(running)
  })
  for await (const answer of items) return answer
  throw new Error('a process that answers says one thing')
}
