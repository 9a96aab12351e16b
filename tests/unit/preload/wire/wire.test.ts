import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { call, push, service, stream } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { z } from '#preload/document/zod.ts'
import { connect, type Connection } from '#preload/wire/connect.ts'
import { type Frame, type Port, portPair } from '#preload/wire/port.ts'
import { implement, serve, type Served } from '#preload/wire/serve.ts'
import { socketPort } from '#main/app/socket-port.ts'

const trial = service('trial', {
  double: call(z.strictObject({ n: z.number() }), z.number()),
  fail: call(z.strictObject({ how: z.enum(['problem', 'bug']) }), z.number()),
  lie: call(z.strictObject({}), z.number()),
  hang: call(z.strictObject({}), z.number()),
  count: stream(z.strictObject({ to: z.number() }), z.number()),
  rang: push(z.string()),
})

const observed = { asked: 0, stopped: 0, produced: 0, bugs: [] as string[] }

const implementations = new Map([
  implement(trial, {
    double: ({ n }) => 2 * n,
    fail: ({ how }) => {
      throw how === 'problem' ? new Problem('disk-full', 'no room', { free: 0 }) : new TypeError('secret detail')
    },
    lie: () => JSON.parse('"not a number"'),
    hang: (_, { signal }) =>
      new Promise<number>((_resolve, reject) => {
        observed.asked++
        signal.addEventListener('abort', () => {
          observed.stopped++
          reject(new Error('stopped'))
        })
      }),
    count: async function* ({ to }) {
      try {
        for (let n = 0; n < to; n++) {
          observed.produced++
          yield n
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
      } finally {
        observed.stopped++
      }
    },
  }),
])

const options = {
  protocol: 7,
  client: 'page-1',
  admit: (token: string) => (token === 'right' ? null : { code: 'forbidden' as const, message: 'wrong token', detail: {} }),
  reportBug: (error: unknown, where: string) => {
    observed.bugs.push(`${where}: ${error}`)
    return 'b1'
  },
}

interface Pair {
  near: Port
  far: Port
  end(): Promise<void>
}
const socketPair = async (): Promise<Pair> => {
  const server: Server = createServer()
  const sockets = new WebSocketServer({ server })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const accepted = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve))
  const near = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await new Promise((resolve) => near.once('open', resolve))
  return {
    near: socketPort(near),
    far: socketPort(await accepted),
    end: async () => {
      near.terminate()
      await new Promise((resolve) => {
        server.closeAllConnections()
        server.close(resolve)
      })
    },
  }
}
const memoryPair = (): Promise<Pair> => {
  const [near, far] = portPair()
  return Promise.resolve({ near, far, end: () => Promise.resolve() })
}

/** Waits until something was observed on the far side. */
const seen = (part: Partial<typeof observed>) => expect.poll(() => observed, { interval: 5 }).toMatchObject(part)

describe.each([
  ['in memory', memoryPair],
  ['over a WebSocket', socketPair],
] as const)('the wire %s', (_name, pair) => {
  let ports: Pair
  let served: Served
  let connection: Connection
  const open = (greeting = { protocol: 7, token: 'right' }) => {
    served = serve(ports.far, implementations, options)
    connection = connect(ports.near, greeting)
    return connection.client(trial)
  }
  beforeEach(async () => {
    ports = await pair()
    Object.assign(observed, { asked: 0, stopped: 0, produced: 0, bugs: [] })
  })
  afterEach(() => ports.end())

  test('it answers a call and tells the client its name', async () => {
    expect(await open().double({ n: 21 })).toBe(42)
    expect(await connection.ready).toBe('page-1')
  })
  test('it keeps a problem’s code and detail', async () => {
    await expect(open().fail({ how: 'problem' })).rejects.toMatchObject({ name: 'Problem', code: 'disk-full', detail: { free: 0 } })
  })
  test('it hides a bug behind its short id', async () => {
    const failure = await open()
      .fail({ how: 'bug' })
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'bug', detail: { bug: 'b1' } })
    expect(String(failure)).not.toContain('secret')
    expect(observed.bugs).toEqual(['trial.fail: TypeError: secret detail'])
  })
  test('it stops bad input before the handler', async () => {
    const client = open()
    await expect(client.double(JSON.parse('{"n":"1"}'))).rejects.toMatchObject({ code: 'invalid' })
    await expect(client.double(JSON.parse('{"n":1,"x":2}'))).rejects.toMatchObject({ code: 'invalid' })
  })
  test('it refuses an answer that the contract does not say', async () => {
    await expect(open().lie({})).rejects.toMatchObject({ code: 'invalid' })
  })
  test('it streams to the end', async () => {
    const got: number[] = []
    for await (const n of open().count({ to: 5 })) got.push(n)
    expect(got).toEqual([0, 1, 2, 3, 4])
  })
  test('it stops the producer when the loop is left early', async () => {
    for await (const n of open().count({ to: 10_000 })) if (n === 2) break
    await seen({ stopped: 1 })
    const { produced } = observed
    expect(produced).toBeLessThan(10_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(observed).toMatchObject({ stopped: 1, produced })
  })
  test('it cancels a call by its signal', async () => {
    const controller = new AbortController()
    const asked = open().hang({}, controller.signal)
    await seen({ asked: 1 })
    controller.abort()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    await seen({ stopped: 1 })
  })
  test('it delivers pushes until the listener leaves', async () => {
    const heard: string[] = []
    const client = open()
    const leave = client.rang((value) => heard.push(value))
    await connection.ready
    served.push('trial', 'rang', 'one')
    await expect.poll(() => heard, { interval: 5 }).toEqual(['one'])
    leave()
    served.push('trial', 'rang', 'two')
    await client.double({ n: 1 }) // its answer comes after the push
    expect(heard).toEqual(['one'])
  })
  test('it closes on a push that the contract refuses', async () => {
    const heard: string[] = []
    open().rang((value) => heard.push(value))
    await connection.ready
    served.push('trial', 'rang', 7)
    await connection.closed
    expect(heard).toEqual([])
  })
  test('it rejects what is pending by name when the port closes, and aborts the handler', async () => {
    const asked = open().hang({})
    await seen({ asked: 1 })
    ports.near.close()
    await expect(asked).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('trial.hang') })
    await seen({ stopped: 1 })
    await expect(connection.client(trial).double({ n: 1 })).rejects.toMatchObject({ code: 'unavailable' })
  })
  test.each([[{ protocol: 6, token: 'right' }], [{ protocol: 7, token: 'wrong' }]])('it refuses the greeting %o', async (greeting) => {
    open(greeting)
    await expect(connection.ready).rejects.toBeInstanceOf(Problem)
    await connection.closed
  })
  test('it closes on what is no frame', async () => {
    open()
    await connection.ready
    ports.near.post(JSON.parse('{"kind":"ask","id":"x"}') as Frame)
    await connection.closed
  })
})
