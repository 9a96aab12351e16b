/** Completing by a server that the author named: one writer for each, which remembers what the server can do. */
import { ServerError, type ServerFault, ServerWriter, Superseded } from '#engine/completion/index.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { CompletionServer, ServerTrial } from '#preload/contract/server.ts'
import type { CompletionPart } from '#engine/completion/index.ts'

/** So long the author pauses before a server is asked unasked: each key press would be a request otherwise. */
const pauseMs = 250
const trialText = '写作是一件需要耐心的事情，'

export class ServerCompleting {
  #writer: { readonly key: string; readonly writer: ServerWriter } | null = null

  async *complete(server: CompletionServer, question: EngineQuestion, signal: AbortSignal): AsyncGenerator<CompletionPart> {
    const writer = this.#writerOf(server)
    if (question.candidate === 0 && !writer.isSilent(question)) await pause(signal)
    yield* writer.write(question, signal)
  }

  async try(server: CompletionServer, signal: AbortSignal): Promise<ServerTrial> {
    const start = performance.now()
    const writer = new ServerWriter(server)
    const place = { course: '', chapter: '', lesson: '', headings: [], before: trialText, after: '', block: 'paragraph', candidate: 1 } as const
    let text = ''
    for await (const part of writer.write(place, signal)) text = part.text
    return { ms: Math.round(performance.now() - start), opening: trialText, text, tellsLikelihoods: writer.tellsLikelihoods === true }
  }

  #writerOf(server: CompletionServer): ServerWriter {
    const key = JSON.stringify(server)
    if (this.#writer?.key !== key) this.#writer = { key, writer: new ServerWriter(server) }
    return this.#writer.writer
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, pauseMs)
    const stop = () => {
      clearTimeout(timer)
      reject(new Superseded('the author went on'))
    }
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
  })
}

const codes: Readonly<Record<ServerFault, ProblemCode>> = {
  unreachable: 'server-unreachable',
  slow: 'server-slow',
  denied: 'server-denied',
  model: 'server-model',
  busy: 'server-busy',
  moved: 'server-moved',
  foreign: 'server-foreign',
}

/** A server's failure as the author is told of it; anything else as it is. */
export function serverProblem(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof ServerError) return new Problem(codes[error.fault], error.message, {}, error)
  if (error instanceof Superseded || (signal.aborted && error === signal.reason)) return new Problem('cancelled', 'the request was given up')
  return error
}
