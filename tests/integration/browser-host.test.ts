import { spawnSync } from 'node:child_process'
import { request } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
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
      answer.on('data', (chunk: Buffer) => { body += chunk.toString() })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** How a WebSocket attempt ends: `open`, or the status of the refusal. */
function attempt(headers: Record<string, string>, path = '/wire'): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
    socket.once('open', () => { socket.close(); resolve('open') })
    socket.once('unexpected-response', (_request, answer) => { socket.terminate(); resolve(String(answer.statusCode)) })
    socket.once('error', () => resolve('error'))
  })
}

describe('the browser host', () => {
  test('it serves the page with a strict policy to an admitted browser only', async () => {
    const page = await get('/', { cookie })
    expect(page.status).toBe(200)
    expect(page.body).toContain('<div id="root"')
    expect(String(page.headers['content-security-policy'])).toContain("default-src 'none'")
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect((await get('/')).status).toBe(403)
    expect((await get('/', { cookie: 'moke_session=guess' })).status).toBe(403)
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
    expect(await attempt({ cookie, origin })).toBe('open')
    expect(await attempt({ cookie, origin: 'https://evil.example' })).toBe('403')
    expect(await attempt({ cookie })).toBe('403')
    expect(await attempt({ origin })).toBe('403')
    expect(await attempt({ cookie, origin }, '/other')).toBe('403')
  })
  test('it closes on a frame over the limit and goes on serving others', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/wire`, { headers: { cookie, origin: `http://127.0.0.1:${host.port}` } })
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise((resolve) => { socket.once('close', resolve); socket.on('error', () => undefined) })
    socket.send('x'.repeat(17 << 20))
    await closed
    const client = await openClient(host.address, cookie)
    expect((await client.studio.about({})).host).toBe('browser')
    client.close()
  })
  test('it listens on this computer alone', async () => {
    const outside = Object.values(networkInterfaces()).flat().find((one) => one && !one.internal && one.family === 'IPv4')
    if (!outside) return
    const reached = await new Promise((resolve) => {
      const socket = connectTcp({ host: outside.address, port: host.port, timeout: 2000 })
      socket.once('connect', () => { socket.destroy(); resolve(true) })
      socket.once('error', () => resolve(false))
      socket.once('timeout', () => { socket.destroy(); resolve(false) })
    })
    expect(reached).toBe(false)
  })
  test('a second start finds the first and ends', () => {
    const second = spawnSync(process.execPath, [join(root, 'dist/main/browser.js'), '--workspace', folder.path, '--no-open'], { encoding: 'utf8', timeout: 20_000 })
    expect(second.status).toBe(0)
    expect(second.stdout).toMatch(new RegExp(`已经打开.*127\\.0\\.0\\.1:${host.port}/\\?token=`))
  })
})
