/** Starts the real studio (built by `npm run build`) on a workspace of its own and opens it in a real Chromium. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { chromium as chromiumPath } from '../../scripts/chromium.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Long enough for a process to start, a model to be read, or a page to hear of it, on a busy machine. */
export const slowMs = 120_000
/** A page's size unless a test wants another. */
export const windowSize = { width: 1440, height: 900 }
/** Long enough for whatever a page does by itself. */
const pageMs = 60_000

/** A browser host that runs. */
export interface RunningHost {
  readonly child: ChildProcess
  /** Address with a one-time token. */
  readonly address: string
  readonly port: number
  /** The address printed last: that of one more window, once the first was used. */
  nextAddress(): string
  /** All that it printed so far. */
  output(): string
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>
}

/** An empty folder for a workspace; removed by `discard`. */
export function newFolder(): { path: string; discard: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'moke-e2e-'))
  return { path, discard: () => [path, backupsOf(path)].forEach((one) => rmSync(one, { recursive: true, force: true })) }
}

/** Backups of a workspace of a test: beside it, never among the documents of whoever runs the tests. */
const backupsOf = (workspace: string): string => `${workspace}-backups`

/** What Node is given for the built host on a workspace. */
export const hostCommand = (workspace: string, program: readonly string[] = [join(root, 'dist', 'main', 'browser.js')]): string[] => [
  ...program,
  ...['--workspace', workspace, '--backups', backupsOf(workspace), '--no-open'],
]

/** Starts the host and waits for its address. */
export async function startHost(
  workspace: string,
  extra: readonly string[] = ['--port', '0'],
  env: Record<string, string> = {},
  program?: readonly string[],
): Promise<RunningHost> {
  const child = spawn(process.execPath, [...hostCommand(workspace, program), ...extra], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let printed = ''
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(printed)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`the host ended with ${code}:\n${printed}`)))
  })
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal)
    await exited
  }
  return {
    child,
    address,
    port: Number(new URL(address).port),
    nextAddress: () => printed.match(/http:\/\/\S+\?token=[\w-]+/g)?.at(-1) ?? address,
    output: () => printed,
    kill: end('SIGKILL'),
    stop: end('SIGTERM'),
  }
}

/** A file of the page that runs nothing. Whoever goes there leaves the page but not its process: loading it again takes half as long as from a blank one. */
export function stillFile(): string {
  const assets = readdirSync(join(root, 'dist', 'renderer', 'assets'))
  const name = assets.find((one) => one.startsWith('draw-math') && one.endsWith('.css'))
  if (name === undefined) throw new Error('the page is not built')
  return `/assets/${name}`
}

export interface OpenPage {
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
  readonly cdp: CDPSession
  close(): Promise<void>
}

export interface PageLook {
  readonly locale?: string
  readonly dark?: boolean
  readonly width?: number
  readonly height?: number
  /** Sees the page before it goes anywhere. */
  readonly watch?: (page: Page) => Promise<void> | void
}

/** A headless Chromium. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new Error('no Chromium on this machine')
  return await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--force-color-profile=srgb',
    ],
  })
}

let shared: Promise<Browser> | null = null

/** One Chromium for all files of tests that share a process: starting one takes as much as many a test. It ends with the process. */
export async function sharedBrowser(): Promise<Browser> {
  const browser = await (shared ??= launchBrowser())
  if (browser.isConnected()) return browser
  shared = launchBrowser()
  return await shared
}

/** Opens an address in a Chromium of its own; errors of the page fail the test that looks at `errors`. */
export async function openPage(address: string, look: PageLook = {}, errors: string[] = []): Promise<OpenPage> {
  const browser = await launchBrowser()
  return { ...(await openPageIn(browser, address, look, errors)), close: () => browser.close() }
}

/** The same in a browser that stays when the page is closed. */
export async function openPageIn(
  browser: Browser,
  address: string,
  { locale = 'zh-CN', dark = false, width = windowSize.width, height = windowSize.height, watch }: PageLook = {},
  errors: string[] = [],
): Promise<OpenPage> {
  const context = await browser.newContext({ locale, colorScheme: dark ? 'dark' : 'light', viewport: { width, height } })
  waitLong(context)
  const page = await context.newPage()
  await watch?.(page)
  watchErrors(page, errors)
  await page.goto(address)
  return { browser, context, page, cdp: await context.newCDPSession(page), close: () => context.close() }
}

/** Gives a page time where the machine is busy: no test is about how long something takes. */
export const waitLong = (context: BrowserContext): void => context.setDefaultTimeout(pageMs)

/** Adds what a page reports as errors to `errors`. */
export function watchErrors(page: Page, errors: string[]): void {
  page.on('pageerror', (error) => errors.push(`page: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    // A browser asks for an icon of a file that names none, which is not the studio's page.
    const isAboutIcon = page.url().includes('/assets/') && message.location().url.endsWith('/favicon.ico')
    if (message.type() === 'error' && !isAboutIcon) errors.push(`console: ${message.text()}`)
  })
}
