/** Entry of the browser host: `node dist/main/browser.js`. Opens the workspace, serves the page, prints its address. */
import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Admission } from './admission.ts'
import { startBrowserServer } from './browser-server.ts'
import { readHostRecord, writeHostRecord } from './host-record.ts'
import { defaultWorkspaceFolder } from './places.ts'
import { createStudio } from './studio.ts'

/** 墨 on a phone's keypad would be longer; this one is free of well-known services. */
const defaultPort = 4747

/** The project's root: two folders above dist/main. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const { values: options } = parseArgs({
  options: {
    workspace: { type: 'string', default: defaultWorkspaceFolder() },
    port: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
})

const folder = options.workspace
mkdirSync(folder, { recursive: true })
const record = readHostRecord(folder, defaultPort)

const running = await runningAddress()
if (running) {
  say(`墨课已经打开 · Moke is already running: ${running}`)
  openInBrowser(running)
  process.exit(0)
}

const studio = await createStudio({
  folder,
  root,
  host: 'browser',
  version: version(),
  nodePath: process.execPath,
  reportBug,
})
const admission = new Admission(record.session)
const server = await startBrowserServer({
  studio,
  admission,
  pageFolder: join(root, 'dist', 'renderer'),
  port: options.port === undefined ? record.port : Number(options.port),
  reportBug,
  onRedeemed: () => say(`再开一个窗口 · Another window: ${address()}`),
})
writeHostRecord(folder, { session: record.session, port: server.port })
say(`墨课 Moke: ${address()}`)
say('按 Ctrl-C 结束 · Press Ctrl-C to stop')
openInBrowser(address())

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await server.close()
  await studio.dispose()
  process.exit(0)
}

function address(): string {
  return `http://127.0.0.1:${server.port}/?token=${admission.token}`
}

/** Where a studio with this workspace listens already, with a fresh token; null when none answers. */
async function runningAddress(): Promise<string | null> {
  const base = `http://127.0.0.1:${record.port}`
  try {
    const answer = await fetch(`${base}/address`, { method: 'POST', headers: { authorization: `Bearer ${record.session}` }, signal: AbortSignal.timeout(1500) })
    return answer.ok ? `${base}/?token=${await answer.text()}` : null
  } catch {
    return null // nobody listens there
  }
}

/** Opens the author's browser where there is a screen; otherwise the printed address has to do. */
function openInBrowser(url: string): void {
  if (options['no-open'] || !process.stdout.isTTY) return
  const opener = { darwin: 'open', win32: 'explorer' }[String(process.platform)] ?? (process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'xdg-open' : null)
  if (!opener) return
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined) // no such program: the address is printed
  child.unref()
}

/** Logs a fault of the program under a short id that the page shows. */
function reportBug(error: unknown, where: string): string {
  const id = randomBytes(3).toString('hex')
  console.error(`bug ${id} in ${where}:`, error)
  return id
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0'
}

function say(text: string): void {
  console.log(text)
}
