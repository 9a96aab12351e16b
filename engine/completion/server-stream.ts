/**
 * One question to a server of OpenAI's completions protocol. It may be anyone's: so much and no more is read, for so long and no
 * longer, and nothing is sent anywhere but to the address that was named.
 */
import { ServerError } from './server-error.ts'
import { isAboutModel, pieceFrom, type ReplyPiece } from './server-reply.ts'

/** A server as the author named it. */
export interface CompletionServer {
  /** Of its completions. */
  readonly endpoint: string
  readonly model: string
  readonly key: string | null
}

export interface ServerQuestion {
  readonly prompt: string
  readonly tokens: number
  /** 0 takes the likeliest; with a seed each number gives another text. */
  readonly temperature: number
  readonly seed?: number
  /** Whether it is asked how likely its tokens are. */
  readonly likelihoods: boolean
}

export interface Patience {
  /** Until an answer begins, and between two parts of it. */
  readonly silenceMs: number
  readonly totalMs: number
}

const patience: Patience = { silenceMs: 10_000, totalMs: 20_000 }
/** Twelve tokens with five alternatives each take 10 KB. */
const mostBytes = 256 * 1024
const alternatives = 5

/** The pieces of a completion. Given up, the request is closed. Throws ServerError, or the signal's reason. */
export async function* askServer(
  server: CompletionServer,
  question: ServerQuestion,
  signal: AbortSignal,
  limits: Patience = patience,
): AsyncGenerator<ReplyPiece, void, undefined> {
  const left = new AbortController()
  const watch = new Watch(limits)
  const stop = AbortSignal.any([signal, left.signal, watch.signal])
  try {
    const response = await watch.soon(fetch(server.endpoint, requestOf(server, question, stop)))
    await check(response, watch)
    for await (const json of jsonsIn(response, watch)) {
      const piece = pieceFrom(json)
      if (piece) yield piece
    }
  } catch (error) {
    throw faultOf(error, signal, watch)
  } finally {
    watch.end()
    left.abort()
  }
}

function requestOf({ model, key }: CompletionServer, { prompt, tokens, temperature, seed, likelihoods }: ServerQuestion, signal: AbortSignal): RequestInit {
  const body = {
    model,
    prompt,
    max_tokens: tokens,
    temperature,
    stream: true,
    stop: ['\n'],
    ...(seed !== undefined && { seed }),
    ...(likelihoods && { logprobs: alternatives }),
  }
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream, application/json', ...(key !== null && { authorization: `Bearer ${key}` }) }
  // A redirect would send the text, and the key, to an address that nobody named.
  return { method: 'POST', headers, body: JSON.stringify(body), signal, redirect: 'manual', credentials: 'omit', cache: 'no-store' }
}

/** How long it has been silent, and how long it takes in all. */
class Watch {
  readonly #own = new AbortController()
  readonly #silenceMs: number
  readonly #total: NodeJS.Timeout

  constructor({ silenceMs, totalMs }: Patience) {
    this.#silenceMs = silenceMs
    this.#total = setTimeout(() => this.#own.abort(), totalMs)
  }

  get signal(): AbortSignal {
    return this.#own.signal
  }

  async soon<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#own.abort(), this.#silenceMs)
    try {
      return await work
    } finally {
      clearTimeout(timer)
    }
  }

  end(): void {
    clearTimeout(this.#total)
  }
}

/** Throws ServerError for an answer that is no completion. */
async function check(response: Response, watch: Watch): Promise<void> {
  const { status, ok } = response
  if (ok) return
  if (status >= 300 && status < 400) throw new ServerError('moved', `the server answered ${status}, which sends elsewhere`)
  if (status === 401 || status === 403) throw new ServerError('denied', `the server answered ${status}`)
  const body = await textOf(response, watch).catch(() => '')
  if (status === 404 && isAboutModel(body)) throw new ServerError('model', 'the server has no such model')
  if (status === 400 || status === 422) throw new Refused(`the server answered ${status}`)
  throw new ServerError(status === 429 || status >= 500 ? 'busy' : 'foreign', `the server answered ${status}`)
}

/** The question itself was refused, as by a server that tells no likelihoods. */
export class Refused extends ServerError {
  constructor(message: string) {
    super('foreign', message)
  }
}

/** The JSON values of an answer: those of a stream of events, or the whole. */
async function* jsonsIn(response: Response, watch: Watch): AsyncGenerator<string> {
  const type = response.headers.get('content-type') ?? ''
  if (/^application\/json\b/i.test(type)) return yield await textOf(response, watch)
  if (!/^text\/event-stream\b/i.test(type)) throw new ServerError('foreign', `the answer is of the type ${JSON.stringify(type.slice(0, 80))}`)
  let rest = ''
  for await (const text of textsOf(response, watch)) {
    const lines = (rest + text).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const data = /^data: ?(.*)$/.exec(line)?.[1]
      if (data === '[DONE]') return
      if (data !== undefined && data !== '') yield data
    }
  }
}

async function textOf(response: Response, watch: Watch): Promise<string> {
  let all = ''
  for await (const text of textsOf(response, watch)) all += text
  return all
}

/** The body piece by piece. Throws ServerError once it is longer than any completion. */
async function* textsOf({ body }: Response, watch: Watch): AsyncGenerator<string> {
  if (!body) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await watch.soon(reader.read())
      if (done) return
      bytes += value.length
      if (bytes > mostBytes) throw new ServerError('foreign', `the answer is longer than ${mostBytes} bytes`)
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    // A body that is not wanted any more ends with its request; nobody waits for it.
    reader.cancel().catch(() => undefined)
  }
}

function faultOf(error: unknown, signal: AbortSignal, watch: Watch): unknown {
  if (signal.aborted) return signal.reason
  if (error instanceof ServerError) return error
  if (watch.signal.aborted) return new ServerError('slow', 'the server did not answer in time', error)
  // Whatever `fetch` fails with: no such name, nobody listens, a certificate that does not hold, a connection that breaks.
  return new ServerError('unreachable', `the server cannot be reached (${codeOf(error)})`, error)
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error instanceof Error ? error.name : 'unknown'
}
