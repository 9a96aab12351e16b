import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { describeModel, inspectModel } from '#engine/completion/model-file.ts'
import { partPaths } from '#engine/completion/model-parts.ts'
import type { GgufValue } from '#engine/formats/index.ts'
import { ggufBytes, type RawTensor } from '../formats/gguf-bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-model-parts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const text = (value: string): GgufValue => ({ type: 'string', value })
const count = (value: number): GgufValue => ({ type: 'uint32', value })
const short = (value: number): GgufValue => ({ type: 'uint16', value })
const tokens = Array.from({ length: 32 }, (_, i) => `t${i}`)
const metadata: Record<string, GgufValue> = {
  'general.architecture': text('qwen3'),
  'general.name': text('小墨'),
  'general.license': text('other'),
  'general.license.name': text('qwen-research'),
  'general.languages': { type: 'array', of: 'string', value: ['zh', 'en'] },
  'qwen3.block_count': count(1),
  'qwen3.context_length': count(512),
  'qwen3.embedding_length': count(32),
  'qwen3.feed_forward_length': count(32),
  'qwen3.attention.head_count': count(2),
  'qwen3.attention.head_count_kv': count(1),
  'qwen3.attention.key_length': count(16),
  'qwen3.attention.value_length': count(16),
  'tokenizer.ggml.model': text('gpt2'),
  'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: tokens },
}
const tensor = (name: string, type: RawTensor['type'], ...shape: number[]): RawTensor => ({ name, type, shape, blocks: new Uint8Array(4096) })
const tensors = [tensor('token_embd.weight', 'F32', 32, 32), tensor('blk.0.ffn_up.weight', 'F32', 64, 32)]
const at = (name: string) => join(folder, name)
const codeOf = (path: string) =>
  describeModel(path).then(
    () => 'none',
    ({ code }) => code,
  )

/** Writes a model; other metadata as they are given. */
function write(name: string, change: Record<string, GgufValue> = {}, its: readonly RawTensor[] = tensors): string {
  writeFileSync(at(name), ggufBytes({ ...metadata, ...change }, its))
  return at(name)
}

beforeEach(() => {
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
})

describe('what a model’s file says', () => {
  test('it tells licence, languages, whether it was taught to answer, and what it takes', async () => {
    expect(await describeModel(write('m.gguf'))).toMatchObject({ licence: 'qwen-research', languages: ['zh', 'en'], isInstruct: false, files: 1 })
    expect((await describeModel(write('m.gguf', { 'tokenizer.chat_template': text('{{ messages }}') }))).isInstruct).toBe(true)
    const { memory } = await describeModel(at('m.gguf'))
    // 2 texts of 512 tokens, one layer of one head, 16 + 16 numbers of 2 bytes; 512 tokens, 32 words, 2 × 64 and 4 × 32 numbers of 4 bytes.
    expect(memory).toMatchObject({ weights: 4096 + 8192, cache: 2 * 512 * 32 * 2, compute: 512 * (32 + 128 + 128) * 4, readPerToken: 12288 })
  })

  test('it reads of experts what a token goes through', async () => {
    const experts = { 'qwen3.expert_count': count(4), 'qwen3.expert_used_count': count(1) }
    const { memory } = await describeModel(write('m.gguf', experts, [...tensors, { ...tensor('blk.0.ffn_up_exps.weight', 'F32', 4, 8, 32) }]))
    expect([memory.weights, memory.readPerToken]).toEqual([4096 + 8192 + 4096, 4096 + 8192 + 1024])
  })

  test('a hostile header costs no time and gives numbers all the same', async () => {
    const change = { 'qwen3.block_count': { type: 'uint64', value: 2n ** 63n } as GgufValue, 'qwen3.attention.head_count_kv': count(0xffffffff) }
    expect(await codeOf(write('m.gguf', change))).toBe('model-broken')
    const { memory } = await describeModel(
      write('m.gguf', { 'general.architecture': text('odd'), 'odd.context_length': count(512), 'odd.block_count': count(0xffffffff) }),
    )
    expect(Object.values(memory).every(Number.isFinite)).toBe(true)
  })

  test.each<[string, Record<string, GgufValue>]>([
    ['an embedding', { 'qwen3.pooling_type': count(3) }],
    ['a model that looks both ways', { 'qwen3.attention.causal': { type: 'bool', value: false } }],
    ['an adapter', { 'general.type': text('adapter') }],
    ['the eyes of another model', { 'general.type': text('mmproj') }],
    ['a family that does not write', { 'general.architecture': text('bert') }],
  ])('it is no model that writes: %s', async (_name, change) => {
    expect(await codeOf(write('m.gguf', change))).toBe('model-kind')
  })
})

describe('what is no model', () => {
  test('it says which of all it is', async () => {
    const whole = ggufBytes(metadata, tensors)
    mkdirSync(at('folder.gguf'))
    writeFileSync(at('cut.gguf'), whole.subarray(0, whole.length - 100))
    writeFileSync(at('cut-early.gguf'), whole.subarray(0, 300))
    writeFileSync(at('zeros.gguf'), new Uint8Array(4096))
    writeFileSync(at('empty.gguf'), '')
    writeFileSync(at('page.gguf'), '<!doctype html><title>404</title>')
    writeFileSync(at('archive.gguf'), 'PK\x03\x04 and so on')
    writeFileSync(at('damaged.gguf'), Buffer.concat([Buffer.from('GGUF\x03\0\0\0'), Buffer.alloc(4000, 7)]))
    const found = ['none', 'folder', 'cut', 'cut-early', 'zeros', 'empty', 'page', 'archive', 'damaged'].map((name) => codeOf(at(`${name}.gguf`)))
    expect(await Promise.all(found)).toEqual([
      'model-missing',
      'model-folder',
      'model-cut',
      'model-cut',
      'model-cut',
      'model-empty',
      'model-foreign',
      'model-foreign',
      'model-broken',
    ])
    expect(await codeOf(at('page.gguf/m.gguf'))).toBe('model-missing')
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('it says so where the system lets nobody read it', async () => {
    chmodSync(write('m.gguf'), 0)
    expect(await codeOf(at('m.gguf'))).toBe('model-unreadable')
  })
})

describe('a model in several files', () => {
  const part = (no: number, of = 2) => `m-0000${no + 1}-of-0000${of}.gguf`
  const split = (no: number, of = 2): Record<string, GgufValue> => ({
    'split.no': short(no),
    'split.count': short(of),
    'split.tensors.count': { type: 'int32', value: 2 },
  })
  const writePart = (no: number, change = split(no)) => write(part(no), change, tensors.slice(no, no + 1))

  test('it is found by any of its files, and described as one', async () => {
    writePart(0)
    writePart(1)
    for (const no of [0, 1]) {
      const { path, paths, description } = await inspectModel(at(part(no)))
      expect([path, paths]).toEqual([at(part(0)), [at(part(0)), at(part(1))]])
      expect(description).toMatchObject({ files: 2, parameters: 1024 + 2048, memory: { weights: 12288 } })
    }
  })

  test('it says which are missing', async () => {
    writePart(1, split(1, 3))
    copyFileSync(at(part(1)), at(part(1, 3)))
    await expect(describeModel(at(part(1, 3)))).rejects.toMatchObject({
      code: 'model-part-missing',
      detail: { count: 3, absent: 2, missing: `${part(0, 3)}, ${part(2, 3)}` },
    })
  })

  test('it says so where a part has lost its name', async () => {
    write('renamed.gguf', split(0))
    await expect(describeModel(at('renamed.gguf'))).rejects.toMatchObject({
      code: 'model-part-missing',
      detail: { count: 2, missing: '…-00001-of-00002.gguf' },
    })
  })

  test.each<[string, Record<string, GgufValue>]>([
    ['of another model', { ...split(1), 'split.count': short(5) }],
    ['that is the first one again', split(0)],
    ['of a wrong type', { ...split(1), 'split.no': count(1) }],
    ['of a model with more', { ...split(1) }],
  ])('it refuses a part %s', async (name, change) => {
    const first = name.endsWith('more') ? { ...split(0), 'split.tensors.count': { type: 'int32', value: 9 } as GgufValue } : split(0)
    write(part(0), first, tensors.slice(0, 1))
    writePart(1, change)
    expect(await codeOf(at(part(0)))).toBe('model-broken')
  })

  test('a name is believed only as far as it can be', () => {
    expect(partPaths('/a/m-00001-of-00000.gguf').length).toBe(1)
    expect(partPaths('/a/m-00001-of-99999.gguf').length).toBe(1)
    expect(partPaths('/a/m-00002-of-00002.gguf')).toEqual([join('/a', 'm-00001-of-00002.gguf'), join('/a', 'm-00002-of-00002.gguf')])
  })
})
