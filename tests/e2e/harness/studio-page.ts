/**
 * The studio as its tests meet it: the built host on a workspace of its own, its page in a real Chromium, and what every test
 * does and looks at. What is waited for here is what a person would see before their next step.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { setBack } from '../../pictures/clock.mjs'
import {
  newFolder,
  type OpenPage,
  openPageIn,
  type PageLook,
  root,
  type RunningHost,
  sharedBrowser,
  stillFile,
  slowMs,
  startHost,
  watchErrors,
  windowSize,
} from '../launch.ts'
import { ghostText } from '../page-actions.ts'
import { answered, type Exchange, listen } from './exchanges.ts'

/** The lesson that is seen; others may lie behind it until their text is saved. */
export const session = '.lesson-session:not([hidden])'

/** A card over the text that follows comes a moment later than what stands in the text. */
const cardMs = 1500
/** A page saves within moments; one that holds back what it sends, or has lost its host, is left as it is. */
const savingMs = 5000
/** A page that draws nothing for so long of what the model said will not draw it, however busy the machine is. */
const drawnMs = 20_000

/** How a studio is met: its page, and how far its clocks are set back, as on an earlier day. */
export interface StudioLook extends PageLook {
  readonly setBackMs?: number
}

/** Sets the clock of a host back that is started with it. */
const hostSetBack = (ms: number) => ({
  MOKE_SET_BACK_MS: String(ms),
  NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'tests', 'pictures', 'clock.mjs')).href}`,
})

export class StudioPage {
  readonly folder: ReturnType<typeof newFolder>
  /** What its pages reported as errors. */
  readonly errors: string[] = []
  /** What its pages asked the engine. */
  readonly exchanges: Exchange[] = []
  private readonly look: StudioLook
  private running: RunningHost | null = null
  private shown: OpenPage | null = null

  constructor(folder: ReturnType<typeof newFolder>, look: StudioLook = {}) {
    this.folder = folder
    this.look = look
  }

  get host(): RunningHost {
    return known(this.running)
  }

  get opened(): OpenPage {
    return known(this.shown)
  }

  get page(): Page {
    return this.opened.page
  }

  /** Where one more page of the same browser finds the studio. */
  get address(): string {
    return `${new URL(this.host.address).origin}/`
  }

  /** What its pages reported as errors besides what the kill of a host breaks: the connection, or a file on its way. */
  get ownErrors(): string[] {
    return this.errors.filter((error) => !/WebSocket|net::ERR_/.test(error))
  }

  async start(): Promise<void> {
    const { setBackMs = 0 } = this.look
    this.running = await startHost(this.folder.path, undefined, setBackMs > 0 ? hostSetBack(setBackMs) : {})
    this.shown = await openPageIn(await sharedBrowser(), this.running.address, { ...this.look, watch: (page) => this.watch(page) })
  }

  async close(): Promise<void> {
    await this.shown?.close()
    await this.running?.stop()
  }

  /**
   * Where a test begins, whatever the one before it left: one page, loaded anew on a host that runs, without unsaved copies of
   * earlier ones, and with the focus in its text.
   */
  begin = async (): Promise<Page> => {
    const { exitCode, signalCode } = this.host.child
    if (exitCode !== null || signalCode !== null) await this.startAgain()
    for (const other of this.opened.context.pages()) if (other !== this.page) await other.close()
    if (this.page.isClosed()) await this.anotherPage()
    const { page, cdp } = this.opened
    // What was taken back last is to be in the library, not only on the page that goes.
    await page
      .locator('[data-saved=saving]')
      .waitFor({ state: 'detached', timeout: savingMs })
      .catch(() => undefined)
    await page.goto(new URL(stillFile(), this.address).href)
    // Who has left hears no answer any more.
    for (const exchange of this.exchanges) if (exchange.state === 'asked') exchange.state = 'stopped'
    await cdp.send('Storage.clearDataForOrigin', { origin: new URL(this.address).origin, storageTypes: 'local_storage' })
    const { width = windowSize.width, height = windowSize.height } = this.look
    await page.setViewportSize({ width, height })
    await page.goto(this.address)
    // Away from every button, whose tooltip would take a key for itself.
    await page.mouse.move(0, 0)
    await this.textHasFocus()
    return page
  }

  /** Starts a host on the same workspace, as it would be started anew. */
  startAgain = async (extra: readonly string[] = []): Promise<void> => {
    this.running = await startHost(this.folder.path, extra)
  }

  /** Ends the host as a crash would; the page knows it. */
  loseHost = async (): Promise<void> => {
    await this.host.kill()
    await this.linkIs('lost')
  }

  /** Starts a host again; the page has found it. */
  restart = async (): Promise<void> => {
    await this.startAgain()
    await this.linkIs('connected')
  }

  /** One more page of the same browser. */
  newPage = async (address = this.address): Promise<Page> => {
    const page = await this.opened.context.newPage()
    await this.watch(page)
    await page.goto(address)
    return page
  }

  /** One more page, which is the one that is looked at from now on. */
  anotherPage = async (): Promise<Page> => {
    const page = await this.newPage()
    this.shown = { ...this.opened, page, cdp: await this.opened.context.newCDPSession(page) }
    return page
  }

  text = (): Locator => this.page.locator('.page-text:visible')
  title = (): Locator => this.page.locator('.page-title:visible')
  /** The row of the library's tree with that title. */
  row = (title: string): Locator => this.page.locator('[role=treeitem]', { has: this.page.locator('.tree-title').getByText(title, { exact: true }) })
  crumb = (title: string): Locator => this.page.locator('.crumbs li', { hasText: title })
  toast = (said: string): Locator => this.page.locator('.toast', { hasText: said })
  dialog = (name?: string): Locator => this.page.getByRole('dialog', name === undefined ? {} : { name })

  focusIs = (selector: string) => this.page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector)
  /** The author can write. */
  textHasFocus = () => this.focusIs(`${session} .page-text[contenteditable=true]`)
  /** The keys are the tree's, and mean that row. */
  rowHasFocus = (title: string) => this.page.waitForFunction((wanted) => document.activeElement?.querySelector('.tree-title')?.textContent === wanted, title)
  linkIs = (link: 'connected' | 'lost') => this.page.locator(`[data-link=${link}]`).waitFor({ state: 'attached', timeout: slowMs })
  savedIs = (kind: string) => this.page.locator(`[data-saved=${kind}]`).waitFor({ timeout: slowMs })
  engineReady = () => this.page.locator('[data-engine-phase=ready]').waitFor({ state: 'attached', timeout: slowMs })

  shows = (typed: string) => shows(this.page, typed)
  saved = (typed: string) => saved(this.page, typed)
  atTheEnd = () => atTheEnd(this.page)

  /** Makes a lesson, whose title has the focus and is selected. */
  newLesson = async (): Promise<void> => {
    const before = await this.page.locator(session).getAttribute('data-lesson')
    await this.page.keyboard.press('Control+Alt+n')
    await this.focusIs(`.lesson-session:not([hidden], [data-lesson="${before}"]) .page-title`)
  }

  /** Makes a lesson of that title, whose text has the focus. */
  newLessonCalled = async (title: string): Promise<void> => {
    await this.newLesson()
    await this.page.keyboard.insertText(title)
    await this.page.keyboard.press('Enter')
    await this.textHasFocus()
    await this.row(title).waitFor()
  }

  /** Goes to the publishing desk from the row of a lesson, with this one alone, and looks at it as it is for a target. */
  lessonAtDesk = async (title: string, target: RegExp): Promise<void> => {
    await this.row(title).click({ button: 'right' })
    await this.page.getByRole('menuitem', { name: '发布…' }).click()
    await this.page.getByRole('radio', { name: target }).click()
  }

  /** Opens a lesson from the tree to write in it. */
  openLesson = async (title: string): Promise<void> => {
    await this.row(title).click()
    await this.page.locator('.crumbs [aria-current]', { hasText: title }).waitFor()
    await this.rowHasFocus(title)
    await this.page.keyboard.press('Enter')
    await this.textHasFocus()
  }

  /** Leaves the dialog that is open, which holds the focus: a question above it may just have closed. */
  closeDialog = async (): Promise<void> => {
    await expect.poll(() => this.dialog().evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true)
    await this.page.keyboard.press('Escape')
    await this.dialog().waitFor({ state: 'detached' })
  }

  /** Copies of what is not saved yet that this browser holds. */
  copies = (of: 'title' | 'unsaved') => copies(this.page, of)

  /** The newest paragraph of a text that is written at its end. */
  lastBlock = (): Promise<string> =>
    this.text()
      .locator('.block')
      .last()
      .evaluate((block) => (block.textContent ?? '').replaceAll('\uFEFF', ''))

  /**
   * What is offered behind `written` once the model has said all that it will there; '' where that is nothing, and with
   * `mayBeRefused` also where the author sent it away before. Otherwise a page that does not draw what the model said is a failure.
   */
  offered = async (written: string, { mayBeRefused = false } = {}): Promise<string> => {
    const [end, longestMs] = [written.slice(-20), mayBeRefused ? cardMs : drawnMs]
    let ghost = ''
    let answer: ReturnType<typeof answered> = null
    let hiddenSince = Infinity
    const isKnown = async () => {
      ghost = (await ghostText(this.page)) ?? ''
      answer = answered(this.exchanges, end, ghost)
      hiddenSince = answer === 'hidden' ? Math.min(hiddenSince, Date.now()) : Infinity
      return answer === 'hidden' ? Date.now() - hiddenSince > longestMs : answer !== null
    }
    await expect.poll(isKnown, { timeout: slowMs }).toBe(true)
    expect(mayBeRefused ? '' : answer, `what the model said behind “${end}” is drawn`).not.toBe('hidden')
    return ghost
  }

  private async watch(page: Page): Promise<void> {
    watchErrors(page, this.errors)
    listen(page, this.exchanges)
    const { setBackMs = 0 } = this.look
    // Lets a page go although something is not saved.
    page.on('dialog', (dialog) => void dialog.accept())
    // Before it goes anywhere: a page that had its clock too late wrote today what was yesterday’s.
    if (setBackMs > 0) await page.addInitScript(`(${setBack.toString()})(${setBackMs})`)
  }
}

/** Waits until something that was typed is on a page. */
export const shows = (page: Page, typed: string) => page.locator('.page-text:visible', { hasText: typed }).waitFor({ timeout: slowMs })

/** Waits until something that was typed is on a page and saved. */
export async function saved(page: Page, typed: string): Promise<void> {
  await shows(page, typed)
  await page.locator('[data-saved=saved]').waitFor({ timeout: slowMs })
}

/** Goes to the end of the text of a page, to write there. */
export async function atTheEnd(page: Page): Promise<void> {
  await page.locator('.page-text[contenteditable=true]:visible').click({ timeout: slowMs })
  await page.waitForFunction((text) => document.activeElement?.matches(text), `${session} .page-text`)
  await page.keyboard.press('Control+End')
}

export const copies = (page: Page, of: 'title' | 'unsaved') =>
  page.evaluate((prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).length, `moke.${of}.`)

/** A studio for a file of tests, or for those in a `describe`: open before the first of them, closed after the last. */
export function studioForAll(look: PageLook = {}): StudioPage {
  const folder = newFolder()
  const studio = new StudioPage(folder, look)
  beforeAll(async () => {
    await studio.start()
    await studio.textHasFocus()
  })
  afterAll(async () => {
    await studio.close()
    folder.discard()
  })
  return studio
}

/** A studio for one test, on an empty workspace or one that was prepared; nothing is waited for but its page. */
export async function studioForTest(folder = folderForTest(), look: PageLook = {}): Promise<StudioPage> {
  const studio = new StudioPage(folder, look)
  onTestFinished(() => studio.close())
  await studio.start()
  return studio
}

/** An empty folder that is gone after the test. */
export function folderForTest(): ReturnType<typeof newFolder> {
  const folder = newFolder()
  onTestFinished(folder.discard)
  return folder
}

function known<T>(value: T | null): T {
  if (value === null) throw new Error('the studio was not started')
  return value
}
