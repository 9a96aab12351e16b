import { describe, expect, test } from 'vitest'
import { denseGradient, type Elements, gradients, input, mean, Session } from '#engine/graph/index.ts'
import { buildDecoder, initialWeights, lossRows, Random } from '#engine/model/index.ts'
import { LossRows, TrainingStep } from '#engine/training/step.ts'
import { relativeDifference } from '../graph/numbers.ts'
import { documentStarts } from '#engine/training/batch.ts'
import { TINY } from './tiny-run.ts'

const shape = { batch: 3, length: 16 }
const random = new Random(2)
const ids = (): BigInt64Array => BigInt64Array.from({ length: 48 }, () => BigInt(random.below(9)))
const batch = { tokens: ids(), targets: ids(), starts: new Float32Array(48) }
const weights = initialWeights({ ...TINY, tied: false }, 3)

describe.each([true, false])('a training step, embeddings tied: %s', (tied) => {
  test('adds up the rows of repeated tokens and targets as the graph itself would', async () => {
    const config = { ...TINY, tied }
    const step = await TrainingStep.compile(config, shape, { threads: 2 })
    const decoder = buildDecoder(config, shape)
    const loss = mean(lossRows(decoder, input('targets', [48], 'int64')))
    const parameters = [...decoder.parameters.trained]
    const whole = gradients(
      loss,
      parameters.map(([, tensor]) => tensor),
    ).map((gradient, i) => denseGradient(gradient, parameters[i]![1].shape))
    await using session = await Session.compile([loss, ...whole])
    const [value, ...expected] = await session.run(new Map<string, Elements>([...weights, ['tokens', batch.tokens], ['targets', batch.targets]]))
    const found = await step.run(weights, batch)
    expect(found.loss).toBeCloseTo(Number(value![0]), 5)
    for (const [i, [name]] of parameters.entries()) expect(relativeDifference(found.gradients.get(name)!, expected[i] as Float32Array), name).toBeLessThan(1e-5)
    await step.dispose()
  })

  test('has the mean of the losses token by token', async () => {
    const step = await TrainingStep.compile({ ...TINY, tied }, shape, {})
    await using rows = await LossRows.compile({ ...TINY, tied }, shape, {})
    const losses = await rows.run(weights, batch)
    expect(losses).toHaveLength(48)
    expect(losses.reduce((a, b) => a + b) / 48).toBeCloseTo((await step.run(weights, batch)).loss, 5)
    await step.dispose()
  })
})

describe('documents that share a window', () => {
  const END = 8
  const lengths = [5, 4, 7]
  const texts = lengths.map((length) => [END, ...Array.from({ length }, () => random.below(END))])
  const packed = texts.flatMap((text) => text.slice(0, -1))
  const next = texts.flatMap((text) => text.slice(1))
  const int64 = (ids: readonly number[]): BigInt64Array => BigInt64Array.from(ids, BigInt)

  test('begin at each end of text, or where the window does', () => {
    const ids = [3, 8, 4, 8, 8, 2, 8, 1, 1, 1]
    expect([...documentStarts(int64(ids), 5, END)]).toEqual([0, 1, 1, 3, 4, 0, 1, 1, 1, 1])
  })

  test('have the loss and the gradients of documents that stand alone', async () => {
    const whole = await TrainingStep.compile(TINY, { batch: 1, length: 16, apart: true }, { threads: 2 })
    const found = await whole.run(weights, { tokens: int64(packed), targets: int64(next), starts: documentStarts(int64(packed), 16, END) })
    const alone = await Promise.all(
      texts.map(async (text) => {
        const length = text.length - 1
        const step = await TrainingStep.compile(TINY, { batch: 1, length }, {})
        const result = await step.run(weights, { tokens: int64(text.slice(0, -1)), targets: int64(text.slice(1)), starts: new Float32Array(length) })
        await step.dispose()
        return { ...result, share: length / 16 }
      }),
    )
    expect(found.loss).toBeCloseTo(
      alone.reduce((sum, { loss, share }) => sum + share * loss, 0),
      5,
    )
    for (const [name, gradient] of found.gradients) {
      const expected = gradient.map((_, i) => alone.reduce((sum, { gradients, share }) => sum + share * gradients.get(name)![i]!, 0))
      expect(relativeDifference(gradient, expected), name).toBeLessThan(1e-5)
    }
    await whole.dispose()
  })

  test('see one another where they are joined', async () => {
    const batch = { tokens: int64(packed), targets: int64(next), starts: documentStarts(int64(packed), 16, END) }
    await using joined = await LossRows.compile(TINY, { batch: 1, length: 16 }, {})
    await using apart = await LossRows.compile(TINY, { batch: 1, length: 16, apart: true }, {})
    const [first, second] = [await joined.run(weights, batch), await apart.run(weights, batch)]
    expect(relativeDifference(first.subarray(0, 5), second.subarray(0, 5))).toBeLessThan(1e-6)
    expect(relativeDifference(first.subarray(5), second.subarray(5))).toBeGreaterThan(1e-4)
  })
})

describe.each([true, false])('a training step against several targets, embeddings tied: %s', (tied) => {
  test('has the loss and the gradients of steps against each, by their shares', async () => {
    const config = { ...TINY, tied }
    const others = batch.targets.map((id) => (id + 1n) % 9n)
    const step = await TrainingStep.compile(config, { ...shape, softWidth: 2 }, { threads: 2 })
    const ids = BigInt64Array.from({ length: 96 }, (_, i) => (i % 2 === 0 ? batch.targets : others)[i >> 1]!)
    const shares = Float32Array.from({ length: 96 }, (_, i) => (i % 2 === 0 ? 0.7 : 0.3))
    const found = await step.run(weights, { ...batch, soft: { width: 2, ids, shares } })
    const hard = await TrainingStep.compile(config, shape, { threads: 2 })
    const [first, second] = [await hard.run(weights, batch), await hard.run(weights, { ...batch, targets: others })]
    expect(found.loss).toBeCloseTo(0.7 * first.loss + 0.3 * second.loss, 5)
    expect([...found.gradients.keys()]).toEqual([...first.gradients.keys()])
    for (const [name, gradient] of found.gradients) {
      const expected = gradient.map((_, i) => 0.7 * first.gradients.get(name)![i]! + 0.3 * second.gradients.get(name)![i]!)
      expect(relativeDifference(gradient, expected), name).toBeLessThan(1e-5)
    }
    await step.dispose()
    await hard.dispose()
  })
})
