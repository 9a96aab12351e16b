/**
 * The browser host: serves the page on 127.0.0.1 and speaks the contract over a WebSocket. It listens
 * nowhere else; a page from elsewhere reaches it only through the author's own tunnel. Whatever a client
 * sends or however it leaves, the process goes on.
 */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { serve, type Served } from '#preload/wire/serve.ts'
import { AddressDesk, isSecretForm } from './address-exchange.ts'
import { type Admission, isOwnHost, isOwnOrigin } from './admission.ts'
import { keepAlive } from './heartbeat.ts'
import { downloadHeaders, imageHeaders, imageIn, outgoingIn, pageFile, securityHeaders } from './page-files.ts'
import { maxFrameBytes, socketPort } from './socket-port.ts'
import type { Studio } from './studio.ts'

const notAdmitted =
  '<!doctype html><meta charset="utf-8"><title>墨课 Moke</title><h1>请用终端里打印的地址打开</h1><p>这个地址缺少一次性口令，或口令已经用过。请再运行一次 <code>npm start</code>，它会给出新的地址。</p><h1>Open the address printed in the terminal</h1><p>This address has no one-time token, or the token was used. Run <code>npm start</code> again for a new one.</p>'

/** All that one who is not admitted has to say is a greeting. */
const strangerFrameBytes = 1024

/** How long pages may take to answer the goodbye, in ms; a tunnel that broke never does. */
const goodbyeMs = 1000

export interface BrowserServer {
  readonly port: number
  close(): Promise<void>
}

export interface BrowserServerOptions {
  readonly studio: Pick<Studio, 'implementations' | 'onPush' | 'clientGone' | 'image' | 'outgoing'>
  readonly admission: Admission
  /** The session's secret, which a second start of the same author proves to know. */
  readonly session: string
  /** Folder of the built page. */
  readonly pageFolder: string
  readonly port: number
  readonly reportBug: (error: unknown, where: string) => string
  /** A one-time token was used up: another address can be printed. */
  readonly onRedeemed: () => void
}

/** Starts to listen; when the port is taken by something else, on one that the system gives. */
export async function startBrowserServer(options: BrowserServerOptions): Promise<BrowserServer> {
  const desk = new AddressDesk(options.session)
  const server = createServer((request, response) => {
    answer(request, response, options, desk).catch((error: unknown) => {
      // An edge: one request's fault is that request's alone.
      options.reportBug(error, 'http')
      if (response.headersSent) response.destroy()
      else end(response, 500, 'text/plain', 'a fault of the studio', {})
    })
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })
  const strangers = new WebSocketServer({ noServer: true, maxPayload: strangerFrameBytes, perMessageDeflate: false })
  const pages = new Set<Served>()
  const stopPushing = options.studio.onPush((service, member, value) => {
    for (const page of pages) page.push(service, member, value)
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy()) // a client that leaves rudely; without a listener it would end the process
    if (!isOwnPage(request)) return refuse(socket)
    if (options.admission.isKnown(request.headers.cookie)) sockets.handleUpgrade(request, socket, head, (accepted) => welcome(accepted, options, pages))
    else strangers.handleUpgrade(request, socket, head, turnAway)
  })
  const port = await listen(server, options.port)
  return {
    port,
    close: async () => {
      stopPushing()
      for (const page of pages) page.close({ code: 'unavailable', message: 'the studio is closing', detail: {} })
      sockets.close()
      server.closeAllConnections()
      const impatience = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, goodbyeMs)
      await new Promise<void>((resolve) => server.close(() => resolve()))
      clearTimeout(impatience)
    },
  }
}

function isOwnPage({ url, headers }: IncomingMessage): boolean {
  return url === '/wire' && isOwnOrigin(headers.origin, headers.host)
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
}

/** A page whose cookie no longer counts. Browsers tell pages nothing of a refused upgrade, so it is told by the closing; nothing that it sends is heard. */
function turnAway(accepted: WebSocket): void {
  accepted.on('error', () => accepted.terminate())
  const impatience = setTimeout(() => accepted.terminate(), goodbyeMs)
  accepted.on('close', () => clearTimeout(impatience))
  socketPort(accepted).close({ code: 'forbidden', message: 'the page is not admitted', detail: {} })
}

function welcome(accepted: WebSocket, { studio, reportBug }: BrowserServerOptions, pages: Set<Served>): void {
  const client = randomUUID()
  const page = serve(socketPort(accepted), studio.implementations, {
    protocol: protocolVersion,
    admit: () => null, // the cookie has admitted it already
    client,
    reportBug,
    onClose: () => {
      pages.delete(page)
      studio.clientGone(client)
    },
  })
  keepAlive(accepted)
  pages.add(page)
}

async function answer(request: IncomingMessage, response: ServerResponse, options: BrowserServerOptions, desk: AddressDesk): Promise<void> {
  const host = request.headers.host
  if (!isOwnHost(host)) return end(response, 403, 'text/plain', 'forbidden', {})
  const url = URL.parse(request.url ?? '/', `http://${host}`)
  if (!url) return end(response, 400, 'text/plain', 'bad request', {})
  const headers = securityHeaders(host)
  if (request.method === 'POST' && url.pathname === '/address') return tellAddress(request, response, url.searchParams, options, desk, headers)
  if (request.method !== 'GET') return end(response, 405, 'text/plain', 'method not allowed', headers)
  return answerPage(request, response, url, options, headers)
}

/** A second start of the same author asks where the running studio is: first for the host's proof, then with its own. */
function tellAddress(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  { admission }: BrowserServerOptions,
  desk: AddressDesk,
  headers: Record<string, string>,
): void {
  const nonce = query.get('nonce')
  const port = request.socket.localPort
  if (isSecretForm(nonce) && port !== undefined) {
    const challenge = desk.challenge(nonce, port)
    return end(response, 200, 'text/plain', `${challenge.nonce} ${challenge.proof}`, headers)
  }
  if (desk.accepts(query.get('answer') ?? '', query.get('proof') ?? '')) return end(response, 200, 'text/plain', admission.token, headers)
  return end(response, 403, 'text/plain', 'forbidden', headers)
}

async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { admission, pageFolder, onRedeemed, studio }: BrowserServerOptions,
  headers: Record<string, string>,
): Promise<void> {
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
  const own = authorsFile(url.pathname, studio)
  if (own) return sendFile(response, own.path, { ...headers, ...own.headers })
  const file = pageFile(pageFolder, url.pathname)
  if (!file || !existsSync(file.path)) return end(response, 404, 'text/plain', 'not found', headers)
  const cached = file.path.endsWith('index.html') ? 'no-store' : 'max-age=31536000, immutable'
  await sendFile(response, file.path, { ...headers, 'content-type': file.type, 'cache-control': cached })
}

/** A picture, or a packed library, that an address names. */
function authorsFile(pathname: string, studio: BrowserServerOptions['studio']): { path: string; headers: Record<string, string> } | null {
  const [id, ticket] = [imageIn(pathname), outgoingIn(pathname)]
  const image = id === null ? null : studio.image(id)
  const packed = ticket === null ? null : studio.outgoing(ticket)
  if (image) return { path: image.path, headers: imageHeaders(image.type) }
  return packed && { path: packed.path, headers: downloadHeaders(packed.name) }
}

/** A client that leaves in the middle is no fault. */
async function sendFile(response: ServerResponse, path: string, headers: OutgoingHttpHeaders): Promise<void> {
  const file = await open(path)
  if (response.destroyed) return file.close()
  response.writeHead(200, headers)
  try {
    await pipeline(file.createReadStream(), response) // closes the file whichever way it ends
  } catch (error) {
    if (!isEarlyLeave(error)) throw error
  }
}

function isEarlyLeave(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(String(error.code))
}

function end(response: ServerResponse, status: number, type: string, body: string, headers: OutgoingHttpHeaders): void {
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
