import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  beginning,
  type Checkpoint,
  CheckpointError,
  conditionsOf,
  DataError,
  DEFAULT_OPTIMISER,
  DivergedError,
  readCheckpoint,
  type StepReport,
  type TokenCorpus,
  Trainer,
  writeCheckpoint,
} from '#engine/training/index.ts'
import { initialWeights } from '#engine/model/index.ts'
import { relativeDifference } from '../graph/numbers.ts'
import { TINY, tinyCorpus, tinySettings } from './tiny-run.ts'

const SESSION = { threads: 2 }
let corpus: TokenCorpus
let folder: string
beforeAll(async () => {
  corpus = await tinyCorpus()
  folder = await mkdtemp(join(tmpdir(), 'moke-trainer-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function advance(trainer: Trainer, steps: number): Promise<StepReport[]> {
  const reports: StepReport[] = []
  for (let i = 0; i < steps; i++) reports.push(await trainer.advance())
  return reports
}

describe('a run', () => {
  test.each(['muon', 'adamw'] as const)('with %s that is interrupted goes on with the very same losses', async (kind) => {
    const settings = { ...tinySettings(corpus), optimiser: { ...tinySettings(corpus).optimiser, kind } }
    const unbroken = await Trainer.begin(settings, corpus, 'tokenizer', SESSION)
    const expected = await advance(unbroken, 12)
    const first = await Trainer.begin(settings, corpus, 'tokenizer', SESSION)
    const reports = await advance(first, 5)
    await writeCheckpoint(folder, first.checkpoint())
    const second = await Trainer.resume(await readCheckpoint(folder), corpus, SESSION)
    reports.push(...(await advance(second, 7)))
    expect(reports).toEqual(expected)
    expect(second.done).toBe(true)
    expect(Object.fromEntries(second.checkpoint().weights)).toEqual(Object.fromEntries(unbroken.checkpoint().weights))
    await Promise.all([unbroken, first, second].map((trainer) => trainer.dispose()))
  })

  test('learns a tiny text by heart', async () => {
    const trainer = await Trainer.begin({ ...tinySettings(corpus, 300), optimiser: { ...DEFAULT_OPTIMISER, adamRate: 0.02 } }, corpus, '', SESSION)
    const reports = await advance(trainer, 300)
    expect(reports[0]!.loss).toBeGreaterThan(5)
    expect(reports.slice(-10).reduce((sum, { loss }) => sum + loss, 0) / 10).toBeLessThan(0.8)
    await trainer.dispose()
  })

  test('takes new steps and new windows when it is resumed, and remembers what held before', async () => {
    const trainer = await Trainer.begin(tinySettings(corpus), corpus, '', SESSION)
    await advance(trainer, 4)
    const schedule = { steps: 6, warmupSteps: 3, decayShare: 0.4 }
    const resumed = await Trainer.resume(trainer.checkpoint(), corpus, SESSION, { schedule, length: 8, batch: 3 })
    const { settings, changes, position } = resumed.checkpoint()
    expect(settings).toMatchObject({ schedule, length: 8, batch: 3 })
    const before = {
      schedule: { steps: 12, warmupSteps: 3, decayShare: 0.4 },
      length: 16,
      batch: 2,
      accumulate: 1,
      classWeights: { cats: 1.5 },
      documents: 'apart',
    }
    expect(changes).toEqual([{ until: 4, before }])
    expect(position).toEqual({ epoch: trainer.checkpoint().position.epoch + 1, window: 0 })
    expect((await advance(resumed, 2)).map(({ rateFactor }) => rateFactor)).toEqual([(6 - 5) / (6 * 0.4), 0.02])
    expect(resumed.done).toBe(true)
    expect([trainer.tokens, resumed.tokens]).toEqual([4 * 32, 4 * 32 + 2 * 24])
    await Promise.all([trainer.dispose(), resumed.dispose()])
  })

  test('learns from several batches in one step as from one large batch', async () => {
    const large = await Trainer.begin({ ...tinySettings(corpus), batch: 6 }, corpus, '', SESSION)
    const small = await Trainer.begin({ ...tinySettings(corpus), batch: 2, accumulate: 3 }, corpus, '', SESSION)
    const [expected, reports] = [await advance(large, 3), await advance(small, 3)]
    for (const [at, { loss, gradientNorm }] of reports.entries()) {
      expect(loss).toBeCloseTo(expected[at]!.loss, 4)
      expect(gradientNorm).toBeCloseTo(expected[at]!.gradientNorm, 4)
    }
    expect(small.tokens).toBe(large.tokens)
    await Promise.all([large.dispose(), small.dispose()])
  })

  test('takes new class weights when it is resumed, in a new epoch', async () => {
    const trainer = await Trainer.begin(tinySettings(corpus), corpus, '', SESSION)
    await advance(trainer, 2)
    const classWeights = { cats: 3 }
    const resumed = await Trainer.resume(trainer.checkpoint(), corpus, SESSION, { classWeights })
    expect(resumed.checkpoint()).toMatchObject({ settings: { classWeights }, position: { epoch: 1, window: 0 } })
    await writeCheckpoint(folder, resumed.checkpoint())
    expect(await readCheckpoint(folder)).toMatchObject({ settings: { classWeights }, changes: [{ until: 2, before: { classWeights: { cats: 1.5 } } }] })
    await Promise.all([trainer.dispose(), resumed.dispose()])
  })

  test('goes through its stages by itself as it does when each is asked for on resuming', async () => {
    const settings = { ...tinySettings(corpus), documents: 'joined' as const }
    const later = { ...conditionsOf(settings), length: 8, batch: 3, documents: 'apart' as const }
    const last = { ...later, accumulate: 2, classWeights: { cats: 3 } }
    const stages = [
      { after: 4, conditions: later },
      { after: 7, conditions: last },
    ]
    const byHand: StepReport[] = []
    let asked = beginning(settings, '')
    for (const [change, steps] of [[{}, 4] as const, [later, 3] as const, [last, 5] as const]) {
      await using trainer = await Trainer.resume(asked, corpus, SESSION, change)
      byHand.push(...(await advance(trainer, steps)))
      asked = trainer.checkpoint()
    }
    const reports: StepReport[] = []
    const ends: number[] = []
    let followed = beginning(settings, '', { stages })
    // A checkpoint is read in the middle of each stage, too.
    for (const steps of [4, 1, 2, 3, 2]) {
      await using trainer = await Trainer.resume(followed, corpus, SESSION)
      ends.push(trainer.stageEnd)
      reports.push(...(await advance(trainer, steps)))
      expect(trainer.done).toBe(trainer.step === 12)
      await writeCheckpoint(folder, trainer.checkpoint())
      followed = await readCheckpoint(folder)
    }
    expect(reports).toEqual(byHand)
    expect(ends).toEqual([4, 7, 7, 12, 12])
    expect({ ...followed, weights: 0, optimiserState: 0 }).toEqual({ ...asked, weights: 0, optimiserState: 0 })
    expect(Object.fromEntries(followed.weights)).toEqual(Object.fromEntries(asked.weights))
  })

  test('ends with a blend of what it began with and what it has learnt, once, also across checkpoints', async () => {
    const settings = { ...tinySettings(corpus, 4), blend: 0.25 }
    const begun = initialWeights(settings.config, 9)
    let run = beginning(settings, '', { weights: new Map([...begun].map(([name, w]) => [name, Float32Array.from(w)])) })
    for (const steps of [2, 2]) {
      await using trainer = await Trainer.resume(run, corpus, SESSION)
      await advance(trainer, steps)
      await writeCheckpoint(folder, trainer.checkpoint())
      run = await readCheckpoint(folder)
    }
    await using trainer = await Trainer.resume(run, corpus, SESSION)
    const learnt = new Map([...trainer.checkpoint().weights].map(([name, w]) => [name, Float32Array.from(w)]))
    for (const _ of [1, 2]) trainer.settle()
    for (const [name, w] of trainer.checkpoint().weights) {
      const expected = learnt.get(name)!.map((x, at) => 0.25 * x + 0.75 * begun.get(name)![at]!)
      expect(relativeDifference(w, expected)).toBeLessThan(1e-6)
    }
    expect(trainer.checkpoint().begun).toBeUndefined()
    await writeCheckpoint(folder, trainer.checkpoint())
    expect(await readCheckpoint(folder)).not.toHaveProperty('begun')
  })

  test('refuses other data than it was begun with', async () => {
    const trainer = await Trainer.begin(tinySettings(corpus), corpus, '', SESSION)
    const other = { ...corpus, tokens: corpus.tokens.with(3, 1) }
    await expect(Trainer.resume(trainer.checkpoint(), other, SESSION)).rejects.toThrow(CheckpointError)
    await trainer.dispose()
  })

  test('refuses tokens that its vocabulary lacks', async () => {
    const settings = { ...tinySettings(corpus), config: { ...tinySettings(corpus).config, vocabulary: 200 } }
    await expect(Trainer.begin(settings, corpus, '', SESSION)).rejects.toThrow(new DataError("the data hold token 256, but the model's vocabulary is 200"))
  })

  test('stops where the loss is no number', async () => {
    const start = await Trainer.begin(tinySettings(corpus), corpus, '', SESSION)
    const checkpoint = start.checkpoint()
    const weights = new Map(checkpoint.weights).set('model.norm.weight', new Float32Array(16).fill(Number.NaN))
    const trainer = await Trainer.resume({ ...checkpoint, weights }, corpus, SESSION)
    await expect(trainer.advance()).rejects.toThrow(DivergedError)
    expect(trainer.step).toBe(0)
    await Promise.all([start.dispose(), trainer.dispose()])
  })

  test('stops before anything moves where the loss is a number and the gradient is none', async () => {
    const settings = { ...tinySettings(corpus), config: { ...TINY, tied: false } }
    await using trainer = await Trainer.begin(settings, corpus, '', SESSION)
    const { weights } = trainer.checkpoint()
    // States of 1e-30 that the last norm makes 1e10: there the loss's slope is beyond what a float holds.
    const extremes = { 'model.embed_tokens.weight': 1e-30, 'lm_head.weight': 1, 'model.norm.weight': 1e37 }
    for (const [name, elements] of weights as ReadonlyMap<string, Float32Array>) {
      const value = extremes[name as keyof typeof extremes] ?? 0
      for (let i = 0; i < elements.length; i++) elements[i] = name.endsWith('norm.weight') || i % 3 === 0 ? value : -value
    }
    const copy = ({ weights, optimiserState }: Checkpoint) => structuredClone({ weights, optimiserState })
    const before = copy(trainer.checkpoint())
    await expect(trainer.advance()).rejects.toThrow(/^the gradient of step 1 is (Infinity|NaN): try a lower learning rate$/)
    expect(copy(trainer.checkpoint())).toEqual(before)
    expect(trainer.step).toBe(0)
  })
})
