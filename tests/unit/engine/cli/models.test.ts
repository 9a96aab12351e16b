import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CommandError } from '#engine/cli/command.ts'
import { modelsInfo, modelsList } from '#engine/cli/models.ts'
import { modelsUntie } from '#engine/cli/untie.ts'
import { calibrationToText } from '#engine/completion/calibration.ts'
import { copyGguf, type GgufValue, openGguf, writeGguf } from '#engine/formats/index.ts'
import { ggufMetadataFromVocabulary } from '#engine/tokenizer/index.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { trusting } from '../completion/calibrations.ts'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-models-'))
const good = join(folder, 'good.gguf')
const broken = join(folder, 'broken.gguf')
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const metadata: Record<string, GgufValue> = {
    'general.architecture': { type: 'string', value: 'qwen3' },
    'general.name': { type: 'string', value: '小墨' },
    'general.license': { type: 'string', value: 'mit' },
    'qwen3.context_length': { type: 'uint32', value: 512 },
    'qwen3.embedding_length': { type: 'uint32', value: 32 },
    'qwen3.block_count': { type: 'uint32', value: 1 },
    'qwen3.feed_forward_length': { type: 'uint32', value: 32 },
    'qwen3.attention.head_count': { type: 'uint32', value: 1 },
    'moke.training.tokens': { type: 'uint64', value: 20_000_000n },
    'moke.training.command': { type: 'string', value: 'moke pretrain' },
    ...ggufMetadataFromVocabulary(vocabularyFromMerges([])),
  }
  await writeGguf(good, {
    metadata,
    tensors: [
      { name: 'token_embd.weight', shape: [257, 32], type: 'Q8_0', load: () => new Float32Array(257 * 32) },
      { name: 'blk.0.attn_norm.weight', shape: [32], type: 'F32', load: () => new Float32Array(32) },
    ],
  })
  writeFileSync(broken, 'not a model')
})

test('models info says what the file says', async () => {
  const { records, texts } = await runCommand(modelsInfo, [good])
  expect(records).toEqual([
    {
      file: good,
      name: '小墨',
      architecture: 'qwen3',
      bytes: expect.any(Number),
      parameters: 8256,
      contextTokens: 512,
      quantisation: 'Q8_0',
      fileType: null,
      licence: 'mit',
      languages: [],
      isInstruct: false,
      files: 1,
      memory: expect.objectContaining({ weights: 8866, readPerToken: 8866 }),
      vocabulary: 257,
      types: { Q8_0: 8224, F32: 32 },
      calibration: null,
      facts: {
        'general.architecture': 'qwen3',
        'general.name': '小墨',
        'general.license': 'mit',
        'moke.training.tokens': 20_000_000,
        'moke.training.command': 'moke pretrain',
      },
    },
  ])
  expect(texts[0]).toContain('vocabulary             257 tokens\n')
  expect(texts[0]).toContain('moke.training.tokens   20000000\n')
  expect(texts[0]).toContain('element types          Q8_0 (0.01 M), F32 (0.00 M)\n')
})

test('models info prints nothing from a file that would command the terminal', async () => {
  const path = join(folder, 'hostile.gguf')
  await copyGguf(good, path, { 'moke.training.command': { type: 'string', value: 'moke\x1b[31m pretrain\n' } })
  const { texts } = await runCommand(modelsInfo, [path])
  rmSync(path)
  expect(texts[0]).toContain('moke.training.command  moke\\u{1b}[31m pretrain\\u{a}')
})

test('models info refuses what is no model', async () => {
  await expect(runCommand(modelsInfo, [broken])).rejects.toMatchObject({ expected: true })
  await expect(runCommand(modelsInfo, [join(folder, 'none.gguf')])).rejects.toMatchObject({ expected: true })
})

test('models list shows every model, a damaged one with its trouble', async () => {
  const { records, texts } = await runCommand(modelsList, ['--folder', folder])
  expect(records).toMatchObject([
    { file: broken, problem: expect.stringContaining('no GGUF file') },
    { file: good, name: '小墨' },
  ])
  expect(texts[1]).toContain('小墨: qwen3, 0.01 M parameters, Q8_0')
})

test('models list says where it found nothing', async () => {
  const { records, notes } = await runCommand(modelsList, ['--folder', join(folder, 'none')])
  expect(records).toEqual([])
  expect(notes).toEqual([`No models in ${join(folder, 'none')}.`])
})

test.each([
  [calibrationToText(trusting()), 'on 1000 words'],
  ['{}', 'its moke.calibration is damaged or of another version, and is not used'],
])('models info says of a calibration what it is worth: %#', async (value, says) => {
  const path = join(folder, 'calibrated.gguf')
  await copyGguf(good, path, { 'moke.calibration': { type: 'string', value } })
  const { records, texts } = await runCommand(modelsInfo, [path])
  expect(texts[0]).toMatch(new RegExp(`^calibration +${says}$`, 'm'))
  expect(texts[0]).not.toContain('{')
  expect(records).not.toMatchObject([{ facts: { 'moke.calibration': expect.anything() } }])
})

test('models untie writes the embedding a second time, once', async () => {
  const untied = join(folder, 'untied', 'untied.gguf')
  mkdirSync(join(folder, 'untied'))
  await runCommand(modelsUntie, [good, '--out', untied])
  await using file = await openGguf(untied)
  const { shape, type } = file.tensors.get('token_embd.weight')!
  expect(file.tensors.get('output.weight')).toMatchObject({ shape, type })
  expect(await file.read('output.weight')).toEqual(await file.read('token_embd.weight'))
  await expect(runCommand(modelsUntie, [untied])).rejects.toThrow(CommandError)
})
