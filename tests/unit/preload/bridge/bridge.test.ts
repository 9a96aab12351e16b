import { readFileSync } from 'node:fs'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'

/** The page's window and Electron's ipcRenderer, as far as the bridge sees them. */
const heard = new Map<string, (event: object, ...values: unknown[]) => void>()
const sent: unknown[][] = []
const posted: unknown[][] = []
const listeners = new Map<string, (event: object) => void>()
const onMessage = (event: object) => listeners.get('message')?.(event)

vi.mock('electron', () => ({
  ipcRenderer: {
    on: (channel: string, listener: (event: object, ...values: unknown[]) => void) => heard.set(channel, listener),
    send: (...values: unknown[]) => sent.push(values),
  },
  webUtils: { getPathForFile: ({ path }: { path?: string }) => path ?? '' },
}))

const page = {
  addEventListener: (name: string, listener: (event: object) => void) => void listeners.set(name, listener),
  postMessage: (...values: unknown[]) => posted.push(values),
}
const port = { isPort: true }

beforeAll(async () => {
  vi.stubGlobal('window', page)
  vi.stubGlobal('location', { origin: 'moke://studio' })
  await import('#preload/bridge/bridge.ts')
})
beforeEach(() => {
  sent.length = 0
  posted.length = 0
})

const say = (data: unknown, from: object = {}) => onMessage({ source: page, origin: 'moke://studio', data, ...from })
const answer = (nonce: unknown, ports: unknown[] = [port]) => heard.get('moke:port')?.({ ports }, nonce)

test('it asks for a port when the page is ready, and hands it to the page’s own origin', () => {
  say({ moke: 'ready' })
  const [channel, nonce] = sent[0] ?? []
  expect([channel, typeof nonce, sent.length]).toEqual(['moke:ready', 'string', 1])
  answer(nonce)
  expect(posted).toEqual([[{ moke: 'port' }, 'moke://studio', [port]]])
})

test('it hears nobody but its own window at its own origin', () => {
  say({ moke: 'ready' }, { source: {} })
  say({ moke: 'ready' }, { origin: 'https://example.com' })
  for (const data of [undefined, null, 'ready', { moke: 'port' }, { ready: true }]) say(data)
  expect(sent).toEqual([])
})

test('it passes on a port only in answer to its own question, once', () => {
  answer('a nonce it never made')
  answer(undefined)
  say({ moke: 'ready' })
  const nonce = sent[0]?.[1]
  answer(nonce, [])
  answer(nonce)
  answer(nonce)
  expect(posted.length).toBe(1)
})

test('it listens to one channel, exposes nothing, and is short', () => {
  const source = readFileSync(new URL('../../../../preload/bridge/bridge.ts', import.meta.url), 'utf8')
  expect([...heard.keys()]).toEqual(['moke:port'])
  expect(source.match(/^import .*/gm)).toEqual(["import { ipcRenderer, type IpcRendererEvent, webUtils } from 'electron'"])
  expect(source).not.toMatch(/contextBridge|exposeInMainWorld|\.invoke\(|sendSync/)
  expect(source.split('\n').length).toBeLessThan(60)
})

test('it tells the page where files lie that the author dropped, and nothing of files that a page made', () => {
  const drop = (isTrusted: boolean, ...files: object[]) => listeners.get('drop')?.({ isTrusted, dataTransfer: { files } })
  drop(true, { path: '/disk/m.gguf' }, {})
  expect(posted).toEqual([[{ moke: 'dropped', paths: ['/disk/m.gguf'] }, 'moke://studio']])
  drop(true, {})
  drop(false, { path: '/disk/m.gguf' })
  listeners.get('drop')?.({ isTrusted: true, dataTransfer: null })
  expect(posted.length).toBe(1)
})
