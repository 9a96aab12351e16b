/** What the desktop host touches of Electron, read from its sources: what is not used can't be misused. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..', '..')
const sources = globSync(['main/app/electron.ts', 'main/app/electron/*.ts', 'preload/bridge/*.ts'], { cwd: root }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  text: readFileSync(join(root, file), 'utf8'),
}))
/** Comments speak of what is not done. */
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/ .*$/gm, '')
const all = sources.map(({ text }) => code(text)).join('\n')

const names = (pattern: RegExp) => [...all.matchAll(pattern)].flatMap((match) => match[1] ?? [])

describe('the desktop host', () => {
  test('it was found', () => {
    expect(sources.length).toBeGreaterThan(15)
  })

  test('it hands over a port and speaks through no other channel', () => {
    expect([...new Set(names(/['"](moke:[\w-]+)['"]/g))].sort()).toEqual(['moke:port', 'moke:ready'])
    const ways = names(/\b(ipcMain|ipcRenderer|ipc)\.(?:on|once|handle|handleOnce|invoke|send|sendSync|postMessage)\(/g)
    expect(ways.sort()).toEqual(['ipc', 'ipcRenderer', 'ipcRenderer'])
  })

  test('it opens nothing outside: no remote page, no file address, no request', () => {
    const imported = names(/import (?:type )?\{([^}]*)\} from 'electron'/g)
      .flatMap((list) => list.split(','))
      .map((name) => name.replace('type ', '').trim())
    for (const never of [
      'contextBridge',
      'utilityProcess',
      'net',
      'BrowserView',
      'WebContentsView',
      'desktopCapturer',
      'autoUpdater',
      'crashReporter',
      'inAppPurchase',
      'safeStorage',
    ])
      expect(imported).not.toContain(never)
    expect(all).not.toMatch(/loadFile|executeJavaScript|insertCSS|file:\/\/|https?:\/\/|\bfetch\(/)
    // A link of a lesson, past what says which addresses may leave; and where an export lies, which the ledger knows and no page says.
    expect(names(/\bshell\.(\w+\([^)]*\))/g).toSorted()).toEqual(['openExternal(address)', 'showItemInFolder(path)'])
    expect(names(/if \((\w+)\(url\)\) leave\(url\)/g)).toEqual(['mayLeave'])
    expect(names(/loadURL\(([^)]*)\)/g)).toEqual(['startAddress'])
  })

  test('it weakens none of Chromium’s guards', () => {
    expect(all).not.toMatch(
      /no-sandbox|disable-web-security|ignore-certificate|remote-debugging|setCertificateVerifyProc|bypassCSP|allowServiceWorkers|corsEnabled|setIgnoreMenuShortcuts|enableBlinkFeatures/,
    )
  })
})
