/** Sees to it that a running engine answers, gets on, and does not grow without end. */
import type { EnginePreparation, EngineQuestion } from '#preload/contract/engine.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import type { ShownPart, WhyToken } from '#preload/contract/why.ts'
import type { EngineProcess } from './engine-process.ts'

/** What an engine may be held to at the moment. */
export interface Limits {
  /** Milliseconds that it may stay silent. */
  readonly silenceMs: number
  readonly mostBytes: number
}

/** Nothing is that late on a computer that is only busy. */
const lateMs = 5000

/** Asks the engine from time to time whether it lives, until it ends. Ends it where it stays silent or grows too large. */
export function watch({ engine, ended, kill }: Pick<EngineProcess, 'engine' | 'ended' | 'kill'>, restMs: number, limits: () => Limits): void {
  let clear = () => {}
  const ask = () => {
    clear = afterAwake(limits().silenceMs, kill)
    engine.ping({}).then(
      ({ residentBytes }) => {
        clear()
        if (residentBytes > limits().mostBytes) kill()
        else clear = afterAwake(restMs, ask)
      },
      () => clear(), // it has ended
    )
  }
  ask()
  void ended.then(() => clear())
}

/** Does something after so long. A timer that comes far later was held by a computer that slept, in which nobody could answer or get on: then it is set anew. */
function afterAwake(ms: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  const set = () => {
    const from = performance.now()
    timer = setTimeout(() => (performance.now() - from > 2 * ms + lateMs ? set() : work()), ms)
  }
  set()
  return () => clearTimeout(timer)
}

/** Memory that moves by less says nothing: a process that only answers moves a little too. */
const movedBytes = 2 ** 23

/**
 * Calls `stalled` once an engine that loads has got no further for `limitMs`: it named no next step, and its
 * memory, into which the file goes, stayed as it was. Looks every `restMs`. One that doesn't answer is `watch`'s
 * to end. Answers a function that ends the looking.
 */
export function watchLoading({ engine }: EngineProcess, restMs: number, limitMs: () => number, stalled: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  let stopped = false
  let bytes = 0
  let stillMs = 0 // counted by looks: a computer that sleeps takes no time from it
  const look = async () => {
    const { residentBytes } = await engine.ping({})
    if (stopped) return
    if (Math.abs(residentBytes - bytes) >= movedBytes) {
      bytes = residentBytes
      stillMs = 0
    }
    if (stillMs >= limitMs()) return stalled()
    stillMs += restMs
    timer = setTimeout(again, restMs)
  }
  const again = () => void look().catch(() => undefined) // an engine that has ended is dealt with elsewhere
  const ignore = engine.progress(() => {
    stillMs = 0
  })
  again()
  return () => {
    stopped = true
    clearTimeout(timer)
    ignore()
  }
}

/**
 * Passes on what the engine suggests, and ends an engine that has evaluated no token for twice `silenceMs`: a
 * large model is slow, a stuck one does nothing. Throws `engine-down` when it ends before the suggestion does.
 */
export async function* relay(
  running: EngineProcess,
  question: EngineQuestion,
  signal: AbortSignal,
  silenceMs: number,
): AsyncGenerator<Suggestion, void, undefined> {
  const stuck = watchProgress(running, silenceMs)
  try {
    yield* running.engine.complete(question, signal)
  } catch (error) {
    throw ended(error)
  } finally {
    stuck.stop()
  }
}

/** Has the engine prepare for a question. Throws `engine-down` when it ends before. */
export async function prepareIn({ engine }: EngineProcess, preparation: EnginePreparation, signal: AbortSignal): Promise<void> {
  await engine.prepare(preparation, signal).catch((error: unknown) => {
    throw ended(error)
  })
}

/** What a suggestion was chosen from. Throws `engine-down` when the engine ends before it has told. */
export async function* whyIn({ engine }: EngineProcess, shown: ShownPart, signal: AbortSignal): AsyncGenerator<WhyToken[], void, undefined> {
  try {
    for await (const { tokens } of engine.why(shown, signal)) yield tokens
  } catch (error) {
    throw ended(error)
  }
}

/** The service that was asked is gone: to whoever asked, the engine is down. */
function ended(error: unknown): unknown {
  const isGone = error instanceof Problem && error.code === 'unavailable'
  return isGone ? new Problem('engine-down', 'the engine ended in the middle of its work', {}, error) : error
}

function watchProgress({ engine, kill }: EngineProcess, silenceMs: number): { stop(): void } {
  let evaluated: number | undefined
  let clear = () => {}
  let stopped = false
  const look = async () => {
    const { evaluatedTokens } = await engine.ping({})
    if (stopped) return
    if (evaluatedTokens === evaluated) return kill()
    evaluated = evaluatedTokens
    again()
  }
  const again = () => {
    clear = afterAwake(silenceMs, () => void look().catch(() => undefined)) // an engine that has ended is dealt with elsewhere
  }
  again()
  return {
    stop: () => {
      stopped = true
      clear()
    },
  }
}

/** Waits for a promise that never fails; throws `cancelled` where the request is given up meanwhile. */
export function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Problem('cancelled', 'the request was given up'))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    void promise.then(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
  })
}
