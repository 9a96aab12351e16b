import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { keepAlive } from '#main/app/heartbeat.ts'
import { socketPort } from '#main/app/socket-port.ts'
import { beat } from '#preload/wire/heartbeat.ts'

const server = createServer()
const sockets = new WebSocketServer({ server })
beforeEach(
  () =>
    new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    }),
)
afterEach(() => {
  for (const socket of sockets.clients) socket.terminate()
  return new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
})

/** A client of a server that beats every few ms. */
async function client(answersPings: boolean): Promise<WebSocket> {
  sockets.once('connection', (accepted) => keepAlive(accepted, 5))
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { autoPong: answersPings })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

test('it ends a socket whose other side became silent', async () => {
  const socket = await client(false)
  expect(
    await new Promise((resolve) => {
      socket.once('close', resolve)
    }),
  ).toBe(1006)
})

test('it leaves a socket that answers, and its beats are no frames', async () => {
  const socket = await client(true)
  const frames: unknown[] = []
  socketPort(socket).listen(
    (frame) => frames.push(frame),
    () => frames.push('closed'),
  )
  let beats = 0
  await new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      if (data.toString() === beat && ++beats === 10) resolve()
    })
  })
  expect(frames).toEqual([])
  expect(socket.readyState).toBe(WebSocket.OPEN)
})
