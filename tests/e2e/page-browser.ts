/** A real Chromium with the harness page in it, built as the studio's page is. */
import { rmSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'
import { composer, type Composer } from './composing.ts'
import { sharedBrowser, waitLong } from './launch.ts'

const mimes: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }

export interface PageBrowser {
  readonly page: Page
  readonly errors: string[]
  readonly close: () => Promise<void>
}

let served: Promise<string> | null = null

/** Builds the harness and serves it on this machine, once for all files of tests that share a process. Gives its address. */
async function servedHarness(): Promise<string> {
  return await (served ??= serveHarness())
}

async function serveHarness(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'moke-harness-'))
  process.once('exit', () => rmSync(out, { recursive: true, force: true }))
  const root = fileURLToPath(new URL('harness', import.meta.url))
  await build({
    root,
    base: './',
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: out, emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0, minify: false, chunkSizeWarningLimit: 4000 },
  })
  const server = await serve(out)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}/`
}

/** Opens the harness. */
export async function openPageBrowser(viewport = { width: 1000, height: 800 }): Promise<PageBrowser> {
  const address = await servedHarness()
  const context = await (await sharedBrowser()).newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] })
  waitLong(context)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(address)
  await page.waitForSelector('.page-text')
  return { page, errors, close: () => context.close() }
}

/** The page for a file of tests: opened before the first of them, closed after the last. */
export function pageForAll(): { readonly page: Page; readonly ime: Composer; readonly errors: string[]; readonly thrown: string[] } {
  let opened: (PageBrowser & { readonly ime: Composer }) | null = null
  beforeAll(async () => {
    const browser = await openPageBrowser()
    opened = { ...browser, ime: await composer(browser.page) }
  })
  afterAll(() => opened?.close())
  const known = () => {
    if (!opened) throw new Error('the page was not opened')
    return opened
  }
  return {
    get page() {
      return known().page
    },
    get ime() {
      return known().ime
    },
    get errors() {
      return known().errors
    },
    /** Without the pictures of pasted pages, which are not there. */
    get thrown() {
      return known().errors.filter((error) => !error.includes('404'))
    },
  }
}

async function serve(folder: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = request.url === '/' || request.url === undefined ? '/index.html' : new URL(request.url, 'http://localhost').pathname
    const body = await readFile(join(folder, path)).catch(() => null)
    response.writeHead(body ? 200 : 404, { 'content-type': mimes[extname(path)] ?? 'application/octet-stream' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
