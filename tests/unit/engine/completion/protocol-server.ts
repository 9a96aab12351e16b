/** A server on this computer that speaks OpenAI's completions protocol, or pretends to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text as textOf } from 'node:stream/consumers'

/** What it was asked. */
export interface Asked {
  readonly path: string
  readonly key: string | undefined
  readonly body: {
    readonly model: string
    readonly prompt: string
    readonly max_tokens: number
    readonly temperature: number
    readonly seed?: number
    readonly logprobs?: number
    readonly stream: boolean
  }
  /** Resolves when whoever asked has closed the connection, or all was sent. */
  readonly closed: Promise<void>
}

export type Answer = (response: ServerResponse, asked: Asked) => unknown

export interface ProtocolServer extends AsyncDisposable {
  readonly address: string
  readonly endpoint: string
  readonly asked: readonly Asked[]
  /** How it answers from now on. */
  answer: Answer
}

export async function protocolServer(answer: Answer): Promise<ProtocolServer> {
  const asked: Asked[] = []
  const answering = async (request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.parse((await textOf(request)) || '{}')
    const closed = new Promise<void>((resolve) => response.once('close', resolve))
    const one = { path: request.url ?? '', key: request.headers.authorization, body, closed }
    asked.push(one)
    await own.answer(response, one)
  }
  const server = createServer((request, response) => void answering(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
  const own: ProtocolServer = {
    address,
    endpoint: `${address}/v1/completions`,
    asked,
    answer,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return own
}

/** A token with its likelihood, and what could stand in its place. */
export interface Word {
  readonly text: string
  readonly probability?: number
  readonly others?: Readonly<Record<string, number>>
}

/** An event of a stream, as vLLM writes it. */
export function event({ text, probability, others = {} }: Word, end: string | null = null): string {
  const logprobs =
    probability === undefined
      ? null
      : {
          tokens: [text],
          token_logprobs: [Math.log(probability)],
          top_logprobs: [Object.fromEntries([[text, probability] as const, ...Object.entries(others)].map(([one, share]) => [one, Math.log(share)]))],
        }
  return `data: ${JSON.stringify({ object: 'text_completion', choices: [{ index: 0, text, logprobs, finish_reason: end }] })}\n\n`
}

/** Answers with these words, one event each. */
export function saying(...words: readonly Word[]): Answer {
  return (response) => {
    response.setHeader('content-type', 'text/event-stream; charset=utf-8')
    for (const word of words) response.write(event(word))
    response.write(event({ text: '' }, 'stop'))
    response.end('data: [DONE]\n\n')
  }
}

/** The same, but for the words that the prompt ends with already. */
export function goingOn(...words: readonly Word[]): Answer {
  return (response, asked) => {
    const said = words.findLastIndex((_, at) =>
      asked.body.prompt.endsWith(
        words
          .slice(0, at + 1)
          .map(({ text }) => text)
          .join(''),
      ),
    )
    return saying(...words.slice(said + 1))(response, asked)
  }
}

/** Answers with a status and a body. */
export function telling(status: number, body: string, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }): Answer {
  return (response) => {
    response.writeHead(status, headers)
    response.end(body)
  }
}
