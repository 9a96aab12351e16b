/** Every page, panel and window of the studio, one after the other, for whoever looks at all of them: accessibility, pictures. */
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

/** A place to look at: how to get there from the page, and back. */
export interface Room {
  readonly name: string
  readonly enter: (page: Page) => Promise<void>
  readonly leave: (page: Page) => Promise<void>
}

const nothing = async (): Promise<void> => undefined

const closeDialog = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** A window over the page that a key opens. */
const dialog = (name: string, keys: string): Room => ({
  name,
  enter: async (page) => {
    await page.keyboard.press(keys)
    await page.getByRole('dialog').waitFor()
  },
  leave: closeDialog,
})

/** A part of the settings, by its place among them. */
const settings = (at: number): Room => ({
  name: `settings ${at}`,
  enter: async (page) => {
    await page.keyboard.press('Control+,')
    await page.getByRole('tab').nth(at).click()
  },
  leave: closeDialog,
})

const backToPage = async (page: Page): Promise<void> => {
  await page.locator('.crumbs button').first().click()
  await page.locator('.page-text').first().waitFor()
}

/** A view in the place of the page that a key opens. */
const view = (name: string, keys: string): Room => ({
  name,
  enter: async (page) => {
    await page.keyboard.press(keys)
    await page.locator(`[data-view="${name}"]`).waitFor()
  },
  leave: backToPage,
})

export const rooms: readonly Room[] = [
  { name: 'page', enter: nothing, leave: nothing },
  dialog('palette', 'Control+k'),
  ...[0, 1, 2, 3].map(settings),
  dialog('shortcuts', 'Control+/'),
  dialog('about', 'Shift+F1'),
  {
    name: 'models',
    enter: async (page) => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('GGUF')
      await page.keyboard.press('Enter')
      await page.locator('.models').waitFor()
    },
    leave: closeDialog,
  },
  view('statistics', 'Control+Shift+y'),
  view('bin', 'Control+Shift+e'),
  view('calendar', 'Control+Alt+o'),
  view('guide', 'F1'),
  dialog('where to go', 'Control+p'),
  {
    name: 'find and replace',
    enter: async (page) => {
      await page.locator('.page-text:visible').first().click()
      await page.keyboard.press('Control+h')
      await page.locator('.find-bar').waitFor()
    },
    leave: async (page) => {
      await page.keyboard.press('Escape')
      await page.locator('.find-bar').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'split',
    enter: async (page) => {
      await page.keyboard.press('Control+Alt+p')
      await page.locator('.place-bar').nth(1).waitFor()
    },
    leave: async (page) => {
      await page.keyboard.press('Control+Alt+p')
      await page.locator('.place-bar').first().waitFor({ state: 'detached' })
    },
  },
]

/** What comes in by degrees is there. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))))
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with the page as it is now: rule, help, where. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const checker = (
      globalThis as unknown as {
        axe: { run: (options: object) => Promise<{ violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> }
      }
    ).axe
    const found = await checker.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
    )
  })
}
