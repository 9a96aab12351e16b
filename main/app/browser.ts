/** Entry of the browser host: `node dist/main/browser.js`. Opens the workspace, serves the page, prints its address. */
import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newSecret } from './address-exchange.ts'
import { Admission } from './admission.ts'
import { type BrowserOptions, readCommandLine } from './browser-options.ts'
import { type BrowserServer, startBrowserServer } from './browser-server.ts'
import { farewell } from './farewell.ts'
import { readHostRecord, writeHostRecord } from './host-record.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import { runningAddress } from './running-host.ts'
import { createStudio, type Studio } from './studio.ts'
import { makeWorkspaceFolder, newWorkspaceSentence, refusalSentence } from './workspace-folder.ts'

/** 墨 on a phone's keypad would be longer; this one is free of well-known services. */
const defaultPort = 4747

/** The project's root: two folders above dist/main. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Whether a fault ends the process: only until there is a studio that could go on. */
let fatal = true

// A fault never takes the studio with it: it is logged, and the pages go on.
process.on('uncaughtException', (error) => tellFault(error))
process.on('unhandledRejection', (error) => tellFault(error))

const commandLine = readCommandLine(process.argv.slice(2), defaultWorkspaceFolder())
if (commandLine.kind === 'run') {
  await begin(commandLine.options)
} else if (commandLine.kind === 'help') {
  say(commandLine.text)
} else {
  console.error(commandLine.text)
  process.exitCode = 2
}

async function begin(options: BrowserOptions): Promise<void> {
  const refusal = makeWorkspaceFolder(options.workspace)
  if (refusal) {
    console.error(refusalSentence(refusal, options.workspace))
    process.exitCode = 1
    return
  }
  const known = readHostRecord(options.workspace)
  const running = known && (await runningAddress(known))
  if (running) {
    say(`墨课已经打开 · Moke is already running: ${running}`)
    openInBrowser(running, options)
    return
  }
  const studio = await createStudio({
    folder: options.workspace,
    root,
    backups: options.backups,
    host: 'browser',
    version: version(),
    nodePath: process.execPath,
    reportBug,
  })
  await open(studio, options, known ?? { session: newSecret(), port: defaultPort })
}

async function open(studio: Studio, options: BrowserOptions, { session, port }: { session: string; port: number }): Promise<void> {
  const admission = new Admission(session)
  const address = () => `http://127.0.0.1:${server.port}/?token=${admission.token}`
  const server = await startBrowserServer({
    studio,
    admission,
    session,
    pageFolder: join(root, 'dist', 'renderer'),
    port: options.port ?? port,
    reportBug,
    onRedeemed: () => say(`再开一个窗口 · Another window: ${address()}`),
  })
  keepRecord(studio, options.workspace, { session, port: server.port })
  endWell(server, studio)
  fatal = false
  if (studio.isNewWorkspace) say(newWorkspaceSentence(options.workspace))
  say(`墨课 Moke: ${address()}`)
  say('按 Ctrl-C 结束 · Press Ctrl-C to stop')
  openInBrowser(address(), options)
}

/** The record belongs to the studio that holds the workspace: a second, read-only one writes it only once it has taken over. */
function keepRecord(studio: Studio, folder: string, record: { session: string; port: number }): void {
  let written = false
  const write = () => {
    if (written || !studio.holdsWorkspace()) return
    written = true
    writeHostRecord(folder, record)
  }
  write()
  studio.onPush(write)
}

function endWell(server: BrowserServer, studio: Studio): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await farewell(async () => {
      await server.close()
      await studio.dispose()
    }, reportBug)
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
}

/** Opens the author's browser where there is a screen; otherwise the printed address has to do. */
function openInBrowser(url: string, { noOpen }: BrowserOptions): void {
  if (noOpen || !process.stdout.isTTY) return
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

function tellFault(error: unknown): void {
  const id = reportBug(error, 'main')
  if (!fatal) return
  console.error(`墨课没有能打开（${id}）· Moke could not be opened`)
  process.exit(1)
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0'
}

function say(text: string): void {
  console.log(text)
}
