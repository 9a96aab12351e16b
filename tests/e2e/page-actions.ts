/** What the tests of the page do on it, as a person would: by the browser's own selection, keys and mouse. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { answer } from './harness/sample.ts'

export type Spot = readonly [block: number, offset: number]

/** Opens a text anew, as if nothing had been tried before; the model answers every question with `answer`. */
export async function openText(page: Page, doc: unknown, answer = ''): Promise<void> {
  // Away from every button, whose tooltip would take a key for itself.
  await page.mouse.move(0, 0)
  await page.evaluate(
    ([value, text]) => {
      harness.reset(text)
      harness.open(value)
    },
    [doc, answer] as const,
  )
  await page.waitForFunction(() => {
    const shown = [...document.querySelectorAll('.page-text .block')].map((block) => block.getAttribute('data-block'))
    return shown.join() === harness.log.doc.map(({ id }) => id).join() && !document.querySelector('[role=tooltip]')
  })
}

/** Puts the caret, or a selection, at text offsets of blocks. The focus comes first and settles, as it does for a person. */
export async function caretAt(page: Page, from: Spot, to: Spot = from): Promise<void> {
  await page.evaluate(async () => {
    document.querySelector<HTMLElement>('.page-text')!.focus()
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  })
  await page.evaluate(
    ([anchor, focus]) => {
      const point = ([block, offset]: readonly [number, number]) => {
        const element = document.querySelectorAll('.page-text .block')[block]!
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
        let rest = offset
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const text = node.nodeValue!.replaceAll('\uFEFF', '')
          if (rest <= text.length) return [node, text === '' ? 0 : rest] as const
          rest -= text.length
        }
        throw new Error(`no place ${block} ${offset}`)
      }
      const [a, b] = [point(anchor), point(focus)]
      getSelection()!.setBaseAndExtent(a[0], a[1], b[0], b[1])
    },
    [from, to] as const,
  )
  await page.waitForFunction((spot) => harness.caret?.[0] === spot[0] && harness.caret[1] === spot[1], to)
}

/** The suggestion on the page, wherever it is drawn. */
export function ghostText(page: Page): Promise<string | null> {
  return page.evaluate(
    () => document.querySelector('[data-ghost]')?.getAttribute('data-ghost') ?? document.querySelector('.ghost-card-text')?.textContent ?? null,
  )
}

/** Waits until a suggestion is drawn. */
export async function ghostShown(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => (document.querySelector('[data-ghost]')?.getAttribute('data-ghost') ?? document.querySelector('.ghost-card-text')?.textContent) === wanted,
    text,
  )
}

/** Waits until the newest question, one of more than `asked`, was answered and dealt with: the page then lets the engine prepare what comes next. */
export async function answered(page: Page, asked: number): Promise<void> {
  await page.waitForFunction((before) => harness.contexts.length > before && harness.newest === 'prepare', asked)
}

/** Asks for a suggestion now, and waits for it. */
export async function suggest(page: Page, text = answer): Promise<void> {
  await page.keyboard.press('Alt+\\')
  await ghostShown(page, text)
}

/** Where every character of the page stands, to a tenth of a pixel. */
export const positions = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready
    const walker = document.createTreeWalker(document.querySelector('.page-text')!, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    const range = document.createRange()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let offset = 0; offset < node.nodeValue!.length; offset += 1) {
        range.setStart(node, offset)
        range.setEnd(node, offset + 1)
        const box = range.getBoundingClientRect()
        found.push(`${node.nodeValue![offset]} ${box.left.toFixed(1)} ${box.top.toFixed(1)}`)
      }
    }
    return found
  })

/** The text as the log has it, each block's kind in front: `paragraph 文字`; a table as `table 甲 | 乙 / 丙 | 丁`. */
export function logged(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    (await harness.saved()).map((block) => {
      const kind = block.type === 'heading' ? `heading${block.level}` : block.type === 'item' ? `${block.kind}${block.depth}` : block.type
      const textOf = (children: readonly object[]) => children.map((child) => ('text' in child ? child.text : '')).join('')
      if (block.type === 'table') return `table ${block.children.map((row) => row.children.map(({ children }) => textOf(children)).join(' | ')).join(' / ')}`
      return `${kind} ${textOf(block.children)}`
    }),
  )
}

/** Pastes into an empty page as a system's clipboard does: the browser's own would clean the HTML first. */
export async function pasteHtml(page: Page, html: string, plain = 'x'): Promise<void> {
  await openText(page, [{ type: 'paragraph', id: 'p', children: [{ text: '' }] }])
  await caretAt(page, [0, 0])
  await page.evaluate(
    ([rich, text]) => {
      const data = new DataTransfer()
      data.setData('text/html', rich)
      data.setData('text/plain', text)
      document
        .querySelector('.page-text')!
        .dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertFromPaste', dataTransfer: data, bubbles: true, cancelable: true }))
    },
    [html, plain] as const,
  )
}

/** A piece of HTML as another program writes it. */
export const clipboardSample = (name: string): string => readFileSync(new URL(`../fixtures/clipboard/${name}.html`, import.meta.url), 'utf8')

/** Puts something on the clipboard and pastes it. */
export async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(async (types) => {
    const blobs = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
  }, data)
  await page.keyboard.press('Control+v')
}
