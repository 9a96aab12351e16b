import { expect, test } from 'vitest'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'

test.each(['zh-CN', 'en'] as const)('in %s whoever brings a model folder is told what can be done with one', (language) => {
  const sentence = problemSentence(language, { code: 'model-folder', detail: { file: 'qwen3' } })
  for (const way of ['qwen3', '.gguf', 'moke finetune --base', 'moke adapter merge']) expect(sentence).toContain(way)
})
