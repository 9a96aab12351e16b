import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialWeights } from '#engine/model/index.ts'
import { CheckpointError } from '#engine/training/index.ts'
import { baseOf, encodeTexts, type LearningText, readTuning, Tuner, type TuningMaterial, type TuningSettings, writeTuning } from '#engine/tuning/index.ts'
import { bytes, TINY } from '../training/tiny-run.ts'
import { follow, full, tinySettings } from './tiny-tuning.ts'

const SESSION = { threads: 2 }
const pair = (work: string, question: string, answer: string): LearningText => ({ work, text: question + answer, context: [[0, question.length]] })
const pairs = [
  pair('a', '# why does the cat sleep? ', 'the cat sat on the mat. '.repeat(5)),
  pair('b', '# what did the dog do? ', 'a dog ran in the fog. '.repeat(5)),
  pair('c', '# where did it run? ', 'the cat ran in the fog. '.repeat(5)),
]

async function materialOf(texts: readonly LearningText[]): Promise<TuningMaterial> {
  const [learning, heldOut] = await Promise.all([encodeTexts(texts.slice(0, 2), bytes), encodeTexts(texts.slice(2), bytes)])
  return { base: baseOf('tiny', TINY, initialWeights(TINY, 4)), learning, heldOut }
}

let material: TuningMaterial
let folder: string
beforeAll(async () => {
  material = await materialOf(pairs)
  folder = await mkdtemp(join(tmpdir(), 'moke-pairs-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.each([
  ['lora', tinySettings],
  ['qlora', { ...tinySettings, method: 'qlora', bits: 8 }],
  ['full', full],
] as const)('a run by %s of pairs', (_, settings: TuningSettings) => {
  test('makes held-out answers easier, and goes on from a checkpoint as if it had never stopped', async () => {
    await using unbroken = await Tuner.begin(settings, material, SESSION)
    const expected = await follow(unbroken)
    expect(unbroken.bestFigure!.bitsPerCharacter).toBeLessThan(unbroken.heldOut[0]!.bitsPerCharacter)
    const first = await Tuner.begin(settings, material, SESSION)
    const reports = await follow(first, 5)
    await writeTuning(folder, first.checkpoint())
    await first.dispose()
    await using second = await Tuner.resume(await readTuning(folder), material, SESSION)
    expect([...reports, ...(await follow(second))]).toEqual(expected)
  })
})

test('questions teach nothing: a run of which all is context moves no weight', async () => {
  const asked = await materialOf(pairs.map(({ work, text }) => ({ work, text, context: [[0, text.length]] })))
  // The marks that end texts are nobody's words either way, and would be learnt.
  const all = { ...asked.learning, context: asked.learning.context!.map(() => 1) }
  await using tuner = await Tuner.begin({ ...full, optimiser: { ...full.optimiser, weightDecay: 0 } }, { ...material, learning: all }, SESSION)
  const before = structuredClone([...tuner.checkpoint().trained])
  const reports = await follow(tuner, 4)
  expect(reports.flatMap((report) => (report.kind === 'step' ? [report.loss, report.gradientNorm] : []))).toEqual([0, 0, 0, 0, 0, 0])
  expect([...tuner.checkpoint().trained]).toEqual(before)
})

test('two small batches learn what a large one does, also where one holds more of the questions than the other', async () => {
  const [large, small] = await Promise.all(
    [
      { batch: 2, accumulate: 1 },
      { batch: 1, accumulate: 2 },
    ].map((cut) => Tuner.begin({ ...tinySettings, ...cut }, material, SESSION)),
  )
  const [expected, found] = [await follow(large!), await follow(small!)]
  expect(found.map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind))
  for (const [i, report] of found.entries()) if (report.kind === 'step') expect(report.loss).toBeCloseTo((expected[i] as typeof report).loss, 3)
  await Promise.all([large!.dispose(), small!.dispose()])
})

test('a run that was begun with texts as such does not go on with pairs of the same text, nor the other way round', async () => {
  const plain = await materialOf(pairs.map(({ work, text }) => ({ work, text })))
  await using ofPlain = await Tuner.begin(tinySettings, plain, SESSION)
  await using ofPairs = await Tuner.begin(tinySettings, material, SESSION)
  for (const [made, given] of [
    [ofPlain, material],
    [ofPairs, plain],
  ] as const) {
    const resumed = Tuner.resume(made.checkpoint(), given, SESSION)
    await expect(resumed).rejects.toThrow(CheckpointError)
    await expect(resumed).rejects.toThrow('the texts to learn from are not those the checkpoint was made with')
  }
})
