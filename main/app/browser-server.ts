/**
 * The browser host: serves the page on 127.0.0.1 and speaks the contract over a WebSocket. It listens
 * nowhere else; a page from elsewhere reaches it only through the author's own tunnel.
 */
import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { serve, type Served } from '#preload/wire/serve.ts'
import { type Admission, isOwnHost, isOwnOrigin } from './admission.ts'
import { pageFile, securityHeaders } from './page-files.ts'
import { maxFrameBytes, socketPort } from './socket-port.ts'
import type { Studio } from './studio.ts'

const notAdmitted =
  '<!doctype html><meta charset="utf-8"><title>墨课 Moke</title><h1>请用终端里打印的地址打开</h1><p>这个地址缺少一次性口令，或口令已经用过。请再运行一次 <code>npm start</code>，它会给出新的地址。</p><h1>Open the address printed in the terminal</h1><p>This address has no one-time token, or the token was used. Run <code>npm start</code> again for a new one.</p>'

export interface BrowserServer {
  readonly port: number
  close(): Promise<void>
}

export interface BrowserServerOptions {
  readonly studio: Studio
  readonly admission: Admission
  /** Folder of the built page. */
  readonly pageFolder: string
  readonly port: number
  readonly reportBug: (error: unknown, where: string) => string
  /** A one-time token was used up: another address can be printed. */
  readonly onRedeemed: () => void
}

/** Starts to listen; when the port is taken by something else, on one that the system gives. */
export async function startBrowserServer(options: BrowserServerOptions): Promise<BrowserServer> {
  const server = createServer((request, response) => answer(request, response, options))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })
  const pages = new Set<Served>()
  const stopPushing = options.studio.onPush((service, member, value) => {
    for (const page of pages) page.push(service, member, value)
  })
  server.on('upgrade', (request, socket, head) => {
    if (!mayConnect(request, options.admission)) return refuse(socket)
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      const client = randomUUID()
      const page = serve(socketPort(accepted), options.studio.implementations, {
        protocol: protocolVersion,
        admit: () => null, // the cookie has admitted it already
        client,
        reportBug: options.reportBug,
        onClose: () => {
          pages.delete(page)
          options.studio.clientGone(client)
        },
      })
      pages.add(page)
    })
  })
  const port = await listen(server, options.port)
  return {
    port,
    close: async () => {
      stopPushing()
      for (const page of pages) page.close({ code: 'unavailable', message: 'the studio is closing', detail: {} })
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function mayConnect(request: IncomingMessage, admission: Admission): boolean {
  return request.url === '/wire' && isOwnOrigin(request.headers.origin, request.headers.host) && admission.isKnown(request.headers.cookie)
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
}

function answer(request: IncomingMessage, response: ServerResponse, { admission, pageFolder, onRedeemed }: BrowserServerOptions): void {
  const host = request.headers.host
  if (!isOwnHost(host) || host === undefined) return end(response, 403, 'text/plain', 'forbidden', {})
  const headers = securityHeaders(host)
  const url = new URL(request.url ?? '/', `http://${host}`)
  if (request.method === 'POST' && url.pathname === '/address') {
    // A second start of the same author asks where the running studio is.
    const known = admission.isAuthor(request.headers.authorization?.replace(/^Bearer /, ''))
    return known ? end(response, 200, 'text/plain', admission.token, headers) : end(response, 403, 'text/plain', 'forbidden', headers)
  }
  if (request.method !== 'GET') return end(response, 405, 'text/plain', 'method not allowed', headers)
  const token = url.pathname === '/' ? url.searchParams.get('token') : null
  if (token !== null) {
    const cookie = admission.redeem(token)
    if (cookie) {
      onRedeemed()
      return end(response, 303, 'text/plain', '', { ...headers, location: '/', 'set-cookie': cookie })
    }
    // A used token of a page that is known already (a reload of the printed address) simply opens the studio.
    if (admission.isKnown(request.headers.cookie)) return end(response, 303, 'text/plain', '', { ...headers, location: '/' })
  }
  if (!admission.isKnown(request.headers.cookie)) return end(response, 403, 'text/html; charset=utf-8', notAdmitted, headers)
  const file = pageFile(pageFolder, url.pathname)
  if (!file || !existsSync(file.path)) return end(response, 404, 'text/plain', 'not found', headers)
  const isIndex = file.path.endsWith('index.html')
  response.writeHead(200, { ...headers, 'content-type': file.type, 'cache-control': isIndex ? 'no-store' : 'max-age=31536000, immutable' })
  createReadStream(file.path).pipe(response)
}

function end(response: ServerResponse, status: number, type: string, body: string, headers: Record<string, string>): void {
  response.writeHead(status, { ...headers, 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) resolve(listen(server, 0))
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error')
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
