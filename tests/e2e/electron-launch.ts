/** Opens the studio in Electron itself, where its program is there; elsewhere the tests that need it are skipped, visibly. */
import { _electron, type CDPSession, type ElectronApplication, type Page } from 'playwright-core'
import { installedElectron } from '../../scripts/electron.mjs'
import { openPage, root, startHost, waitLong, watchErrors } from './launch.ts'

/** Electron's program, or null. Only looks: a test run fetches nothing. */
export const electronPath: string | null = installedElectron()

/** A studio that is open on a workspace, in whichever host. */
export interface OpenStudio {
  readonly page: Page
  readonly cdp: CDPSession
  /** Closes as the author does. */
  close(): Promise<void>
  /** Ends the process that holds the text at once, as a crash would, and what showed its page. */
  kill(): Promise<void>
}

/** Starts the built studio in Electron; errors of the page are added to `errors`. */
export async function openDesktop(workspace: string, errors: string[] = []): Promise<OpenStudio & { readonly app: ElectronApplication }> {
  if (!electronPath) throw new Error('Electron’s program is not here')
  // Chromium's sandbox refuses to run as root, which only a container is.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({ executablePath: electronPath, args: [...asRoot, root, '--workspace', workspace], cwd: root })
  const page = await app.firstWindow()
  waitLong(app.context())
  watchErrors(page, errors)
  const kill = async () => {
    const child = app.process()
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  return { app, page, cdp: await app.context().newCDPSession(page), close: () => app.close(), kill }
}

/** Starts the built browser host and opens its page in a Chromium. */
export async function openInBrowser(workspace: string, errors: string[] = []): Promise<OpenStudio> {
  const host = await startHost(workspace)
  const { page, cdp, close } = await openPage(host.address, {}, errors)
  return {
    page,
    cdp,
    close: async () => {
      await close()
      await host.stop()
    },
    kill: async () => {
      await host.kill()
      await close()
    },
  }
}

/** Both hosts, for `describe.each` with `skipIf(host.open === null)`. */
export const hosts: readonly { readonly name: string; readonly open: ((workspace: string, errors?: string[]) => Promise<OpenStudio>) | null }[] = [
  { name: 'the browser host', open: openInBrowser },
  { name: 'Electron', open: electronPath === null ? null : openDesktop },
]
