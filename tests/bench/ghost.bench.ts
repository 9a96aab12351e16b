/**
 * Keystroke → ghost text painted, in a real Chromium with the starter model and 1,500 字 before the caret.
 * The page itself marks each suggestion's time (`performance.measure('ghost')`: from the input event to the
 * frame that shows it). 240 keystrokes, one every 200 ms. A suggestion that the next keystroke overtook, on its way or on the page,
 * was not painted and counts as 200 ms; a question that the model answered with silence counts for nothing. No key is held there as
 * one of a burst, nor a word as a composed one.
 *
 * Then the same of two authors with an input method, from the key that puts the word into the text, what the page waits for included
 * (renderer/editor/ghost/rhythm.ts): one who leaves 400 ms between words (`composed`), and one who leaves 180 ms, no time to look, and
 * pauses behind every fourth word, where it is measured (`composed_brisk`).
 *
 * `MOKE_MODEL=FILE` measures that model instead, chosen in the settings as an author would, as `ghost.real_…`; its keystrokes
 * come every 450 ms, so that one that was overtaken counts as more than is wanted of it.
 *
 * Otherwise then the same with the whole prompt evaluated again at every other key, twice over: to the end of the frame that
 * shows the suggestion (`speedup`), and to the moment that it is in the page's document (`document_speedup`): the wait for
 * the display's next frame, up to 17 ms, is the same on both sides and hides what the engine saves.
 */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, openPage, root, startHost } from '../e2e/launch.ts'
import { isComposed, wordsOf, write } from './composing.ts'
import { Questions } from './questions.ts'
import { figure, quantile, table } from './report.ts'

const keystrokes = 240
const real = process.env['MOKE_MODEL']
const msBetween = real === undefined ? 200 : 450
const prefix = real === undefined ? 'ghost.' : 'ghost.real_'
const comparedKeystrokes = 240
/** Long enough for the question in between that empties the prefix cache. */
const msBetweenCompared = 350
const contextCharacters = 1500
const composedWords = 120
/** How long an author with an input method leaves between words, and where one who leaves less pauses, ms. */
const [msBetweenWords, msBetweenBriskWords, msOfPause] = [400, 180, 600]

const text = readFileSync(join(root, 'tests/fixtures/lessons/seq2seq.txt'), 'utf8').replace(/\n+/g, '\n')
const before = text.slice(0, contextCharacters).split('\n')
const typed = Array.from(text.slice(contextCharacters)).filter((character) => character !== '\n')

const folder = newFolder()
if (real !== undefined) {
  mkdirSync(join(folder.path, 'models'))
  symlinkSync(resolve(real), join(folder.path, 'models', basename(real)))
}
const host = await startHost(folder.path)
const cookie = await admit(host.address)
const client = await openClient(host.address, cookie)
const { lesson } = await client.library.createCourse({ title: '语音识别入门', chapterTitle: '第一章', lessonTitle: 'Seq2Seq结构' })
const opened = await client.lessons.open({ lesson, take: true })
await client.lessons.append({
  lesson,
  batch: 'bench-ghost-0001',
  base: opened.revision,
  at: Date.now(),
  changes: before.map((line, index) => ({
    type: 'insert_node' as const,
    path: [index],
    node: { type: 'paragraph' as const, id: `bench-${index}` as never, children: [{ text: line }] },
  })),
})
await client.lessons.close({ lesson })
await client.settings.set({ lastLesson: lesson, ...(real === undefined ? {} : { model: basename(real) }) })

const questions = new Questions()
const page = await openPage(host.nextAddress(), { watch: (watched) => questions.watch(watched) })
const editor = page.page.locator('[data-slate-editor]')
await editor.waitFor()
await page.page.waitForFunction(() => document.querySelector('[data-engine-phase="ready"]') !== null, null, { timeout: 20_000 })
const { model } = await client.models.state({})
if (model?.id !== (real === undefined ? 'starter' : basename(real))) throw new Error(`${JSON.stringify(model)} is loaded instead`)
await editor.click()
// The empty paragraph of a new lesson stands last; typing goes to the end of the text.
await page.page.keyboard.press('Control+End')
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const shown = () => page.page.evaluate(() => performance.getEntriesByName('ghost', 'measure').map((entry) => entry.duration))

// What was asked for until here is no keystroke's.
questions.forget()
for (const character of typed.slice(0, keystrokes)) {
  await page.cdp.send('Input.insertText', { text: character })
  await wait(msBetween)
}
const painted = await shown()
const { asked, silent } = questions.counts()
const overtaken = asked - silent - painted.length
if (overtaken < 0) throw new Error(`${painted.length} were painted of ${asked} questions with ${silent} silences`)
const times = [...painted, ...Array<number>(overtaken).fill(msBetween)]
figure(
  `${prefix}p50_ms`,
  quantile(times, 0.5),
  `${keystrokes} keystrokes, ${asked} questions: ${painted.length} suggestions painted, ${silent} silences, ${overtaken} overtaken by the next keystroke`,
)
figure(`${prefix}p95_ms`, quantile(times, 0.95))

async function end(): Promise<never> {
  client.close()
  await page.close()
  await host.stop()
  folder.discard()
  table()
  process.exit(0)
}
if (real !== undefined) await end()

const composed = wordsOf(typed.slice(keystrokes).join(''), 2 * composedWords)

/** Writes words; the times at those that are followed by `ms`, which is what one that was overtaken counts as. Tells how many were painted elsewhere. */
async function composeWords(own: readonly string[], ms: number, gapBehind: (index: number) => number) {
  const times: number[] = []
  const seen = { painted: 0, elsewhere: 0, overtaken: 0, silent: 0 }
  for (const [index, word] of own.entries()) {
    const [known, before] = [(await shown()).length, questions.counts()]
    await write(page.cdp, word)
    const gap = gapBehind(index)
    await wait(gap)
    const [first] = (await shown()).slice(known)
    if (gap !== ms || !isComposed(word)) {
      if (first !== undefined) seen.elsewhere++
      continue
    }
    const { asked: asks, silent: silences } = questions.counts()
    const [isAsked, isSilent] = [asks > before.asked, silences > before.silent]
    if (first !== undefined) seen.painted++
    else if (isSilent) seen.silent++
    else if (isAsked) seen.overtaken++
    if (first !== undefined || (isAsked && !isSilent)) times.push(first ?? ms)
  }
  return { times, seen }
}

for (const [name, own, ms, gapBehind] of [
  ['composed', composed.slice(0, composedWords), msBetweenWords, () => msBetweenWords],
  ['composed_brisk', composed.slice(composedWords), msOfPause, (index: number) => (index % 4 === 3 ? msOfPause : msBetweenBriskWords)],
] as const) {
  const { times: its, seen } = await composeWords(own, ms, gapBehind)
  figure(
    `ghost.${name}_p50_ms`,
    quantile(its, 0.5),
    `${own.length} words and marks: ${seen.painted} suggestions painted where it is measured, ${seen.silent} silences, ${seen.overtaken} overtaken after ${ms} ms, ${seen.elsewhere} painted elsewhere`,
  )
  figure(`ghost.${name}_p95_ms`, quantile(its, 0.95))
}

/** Asks about as many other texts as the engine holds, after which it holds nothing of this one and evaluates its whole prompt again. */
async function emptyCache(round: number): Promise<void> {
  for (const lesson of [`${round}甲`, `${round}乙`]) {
    const before = `${lesson}${'园艺与天气。'.repeat(8)}`
    const other = { course: '', chapter: '', lesson, headings: [], before, after: '', block: 'paragraph' as const, candidate: 0 }
    for await (const _ of client.suggestions.complete(other)) continue
  }
}

/** Milliseconds from each input to the suggestion in the document, whenever one came. */
await page.page.evaluate(() => {
  const page: Window & { drawn?: number[] } = window
  const drawn: number[] = (page.drawn = [])
  let inputAt = 0
  addEventListener(
    'beforeinput',
    ({ timeStamp }) => {
      inputAt = timeStamp
    },
    true,
  )
  new MutationObserver(() => {
    if (inputAt === 0 || !document.querySelector('[data-ghost]')) return
    drawn.push(performance.now() - inputAt)
    inputAt = 0
  }).observe(document.querySelector('.page-text') ?? document, { subtree: true, attributes: true, childList: true })
})
const inDocument = () => page.page.evaluate(() => (window as Window & { drawn?: number[] }).drawn ?? [])

const compared = keystrokes + Array.from(composed.join('')).length
class Sample {
  readonly drawn: number[] = []
  readonly painted: number[] = []
}
const kept = new Sample()
const whole = new Sample()
for (const [round, character] of typed.slice(compared, compared + comparedKeystrokes).entries()) {
  const again = round % 2 === 1
  if (again) await emptyCache(round)
  const known = [(await inDocument()).length, (await shown()).length] as const
  await page.cdp.send('Input.insertText', { text: character })
  await wait(msBetweenCompared)
  const [drawn, painted] = [(await inDocument()).slice(known[0])[0], (await shown()).slice(known[1])[0]]
  // Typing along a suggestion asks nothing: it is painted anew without being measured.
  if (drawn === undefined || painted === undefined) continue
  const sample = again ? whole : kept
  sample.drawn.push(drawn)
  sample.painted.push(painted)
}
for (const [name, of] of [
  ['ghost.speedup_p50', 'painted'],
  ['ghost.document_speedup_p50', 'drawn'],
] as const) {
  const [slow, fast] = [quantile(whole[of], 0.5), quantile(kept[of], 0.5)]
  figure(
    name,
    slow / fast,
    `${whole[of].length} keystrokes with the whole prompt evaluated again, p50 ${Math.round(slow)} ms, between ${kept[of].length} with the prefix kept, p50 ${Math.round(fast)} ms`,
  )
}
await end()
