/** What tests do and see on the lines of a page, wherever they lie: a block, a cell of a table, the caption of a picture, a footnote. */
import type { Page } from 'playwright-core'
import { caretIn } from './object-actions.ts'

export interface SeenLine {
  /** Of every line, by its id: as the log has it, and as it is on the screen. */
  readonly log: Readonly<Record<string, string>>
  readonly screen: Readonly<Record<string, string>>
  /** Where the browser's caret is. */
  readonly caret: readonly [line: string, offset: number] | null
}

/** Puts the caret into a line, at an offset of its text. */
export async function caretInLine(page: Page, id: string, offset: number): Promise<void> {
  const spot = await page.evaluate(
    ([name, place]) => {
      const line = document.querySelector(`[data-block="${name}"], [data-cell="${name}"]`)!
      const block = line.closest<HTMLElement>('[data-block]')!
      const runs = [...block.querySelectorAll('[data-slate-node=text]')].filter((text) => !text.closest('[data-slate-void]'))
      let rest = place
      for (const [at, run] of runs.entries()) {
        if (!line.contains(run)) continue
        const { length } = run.textContent.replaceAll('\uFEFF', '')
        if (rest <= length) return [block.dataset['block']!, at, rest] as const
        rest -= length
      }
      throw new Error(`no place ${place} in ${name}`)
    },
    [id, offset] as const,
  )
  await caretIn(page, ...spot)
}

/** All lines as log and screen have them, and where the caret is. */
export function seenLines(page: Page): Promise<SeenLine> {
  return page.evaluate(async () => {
    const clean = (text: string) => text.replaceAll('\uFEFF', '')
    interface Part {
      readonly id?: string
      readonly type?: string
      readonly text?: string
      readonly children?: readonly Part[]
    }
    const log: Record<string, string> = {}
    const note = (part: Part) => {
      if (part.type === 'table' || part.type === 'row') return part.children?.forEach(note)
      if (part.id !== undefined) log[part.id] = (part.children ?? []).map(({ text }) => text ?? '').join('')
    }
    ;((await harness.saved()) as unknown as readonly Part[]).forEach(note)
    const screen: Record<string, string> = {}
    const selection = getSelection()!
    let caret: readonly [string, number] | null = null
    for (const line of document.querySelectorAll<HTMLElement>('.page-text .block:not(.table), .page-text .cell')) {
      const id = line.dataset['cell'] ?? line.dataset['block'] ?? ''
      screen[id] = [...line.querySelectorAll('[data-slate-leaf]')].map((run) => clean(run.textContent)).join('')
      if (!line.contains(selection.focusNode)) continue
      let offset = 0
      for (const run of line.querySelectorAll('[data-slate-leaf]')) {
        if (!run.contains(selection.focusNode)) {
          offset += clean(run.textContent).length
          continue
        }
        const range = document.createRange()
        range.selectNodeContents(run)
        range.setEnd(selection.focusNode!, selection.focusOffset)
        offset += clean(range.toString()).length
        break
      }
      caret = [id, offset]
    }
    return { log, screen, caret }
  })
}
