import { EventEmitter } from 'node:events'
import type { MessageChannelMain, WebContents } from 'electron'
import { describe, expect, test } from 'vitest'
import { createHandover } from '#main/app/electron/handover.ts'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { studio } from '#preload/contract/studio.ts'
import { connect } from '#preload/wire/connect.ts'
import { implement } from '#preload/wire/serve.ts'
import { portOverMessages } from '#renderer/host/message-port.ts'

/** Main's end over a real MessagePort, with the shape of Electron's MessagePortMain. */
class MainPort extends EventEmitter {
  readonly #port: MessagePort
  constructor(port: MessagePort) {
    super()
    this.#port = port
    port.addEventListener('message', ({ data }) => this.emit('message', { data, ports: [] }))
    port.addEventListener('close', () => this.emit('close'))
  }
  start(): void {
    this.#port.start()
  }
  close(): void {
    this.#port.close()
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message)
  }
}

function newChannel(): MessageChannelMain {
  const { port1, port2 } = new MessageChannel()
  // The second port goes to the page as it is; Electron would turn it into a DOM port on the way.
  return { port1: new MainPort(port1), port2 } as unknown as MessageChannelMain
}

/** A frame of a window, which keeps the ports that it is sent. */
class Frame {
  readonly sent: { channel: string; nonce: unknown; port: MessagePort }[] = []
  readonly origin: string
  readonly parent: Frame | null
  constructor(origin: string, parent: Frame | null = null) {
    this.origin = origin
    this.parent = parent
  }
  postMessage(channel: string, nonce: unknown, [port]: [MessagePort]): void {
    this.sent.push({ channel, nonce, port })
  }
}

function studioWindow() {
  const gone: string[] = []
  const handover = createHandover({
    implementations: new Map([
      implement(studio, { about: (_input, { client }) => ({ version: '1', host: 'electron', platform: 'linux', client, folder: '/courses', credits: '' }) }),
    ]),
    clientGone: (client) => gone.push(client),
    reportBug: (error) => {
      throw error
    },
    newChannel,
  })
  const contents = { ipc: new EventEmitter() }
  handover.welcome(contents as unknown as WebContents)
  const ask = (frame: Frame | null, nonce: unknown) => contents.ipc.emit('moke:ready', { senderFrame: frame }, nonce)
  return { handover, ask, gone }
}

const greeting = { protocol: protocolVersion, token: '' }

describe('the handover of a port', () => {
  test('it lets the page speak the contract, and hear pushes', async () => {
    const { handover, ask } = studioWindow()
    const frame = new Frame('moke://studio')
    const nonce = crypto.randomUUID()
    ask(frame, nonce)
    expect(frame.sent.map(({ channel, nonce: echoed }) => [channel, echoed])).toEqual([['moke:port', nonce]])
    const connection = connect(portOverMessages(frame.sent[0]!.port), greeting)
    const client = connection.client(studio)
    expect((await client.about({})).client).toBe(await connection.ready)
    const command = new Promise((resolve) => {
      client.command(resolve)
    })
    handover.push('studio', 'command', 'settings')
    expect(await command).toBe('settings')
    connection.close()
  })

  test('it gives nothing to another origin, a frame within, a frame that is gone, or a used nonce', () => {
    const { handover, ask } = studioWindow()
    const own = new Frame('moke://studio')
    const frames = [new Frame('https://example.com'), new Frame('null'), new Frame('moke://studio', own)]
    for (const frame of frames) ask(frame, crypto.randomUUID())
    ask(null, crypto.randomUUID())
    const nonce = crypto.randomUUID()
    ask(own, nonce)
    ask(own, nonce)
    ask(own, 'not a nonce')
    expect([frames.map((frame) => frame.sent.length), own.sent.length]).toEqual([[0, 0, 0], 1])
    handover.close()
  })

  test('a page that asks again gets another port, and the one before closes with a reason', async () => {
    const { ask, gone } = studioWindow()
    const frame = new Frame('moke://studio')
    ask(frame, crypto.randomUUID())
    const first = connect(portOverMessages(frame.sent[0]!.port), greeting)
    const name = await first.ready
    ask(frame, crypto.randomUUID())
    expect((await first.closed)?.code).toBe('unavailable')
    const second = connect(portOverMessages(frame.sent[1]!.port), greeting)
    expect(await second.ready).not.toBe(name)
    expect(gone).toEqual([name])
    second.close()
  })

  test('a page that is gone frees what it held', async () => {
    const { ask, gone } = studioWindow()
    const frame = new Frame('moke://studio')
    ask(frame, crypto.randomUUID())
    const connection = connect(portOverMessages(frame.sent[0]!.port), greeting)
    const name = await connection.ready
    frame.sent[0]!.port.close()
    await expect.poll(() => gone).toEqual([name])
  })

  test('a page of another version is told so', async () => {
    const { ask } = studioWindow()
    const frame = new Frame('moke://studio')
    ask(frame, crypto.randomUUID())
    const connection = connect(portOverMessages(frame.sent[0]!.port), { protocol: protocolVersion + 1, token: '' })
    await expect(connection.ready).rejects.toMatchObject({ code: 'protocol' })
  })
})
