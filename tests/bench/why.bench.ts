/**
 * “Why this suggestion?” with the starter: from the key to the frame that shows what each word was chosen from, and to the one that shows
 * the author's texts that are most like it, beside an archive of 300 works of about 5,000 字 made of held-out sentences. Half of the places
 * stand in the archive as well.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ghostText } from '../e2e/page-actions.ts'
import { newFolder, openPage, root, slowMs, startHost } from '../e2e/launch.ts'
import { figure, quantile, table } from './report.ts'

const works = 300
const charactersEach = 5000
const places = 30

let seed = 20_261_129
const random = (below: number) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed % below
}
const sentences = readFileSync(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => String((JSON.parse(line) as { text?: string }).text ?? JSON.parse(line)).split(/(?<=[。！？；])/))
  .filter((sentence) => sentence.length > 12 && /^\p{Script=Han}+/u.test(sentence))

function paragraph(): string {
  let text = ''
  while (text.length < 120) text += sentences[random(sentences.length)] ?? ''
  return text
}

function writeWorks(folder: string): void {
  mkdirSync(folder)
  for (let work = 0; work < works; work++) {
    let text = `# 第${work}篇\n`
    while (text.length < charactersEach) text += `\n${paragraph()}\n`
    writeFileSync(join(folder, `${work}.md`), text)
  }
}

/** Milliseconds from the key to the frames in which the words, and then the places, are there. */
const opened = (page: Page): Promise<{ words: number; places: number; found: number }> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let [begun, words] = [0, 0]
        const look = () => {
          if (words === 0 && document.querySelector('.why-tokens tbody tr')) requestAnimationFrame(() => setTimeout(() => (words = performance.now() - begun)))
          const isKnown = document.querySelector('.why-texts ul') ?? document.querySelector('.why-texts .why-note:not([role])')
          if (!isKnown) return
          observer.disconnect()
          const end = () => {
            const [all, found] = [performance.now() - begun, document.querySelectorAll('.why-place').length]
            resolve({ words: words === 0 ? all : words, places: all, found })
          }
          requestAnimationFrame(() => setTimeout(end))
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        document.addEventListener(
          'keydown',
          ({ timeStamp, code }) => {
            if (code === 'Slash') begun = timeStamp
          },
          { capture: true },
        )
      }),
  )

const workspace = newFolder()
const archive = mkdtempSync(join(tmpdir(), 'moke-why-'))
writeWorks(join(archive, '旧作'))
const host = await startHost(workspace.path)
const { page, close } = await openPage(host.address)
await page.locator('[data-engine-phase=ready]').waitFor({ state: 'attached', timeout: slowMs })
await page.locator('.library-place', { hasText: '我的旧作' }).click()
await page.locator('.archive input[type=file][webkitdirectory]').setInputFiles(join(archive, '旧作'))
await page.locator('.archive-report').waitFor({ timeout: 10 * slowMs })
await page.keyboard.press('Control+Alt+n')
await page.waitForTimeout(1500)
await page.keyboard.insertText('量一量')
await page.keyboard.press('Enter')

const times: Awaited<ReturnType<typeof opened>>[] = []
for (let place = 0; place < places; place++) {
  const sentence = sentences[random(sentences.length)] ?? ''
  // A beginning that no work has is what half of them are about.
  const before = (place % 2 === 0 ? '' : '昨夜') + sentence.slice(0, 8 + random(4))
  await page.keyboard.insertText(before)
  for (let look = 0; look < 40 && (await ghostText(page)) === null; look++) {
    if (look % 10 === 5) await page.keyboard.press('Alt+\\')
    await page.waitForTimeout(100)
  }
  if ((await ghostText(page)) !== null) {
    const measured = opened(page)
    await page.waitForTimeout(50)
    await page.keyboard.press('Alt+/')
    times.push(await measured)
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('Enter')
}
const note = `${times.length} places beside ${works} works of ${charactersEach} 字, ${times.filter(({ found }) => found > 0).length} with something alike; load ${loadavg()[0]?.toFixed(1)}`
const of = (which: 'words' | 'places', share: number) =>
  quantile(
    times.map((time) => time[which]),
    share,
  )
figure('why.ms', of('words', 0.95), `95th percentile, from the key to the frame that shows what each word was chosen from; ${note}`)
figure('why.p50_ms', of('words', 0.5), 'median of the same')
figure('why.texts_ms', of('places', 0.95), '95th percentile, to the frame that shows the author’s texts that are like it')
figure('why.texts_p50_ms', of('places', 0.5), 'median of the same')
table()
await close()
await host.stop()
workspace.discard()
rmSync(archive, { recursive: true, force: true })
