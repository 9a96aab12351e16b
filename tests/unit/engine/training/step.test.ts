import { describe, expect, test } from 'vitest'
import { denseGradient, type Elements, gradients, input, mean, Session } from '#engine/graph/index.ts'
import { buildDecoder, initialWeights, lossRows, Random } from '#engine/model/index.ts'
import { LossRows, TrainingStep } from '#engine/training/step.ts'
import { relativeDifference } from '../graph/numbers.ts'
import { TINY } from './tiny-run.ts'

const shape = { batch: 3, length: 16 }
const random = new Random(2)
const ids = (): BigInt64Array => BigInt64Array.from({ length: 48 }, () => BigInt(random.below(9)))
const batch = { tokens: ids(), targets: ids() }
const weights = initialWeights({ ...TINY, tied: false }, 3)

describe.each([true, false])('a training step, embeddings tied: %s', (tied) => {
  test('adds up the rows of repeated tokens and targets as the graph itself would', async () => {
    const config = { ...TINY, tied }
    const step = await TrainingStep.compile(config, shape, { threads: 2 })
    const decoder = buildDecoder(config, shape)
    const loss = mean(lossRows(decoder, input('targets', [48], 'int64')))
    const parameters = [...decoder.parameters]
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
