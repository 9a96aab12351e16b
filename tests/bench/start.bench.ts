/**
 * Cold start of the installed studio in the browser host: from `npm start` to the first typed character on
 * the page, and to the first suggestion. The browser itself runs already. The workspace is new, so this is
 * an author's very first start: sample course and thread measurement included. Median of five.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chromium } from 'playwright-core'
import { chromium as chromiumPath } from '../../scripts/chromium.mjs'
import { newFolder, root } from '../e2e/launch.ts'
import { figure, quantile, table } from './report.ts'

const runs = 5

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(printed)
      if (found) resolve(found[0])
    })
    child.once('exit', () => reject(new Error(printed)))
  })
}

const browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
const typing: number[] = []
const suggestion: number[] = []
for (let run = 0; run < runs; run++) {
  const folder = newFolder()
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  const started = performance.now()
  const child = spawn(process.execPath, ['scripts/start.mjs', '--browser', '--no-open', '--port', '0', '--workspace', folder.path], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await page.goto(await addressOf(child))
  const editor = page.locator('[data-slate-editor]')
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText('我')
  await page.waitForFunction(() => document.querySelector('[data-slate-editor]')?.textContent?.includes('我'))
  typing.push(performance.now() - started)
  // A writer goes on typing until something is offered.
  for (const character of '们今天来学习怎样把一门课写出来，首先要知道的是，') {
    if (await page.evaluate(() => performance.getEntriesByName('ghost', 'measure').length > 0)) break
    await page.keyboard.insertText(character)
    await page.waitForFunction(() => performance.getEntriesByName('ghost', 'measure').length > 0, null, { timeout: 250 }).catch(() => undefined)
  }
  await page.waitForFunction(() => performance.getEntriesByName('ghost', 'measure').length > 0, null, { timeout: 20_000 })
  suggestion.push(performance.now() - started)
  await context.close()
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  folder.discard()
}
figure('start.typing_ms', quantile(typing, 0.5), `median of ${runs}; ${typing.map((ms) => Math.round(ms)).join(', ')}`)
figure('start.suggestion_ms', quantile(suggestion, 0.5), `median of ${runs}; ${suggestion.map((ms) => Math.round(ms)).join(', ')}`)
await browser.close()
table()
process.exit(0)
