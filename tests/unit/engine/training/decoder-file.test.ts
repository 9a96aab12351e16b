import { expect, test } from 'vitest'
import type { TensorEntry } from '#engine/formats/index.ts'
import { parameterSpecs } from '#engine/model/index.ts'
import { ModelTooLargeError, readWeights } from '#engine/training/decoder-file.ts'
import { TINY } from './tiny-run.ts'

test('a model whose numbers take more memory than the computer has is refused before any is read', async () => {
  const config = { ...TINY, feedForward: 2 ** 40 }
  const entry = (name: string, shape: readonly number[]): TensorEntry => ({ name, shape, type: 'Q2_K', offset: 0, sizeBytes: 0 })
  const file = {
    tensors: new Map(parameterSpecs(config).map(({ name, shape }) => [name, entry(name, shape)])),
    read: (name: string) => Promise.reject(new Error(`${name} was read`)),
  }
  const reading = readWeights('large.gguf', config, file, (name) => name)
  await expect(reading).rejects.toThrow(ModelTooLargeError)
  await expect(reading).rejects.toThrow(/^large\.gguf: its numbers take 211106\.2 GB when they are computed with, more than the [\d.]+ GB of this computer\.$/)
})
