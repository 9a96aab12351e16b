/** What the tests of formulas, footnotes and pictures do and see on the page. */
import type { Page } from 'playwright-core'

export const run = (text: string, marks: object = {}) => ({ text, ...marks })
export const formula = (tex: string) => ({ type: 'formula', tex, children: [run('')] })
export const mark = (note: string) => ({ type: 'note-mark', note, children: [run('')] })
export const block = (type: string, id: string, ...children: object[]) => ({ type, id, children })

/** Puts the caret at an offset of one of a block's runs, as the browser has it: `run` counts the runs of the whole block. */
export async function caretIn(page: Page, id: string, run: number, offset: number): Promise<void> {
  await page.evaluate(async () => {
    document.querySelector<HTMLElement>('.page-text')!.focus()
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  })
  const spot = await page.evaluate(
    ([block, at, place]) => {
      const box = document.querySelector(`[data-block="${block}"]`)!
      const runs = [...box.querySelectorAll('[data-slate-node=text]')].filter((text) => !text.closest('[data-slate-void]'))
      const target = runs[at]!
      const text = document.createTreeWalker(target, NodeFilter.SHOW_TEXT).nextNode()!
      getSelection()!.collapse(text, text.nodeValue === '\uFEFF' ? 1 : place)
      const isBefore = (element: Element) => (element.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && !element.contains(target)
      const before = runs.slice(0, at).reduce((sum, each) => sum + each.textContent.replaceAll('\uFEFF', '').length, 0)
      const objects = [...box.querySelectorAll('[data-slate-void]')].filter(isBefore).length
      const cells = [...box.querySelectorAll('.cell')].filter(isBefore).length
      return [[...document.querySelectorAll('.page-text [data-block]')].indexOf(box), before + objects + cells + place] as const
    },
    [id, run, offset] as const,
  )
  await page.waitForFunction((expected) => harness.caret?.[0] === expected[0] && harness.caret[1] === expected[1], spot)
}

/** The text as the log has it: formulas as `$x$`, marks as `^note`, a caption behind its picture's alternative text. */
export function written(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const line = (children: readonly object[]): string =>
      children
        .map((child) => {
          if ('text' in child) return child.text
          if ('tex' in child) return `$${String(child.tex)}$`
          return 'note' in child ? `^${String(child.note)}` : 'children' in child ? `(${line(child.children as object[])})` : ''
        })
        .join('')
    return (await harness.saved()).map((block) => `${block.type} ${line(block.children)}`)
  })
}
