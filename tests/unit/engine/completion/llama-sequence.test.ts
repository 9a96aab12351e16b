import type { Llama, LlamaContext } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { LlamaSequence } from '#engine/completion/llama-model.ts'

/** A sequence whose every step fails as llama.cpp's do. */
function failing(gpu: 'vulkan' | false): LlamaSequence {
  const fails = () => Promise.reject(new Error('llama_decode: failed to decode, ret = -3'))
  const sequence = { contextTokens: [1, 2], nextTokenIndex: 2, controlledEvaluate: fails, eraseContextTokenRanges: fails }
  return new LlamaSequence({ gpu } as Llama, { getSequence: () => sequence } as unknown as LlamaContext, { writing: 1, reading: 1 })
}

test.each([
  ['vulkan', 'vulkan'],
  [false, 'the processor'],
] as const)('a step that fails is told as that of what it runs on, not as a fault of the program: %s', async (gpu, where) => {
  const told = { name: 'EvaluationError', expected: true, message: `${where} failed at work: llama_decode: failed to decode, ret = -3` }
  await expect(failing(gpu).append([3], 1)).rejects.toMatchObject(told)
  await expect(failing(gpu).truncate(1)).rejects.toMatchObject(told)
})
