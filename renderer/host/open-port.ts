/** Chooses how the page reaches its host: over a WebSocket where it was fetched over HTTP, else over the window's bridge. */
import type { Port } from '#preload/wire/port.ts'
import { awaitMessagePort } from './message-port.ts'
import { openWebSocketPort } from './websocket-port.ts'

/** Opens a port to the host that served this page. */
export function openPort(page: Window): Promise<Port> {
  const { protocol, host } = page.location
  if (protocol === 'http:' || protocol === 'https:') return openWebSocketPort(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/wire`)
  return awaitMessagePort(page)
}
