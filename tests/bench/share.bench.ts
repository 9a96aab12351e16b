/**
 * Writing while a voice is learnt: the real engine's process and the real trainer's beside one another, as the studio runs them, with the
 * starter. In turn, several times over: an author types with the trainer held (`idle`), the trainer runs alone, both at once.
 * `share.completion_slowdown`: p95 of a suggestion while training over p95 while it is held. `share.training_speed`: seconds of a step
 * alone over seconds of a step while somebody types. `--rounds N` and `--steps N` of each round. The load of the machine is printed: other
 * work takes from a trainer of the lowest priority far more than from an engine.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCompute } from '#main/compute/compute.ts'
import { keepTrainer } from '#main/compute/trainer.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import { root } from '../e2e/launch.ts'
import { starter } from './corpus.ts'
import { figure, quantile, table } from './report.ts'

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, steps: { type: 'string', default: '3' } } })
const [rounds, stepsOfPhase] = [Number(options.rounds), Number(options.steps)]
/** An author who writes quickly. */
const msBetween = 250
const idleQuestions = 30
const contextCharacters = 1500
const never = new AbortController().signal
const folder = mkdtempSync(join(tmpdir(), 'moke-share-'))
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const built = (name: string, source: string) => {
  const bundled = join(root, 'dist/engine', `${name}.js`)
  return existsSync(bundled) ? bundled : join(root, 'engine/worker', source)
}
const command = { nodePath: process.execPath, log: (line: string) => console.error(line.trimEnd()) }
const reportBug = (error: unknown) => {
  throw error
}
const compute = startCompute({
  ...{ ...command, entry: built('worker', 'main.ts'), reportBug },
  places: { starter, folder: join(root, 'none') },
  choice: { model: null, device: 'cpu' },
  measured: { get: () => undefined, set: () => undefined },
})
const trainer = keepTrainer({ ...command, entry: built('trainer', 'trainer-main.ts'), reportBug })

const text = readFileSync(join(root, 'tests/fixtures/lessons/seq2seq.txt'), 'utf8').replace(/\n+/g, '\n\n')
let typed = 0

/** Milliseconds until the whole suggestion is there, behind one more character each. */
async function suggest(givesWay: boolean): Promise<number> {
  const at = contextCharacters + (typed++ % (text.length - contextCharacters))
  const question: EngineQuestion = {
    ...{ course: '语音识别入门', chapter: '第一章', lesson: 'Seq2Seq结构', headings: [], after: '', block: 'paragraph', candidate: 0, leanings: [] },
    before: text.slice(Math.max(0, at - contextCharacters), at),
  }
  const began = performance.now()
  const asked = compute.complete(question, never)
  for await (const _ of givesWay ? trainer.givingWay(asked) : asked);
  return performance.now() - began
}

const lines = readFileSync(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8').trim().split('\n')
const pieces = lines.map((line, at): TextPiece => ({ work: `work ${Math.floor(at / 4)}`, heldOut: at % 40 < 4, text: JSON.parse(line).text }))

/** Called at every step that the trainer has done. */
let stepped = () => {}
/** Something else than the step was done meanwhile: a held-out figure, or a checkpoint. */
let isDisturbed = false
const failed = Promise.withResolvers<never>()
const run = trainer.run({
  input: {
    folder: join(folder, 'run'),
    base: starter,
    choice: { method: 'lora', rank: null, passes: 20 },
    adapter: { path: join(folder, 'a.gguf'), name: 'a' },
    stop: false,
  },
  texts: async function* () {
    yield pieces
  },
  hear: (news) => {
    if (news.kind === 'step') stepped()
    else isDisturbed = true
    if (news.kind === 'failed' || news.kind === 'done') failed.reject(new Error(`the run ended: ${JSON.stringify(news)}`))
  },
})

/** Seconds of each of the next steps. */
async function seconds(steps: number): Promise<number[]> {
  const times: number[] = []
  // The one under way began before.
  for (let isFirst = true; times.length < steps; isFirst = false) {
    const began = performance.now()
    isDisturbed = false
    await Promise.race([new Promise<void>((resolve) => (stepped = resolve)), failed.promise])
    if (!isFirst && !isDisturbed) times.push((performance.now() - began) / 1000)
  }
  return times
}

async function typeUntil(isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (!isOver()) {
    times.push(await suggest(true))
    await wait(Math.max(0, msBetween - (times.at(-1) ?? 0)))
  }
  return times
}

await suggest(false)
await seconds(1)
const [idle, busy, alone, shared, loads]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []]
for (let round = 0; round < rounds; round++) {
  run.hold(60_000)
  await wait(3000) // the step under way
  for (let n = 0; n < idleQuestions; n++) {
    const ms = await suggest(false)
    if (n > 0) idle.push(ms)
    await wait(Math.max(0, msBetween - ms))
  }
  run.release()
  alone.push(...(await seconds(stepsOfPhase)))
  let isOver = false
  const typing = typeUntil(() => isOver)
  shared.push(...(await seconds(stepsOfPhase)))
  isOver = true
  busy.push(...(await typing))
  loads.push(loadavg()[0] ?? 0)
  console.error(`round ${round + 1}: load ${loads.at(-1)?.toFixed(1)}`)
}
await run.cancel()
await compute.close()
rmSync(folder, { recursive: true })

const load = `load average ${Math.min(...loads).toFixed(0)} to ${Math.max(...loads).toFixed(0)}`
const p95 = (times: readonly number[]) => quantile(times, 0.95)
const mean = (times: readonly number[]) => times.reduce((sum, one) => sum + one, 0) / times.length
const ms = (times: readonly number[]) => `p50 ${quantile(times, 0.5).toFixed(0)}, p95 ${p95(times).toFixed(0)} ms of ${times.length}`
figure('share.completion_slowdown', p95(busy) / p95(idle), `held: ${ms(idle)}; training: ${ms(busy)}; ${load}`)
figure(
  'share.training_speed',
  mean(alone) / mean(shared),
  `a step alone ${mean(alone).toFixed(2)} s, with somebody typing ${mean(shared).toFixed(2)} s, ${alone.length} each; ${load}`,
)
table()
process.exit(0)
