/**
 * The engine process alone, without page and store: what a keystroke costs with 1,500 字 before the caret,
 * with the prefix kept and with the whole prompt evaluated again, interleaved; how soon after its start the
 * engine suggests, with threads to measure and with threads known. `MOKE_MODEL=FILE` measures another model.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Compute, startCompute } from '#main/compute/compute.ts'
import type { EngineQuestion, Measured } from '#preload/contract/engine.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { root } from '../e2e/launch.ts'
import { figure, quantile, table } from './report.ts'

const keystrokes = 200
const comparedEvery = 4
const starts = 5
const contextCharacters = 1500

const text = readFileSync(join(root, 'tests/fixtures/lessons/seq2seq.txt'), 'utf8').replace(/\n+/g, '\n\n')
const bundled = join(root, 'dist/engine/worker.js')
const entry = existsSync(bundled) ? bundled : join(root, 'engine/worker/main.ts')
const starter = process.env['MOKE_MODEL'] ?? join(root, 'resources/models/moke-starter-q8_0.gguf')
const never = new AbortController().signal
const measured = new Map<string, Measured>()

function start(): Compute {
  return startCompute({
    nodePath: process.execPath,
    entry,
    places: { starter, folder: join(root, 'none') },
    choice: { model: null, device: 'cpu' },
    measured: { get: (key) => measured.get(key), set: (key, value) => void measured.set(key, value) },
    log: (line) => console.error(line.trimEnd()),
    reportBug: (error) => {
      throw error
    },
  })
}

const context = (before: string, lesson = 'Seq2Seq结构'): EngineQuestion => ({
  course: '语音识别入门',
  chapter: '第一章',
  lesson,
  headings: [],
  before,
  after: '',
  block: 'paragraph',
  candidate: 0,
  leanings: [],
})

interface Timed {
  readonly firstMs: number
  readonly allMs: number
  readonly last: Suggestion
}

async function suggest(compute: Compute, asked: EngineQuestion): Promise<Timed> {
  const began = performance.now()
  let firstMs = 0
  let last: Suggestion | undefined
  for await (const item of compute.complete(asked, never)) {
    if (firstMs === 0) firstMs = performance.now() - began
    last = item
  }
  if (!last) throw new Error('a request is always answered')
  return { firstMs, allMs: performance.now() - began, last }
}

async function startTimes(count: number): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const began = performance.now()
    const compute = start()
    await suggest(compute, context(text.slice(0, contextCharacters)))
    times.push(performance.now() - began)
    await compute.close()
  }
  return times
}

const fresh: number[] = []
for (let n = 0; n < starts; n++) {
  measured.clear()
  fresh.push(...(await startTimes(1)))
}
figure('engine.start_fresh_ms', quantile(fresh, 0.5), `start of the process → first suggestion, threads measured, median of ${starts}`)
figure('engine.start_ms', quantile(await startTimes(starts), 0.5), `the same with threads known (${JSON.stringify([...measured.values()][0])})`)

const compute = start()
const kept: Timed[] = []
const whole: Timed[] = []
await suggest(compute, context(text.slice(0, contextCharacters)))
for (let at = 1; at <= keystrokes; at++) {
  const asked = context(text.slice(0, contextCharacters + at))
  const again = at % comparedEvery === 0
  // As many other texts as the engine holds.
  for (const lesson of again ? [`${at}甲`, `${at}乙`] : []) await suggest(compute, context(`${lesson}${'园艺与天气。'.repeat(8)}`, lesson))
  ;(again ? whole : kept).push(await suggest(compute, asked))
}
await compute.close()
const first = (times: readonly Timed[]) => times.map(({ firstMs }) => firstMs)
const all = (times: readonly Timed[]) => times.map(({ allMs }) => allMs)
figure('engine.first_p50_ms', quantile(first(kept), 0.5), `keystroke → first part of the suggestion (or silence), ${kept.length} keystrokes`)
figure('engine.first_p95_ms', quantile(first(kept), 0.95))
figure('engine.all_p50_ms', quantile(all(kept), 0.5), 'keystroke → whole suggestion')
figure('engine.all_p95_ms', quantile(all(kept), 0.95))
figure('engine.whole_prompt_p50_ms', quantile(first(whole), 0.5), `first part with the whole prompt evaluated again, ${whole.length} keystrokes`)
figure('engine.speedup_p50', quantile(first(whole), 0.5) / quantile(first(kept), 0.5))
figure('engine.shown_share', kept.filter(({ last }) => last.text !== '').length / kept.length, 'keystrokes after which something is suggested')
table()
process.exit(0)
