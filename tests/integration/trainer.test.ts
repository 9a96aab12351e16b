/** The trainer as a process: a run from its texts to its adapter, paused, killed, given up. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeAdapter } from '#engine/adapters/index.ts'
import { openBase } from '#engine/bases/index.ts'
import { parseVocabulary } from '#engine/tokenizer/index.ts'
import type { KeptRun, RunNews } from '#main/compute/kept-run.ts'
import { startTrainer } from '#main/compute/engine-process.ts'
import { keepTrainer } from '#main/compute/trainer.ts'
import type { TuningChoice } from '#preload/contract/runs.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import { writeRandomQwen3 } from './random-qwen3.ts'

const root = join(import.meta.dirname, '../..')
const entry = fileURLToPath(new URL('../../engine/worker/trainer-main.ts', import.meta.url))
let folder: string
let base: string
let pieces: TextPiece[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-trainer-'))
  base = join(folder, 'base.gguf')
  await writeRandomQwen3(base, parseVocabulary(await readFile(join(root, 'resources/models/tokenizer-8000.json'), 'utf8')))
  const lines = (await readFile(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')).trim().split('\n').slice(0, 60)
  pieces = lines.map((line, at): TextPiece => ({ work: `work ${Math.floor(at / 4)}`, heldOut: at >= 52, text: JSON.parse(line).text }))
})
afterAll(() => rm(folder, { recursive: true }))

function trainer(pids: number[] = []) {
  return keepTrainer({
    nodePath: process.execPath,
    entry,
    saveEveryMs: 0,
    reportBug: (error) => {
      throw error
    },
    log: (text) => console.log(text),
    start: (command) => {
      const started = startTrainer(command)
      if (started.pid !== undefined) pids.push(started.pid)
      return started
    },
  })
}

interface Begun {
  readonly pids?: number[]
  readonly isNew?: boolean
  readonly choice?: Partial<TuningChoice>
  readonly texts?: readonly TextPiece[]
}

/** A run, and everything that is heard of it. */
function begun(name: string, { pids = [], isNew = true, choice = {}, texts = pieces }: Begun = {}) {
  const news: RunNews[] = []
  const over = Promise.withResolvers<RunNews>()
  const hearing = new Set<(one: RunNews) => void>()
  const run: KeptRun = trainer(pids).run({
    input: {
      folder: join(folder, name),
      base,
      choice: { method: null, rank: 4, passes: 2, ...choice },
      adapter: { path: join(folder, `${name}.gguf`), name },
      stop: false,
    },
    texts: isNew
      ? async function* () {
          yield texts
        }
      : null,
    hear: (one) => {
      news.push(one)
      for (const listener of hearing) listener(one)
      if (one.kind === 'done' || one.kind === 'failed' || (one.kind === 'paused' && one.problem === null)) over.resolve(one)
    },
  })
  const heard = (kind: RunNews['kind'], count = 1): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (news.filter((one) => one.kind === kind).length >= count) resolve()
      }
      hearing.add(look)
      look()
    })
  return { run, news, over: over.promise, heard }
}

const losses = (news: readonly RunNews[]) => Object.fromEntries(news.flatMap((one) => (one.kind === 'step' ? [[one.step, one.loss]] : [])))

test('it learns, and however often it is paused or killed it ends with the very same adapter', async () => {
  const whole = begun('whole')
  const end = await whole.over
  expect(end).toMatchObject({ kind: 'done', base: { step: 0 } })
  if (end.kind !== 'done') throw new Error('it is not done')
  expect(end.best.bitsPerCharacter).toBeLessThan(end.base.bitsPerCharacter)
  expect(await describeAdapter(join(folder, 'whole.gguf'))).toMatchObject({ name: 'whole', rank: 4, base: { family: 'qwen3' } })

  const first = begun('broken')
  await first.heard('step', 3)
  first.run.pause()
  expect(await first.over).toMatchObject({ kind: 'paused', problem: null })
  // As a power cut left it.
  await writeFile(join(folder, 'broken/session.json'), '')
  const pids: number[] = []
  const second = begun('broken', { pids, isNew: false })
  await second.heard('step', 4)
  process.kill(pids[0] ?? 0, 'SIGKILL')
  expect(await second.over).toEqual(end)
  expect([pids.length, second.news.filter(({ kind }) => kind === 'restarting').length]).toEqual([2, 1])
  expect(losses([...first.news, ...second.news])).toEqual(losses(whole.news))
  const [one, other] = await Promise.all(['whole', 'broken'].map((name) => readFile(join(folder, `${name}.gguf`))))
  expect(other?.subarray(-4096)).toEqual(one?.subarray(-4096))
  expect((await stat(join(folder, 'broken/texts.jsonl'))).mode & 0o777).toBe(0o600)
})

test('where all of the base learns a model of its own comes of it, with the base’s sizes and words and other numbers', async () => {
  // A base that means nothing yet learns by small steps; one sentence again and again is soon easier for it.
  const texts = Array.from({ length: 8 }, (_, at): TextPiece => ({ work: `work ${at}`, heldOut: at === 7, text: '慢慢来，比较快。'.repeat(50) }))
  const { news, over } = begun('model', { choice: { method: 'full' }, texts })
  const end = await over
  if (end.kind !== 'done') throw new Error('it is not done')
  expect(news.find(({ kind }) => kind === 'began')).toMatchObject({ setup: { method: 'full', rank: 0 } })
  expect(end.best.bitsPerCharacter).toBeLessThan(end.base.bitsPerCharacter)
  await using made = await openBase(join(folder, 'model.gguf'))
  await using before = await openBase(base)
  expect([made.name, made.config, made.metadata.get('tokenizer.ggml.model')]).toEqual(['model', before.config, before.metadata.get('tokenizer.ggml.model')])
  const [own, old] = await Promise.all([made, before].map((one) => one.read('model.layers.0.mlp.up_proj.weight')))
  expect(own).not.toEqual(old)
})
