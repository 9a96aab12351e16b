/** What a window's page may do. Spelled out although most are Electron's defaults, and held by a test. Pure. */
import type { WebPreferences } from 'electron'

/** The preferences of every window that the studio makes. */
export function safePreferences(preload: string, development: boolean): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: development,
  }
}
