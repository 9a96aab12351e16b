/**
 * The built bridge in an isolated world of a real Chromium, as Electron runs it: what unit tests of its
 * source can't show is that a window's messages and ports really cross between the two worlds.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root, sharedBrowser } from './launch.ts'

/** Electron's module as the bridge sees it: main answers at once with a port that echoes. */
const surroundings = (bridge: string) => `(() => {
  let listener
  const ipcRenderer = {
    on: (channel, heard) => { listener = heard },
    send: (channel, nonce) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => port1.postMessage('echo ' + data)
      listener({ ports: [port2] }, 'a nonce that nobody asked for')
      listener({ ports: [port2] }, nonce)
    },
  }
  const require = () => ({ ipcRenderer })
  const module = { exports: {} }, exports = module.exports
  ${bridge}
})()`

const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>page</title>'))
let browser: Browser
let address = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  address = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}/`
  browser = await sharedBrowser()
})
afterAll(() => void server.close())

test('it hands the page a port that works, and leaves nothing else in its world', async () => {
  const page = await browser.newPage()
  await page.goto(address)
  const before = await page.evaluate(() => Object.getOwnPropertyNames(window))
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Page.enable')
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: 'bridge',
    source: surroundings(readFileSync(join(root, 'dist', 'preload', 'bridge.cjs'), 'utf8')),
  })
  await page.reload()
  const heard = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const got: unknown[] = []
        window.addEventListener('message', (event: MessageEvent<unknown>) => {
          const [port] = event.ports
          if (!port || event.source !== window) return
          port.onmessage = ({ data }) => {
            got.push(event.data, event.origin, data)
            setTimeout(() => resolve(got), 100)
          }
          port.postMessage('hello')
        })
        window.postMessage({ moke: 'ready' }, location.origin)
      }),
  )
  expect(heard).toEqual([{ moke: 'port' }, new URL(address).origin, 'echo hello'])
  expect(await page.evaluate(() => Object.getOwnPropertyNames(window))).toEqual(before)
  await page.close()
})
