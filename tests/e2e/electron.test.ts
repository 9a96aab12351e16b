/** The desktop window itself, for what only Electron can show. Skipped where its program is not installed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { electronPath, openDesktop } from './electron-launch.ts'
import { saved } from './harness/studio-page.ts'
import { newFolder } from './launch.ts'

describe.skipIf(electronPath === null)('the desktop window in Electron', () => {
  const folder = newFolder()
  const errors: string[] = []
  let desktop: Awaited<ReturnType<typeof openDesktop>>
  beforeAll(async () => {
    desktop = await openDesktop(folder.path, errors)
  })
  afterAll(async () => {
    await desktop.close()
    folder.discard()
  })
  const editor = () => desktop.page.locator('[data-slate-editor]')

  test('it loads the page through its own protocol, without Node', async () => {
    await editor().waitFor()
    expect(await desktop.page.evaluate(() => [location.origin, typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')])).toEqual([
      'moke://studio',
      'undefined',
      'undefined',
    ])
    expect(errors).toEqual([])
  })

  test('it opens no window, goes nowhere and fetches nothing', async () => {
    expect(await desktop.page.evaluate(() => window.open('https://example.com'))).toBeNull()
    expect(
      await desktop.page.evaluate(() =>
        fetch('https://example.com').then(
          () => 'fetched',
          () => 'refused',
        ),
      ),
    ).toBe('refused')
    await desktop.page.evaluate(() => {
      location.href = 'https://example.com'
    })
    await desktop.page.waitForTimeout(500)
    expect(desktop.page.url()).toBe('moke://studio/')
    expect(desktop.app.windows().length).toBe(1)
  })

  test('it keeps what was saved when its process is killed', async () => {
    await editor().click()
    await desktop.page.keyboard.press('Control+End')
    await desktop.page.keyboard.insertText('桌面上写的一句话。')
    await saved(desktop.page, '桌面上写的一句话。')
    await desktop.kill()
    desktop = await openDesktop(folder.path)
    await expect.poll(() => editor().textContent()).toContain('桌面上写的一句话。')
  })
})
