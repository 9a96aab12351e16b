/** Every page, panel and window of the studio, one after the other, for whoever looks at all of them: accessibility, pictures. */
import axe from 'axe-core'
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

/** A window over the page that a command of the palette opens, found by a word that only this command has, in any language. */
const command = (name: string, word: string, content: string): Room => ({
  name,
  enter: async (page) => {
    await page.keyboard.press('Control+k')
    await page.locator('.palette-field').fill(word)
    await page.keyboard.press('Enter')
    await page.locator(content).waitFor()
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

/** What is looked at there comes a moment later than the view. */
const publishing: Room = {
  ...view('publishing', 'Control+Alt+Shift+b'),
  enter: async (page) => {
    await page.keyboard.press('Control+Alt+Shift+b')
    await page.locator('.preview-place[aria-busy=false], .publishing-empty').waitFor()
    await page.locator('.findings[aria-busy=false], .publishing-empty').waitFor()
    await page.locator('.options summary, .publishing-empty').first().click()
  },
}

/** The first line of the page: a heading, with the caret at its end. */
const toFirstLine = async (page: Page): Promise<void> => {
  await page.locator('.page-text:visible').first().focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('End')
}

/** What stands over the page while its first line is selected. */
const overSelection = (name: string, content: string, keys?: string): Room => ({
  name,
  enter: async (page) => {
    await toFirstLine(page)
    await page.keyboard.press('Shift+Home')
    if (keys) await page.keyboard.press(keys)
    await page.locator(content).waitFor()
  },
  leave: async (page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowRight')
    await page.locator(content).waitFor({ state: 'detached' })
  },
})

/** After a blank, so that nothing but the line itself changes. */
const slashMenu: Room = {
  name: 'slash menu',
  enter: async (page) => {
    await toFirstLine(page)
    await page.keyboard.type(' /')
    await page.locator('.slash-menu').waitFor()
  },
  leave: async (page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.locator('.slash-menu').waitFor({ state: 'detached' })
  },
}

const formula: Room = {
  name: 'formula',
  enter: async (page) => {
    await page.locator('.formula .formula-drawn').first().click()
    await page.locator('.formula-card').waitFor()
  },
  leave: async (page) => {
    await page.keyboard.press('Escape')
    await page.locator('.formula-card').waitFor({ state: 'detached' })
  },
}

const search: Room = {
  name: 'search',
  enter: async (page) => {
    await page.keyboard.press('Control+Alt+k')
    await page.locator('.search-query').fill('清单')
    await page.locator('.search-place').first().waitFor()
  },
  leave: async (page) => {
    await page.locator('.search-query').fill('')
    await page.locator('.search-head button').first().click()
    await page.locator('[role=tree]').waitFor()
  },
}

const toSuggestions = (page: Page): Promise<void> => page.locator('.inspector-tab').first().click()

/** The versions stand beside the page, in the pane of the suggestions. */
const versions: Room = {
  name: 'versions',
  enter: async (page) => {
    await page.keyboard.press('Control+Alt+v')
    await page.locator('.versions-item').first().waitFor()
  },
  leave: toSuggestions,
}

const moment: Room = {
  name: 'a moment of the past',
  enter: async (page) => {
    await versions.enter(page)
    await page.locator('.versions-item').first().click()
    await page.locator('.version-view').waitFor()
  },
  leave: async (page) => {
    await page.keyboard.press('Escape')
    await page.locator('.version-view').waitFor({ state: 'detached' })
    // Where the window is narrow, the pane went away for the moment to be seen.
    await versions.enter(page)
    await versions.leave(page)
  },
}

export const rooms: readonly Room[] = [
  { name: 'page', enter: nothing, leave: nothing },
  dialog('palette', 'Control+k'),
  ...[0, 1, 2, 3].map(settings),
  dialog('shortcuts', 'Control+/'),
  dialog('about', 'Shift+F1'),
  command('models', 'GGUF', '.models'),
  command('backups', 'backup', '.backups-state'),
  command('import', 'Typora', '.interchange-choice'),
  command('export', 'zip', '.interchange-look'),
  dialog('length to aim at', 'Control+Alt+g'),
  dialog('where to move', 'Control+Alt+Shift+m'),
  view('archive', 'Control+Alt+Shift+o'),
  view('voice', 'Control+Alt+Shift+p'),
  publishing,
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
  overSelection('tools over the text', '.float-bar'),
  overSelection('link', '.finder', 'Control+Shift+k'),
  slashMenu,
  formula,
  search,
  versions,
  moment,
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

/** What axe finds wrong with the page as it is now: rule, help, where. */
export async function violations(page: Page): Promise<string[]> {
  // Once for a page: it is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const checker = (
      globalThis as unknown as {
        axe: { run: (options: object) => Promise<{ violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> }
      }
    ).axe
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    // What passes need not be described.
    const found = await checker.run({ runOnly, resultTypes: ['violations'] })
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
    )
  })
}
