import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CheckpointError, DataError, DivergedError } from '#engine/training/index.ts'
import { readTuning, Tuner, type TuningCheckpoint, type TuningMaterial, type TuningSettings, writeTuning } from '#engine/tuning/index.ts'
import { follow, full, tinyMaterial, tinySettings } from './tiny-tuning.ts'

const SESSION = { threads: 2 }
let material: TuningMaterial
let folder: string
beforeAll(async () => {
  material = await tinyMaterial()
  folder = await mkdtemp(join(tmpdir(), 'moke-tuning-'))
})
afterAll(() => rm(folder, { recursive: true }))

const numbers = (checkpoint: TuningCheckpoint) =>
  structuredClone({
    ...checkpoint,
    trained: [...checkpoint.trained].sort(),
    best: [...checkpoint.best].sort(),
    optimiserState: [...checkpoint.optimiserState].sort(),
  })

describe.each([
  ['lora', tinySettings],
  ['qlora', { ...tinySettings, method: 'qlora', bits: 8 }],
  ['full', full],
] as const)('a run by %s', (_, settings: TuningSettings) => {
  test('measures held-out text before, on the way and at the end, and makes it easier', async () => {
    await using tuner = await Tuner.begin(settings, material, SESSION)
    const reports = await follow(tuner)
    expect(reports.map(({ kind, step }) => `${kind} ${step}`)).toEqual([
      'held-out 0',
      ...[1, 2, 3, 4].map((step) => `step ${step}`),
      'held-out 4',
      ...[5, 6, 7, 8].map((step) => `step ${step}`),
      'held-out 8',
    ])
    const [before] = tuner.heldOut
    expect(tuner.bestFigure!.bitsPerCharacter).toBeLessThan(before!.bitsPerCharacter)
    expect(tuner.bestFigure!.step).toBeGreaterThan(0)
  })

  test('goes on from a checkpoint as if it had never stopped, wherever that was', async () => {
    const unbroken = await Tuner.begin(settings, material, SESSION)
    const expected = await follow(unbroken)
    for (const stop of [0, 4, 5, 10]) {
      const first = await Tuner.begin(settings, material, SESSION)
      const reports = await follow(first, stop)
      await writeTuning(folder, first.checkpoint())
      await first.dispose()
      await using second = await Tuner.resume(await readTuning(folder), material, SESSION)
      expect([...reports, ...(await follow(second))], `after ${stop}`).toEqual(expected)
      expect(numbers(second.checkpoint())).toEqual(numbers(unbroken.checkpoint()))
    }
    await unbroken.dispose()
  })
})

describe('a run', () => {
  test('ends early where held-out text does not get easier, with what was best', async () => {
    // Held out is what the base can say of nothing it could learn: noise.
    const noise = { ...material.heldOut, tokens: material.heldOut.tokens.map((token, i) => (token === 256 ? token : (i * 97 + 31) % 256)) }
    await using tuner = await Tuner.begin(
      { ...tinySettings, heldOutSteps: 1, patience: 2, schedule: { ...tinySettings.schedule, steps: 50 } },
      { ...material, heldOut: noise },
      SESSION,
    )
    await follow(tuner)
    const figures = tuner.heldOut.map(({ bitsPerCharacter }) => bitsPerCharacter)
    expect(tuner.step).toBeLessThan(50)
    expect(figures.at(-3)).toBe(Math.min(...figures))
    expect(tuner.bestFigure!.step).toBe(tuner.step - 2)
    // What it learnt since helped nobody: it stands at its best, and remembers nothing of the way.
    const { best, trained, optimiserState } = tuner.checkpoint()
    expect([...trained].sort()).toEqual([...best].sort())
    expect(optimiserState.size).toBe(0)
  })

  test('goes on from its best weights with half the rate where held-out text got no easier, also from a checkpoint', async () => {
    // Rates so high that some figures are worse, and so small a number of steps between them that others are better again.
    const hasty = {
      ...tinySettings,
      heldOutSteps: 1,
      patience: 20,
      optimiser: { ...tinySettings.optimiser, adamRate: 0.4 },
      schedule: { ...tinySettings.schedule, steps: 16 },
    }
    await using tuner = await Tuner.begin(hasty, material, SESSION)
    await follow(tuner)
    const figures = tuner.heldOut.map(({ bitsPerCharacter }) => bitsPerCharacter)
    const worse = figures.findIndex((figure, i) => i > 0 && figure >= Math.min(...figures.slice(0, i)))
    expect(worse).toBeGreaterThan(0)
    expect(Math.min(...figures.slice(worse))).toBeLessThan(Math.min(...figures.slice(0, worse)))
    await using first = await Tuner.begin(hasty, material, SESSION)
    await follow(first, 2 * worse + 1)
    await writeTuning(folder, first.checkpoint())
    await using second = await Tuner.resume(await readTuning(folder), material, SESSION)
    await follow(second)
    expect(second.heldOut).toEqual(tuner.heldOut)
  })

  test('learns from two small batches what it learns from a large one', async () => {
    const [large, small] = await Promise.all(
      [
        { batch: 2, accumulate: 1 },
        { batch: 1, accumulate: 2 },
      ].map((cut) => Tuner.begin({ ...tinySettings, ...cut }, material, SESSION)),
    )
    const [expected, found] = [await follow(large!), await follow(small!)]
    for (const [i, report] of found.entries()) if (report.kind === 'step') expect(report.loss).toBeCloseTo((expected[i] as typeof report).loss, 3)
    await Promise.all([large!.dispose(), small!.dispose()])
  })

  test('that diverges goes back to its best weights with lower rates, and gives up when that does not help', async () => {
    const wild = { ...tinySettings, heldOutSteps: 1, optimiser: { ...tinySettings.optimiser, adamRate: 1e30 } }
    await using tuner = await Tuner.begin(wild, material, SESSION)
    const reports: string[] = []
    await expect(async () => {
      while (!tuner.done) reports.push((await tuner.advance()).kind)
    }).rejects.toThrow(DivergedError)
    expect(reports.filter((kind) => kind === 'restart')).toHaveLength(3)
    const { restarts, best, step } = tuner.checkpoint()
    expect(restarts).toHaveLength(3)
    expect(step).toBeLessThan(8)
    expect([...best.values()].every((elements) => elements.every(Number.isFinite))).toBe(true)
  })

  test.each([
    ['another base', (m: TuningMaterial) => ({ ...m, base: { ...m.base, id: 'other' } }), 'the base is not the one the checkpoint was made with'],
    ['other texts', (m: TuningMaterial) => ({ ...m, learning: m.heldOut }), 'the texts to learn from are not those the checkpoint was made with'],
    ['other works held out', (m: TuningMaterial) => ({ ...m, heldOut: m.learning }), 'the held-out texts are not those the checkpoint was made with'],
  ])('does not go on with %s', async (_, change, message) => {
    await using tuner = await Tuner.begin(tinySettings, material, SESSION)
    const resumed = Tuner.resume(tuner.checkpoint(), change(material), SESSION)
    await expect(resumed).rejects.toThrow(CheckpointError)
    await expect(resumed).rejects.toThrow(message)
  })

  test('says that texts are too few for a window', async () => {
    await expect(Tuner.begin({ ...tinySettings, length: 512 }, material, SESSION)).rejects.toThrow(DataError)
  })
})
