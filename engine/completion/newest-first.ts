/**
 * Whose turn it is with the model, which does one thing at a time: the newest question, and where there is none, what
 * is prepared for the next. A question waits for no more than the step under way.
 */
import { Superseded } from './completion-error.ts'
import type { CompletionPart, CompletionRequest } from './complete.ts'

type Complete = (request: CompletionRequest, signal: AbortSignal) => AsyncGenerator<CompletionPart, void, undefined>
/** Work that nothing stops: what runs gives way to it, and what comes meanwhile waits. */
type Change = <T>(work: () => Promise<T>) => Promise<T>
/** Work that gives way to questions, and to newer work of its kind. */
type Aside = <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>

interface Turn {
  readonly kind: 'question' | 'preparation'
  readonly stop: AbortController
  readonly ended: Promise<void>
  readonly end: () => void
  /** Those before it have ended. */
  readonly come: Promise<unknown>
}

/**
 * One request at a time: a new question stops whatever came before and waits for its current step to end; a new
 * preparation stops the one before it and waits for a question's end. `close` stops all and waits likewise; requests
 * after it are refused.
 */
export function newestFirst(write: Complete): { complete: Complete; aside: Aside; change: Change; close(): Promise<void> } {
  const unfinished = new Set<Turn>()
  let closed = false

  function begin(kind: Turn['kind']): Turn {
    if (closed) throw new Superseded('the model is closed')
    const before = [...unfinished]
    for (const turn of before) if (kind === 'question' || turn.kind === 'preparation') turn.stop.abort(new Superseded('a newer request came'))
    const { promise, resolve } = Promise.withResolvers<void>()
    const end = () => {
      unfinished.delete(turn)
      resolve()
    }
    const turn: Turn = { kind, stop: new AbortController(), ended: promise, end, come: Promise.all(before.map(({ ended }) => ended)) }
    unfinished.add(turn)
    return turn
  }

  async function* complete(...[request, signal]: Parameters<Complete>): ReturnType<Complete> {
    const turn = begin('question')
    // While a caller looks at a part no step runs, and it may never come back for the next one.
    let isHandedOut = false
    turn.stop.signal.addEventListener('abort', () => {
      if (isHandedOut) turn.end()
    })
    try {
      await turn.come
      for await (const part of write(request, AbortSignal.any([signal, turn.stop.signal]))) {
        isHandedOut = true
        yield part
        isHandedOut = false
        turn.stop.signal.throwIfAborted()
      }
    } catch (error) {
      throw signal.aborted ? new Superseded('the request was given up', { cause: error }) : error
    } finally {
      turn.end()
    }
  }

  const aside: Aside = async (work, signal) => {
    const turn = begin('preparation')
    const given = AbortSignal.any([signal, turn.stop.signal])
    try {
      await turn.come
      given.throwIfAborted()
      return await work(given)
    } catch (error) {
      throw signal.aborted ? new Superseded('the request was given up', { cause: error }) : error
    } finally {
      turn.end()
    }
  }

  const change: Change = async (work) => {
    const turn = begin('question')
    try {
      await turn.come
      return await work()
    } finally {
      turn.end()
    }
  }

  return {
    complete,
    aside,
    change,
    close: async () => {
      closed = true
      for (const turn of unfinished) turn.stop.abort(new Superseded('the model is closed'))
      await Promise.all([...unfinished].map(({ ended }) => ended))
    },
  }
}
