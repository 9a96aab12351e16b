/**
 * Gives a page its port. The bridge asks under a one-time nonce; the answer goes to that very frame. A page
 * has one port at a time: asking again (after a reload, or when it lost the host) closes the one before.
 */
import { randomUUID } from 'node:crypto'
import type { MessageChannelMain, WebContents } from 'electron'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { serve, type Implementations, type Served } from '#preload/wire/serve.ts'
import { portOverMain } from './message-port.ts'
import { isTrusted, OneTimeNonces } from './sender-trust.ts'

export interface Handover {
  /** Pushes to all pages. */
  push(service: string, member: string, value: unknown): void
  /** Answers the bridge of a window that the studio has just made. */
  welcome(contents: WebContents): void
  /** Closes every page's port. */
  close(): void
}

export interface HandoverOptions {
  readonly implementations: Implementations
  readonly clientGone: (client: string) => void
  readonly reportBug: (error: unknown, where: string) => string
  readonly newChannel: () => MessageChannelMain
}

/** Serves the contract to the pages of the windows it is told of, and to nobody else. */
export function createHandover({ implementations, clientGone, reportBug, newChannel }: HandoverOptions): Handover {
  const pages = new Map<WebContents, Served>()
  const nonces = new OneTimeNonces()
  const give = (contents: WebContents): Electron.MessagePortMain => {
    pages.get(contents)?.close({ code: 'unavailable', message: 'the page asked for another port', detail: {} })
    const { port1, port2 } = newChannel()
    const client = randomUUID()
    const page = serve(portOverMain(port1), implementations, {
      protocol: protocolVersion,
      admit: () => null, // the frame was checked before it got its port
      client,
      reportBug,
      onClose: () => {
        if (pages.get(contents) === page) pages.delete(contents)
        clientGone(client)
      },
    })
    pages.set(contents, page)
    return port2
  }
  return {
    push: (service, member, value) => {
      for (const page of pages.values()) page.push(service, member, value)
    },
    welcome: (contents) => {
      contents.ipc.on('moke:ready', ({ senderFrame: frame }, nonce: unknown) => {
        if (!frame || !isTrusted({ origin: frame.origin, isMainFrame: frame.parent === null }) || !nonces.accept(nonce)) return
        frame.postMessage('moke:port', nonce, [give(contents)])
      })
    },
    close: () => {
      for (const page of pages.values()) page.close({ code: 'unavailable', message: 'the studio is closing', detail: {} })
    },
  }
}
