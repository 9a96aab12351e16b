import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { beat, beatEveryMs } from '#preload/wire/heartbeat.ts'
import { openWebSocketPort } from '#renderer/host/websocket-port.ts'

const server = createServer()
const sockets = new WebSocketServer({ server })
beforeEach(
  () =>
    new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    }),
)
afterEach(() => {
  vi.useRealTimers()
  for (const socket of sockets.clients) socket.terminate()
  return new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
})

/** A page's port, on a clock that the test moves, with what it heard. */
async function open() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const accepted = new Promise<{ send(text: string): void }>((resolve) => {
    sockets.once('connection', resolve)
  })
  const port = await openWebSocketPort(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const heard: unknown[] = []
  port.listen(
    (frame) => heard.push(frame),
    () => heard.push('closed'),
  )
  return { host: await accepted, heard }
}

test('it gives up a host that became silent, once', async () => {
  const { heard } = await open()
  vi.advanceTimersByTime(2 * beatEveryMs)
  expect(heard).toEqual([])
  vi.advanceTimersByTime(beatEveryMs)
  expect(heard).toEqual(['closed'])
  vi.advanceTimersByTime(9 * beatEveryMs)
  expect(heard).toEqual(['closed'])
})

test('it stays with a host that beats', async () => {
  const { host, heard } = await open()
  for (let n = 1; n <= 5; n++) {
    vi.advanceTimersByTime(2 * beatEveryMs)
    host.send(beat)
    host.send(JSON.stringify(n)) // arrives after the beat, so that the test knows when
    await expect.poll(() => heard.length).toBe(n)
  }
  expect(heard).toEqual([1, 2, 3, 4, 5])
})
