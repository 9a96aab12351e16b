/**
 * Serves the harness page to all files of tests, whichever process they run in: building it takes longer than most of them, so that it is
 * built once, when the first of them asks for it.
 */
import { rmSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the harness page. */
    harness: string
  }
}

const mimes: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let built: Promise<string> | null = null
  const server = await serve(() => (built ??= buildHarness()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  project.provide('harness', `http://127.0.0.1:${address.port}/`)
  return async () => {
    server.close()
    if (built) rmSync(await built, { recursive: true, force: true })
  }
}

async function buildHarness(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'moke-harness-'))
  const root = fileURLToPath(new URL('harness', import.meta.url))
  await build({
    root,
    base: './',
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: out, emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0, minify: false, chunkSizeWarningLimit: 4000 },
  })
  return out
}

async function serve(folder: () => Promise<string>): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = request.url === '/' || request.url === undefined ? '/index.html' : new URL(request.url, 'http://localhost').pathname
    const body = await folder().then(
      (built) => readFile(join(built, path)).catch(() => null),
      (error: unknown) => String(error),
    )
    response
      .writeHead(body === null ? 404 : typeof body === 'string' ? 500 : 200, { 'content-type': mimes[extname(path)] ?? 'application/octet-stream' })
      .end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
