/** Opens the studio in Electron itself, where its program is there; elsewhere the tests that need it are skipped, visibly. */
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { installedElectron } from '../../scripts/electron.mjs'
import { root } from './launch.ts'

/** Electron's program, or null. Only looks: a test run fetches nothing. */
export const electronPath: string | null = installedElectron()

export interface RunningDesktop {
  readonly app: ElectronApplication
  readonly page: Page
  /** Quits as the author does. */
  quit(): Promise<void>
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
}

/** Starts the built studio on a workspace; errors of the page are added to `errors`. */
export async function openDesktop(workspace: string, errors: string[] = []): Promise<RunningDesktop> {
  if (!electronPath) throw new Error('Electron’s program is not here')
  // Chromium's sandbox refuses to run as root, which only a container is.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({ executablePath: electronPath, args: [...asRoot, root, '--workspace', workspace], cwd: root })
  const page = await app.firstWindow()
  page.on('pageerror', (error) => errors.push(`page: ${error.message}`))
  page.on('console', (message) => { if (message.type() === 'error') errors.push(`console: ${message.text()}`) })
  return {
    app,
    page,
    quit: () => app.close(),
    kill: async () => {
      const child = app.process()
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}
