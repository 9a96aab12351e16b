import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialWeights, parameterSpecs } from '#engine/model/index.ts'
import { documentStarts, LossRows } from '#engine/training/index.ts'
import { baseOf, frozenFeeds, readTuning, Tuner, type TuningMaterial, type TuningReport, type TuningSettings, writeTuning } from '#engine/tuning/index.ts'
import { Teacher } from '#engine/tuning/teacher.ts'
import { TINY } from '../training/tiny-run.ts'
import { follow, full, tinyMaterial, tinySettings } from './tiny-tuning.ts'

const SESSION = { threads: 2 }
const soft = { weight: 0.4, tokens: 8 }
let material: TuningMaterial
let folder: string
beforeAll(async () => {
  material = await tinyMaterial()
  folder = await mkdtemp(join(tmpdir(), 'moke-soft-'))
})
afterAll(() => rm(folder, { recursive: true }))

const untied = (): TuningMaterial => {
  const config = { ...TINY, tied: false }
  return { ...material, base: baseOf('untied', config, initialWeights(config, 4)) }
}
const withoutReading = (reports: readonly TuningReport[]): TuningReport[] => reports.filter(({ kind }) => kind !== 'soft-targets')

describe.each([
  ['lora', { ...tinySettings, soft }, () => material],
  ['lora, with a head of its own', { ...tinySettings, soft, lora: { ...tinySettings.lora!, targets: ['q_proj', 'lm_head'] } }, untied],
  ['qlora', { ...tinySettings, soft, method: 'qlora', bits: 8 }, () => material],
  ['full', { ...full, soft }, untied],
] as const)('a run by %s that listens to its base', (_, settings: TuningSettings, given) => {
  test('has the base read the texts once, learns, and goes on from a checkpoint as if it had never stopped', async () => {
    await using unbroken = await Tuner.begin(settings, given(), SESSION)
    const expected = await follow(unbroken)
    const tokens = material.learning.tokens.length
    const reading = expected.filter((report) => report.kind === 'soft-targets')
    expect(expected.slice(1, 1 + reading.length)).toEqual(reading)
    expect(reading.at(-1)).toEqual({ kind: 'soft-targets', step: 0, tokens, of: tokens })
    expect(reading.map((report) => report.tokens)).toEqual([...reading.map((report) => report.tokens)].sort((a, b) => a - b))
    expect(unbroken.bestFigure!.bitsPerCharacter).toBeLessThan(unbroken.heldOut[0]!.bitsPerCharacter)
    // Within the reading, and after three steps.
    for (const stop of [3, reading.length + 4]) {
      const first = await Tuner.begin(settings, given(), SESSION)
      const reports = await follow(first, stop)
      await writeTuning(folder, first.checkpoint())
      await first.dispose()
      await using second = await Tuner.resume(await readTuning(folder), given(), SESSION)
      expect(withoutReading([...reports, ...(await follow(second))]), `after ${stop}`).toEqual(withoutReading(expected))
    }
  })
})

test('a run that listens to its base learns something else than one that does not', async () => {
  const losses = await Promise.all(
    [undefined, soft].map(async (one) => {
      await using tuner = await Tuner.begin({ ...tinySettings, ...(one && { soft: one }) }, material, SESSION)
      return (await follow(tuner)).flatMap((report) => (report.kind === 'step' ? [report.loss] : []))
    }),
  )
  expect(losses[0]!.length).toBe(losses[1]!.length)
  expect(Math.abs(losses[0]!.at(-1)! - losses[1]!.at(-1)!)).toBeGreaterThan(0.01)
})

test('two small batches learn what a large one does', async () => {
  const [large, small] = await Promise.all(
    [
      { batch: 2, accumulate: 1 },
      { batch: 1, accumulate: 2 },
    ].map((cut) => Tuner.begin({ ...tinySettings, ...cut, soft }, material, SESSION)),
  )
  const [expected, found] = [await follow(large!), await follow(small!)]
  expect(found.map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind))
  for (const [i, report] of found.entries()) if (report.kind === 'step') expect(report.loss).toBeCloseTo((expected[i] as typeof report).loss, 3)
  await Promise.all([large!.dispose(), small!.dispose()])
})

test('context teaches nothing to a run that listens either', async () => {
  const all = { ...material.learning, context: new Uint8Array(material.learning.tokens.length).fill(1) }
  await using tuner = await Tuner.begin({ ...full, soft, optimiser: { ...full.optimiser, weightDecay: 0 } }, { ...material, learning: all }, SESSION)
  const reports = await follow(tuner, Infinity)
  const steps = reports.flatMap((report) => (report.kind === 'step' ? [report.loss, report.gradientNorm] : []))
  expect(steps.length).toBeGreaterThan(0)
  expect(new Set(steps)).toEqual(new Set([0]))
})

describe('what the base expects', () => {
  const length = 16
  test.each([true, false])('is what it would say at each place, after what came before in its document; embeddings tied: %s', async (tied) => {
    const config = { ...TINY, tied }
    const base = baseOf('tiny', config, initialWeights(config, 6))
    const weights = await frozenFeeds(base, parameterSpecs(config), 32)
    const { learning: corpus } = material
    // As many tokens as there are: nothing is drawn.
    await using teacher = await Teacher.open(config, { length, bits: 32 }, { weight: 1, tokens: config.vocabulary }, { corpus, weights }, SESSION)
    await using rows = await LossRows.compile(config, { batch: 1, length, apart: true }, SESSION)
    while (teacher.found === undefined) await teacher.advance()
    // The windows that were read: a quarter of each but the first is what came before.
    for (const [from, to] of [
      [0, 16],
      [12, 28],
      [132, 148],
    ] as const) {
      const at = (place: number): bigint => BigInt(corpus.tokens[place] ?? corpus.endOfText)
      const tokens = BigInt64Array.from({ length }, (_, i) => at(from + i - 1))
      const targets = BigInt64Array.from({ length }, (_, i) => at(from + i))
      const losses = await rows.run(weights, { tokens, targets, starts: documentStarts(tokens, length, corpus.endOfText) })
      const known = from === 0 ? 0 : 4
      const places = Uint32Array.from({ length }, (_, i) => from + i)
      const { width, shares } = teacher.found.soften({ tokens, targets, starts: new Float32Array(length), places }, 1).soft
      for (let i = known; i < to - from; i++) expect(shares[i * width], `place ${from + i}`).toBeCloseTo(Math.exp(-losses[i]!), 4)
    }
  })
})
