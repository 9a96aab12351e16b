import { expect, test } from 'vitest'
import { safePreferences } from '#main/app/electron/preferences.ts'

test('it gives a page no power beyond its port', () => {
  const page = safePreferences('/bridge.cjs', false)
  expect(page).toEqual({
    preload: '/bridge.cjs',
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  })
  expect(page).not.toHaveProperty('enableBlinkFeatures')
})
