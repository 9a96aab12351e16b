/** A new author at the studio: writes as an input method does, and does everything by what is on the screen. */
import { pinyin } from 'pinyin-pro'
import type { Locator, Page } from 'playwright-core'
import { compose } from '../composing.ts'
import { session, type StudioPage } from './studio-page.ts'

const words = new Intl.Segmenter('zh', { granularity: 'word' })

export class Author {
  readonly studio: StudioPage

  constructor(studio: StudioPage) {
    this.studio = studio
  }

  get page(): Page {
    return this.studio.page
  }

  press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Composes every Chinese word and puts in everything else as an input method does. */
  write = async (text: string): Promise<void> => {
    for (const { segment } of words.segment(text)) {
      if (/^\p{Script=Han}+$/u.test(segment)) await compose(this.studio.opened.cdp, pinyin(segment, { toneType: 'none', separator: '' }), segment, 5)
      else await this.studio.opened.cdp.send('Input.insertText', { text: segment })
    }
  }

  /** Writes lines of their own, and is at the start of another line then. */
  writeLines = async (...lines: readonly string[]): Promise<void> => {
    for (const line of lines) {
      await this.write(line)
      await this.press('Enter')
    }
  }

  /** Chooses a kind from the menu that a slash opens, looked for by its name. */
  insert = async (name: string): Promise<void> => {
    await this.write('、')
    await this.page.locator('.slash-menu').waitFor()
    await this.write(name)
    await this.page.locator('.slash-menu [aria-selected=true]', { hasText: name }).waitFor()
    await this.press('Enter')
    await this.page.locator('.slash-menu').waitFor({ state: 'detached' })
  }

  /** Chooses something to put in from the toolbar. */
  insertByMenu = async (name: string): Promise<void> => {
    await this.page.getByRole('button', { name: '插入' }).click()
    await this.page.getByRole('menuitem', { name }).click()
  }

  /** Writes a footnote and goes back to its mark by the number before it. */
  footnote = async (text: string): Promise<void> => {
    await this.insertByMenu('脚注')
    await this.write(text)
    await this.page.locator(`${session} .note-number`).last().click()
    await this.studio.textHasFocus()
  }

  /** A course or a chapter in the tree. */
  branch = (title: string): Locator => this.page.locator('[role=treeitem][aria-expanded]', { hasText: title }).first()

  /** Presses the button that a row of the tree shows to whoever points at it. */
  addTo = async (title: string, button: string): Promise<void> => {
    await this.branch(title).hover()
    await this.branch(title).getByRole('button', { name: button }).click()
  }

  /** Writes the name that the tree asks for, and the title of the lesson that comes with it. */
  name = async (title: string, lesson: string): Promise<void> => {
    await this.studio.focusIs('.tree-field')
    await this.write(title)
    await this.press('Enter')
    await this.titleLesson(lesson)
  }

  /** Writes the title that is asked for, and is in the text then. */
  titleLesson = async (title: string): Promise<void> => {
    await this.studio.focusIs(`${session} .page-title`)
    await this.write(title)
    await this.press('Enter')
    await this.studio.textHasFocus()
    await this.studio.row(title).waitFor()
  }

  /** Says in the picture's own window what it shows. */
  describe = async (picture: Locator, text: string): Promise<void> => {
    await picture.locator('.image-frame').hover()
    await picture.getByRole('button', { name: '写图片描述' }).click()
    await this.studio.focusIs('.image-alt')
    await this.write(text)
    await this.studio.dialog('写图片描述').getByRole('button', { name: '好' }).click()
    await this.studio.dialog().waitFor({ state: 'detached' })
    await this.studio.textHasFocus()
    await this.page.mouse.move(0, 0)
  }

  /** Everything is saved, and the page says so. */
  saved = async (): Promise<void> => {
    // What was typed is on its way for a moment before the line says so: the page draws once and once more.
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))))
    await this.studio.savedIs('saved')
  }

  /** The moments of the open lesson, in the panel beside it. */
  versions = async (): Promise<Locator> => {
    await this.page.getByRole('tab', { name: '版本' }).click()
    await this.page.locator('.versions-item').first().waitFor()
    return this.page.locator('.versions-panel')
  }
}
