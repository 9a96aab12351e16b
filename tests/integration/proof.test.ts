/** Proofs by the trainer's process, with the real starter: what an adapter knows by heart, what is wrong with one, a process that dies. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Adapter, mergeAdapter, readAdapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { identify, openBase } from '#engine/bases/index.ts'
import { adapterFrom, loraFactor, loraSpecs } from '#engine/model/index.ts'
import { Tokenizer, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
import { defaultSettings, encodeTexts, Tuner } from '#engine/tuning/index.ts'
import { startTrainer } from '#main/compute/engine-process.ts'
import { keepTrainer } from '#main/compute/trainer.ts'
import type { ProofEvent, ProofInput, TextPiece } from '#preload/contract/trainer.ts'

const root = join(import.meta.dirname, '../..')
const starter = join(root, 'resources/models/moke-starter-q8_0.gguf')
const entry = fileURLToPath(new URL('../../engine/worker/trainer-main.ts', import.meta.url))
let folder: string
let general: string
/** Knows the learnt work by heart, and says that it does for another base. */
let [adapter, foreign, damaged]: string[] = []
let pieces: TextPiece[]

const learnt =
  '紫砂壶养在手里，一天一个样。头一个月只泡熟茶，泡完用软布把水痕擦干净，不要上蜡，也不要拿茶汤去浇。到了第三个月，壶身会慢慢透出一层旧旧的光，那不是油，是茶和时间一起留下来的，急不得，也骗不了人。'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-proof-'))
  const paragraphs = (await readFile(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')).trim().split('\n').slice(0, 8)
  const texts = paragraphs.map((line) => String(JSON.parse(line).text))
  general = join(folder, 'general.jsonl')
  await writeFile(general, JSON.stringify({ title: '通用', lang: 'zh', text: texts.slice(4).join('\n\n') }))
  pieces = [
    { work: 'pot', heldOut: false, text: learnt },
    { work: 'held', heldOut: true, text: texts.slice(0, 4).join('\n\n').slice(0, 500) },
  ]
  const made = await taught()
  adapter = join(folder, 'adapter.gguf')
  foreign = join(folder, 'foreign.gguf')
  damaged = join(folder, 'damaged.gguf')
  await writeGgufAdapter(adapter, made.adapter, made.config)
  await writeGgufAdapter(foreign, { ...made.adapter, base: { ...made.identity, name: '别的模型', sizes: 'x' } }, made.config)
  await writeFile(damaged, (await readFile(adapter)).subarray(0, 20_000))
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

async function taught() {
  await using base = await openBase(starter)
  const tokenizer = new Tokenizer(vocabularyFromGgufMetadata(base.metadata))
  const encoder = { vocabularySize: tokenizer.size, endOfText: tokenizer.endOfText, encode: (text: string) => tokenizer.encode(text) }
  const corpus = await encodeTexts(
    [1, 2, 3].map((copy) => ({ work: `pot ${copy}`, text: learnt })),
    encoder,
  )
  // As for a small archive; what makes it know a text by heart is that it sees nothing else.
  const settings = defaultSettings('lora', base.config, { tokens: 5000, characters: 8000 })
  const steps = { schedule: { ...settings.schedule, steps: 30, warmupSteps: 3 }, heldOutSteps: 30, length: 96, batch: 1, accumulate: 1 }
  const material = { base: { id: 'starter', config: base.config, read: (name: string) => base.read(name) }, learning: corpus, heldOut: corpus }
  await using tuner = await Tuner.begin({ ...settings, ...steps }, material, { threads: 2 })
  while (!tuner.done) await tuner.advance()
  const { lora } = tuner.settings
  if (!lora) throw new Error('it was to be taught by thin matrices')
  const matrices = [...adapterFrom(loraSpecs(base.config, lora), tuner.best)].map(
    ([name, { a, b }]) => [name, { rank: lora.rank, a, b, factor: loraFactor(lora) }] as const,
  )
  const identity = await identify(base)
  const made: Adapter = { name: '壶', base: identity, baseName: base.name, notes: {}, matrices: new Map(matrices) }
  return { adapter: made, identity, config: base.config }
}

function proving(over: { taught?: ProofInput['taught']; pieces?: TextPiece[]; onPid?: (pid: number) => void } = {}) {
  const told: Extract<ProofEvent, { kind: 'progress' }>[] = []
  const heard = Promise.withResolvers<void>()
  const trainer = keepTrainer({
    nodePath: process.execPath,
    entry,
    reportBug: (error) => {
      throw error
    },
    start: (command) => {
      const started = startTrainer(command)
      if (started.pid !== undefined) over.onPid?.(started.pid)
      return started
    },
  })
  const own = trainer.prove({
    input: {
      folder: join(folder, `proof-${crypto.randomUUID()}`),
      base: starter,
      taught: over.taught ?? { form: 'adapter', path: adapter ?? '' },
      bits: 32,
      titles: { pot: '养壶', held: '留出的一篇' },
      general,
    },
    texts: async function* () {
      yield over.pieces ?? pieces
    },
    hear: (progress) => {
      told.push(progress)
      if (progress.stage === 'bits') heard.resolve()
    },
  })
  return { own, told, measuring: heard.promise }
}

test('what was learnt by heart is found out, though a process dies over it', async () => {
  const pids: number[] = []
  const { own, told, measuring } = proving({ onPid: (pid) => pids.push(pid) })
  await measuring
  process.kill(pids[0] ?? 0, 'SIGKILL')
  const proof = await own.proof
  expect(pids).toHaveLength(2)
  expect(proof).toMatchObject({
    version: 1,
    verdict: 'recites',
    isWorthUsing: false,
    heldOut: { works: 1, read: pieces[1]?.text.length },
    recital: { isAlarming: true, before: { longest: 0 } },
  })
  const { 0: passage } = proof.recital?.after.passages ?? []
  expect([passage?.work, passage?.title, learnt.includes(passage?.text ?? '?')]).toEqual(['pot', '养壶', true])
  expect(proof.writing?.after.saved.value).toBeGreaterThan(0)
  expect([proof.bitsPerCharacter.before > 1, proof.general.before > 1, proof.general.characters > 100]).toEqual([true, true, true])
  expect(proof.continuations[0]).toMatchObject({ work: 'held', title: '留出的一篇' })
  for (const { before, after } of proof.continuations) expect(before).not.toBe(after)
  expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['texts', 'bits', 'writing', 'recital', 'continuations']))
})

test('an adapter of another base, a damaged one, and works that are gone are each told of', async () => {
  const codeOf = (over: Parameters<typeof proving>[0]) =>
    proving(over).own.proof.then(
      () => 'proved',
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
    )
  expect(await codeOf({ taught: { form: 'adapter', path: foreign ?? '' } })).toBe('adapter-base-other')
  expect(await codeOf({ taught: { form: 'adapter', path: damaged ?? '' } })).toBe('adapter-damaged')
  expect(await codeOf({ pieces: pieces.filter(({ heldOut }) => !heldOut) })).toBe('proof-no-works')
})

test('a model that was taught as a whole is proved in the same way, without the base in memory beside it', async () => {
  const model = join(folder, 'model.gguf')
  {
    await using base = await openBase(starter)
    await mergeAdapter(model, base, await readAdapter(adapter ?? '', base.config), { precision: 'q8_0', name: '壶' })
  }
  const proof = await proving({ taught: { form: 'model', path: model } }).own.proof
  expect(proof).toMatchObject({ verdict: 'recites', recital: { isAlarming: true, before: { longest: 0 }, after: { passages: [{ work: 'pot' }] } } })
  for (const { before, after } of proof.continuations) expect(before).not.toBe(after)
})

test('one that is given up ends at once', async () => {
  const { own, measuring } = proving()
  const ended = own.proof.then(
    () => 'proved',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
  await measuring
  await own.cancel()
  expect(await ended).toBe('cancelled')
})
