import { truncateSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { type OpenOptions, openCompleter } from '#engine/completion/index.ts'
import type { GgufValue } from '#engine/formats/index.ts'
import { startCompute } from '#main/compute/compute.ts'
import { newFolder } from '../e2e/launch.ts'
import { ggufHeader } from '../unit/engine/formats/gguf-bytes.ts'

const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
const text = (value: string): GgufValue => ({ type: 'string', value })
const count = (value: number): GgufValue => ({ type: 'uint32', value })
const tokens = Array.from({ length: 32 }, (_, at) => `t${at}`)
const metadata: Record<string, GgufValue> = {
  'general.architecture': text('qwen3'),
  'qwen3.block_count': count(1),
  'qwen3.context_length': count(512),
  'qwen3.embedding_length': count(32),
  'qwen3.feed_forward_length': count(32),
  'qwen3.attention.head_count': count(1),
  'tokenizer.ggml.model': text('gpt2'),
  'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: tokens },
}

/** A whole model as far as its header tells, as large as all of this computer's memory; there is nothing in it, so that it takes no room on the disk. */
function largeModel(): { readonly folder: string; readonly path: string } {
  const { path: folder, discard } = newFolder()
  onTestFinished(discard)
  const path = join(folder, 'large.gguf')
  const rows = Math.ceil(totalmem() / 64)
  const header = ggufHeader(metadata, [
    { name: 'token_embd.weight', type: 'F16', shape: [32, 32] },
    { name: 'blk.0.ffn_down.weight', type: 'F16', shape: [rows, 32] },
  ])
  writeFileSync(path, header)
  truncateSync(path, header.length + 64 * 32 + 64 * rows)
  return { folder, path }
}

test('a model larger than the computer’s memory is refused before llama.cpp is asked for it', async () => {
  const { path } = largeModel()
  const onPhase: OpenOptions['onPhase'] = (phase) => {
    throw new Error(`it was ${phase}`)
  }
  const opened = openCompleter({ path, device: 'cpu', threads: { writing: 1, reading: 1 }, onPhase })
  await expect(opened).rejects.toMatchObject({
    code: 'model-too-large',
    message: expect.stringMatching(/takes at least [\d.]+ GB of memory; this computer has [\d.]+ GB/),
  })
})

test('the studio says that it is too large, and the starter stands in', async () => {
  const { folder } = largeModel()
  const compute = startCompute({
    nodePath: process.execPath,
    entry: fileURLToPath(new URL('../../engine/worker/main.ts', import.meta.url)),
    places: { starter, folder },
    choice: { model: 'large.gguf', device: 'cpu' },
    measured: { get: () => ({ threads: { writing: 1, reading: 1 }, fillsIn: false, draftTokens: 0 }), set: () => undefined },
    log: () => undefined,
    reportBug: (error) => {
      throw error
    },
  })
  onTestFinished(() => compute.close())
  await expect
    .poll(() => compute.state(), { timeout: 60_000 })
    .toMatchObject({
      phase: 'ready',
      model: { id: 'starter' },
      refused: { id: 'large.gguf', problem: { code: 'model-too-large', detail: { file: 'large.gguf' } } },
    })
})
