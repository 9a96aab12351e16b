import { expect, test } from 'vitest'
import { ServerError } from '#engine/completion/server-error.ts'
import type { ReplyPiece } from '#engine/completion/server-reply.ts'
import { askServer, type Patience } from '#engine/completion/server-stream.ts'
import { type Answer, event, type ProtocolServer, protocolServer, saying, telling } from './protocol-server.ts'

const question = { prompt: '今天我们', tokens: 32, temperature: 0, likelihoods: true }
const going = () => new AbortController().signal
const eager: Patience = { silenceMs: 150, totalMs: 600 }
const stream: Readonly<Record<string, string>> = { 'content-type': 'text/event-stream' }

async function pieces(
  server: Pick<ProtocolServer, 'endpoint'>,
  { key = null, limits }: { key?: string | null; limits?: Patience | undefined } = {},
): Promise<ReplyPiece[]> {
  const all: ReplyPiece[] = []
  for await (const piece of askServer({ endpoint: server.endpoint, model: 'qwen3', key }, question, going(), limits)) all.push(piece)
  return all
}

/** What it fails with, and that it says nothing of the text or the key. */
async function faultOf(answer: Answer, limits?: Patience): Promise<string> {
  await using server = await protocolServer(answer)
  const error = await pieces(server, { key: 'sk-secret', limits }).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ServerError)) throw new Error(`it did not fail as a server: ${String(error)}`)
  expect(JSON.stringify([error.message, String(error.cause)])).not.toMatch(/今天我们|sk-secret/)
  return error.fault
}

test('it sends the question as the protocol has it, and reads tokens with their likelihoods as they come', async () => {
  await using server = await protocolServer(saying({ text: '来', probability: 0.5, others: { 再: 0.25 } }, { text: '谈谈', probability: 0.8 }))
  const [first, second, last] = await pieces(server, { key: 'sk-1' })
  expect([first?.text, second?.text, last]).toEqual(['来', '谈谈', { text: '', probability: null, choices: [], end: 'ended' }])
  expect(first?.probability).toBeCloseTo(0.5)
  expect(first?.choices.map(({ text, probability }) => `${text} ${probability.toFixed(2)}`)).toEqual(['来 0.50', '再 0.25'])
  expect(server.asked).toMatchObject([
    { path: '/v1/completions', key: 'Bearer sk-1', body: { model: 'qwen3', prompt: '今天我们', max_tokens: 32, temperature: 0, logprobs: 5, stream: true } },
  ])
})

test('without a key none is sent', async () => {
  await using server = await protocolServer(saying({ text: '来' }))
  await pieces(server)
  expect(server.asked[0]?.key).toBeUndefined()
})

test('likelihoods in the form of conversations are read too (llama-server), and one JSON answer in the place of a stream', async () => {
  const top = [
    { token: '来', logprob: Math.log(0.6) },
    { token: '再', logprob: Math.log(0.1) },
  ]
  const content = [{ token: '来', logprob: Math.log(0.6), top_logprobs: top }]
  await using server = await protocolServer(telling(200, JSON.stringify({ choices: [{ text: '来', logprobs: { content }, finish_reason: 'length' }] })))
  const [only] = await pieces(server)
  expect(only).toMatchObject({ text: '来', end: 'limited', choices: [{ text: '来' }, { text: '再' }] })
  expect(only?.probability).toBeCloseTo(0.6)
})

test.each<[string, Answer, string]>([
  ['no key it accepts', telling(401, '{"error":"no"}'), 'denied'],
  ['a key that may not', telling(403, ''), 'denied'],
  ['no such model', telling(404, '{"error":{"message":"model \\"qwen3\\" not found"}}'), 'model'],
  ['no such path', telling(404, '{"detail":"Not Found"}'), 'foreign'],
  ['too much to do', telling(429, ''), 'busy'],
  ['a failure', telling(500, 'oops'), 'busy'],
  ['an error within the stream', telling(200, 'data: {"error":{"message":"out of memory"}}\n\n', stream), 'busy'],
  ['a page', telling(200, '<!doctype html><title>Login</title>', { 'content-type': 'text/html' }), 'foreign'],
  ['a page that says it is JSON', telling(200, '<!doctype html>'), 'foreign'],
  ['a page that says it is a stream', telling(200, 'data: <html>\n\n', stream), 'foreign'],
  ['JSON of another kind', telling(200, '{"choices":[{"message":{"content":"hi"}}]}'), 'foreign'],
  ['a list', telling(200, '[]'), 'foreign'],
  ['null', telling(200, 'null'), 'foreign'],
  ['a text that is none', telling(200, '{"choices":[{"text":{"a":1}}]}'), 'foreign'],
  ['a body without an end', (response) => void (response.writeHead(200, { 'content-type': 'application/json' }), pour(response, '[[[[')), 'foreign'],
  ['a line without an end', (response) => void (response.writeHead(200, stream), pour(response, 'data: "')), 'foreign'],
  ['silence', () => undefined, 'slow'],
  ['silence behind its headers', (response) => response.writeHead(200, stream).flushHeaders(), 'slow'],
  ['a drop now and then', (response) => void (response.writeHead(200, stream), drip(response)), 'slow'],
  [
    'a connection that breaks',
    (response) => void (response.writeHead(200, stream), response.write(event({ text: '来' })), setTimeout(() => response.destroy(), 20)),
    'unreachable',
  ],
])('%s is told as what it is', async (_, answer, fault) => {
  expect(await faultOf(answer, fault === 'slow' ? eager : undefined)).toBe(fault)
})

test('it follows no redirect: text and key go to the named address alone', async () => {
  await using elsewhere = await protocolServer(saying({ text: '来' }))
  for (const status of [301, 302, 303, 307, 308]) expect(await faultOf(telling(status, '', { location: elsewhere.endpoint }))).toBe('moved')
  expect(elsewhere.asked).toEqual([])
})

test('nobody listens there', async () => {
  const server = await protocolServer(() => undefined)
  await server[Symbol.asyncDispose]()
  await expect(pieces(server)).rejects.toMatchObject({ fault: 'unreachable' })
  await expect(pieces({ endpoint: 'https://nowhere.invalid/v1/completions' })).rejects.toMatchObject({ fault: 'unreachable' })
})

test('given up, it closes the connection at once and throws the reason', async () => {
  await using server = await protocolServer((response) => {
    response.writeHead(200, stream)
    response.write(event({ text: '来' }))
  })
  const own = new AbortController()
  const asking = askServer({ endpoint: server.endpoint, model: 'm', key: null }, question, own.signal)
  await asking.next()
  const next = asking.next()
  own.abort(new Error('typed on'))
  await expect(next).rejects.toThrow('typed on')
  await server.asked[0]?.closed
})

test('whoever has enough of an endless stream closes it', async () => {
  await using server = await protocolServer((response) => void (response.writeHead(200, stream), pour(response, event({ text: '啊', probability: 0.9 }))))
  let count = 0
  for await (const _ of askServer({ endpoint: server.endpoint, model: 'm', key: null }, question, going())) if (++count === 20) break
  await server.asked[0]?.closed
  expect(count).toBe(20)
})

/** Writes without an end, as long as somebody reads. */
function pour(response: Parameters<Answer>[0], text: string): void {
  const more = () => {
    if (response.destroyed) return
    if (response.write(text.repeat(2000))) setImmediate(more)
    else response.once('drain', more)
  }
  more()
}

function drip(response: Parameters<Answer>[0]): void {
  const timer = setInterval(() => response.write(':\n\n'), 50)
  response.once('close', () => clearInterval(timer))
}
