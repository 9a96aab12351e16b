/** The training step against PyTorch, which knows nothing of it but the model's description. */
import { describe, expect, test } from 'vitest'
import { initialWeights, parameterSpecs, Random } from '#engine/model/index.ts'
import { DEFAULT_OPTIMISER } from '#engine/training/index.ts'
import { documentStarts } from '#engine/training/batch.ts'
import { Optimiser } from '#engine/training/optimiser.ts'
import { TrainingStep } from '#engine/training/step.ts'
import { relativeDifference } from '../unit/engine/graph/numbers.ts'
import { findTorch, TorchProcess } from './torch-process.ts'

const found = findTorch()
const python = 'python' in found ? found.python : ''

const config = {
  vocabulary: 300,
  width: 48,
  layers: 2,
  heads: 4,
  keyHeads: 2,
  headWidth: 16,
  feedForward: 80,
  tied: true,
  ropeTheta: 10_000,
  normEpsilon: 1e-6,
  contextLength: 32,
}
const length = 32

/** Weights large enough that every part of the model matters to the loss. */
function strongWeights(tied: boolean): Map<string, Float32Array> {
  const random = new Random(11)
  return new Map(
    [...initialWeights({ ...config, tied }, 5)].map(([name, w]) => [name, w.map((x) => (name.includes('norm') ? 1 + 0.3 * random.normal() : 3 * x))]),
  )
}

function batch(apart: boolean) {
  const random = new Random(apart ? 3 : 4)
  const ids = (): BigInt64Array => BigInt64Array.from({ length: 4 * length }, () => BigInt(random.below(60)))
  const tokens = ids()
  return { tokens, targets: ids(), starts: documentStarts(tokens, length, 7) }
}

describe.skipIf('missing' in found)(`against PyTorch (${'missing' in found ? `skipped: ${found.missing}` : 'MOKE_PYTHON'})`, () => {
  test.each([
    ['tied, documents apart', true, true],
    ['untied, documents joined', false, false],
  ])('loss and gradients agree, and the weights after three whole steps: %s', async (_, tied, apart) => {
    const own = { ...config, tied }
    const weights = strongWeights(tied)
    const batches = [batch(apart)]
    const shape = { batch: 4, length, apart }
    await using torch = await TorchProcess.start(python)
    await torch.load('run', { config: own, optimiser: DEFAULT_OPTIMISER, weights, batches, shape, compile: false }, 2)
    const theirs = await torch.gradients('run', own)
    const step = await TrainingStep.compile(own, shape, { threads: 2 })
    const ours = await step.run(weights, batches[0]!)
    expect(ours.loss).toBeCloseTo(theirs.loss, 5)
    for (const [name, gradient] of ours.gradients) expect(relativeDifference(gradient, theirs.gradients.get(name)!), name).toBeLessThan(2e-5)
    const optimiser = await Optimiser.create(parameterSpecs(own), DEFAULT_OPTIMISER, { threads: 2 })
    for (let at = 1; at <= 3; at++) {
      const { loss, gradients } = await step.run(weights, batches[0]!)
      const norm = await optimiser.update(weights, gradients, at, 1)
      const other = await torch.step('run')
      expect(loss).toBeCloseTo(other.loss, 3)
      expect(norm / other.norm).toBeCloseTo(1, 3)
    }
    expect((await step.run(weights, batches[0]!)).loss).toBeCloseTo((await torch.gradients('run', own)).loss, 3)
    await Promise.all([step.dispose(), optimiser.dispose()])
  })
})
