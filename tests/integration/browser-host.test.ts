import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect as connectTcp } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { newSecret } from '#main/app/address-exchange.ts'
import { Admission } from '#main/app/admission.ts'
import { startBrowserServer } from '#main/app/browser-server.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, root, type RunningHost, startHost } from '../e2e/launch.ts'

const folder = newFolder()
let host: RunningHost
let cookie: string
beforeAll(async () => {
  host = await startHost(folder.path)
  cookie = await admit(host.address)
})
afterAll(async () => {
  await host.stop()
  folder.discard()
})

function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.port, path, headers }, (answer) => {
      let body = ''
      answer.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** How a WebSocket attempt ends: `served` when its greeting is answered, the status of the refusal, or the code and reason of the closing. */
function attempt(headers: Record<string, string>, path = '/wire'): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
    socket.once('open', () => socket.send(JSON.stringify({ kind: 'hello', protocol: protocolVersion, token: '' })))
    socket.once('message', () => {
      socket.close()
      resolve('served')
    })
    socket.once('close', (code, reason) => resolve(`${code} ${reason.toString()}`))
    socket.once('unexpected-response', (_request, answer) => {
      socket.terminate()
      resolve(String(answer.statusCode))
    })
    socket.once('error', () => resolve('error'))
  })
}

/** Sends bytes as they are, and answers what came back until the connection ended. `reset`: goes away rudely, without reading. */
function raw(text: string, reset = false): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connectTcp({ host: '127.0.0.1', port: host.port }, () => {
      socket.write(text)
      if (reset) socket.resetAndDestroy()
    })
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
  })
}

function secondStart(...args: string[]) {
  return spawnSync(process.execPath, [join(root, 'dist/main/browser.js'), '--no-open', ...args], { encoding: 'utf8', timeout: 120_000 })
}

describe('whatever is sent to the browser host', () => {
  test.each([
    ['an address that is none', 'GET // HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'],
    ['a port that is none', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:99999\r\nConnection: close\r\n\r\n'],
  ])('it refuses %s and goes on', async (_name, text) => {
    expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 /)
    expect((await get('/', { cookie })).status).toBe(200)
  })
  test('it goes on when a client is gone before its refusal', async () => {
    for (let n = 0; n < 20; n++) await raw('GET /wire HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n', true)
    expect((await get('/', { cookie })).status).toBe(200)
  })
  test('it goes on when a client is gone in the middle of a file', async () => {
    const script = /assets\/[\w-]+\.js/.exec((await get('/', { cookie })).body)?.[0] ?? ''
    for (let n = 0; n < 10; n++) await raw(`GET /${script} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\n\r\n`, true)
    expect((await get(`/${script}`, { cookie })).status).toBe(200)
    expect(host.output()).not.toContain('bug')
  })
  test('it reports a file that cannot be read, and goes on', async () => {
    const pages = newFolder()
    onTestFinished(pages.discard)
    mkdirSync(join(pages.path, 'folder.js'))
    writeFileSync(join(pages.path, 'index.html'), 'here')
    const session = newSecret()
    const admission = new Admission(session)
    const admitted = admission.redeem(admission.token)?.split(';')[0] ?? ''
    const bugs: string[] = []
    const studio = { implementations: new Map(), onPush: () => () => undefined, clientGone: () => undefined, image: () => null, outgoing: () => null }
    const server = await startBrowserServer({
      studio,
      admission,
      session,
      pageFolder: pages.path,
      port: 0,
      reportBug: (_error, where) => {
        bugs.push(where)
        return 'b1'
      },
      onRedeemed: () => undefined,
    })
    onTestFinished(() => server.close())
    const ask = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { cookie: admitted } }).then((answer) => answer.text())
    await expect(ask('/folder.js')).rejects.toThrow()
    expect(bugs).toEqual(['http'])
    expect(await ask('/')).toBe('here')
  })
})

describe('the browser host', () => {
  test('it serves the page with a strict policy to an admitted browser only', async () => {
    const page = await get('/', { cookie })
    expect(page.status).toBe(200)
    expect(page.body).toContain('<div id="root"')
    expect(String(page.headers['content-security-policy'])).toContain("default-src 'none'")
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect((await get('/')).status).toBe(403)
    expect((await get('/', { cookie: `${cookie.split('=')[0]}=guess` })).status).toBe(403)
    expect((await get('/..%2f..%2fpackage.json', { cookie })).status).toBe(404)
  })
  test('it takes a printed token once', async () => {
    const used = new URL(host.address)
    expect((await get(`${used.pathname}${used.search}`)).status).toBe(403)
    expect(host.output()).toMatch(/再开一个窗口.*token=/)
  })
  test('it answers no foreign name, as after DNS rebinding', async () => {
    expect((await get('/', { cookie, host: 'evil.example' })).status).toBe(403)
  })
  test('it speaks only to its own page', async () => {
    const origin = `http://127.0.0.1:${host.port}`
    expect(await attempt({ cookie, origin })).toBe('served')
    expect(await attempt({ cookie, origin: 'https://evil.example' })).toBe('403')
    expect(await attempt({ cookie })).toBe('403')
    expect(await attempt({ cookie, origin }, '/other')).toBe('403')
  })
  test('it tells its own page why it serves it no more, and nothing else', async () => {
    const origin = `http://127.0.0.1:${host.port}`
    expect(await attempt({ origin })).toMatch(/^4000 \{"code":"forbidden"/)
    expect(await attempt({ origin, cookie: `${cookie.split('=')[0]}=guess` })).toMatch(/^4000 \{"code":"forbidden"/)
    expect(await attempt({ origin }, '/other')).toBe('403')
  })
  test('it ends a stranger who does not go, or sends more than a greeting', async () => {
    const origin = `http://127.0.0.1:${host.port}`
    const stay = raw(
      `GET /wire HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: ${origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    )
    expect(await stay).toContain('forbidden') // answered only once the host has ended it
    const flood = new WebSocket(`ws://127.0.0.1:${host.port}/wire`, { headers: { origin } })
    flood.on('error', () => undefined)
    await new Promise((resolve) => flood.once('open', resolve))
    const closed = new Promise((resolve) => flood.once('close', resolve))
    flood.send('x'.repeat(1 << 20))
    await closed
    expect((await get('/', { cookie })).status).toBe(200)
    expect(host.output()).not.toContain('bug')
  })
  test('it closes on a frame over the limit and goes on serving others', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/wire`, { headers: { cookie, origin: `http://127.0.0.1:${host.port}` } })
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise((resolve) => {
      socket.once('close', resolve)
      socket.on('error', () => undefined)
    })
    socket.send('x'.repeat(17 << 20))
    await closed
    const client = await openClient(host.address, cookie)
    expect((await client.studio.about({})).host).toBe('browser')
    client.close()
  })
  test('it listens on this computer alone', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === 'IPv4')
    if (!outside) return
    const reached = await new Promise((resolve) => {
      const socket = connectTcp({ host: outside.address, port: host.port, timeout: 2000 })
      socket.once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
      socket.once('timeout', () => {
        socket.destroy()
        resolve(false)
      })
    })
    expect(reached).toBe(false)
  })
  test('a second start finds the first and ends', () => {
    const second = secondStart('--workspace', folder.path)
    expect(second.status).toBe(0)
    expect(second.stdout).toMatch(new RegExp(`已经打开.*127\\.0\\.0\\.1:${host.port}/\\?token=`))
  })
  test('it makes a workspace that no other user can read', () => {
    if (process.platform === 'win32') return
    const place = newFolder()
    onTestFinished(place.discard)
    const workspace = join(place.path, 'courses')
    return startHost(workspace).then(async (running) => {
      expect(statSync(workspace).mode & 0o777).toBe(0o700)
      await running.stop()
    })
  })
  test('it says what is wrong with its arguments in one sentence', () => {
    expect(secondStart('--port', 'abc')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^[^\n]*--port[^\n]*\n$/) })
    expect(secondStart('--colour')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^[^\n]*--colour[^\n]*\n$/) })
    expect(secondStart('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--workspace'), stderr: '' })
  })
  test('it ends with one sentence where the courses can’t be kept', () => {
    const file = join(root, 'package.json')
    expect(secondStart('--workspace', file)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^墨课没有打开[^\n]*package\.json is a file[^\n]*\n$/),
    })
    expect(secondStart('--workspace', join(file, 'inside'))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^墨课没有打开[^\n]*can’t be made[^\n]*\n$/),
    })
  })
})

describe('who listens on the recorded port', () => {
  /** Another program on a port, which answers every question alike; what it was told. */
  async function stranger(answer: string): Promise<{ port: number; heard: string[] }> {
    const heard: string[] = []
    const server = createServer((asked, response) => {
      heard.push(asked.url ?? '', JSON.stringify(asked.headers))
      asked.on('data', (chunk: Buffer) => heard.push(chunk.toString()))
      response.end(answer)
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return { port: (server.address() as AddressInfo).port, heard }
  }
  test.each(['x'.repeat(32), `${'x'.repeat(32)} ${'y'.repeat(43)}`, '?token=\u001b[2J'])(
    'it is told nothing of use and not believed when it is a stranger: %j',
    async (answer) => {
      const { port, heard } = await stranger(answer)
      const place = newFolder()
      onTestFinished(place.discard)
      const session = newSecret()
      writeFileSync(join(place.path, 'browser-host.json'), JSON.stringify({ session, port }))
      const running = await startHost(place.path)
      onTestFinished(() => running.stop())
      expect(heard.length).toBeGreaterThan(0)
      expect(heard.join('\n')).not.toContain(session)
      expect(heard.join('\n')).not.toContain('proof')
      expect(running.port).not.toBe(port)
    },
  )
  test('it is not asked at all on a first start', async () => {
    const { port, heard } = await stranger('hello')
    const place = newFolder()
    onTestFinished(place.discard)
    const running = await startHost(place.path, ['--port', String(port)])
    onTestFinished(() => running.stop())
    expect(heard).toEqual([])
  })
})

test('a studio that only reads leaves the record of the one that writes, and takes its place afterwards', async () => {
  const place = newFolder()
  onTestFinished(place.discard)
  const file = join(place.path, 'browser-host.json')
  const record = JSON.stringify({ session: newSecret(), port: 9 }) // nobody answers there, as when the writer is busy
  const writer = await openWorkspace({ folder: place.path })
  writeFileSync(file, record)
  const reader = await startHost(place.path)
  onTestFinished(() => reader.stop())
  expect(readFileSync(file, 'utf8')).toBe(record)
  await writer.close()
  await expect.poll(() => JSON.parse(readFileSync(file, 'utf8')).port, { timeout: 60_000 }).toBe(reader.port)
})

test('it ends on a signal although a page has become silent', async () => {
  const place = newFolder()
  onTestFinished(place.discard)
  const running = await startHost(place.path)
  const admitted = await admit(running.address)
  const socket = connectTcp({ host: '127.0.0.1', port: running.port })
  onTestFinished(() => {
    socket.destroy()
  })
  socket.write(
    `GET /wire HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\nOrigin: http://127.0.0.1:${running.port}\r\nCookie: ${admitted}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  )
  await new Promise((resolve) => {
    socket.once('data', resolve)
  })
  socket.pause() // it is open and answers nothing any more
  await running.stop()
  expect(running.child.exitCode).toBe(0)
}, 60_000)
