/** Completing by a server, through the process that asks it: the real starter behind the protocol, and replies made to do harm. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ServerDesk } from '#main/compute/server-desk.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import { type Answer, type ProtocolServer, protocolServer, telling } from '../unit/engine/completion/protocol-server.ts'
import { starterServer } from './starter-server.ts'

const place: EngineQuestion = {
  ...{
    course: '写作课',
    chapter: '',
    lesson: '第一节',
    headings: [],
    before: '写作是一件需要耐心的事情，每天写一点，',
    after: '',
    block: 'paragraph',
    candidate: 0,
  },
  leanings: [],
}
const going = new AbortController().signal
const desk = new ServerDesk({ nodePath: process.execPath, entry: fileURLToPath(new URL('../../engine/worker/main.ts', import.meta.url)) })
let starter: ProtocolServer
beforeAll(async () => {
  starter = await starterServer()
})
afterAll(async () => {
  await desk.close()
  await starter[Symbol.asyncDispose]()
})

const of = ({ endpoint }: Pick<ProtocolServer, 'endpoint'>) => ({ endpoint, model: 'starter', key: 'sk-secret' })

async function suggested(server: Pick<ProtocolServer, 'endpoint'>, question: Partial<EngineQuestion> = {}) {
  let last: { text: string; tokens: readonly { text: string; probability: number }[] } = { text: '', tokens: [] }
  for await (const item of desk.complete(of(server), { ...place, ...question }, going)) {
    expect(item.text.startsWith(last.text)).toBe(true)
    last = item
  }
  return last
}

test('a real model behind the protocol suggests within the rules of any: to the end of a clause, with its own probabilities', async () => {
  const trial = await desk.try(of(starter), going)
  expect(trial).toMatchObject({ tellsLikelihoods: true })
  expect(trial.text).not.toBe('')
  const others = [await suggested(starter, { candidate: 1 }), await suggested(starter, { candidate: 2 })]
  for (const { text, tokens } of others) {
    expect(text).toMatch(/^[^\n<>#]{1,24}$/u)
    expect(tokens.map((token) => token.text).join('')).toBe(text)
    for (const { probability } of tokens) expect(probability > 0 && probability <= 1).toBe(true)
  }
  expect(others[0]?.text.slice(0, 1)).not.toBe(others[1]?.text.slice(0, 1))
})

test('typing on ends a request before it is sent, or while it is answered', async () => {
  const before = starter.asked.length
  const typing = new AbortController()
  const first = desk.complete(of(starter), place, typing.signal)[Symbol.asyncIterator]().next()
  typing.abort()
  await expect(first).rejects.toMatchObject({ code: 'cancelled' })
  expect(starter.asked.length).toBe(before)
  await using silent = await protocolServer(() => undefined)
  const later = new AbortController()
  const second = desk
    .complete(of(silent), { ...place, candidate: 1 }, later.signal)
    [Symbol.asyncIterator]()
    .next()
  await expect.poll(() => silent.asked.length).toBe(1)
  later.abort()
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
  await silent.asked[0]?.closed
})

test.each<[string, Answer, string]>([
  [
    'an endless body',
    (response) => void (response.writeHead(200, { 'content-type': 'application/json' }), pour(response, '['.repeat(1 << 16))),
    'server-foreign',
  ],
  [
    'an endless stream of nothing',
    (response) => void (response.writeHead(200, { 'content-type': 'text/event-stream' }), pour(response, ':\n'.repeat(1 << 15))),
    'server-foreign',
  ],
  ['a page', telling(200, '<html></html>', { 'content-type': 'text/html' }), 'server-foreign'],
  ['a redirect', telling(307, '', { location: 'http://127.0.0.1:9/' }), 'server-moved'],
  ['a refusal', telling(401, 'sk-secret 写作是一件需要耐心的事情'), 'server-denied'],
])('%s ends in a sentence, and the process serves on', async (_, answer, code) => {
  await using server = await protocolServer(answer)
  const failed = suggested(server, { candidate: 1 })
  await expect(failed).rejects.toMatchObject({ code })
  await expect(failed).rejects.toSatisfy(({ message, detail }: { message: string; detail: object }) => !/sk-secret|写作/.test(message + JSON.stringify(detail)))
  expect((await desk.try(of(starter), going)).text).not.toBe('')
})

function pour(response: Parameters<Answer>[0], text: string): void {
  const more = () => {
    if (response.destroyed) return
    if (response.write(text)) setImmediate(more)
    else response.once('drain', more)
  }
  more()
}
