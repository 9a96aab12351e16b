import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { CompletionError } from '#engine/completion/completion-error.ts'
import { describeModel } from '#engine/completion/model-file.ts'
import type { GgufValue } from '#engine/formats/index.ts'
import { faultsIn, hostileGgufs, MUTATIONS } from '../formats/hostile-files.ts'
import { ggufBytes, type RawTensor } from '../formats/gguf-bytes.ts'

// Long enough where other work has the machine.
vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'moke-model-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

const text = (value: string): GgufValue => ({ type: 'string', value })
const count = (value: number): GgufValue => ({ type: 'uint32', value })
const real = (value: number): GgufValue => ({ type: 'float32', value })
const counts = (...value: number[]): GgufValue => ({ type: 'array', of: 'uint32', value })
const tokens = Array.from({ length: 32 }, (_, i) => `t${i}`)
const metadata: Record<string, GgufValue> = {
  'general.architecture': text('qwen3'),
  'general.name': text('小墨'),
  'general.license': text('mit'),
  'qwen3.block_count': count(1),
  'qwen3.context_length': count(512),
  'qwen3.embedding_length': count(32),
  'qwen3.feed_forward_length': count(32),
  'qwen3.attention.head_count': count(2),
  'qwen3.attention.key_length': count(16),
  'qwen3.attention.layer_norm_rms_epsilon': real(1e-6),
  'tokenizer.ggml.model': text('gpt2'),
  'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: tokens },
  'tokenizer.ggml.token_type': { type: 'array', of: 'int32', value: tokens.map(() => 1) },
}
const tensor = (name: string, type: RawTensor['type'], ...shape: number[]): RawTensor => ({ name, type, shape, blocks: new Uint8Array(4096) })
const tensors = [
  tensor('token_embd.weight', 'Q8_0', 32, 32),
  tensor('blk.0.attn_norm.weight', 'F32', 32),
  tensor('blk.0.attn_q.weight', 'F16', 32, 32),
  tensor('blk.0.ffn_down.weight', 'Q5_1', 32, 32),
]

/** A small model with other metadata or tensors than it should have. */
function written(change: Record<string, GgufValue | undefined> = {}, others: readonly RawTensor[] = tensors): string {
  const path = join(folder, 'model.gguf')
  const entries = Object.entries({ ...metadata, ...change }).flatMap(([key, value]): [string, GgufValue][] => (value === undefined ? [] : [[key, value]]))
  writeFileSync(path, ggufBytes(Object.fromEntries(entries), others))
  return path
}
const replaced = (other: RawTensor) => tensors.map((tensor) => (tensor.name === other.name ? other : tensor))
const isRefusal = (error: unknown): error is CompletionError =>
  error instanceof CompletionError && /^model-(broken|foreign|cut|kind|part-missing)$/.test(error.code)

describe('a model’s file', () => {
  test('it is described by its header, whatever types it mixes', async () => {
    expect(await describeModel(written())).toMatchObject({
      name: '小墨',
      architecture: 'qwen3',
      parameters: 3 * 1024 + 32,
      contextTokens: 512,
      quantisation: 'Q8_0',
      licence: 'mit',
    })
  })

  test('it may give sizes for each layer, and parts where there is one', async () => {
    const path = written({ 'qwen3.attention.head_count': counts(2), 'qwen3.feed_forward_length': counts(32), 'split.count': { type: 'uint16', value: 1 } })
    expect(await describeModel(path)).toMatchObject({ architecture: 'qwen3' })
  })

  test('it is shown in one short line, whatever it calls itself', async () => {
    const { name, licence } = await describeModel(written({ 'general.name': text(`\x1b[31m墨\n${'课'.repeat(1000)}`), 'general.license': text('') }))
    expect(name).toBe(`\\u{1b}[31m墨\\u{a}${'课'.repeat(64)}…`)
    expect(licence).toBeNull()
  })

  test('it may have more tensors than a call has room for arguments', async () => {
    const many = Array.from({ length: 100_000 }, (_, i): RawTensor => ({ name: `t${i}`, type: 'I8', shape: [32], blocks: new Uint8Array(32) }))
    expect(await describeModel(written({}, [...tensors, ...many]))).toMatchObject({ parameters: 3 * 1024 + 32 + 3_200_000 })
  })
})

test('a download that broke off in the header is not whole, and not of a kind that nobody knows', async () => {
  const path = join(folder, 'cut.gguf')
  const whole = ggufBytes(metadata, tensors)
  for (const bytes of [20, 100, 400, 800]) {
    writeFileSync(path, whole.subarray(0, bytes))
    await expect(describeModel(path)).rejects.toMatchObject({ code: 'model-cut' })
  }
})

test('how a file says that it was made smaller is told beside what its numbers are', async () => {
  const typeOf = async (value: number) => (await describeModel(written({ 'general.file_type': count(value) }))).fileType
  expect([await typeOf(15), await typeOf(1024 + 15), await typeOf(7), await typeOf(999)]).toEqual(['Q4_K_M', 'Q4_K_M', 'Q8_0', null])
  expect(await describeModel(written({ 'general.file_type': count(15) }))).toMatchObject({ quantisation: 'Q8_0' })
})

describe('a model that would end llama.cpp is refused', () => {
  test.each<[string, Record<string, GgufValue | undefined>, string]>([
    ['no feed-forward', { 'qwen3.feed_forward_length': undefined }, 'qwen3.feed_forward_length is missing'],
    ['no heads', { 'qwen3.attention.head_count': count(0) }, 'qwen3.attention.head_count is 0'],
    ['a layer without heads', { 'qwen3.attention.head_count': counts(2, 0) }, 'qwen3.attention.head_count is 0'],
    ['heads that are a text', { 'qwen3.attention.head_count': text('two') }, 'qwen3.attention.head_count is'],
    ['an epsilon that is no number', { 'qwen3.attention.layer_norm_rms_epsilon': real(Number.NaN) }, 'layer_norm_rms_epsilon is'],
    ['a context that is no number', { 'qwen3.context_length': real(Number.NaN) }, 'it reads'],
    ['a turn of half a head', { 'qwen3.rope.dimension_count': count(8) }, 'it turns 8 numbers of heads that are 16 wide'],
    ['a scaling of its own', { 'qwen3.rope.scaling.type': text('zzz') }, 'it scales positions by zzz'],
    ['more experts than can be', { 'qwen3.expert_count': count(1e9), 'qwen3.expert_used_count': count(1) }, 'it uses 1 of 1000000000 experts'],
    ['experts that nobody asks', { 'qwen3.expert_count': count(5) }, 'it uses 0 of 5 experts'],
    ['more layers ahead than layers', { 'qwen3.nextn_predict_layers': count(4) }, 'it predicts with 4 layers of 1'],
    ['parts in another type', { 'split.count': count(1) }, 'it says in a wrong way how many parts it has'],
    ['a vocabulary that is none', { 'tokenizer.ggml.model': text('none') }, 'it holds no vocabulary'],
    ['tokens that are numbers', { 'tokenizer.ggml.tokens': counts(...tokens.keys()) }, 'it holds no vocabulary'],
    ['a token twice', { 'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: tokens.with(3, 't4') } }, 'the token t4 occurs twice'],
    ['too few types', { 'tokenizer.ggml.token_type': { type: 'array', of: 'int32', value: [1] } }, 'tokenizer.ggml.token_type is no list of 32 numbers'],
    [
      'scores in bytes',
      { 'tokenizer.ggml.scores': { type: 'array', of: 'int8', value: tokens.map(() => 0) } },
      'tokenizer.ggml.scores is no list of 32 numbers',
    ],
    ['pieces without bytes', { 'tokenizer.ggml.model': text('llama') }, 'its vocabulary has no token for the byte 0'],
  ])('with %s', async (_name, change, reason) => {
    const describing = describeModel(written(change))
    await expect(describing).rejects.toThrow(reason)
    await expect(describing).rejects.toMatchObject({ code: 'model-broken', message: expect.not.stringContaining('undefined') })
  })

  test.each<[RawTensor, string]>([
    [tensor('blk.0.attn_norm.weight', 'F16', 32), 'the tensor blk.0.attn_norm.weight is of the type F16, not F32'],
    [tensor('blk.0.attn_q.weight', 'I8', 32, 32), 'the tensor blk.0.attn_q.weight is of the type I8, in which nothing is computed'],
    [tensor('token_embd.weight', 'F32', 32), 'its embedding has the shape [32] for 32 tokens'],
    [tensor('token_embd.weight', 'F32', 32, 64), 'its embedding is 64 wide, not 32'],
  ])('with the tensor %j', async (other, reason) => {
    await expect(describeModel(written({}, replaced(other)))).rejects.toThrow(reason)
  })
})

test('a thousand hostile headers are described or refused in a clear sentence, in little memory', async () => {
  const whole = ggufBytes(metadata, tensors)
  const path = join(folder, 'hostile.gguf')
  const read = async () => {
    const description = JSON.stringify(await describeModel(path))
    return description.length > 1000 || /null,"quant|\\u00/.test(description) ? description : undefined
  }
  const { faults, refused } = await faultsIn(hostileGgufs(whole, MUTATIONS), path, read, isRefusal)
  expect(faults).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 2)
})
