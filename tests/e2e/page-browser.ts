/** A real Chromium with the harness page in it, built as the studio's page is. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { composer, type Composer } from './composing.ts'
import { sharedBrowser, waitLong } from './launch.ts'

export interface PageBrowser {
  readonly page: Page
  readonly errors: string[]
  readonly close: () => Promise<void>
}

/** Opens the harness. */
export async function openPageBrowser(viewport = { width: 1000, height: 800 }): Promise<PageBrowser> {
  const context = await (await sharedBrowser()).newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] })
  waitLong(context)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(inject('harness'))
  await page.waitForSelector('.page-text')
  return { page, errors, close: () => context.close() }
}

/** The page for a file of tests: opened before the first of them, closed after the last. */
export function pageForAll(): { readonly page: Page; readonly ime: Composer; readonly errors: string[]; readonly thrown: string[] } {
  let opened: (PageBrowser & { readonly ime: Composer }) | null = null
  beforeAll(async () => {
    const browser = await openPageBrowser()
    opened = { ...browser, ime: await composer(browser.page) }
  })
  afterAll(() => opened?.close())
  const known = () => {
    if (!opened) throw new Error('the page was not opened')
    return opened
  }
  return {
    get page() {
      return known().page
    },
    get ime() {
      return known().ime
    },
    get errors() {
      return known().errors
    },
    /** Without the pictures of pasted pages, which are not there. */
    get thrown() {
      return known().errors.filter((error) => !error.includes('status of 404'))
    },
  }
}
