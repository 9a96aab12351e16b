/** Adapters that cannot be used: each is refused in a sentence that says why. */
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeAdapter, listAdapters, readAdapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { openBase } from '#engine/bases/index.ts'
import { copyGguf, FormatError, openSafetensors, writeSafetensors } from '#engine/formats/index.ts'
import { faultsIn, hostileGgufs, hostileSafetensors } from '../formats/hostile-files.ts'
import { trialFolder } from '../formats/trial-folder.ts'
import { tinyBases } from '../bases/tiny-bases.ts'

const folder = trialFolder()
const whole = join(tinyBases, 'llama-adapter')
const weightsOf = (path: string) => join(path, 'adapter_model.safetensors')
let made = 0

async function baseConfig(name = 'llama') {
  await using base = await openBase(join(tinyBases, name))
  return base.config
}

function copyOf(change: Readonly<Record<string, unknown>> = {}): string {
  const copy = join(folder, `copy-${made++}`)
  cpSync(whole, copy, { recursive: true })
  const path = join(copy, 'adapter_config.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }))
  return copy
}

/** The adapter with its tensors renamed or left out (null). */
async function renamed(rename: (name: string) => string | null): Promise<string> {
  const copy = copyOf()
  const file = await openSafetensors(weightsOf(whole))
  const tensors = [...file.tensors.values()].flatMap(({ name, shape }) => {
    const to = rename(name)
    return to === null ? [] : [{ name: to, shape, type: 'F32' as const, load: () => file.read(name) }]
  })
  await writeSafetensors(weightsOf(copy), { tensors })
  await file.close()
  return copy
}

async function refusal(path: string, base = 'llama'): Promise<string> {
  try {
    await describeAdapter(path)
    await readAdapter(path, await baseConfig(base))
    return 'read'
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return error.message.slice(error.path.length + 2)
  }
}

test.each([
  [{ peft_type: 'IA3' }, 'it is of the type IA3, which is not computed here.'],
  [{ use_dora: true }, 'it is a DoRA (use_dora), which is not computed here.'],
  [{ bias: 'lora_only' }, 'it changes biases (bias: lora_only), which is not computed here.'],
  [{ modules_to_save: ['lm_head'] }, 'it replaces whole matrices (modules_to_save), which is not computed here.'],
  [{ target_parameters: ['experts'] }, 'it adapts experts (target_parameters), which is not computed here.'],
  [{ init_lora_weights: 'pissa' }, 'it began with pissa, which changes the base first: convert it to a plain LoRA where it was made (init_lora_weights).'],
  [{ lora_alpha: 'much' }, 'no number is lora_alpha.'],
  [{ alpha_pattern: { '(a+)+$': 1 } }, 'the pattern (a+)+$ in alpha_pattern is no plain name of a module.'],
])('an adapter of PEFT whose config says %o', async (change, sentence) => {
  expect(await refusal(copyOf(change))).toBe(sentence)
})

test.each<[string, (name: string) => string | null, string]>([
  [
    'one half is missing',
    (name) => (name.includes('layers.1.mlp.up_proj.lora_B') ? null : name),
    'model.layers.1.mlp.up_proj.weight has only one of its two halves, A.',
  ],
  [
    'the embedding is adapted',
    (name) => name.replace('layers.0.mlp.up_proj.lora_', 'embed_tokens.lora_embedding_'),
    'it changes base_model.model.model.embed_tokens.lora_embedding_A.weight, which is no matrix of a layer that reads text and no head; only those can be adapted here.',
  ],
  [
    'a head of another vocabulary is adapted',
    (name) => name.replace('model.model.layers.0.mlp.up_proj', 'model.lm_head'),
    'lm_head.weight is [96, 32] in this base, but the adapter is made for [64, 32].',
  ],
  [
    'there is a magnitude',
    (name) => name.replace('lora_B.weight', 'lora_magnitude_vector'),
    'it is a DoRA (it has lora_magnitude_vector), which is not computed here.',
  ],
  [
    'there are more layers',
    (name) => name.replace('layers.1', 'layers.9'),
    'model.layers.9.mlp.down_proj.weight is none of the matrices that can be adapted in this base.',
  ],
  ['nothing is left', () => null, 'it holds no matrices of an adapter.'],
])('an adapter of PEFT in which %s', async (_, rename, sentence) => {
  expect(await refusal(await renamed(rename))).toBe(sentence)
})

test('an adapter of the head for a base whose head is its embedding', async () => {
  const path = await renamed((name) => name.replace('model.model.layers.0.mlp.up_proj', 'model.lm_head'))
  expect(await refusal(path, 'qwen2')).toBe('lm_head.weight is none of the matrices that can be adapted in this base.')
})

test('the head of the base that PEFT keeps beside an adapter of it is passed over; the embedding is not', async () => {
  const beside = (kept: string) => (name: string) =>
    name.includes('layers.0.mlp.up_proj.lora_A') ? kept : name.includes('layers.0.mlp.up_proj.lora_B') ? null : name
  expect(await refusal(await renamed(beside('base_model.model.lm_head.base_layer.weight')))).toBe('read')
  expect(await refusal(await renamed(beside('base_model.model.model.embed_tokens.weight')))).toContain('it changes base_model.model.model.embed_tokens.weight')
})

test('an adapter for a base of another shape, and for another family', async () => {
  expect(await refusal(whole, 'qwen3')).toContain('in this base, but the adapter is made for [')
  const path = join(folder, 'family.gguf')
  await writeGgufAdapter(path, await readAdapter(whole, await baseConfig()), await baseConfig())
  expect(await refusal(path, 'qwen2')).toBe('it is made for the family llama; this base is of qwen2.')
})

test('an adapter whose numbers PyTorch keeps', async () => {
  const copy = copyOf()
  renameSync(weightsOf(copy), join(copy, 'adapter_model.bin'))
  expect(await refusal(copy)).toContain('in a file that could run programs; save it as safetensors.')
})

test('GGUFs that are no adapter, or one of another kind, and a folder in which one is damaged', async () => {
  const path = join(folder, 'kinds.gguf')
  await writeGgufAdapter(path, await readAdapter(whole, await baseConfig()), await baseConfig())
  await copyGguf(path, join(folder, 'control.gguf'), { 'adapter.type': { type: 'string', value: 'control' } })
  expect(await refusal(join(folder, 'control.gguf'))).toBe('this adapter is of the type control; lora can be used.')
  await copyGguf(path, join(folder, 'activated.gguf'), { 'adapter.alora.invocation_tokens': { type: 'array', of: 'uint32', value: [1] } })
  expect(await refusal(join(folder, 'activated.gguf'))).toContain('begins to work at certain words only')
  await copyGguf(path, join(folder, 'model.gguf'), { 'general.type': { type: 'string', value: 'model' } })
  expect(await refusal(join(folder, 'model.gguf'))).toBe('this GGUF is no adapter.')
  writeFileSync(join(folder, 'cut.gguf'), readFileSync(path).subarray(0, 900))
  const found = new Map((await listAdapters(folder)).map((one) => [one.path.slice(folder.length + 1), 'problem' in one]))
  expect(found.get('kinds.gguf')).toBe(false)
  expect(found.get('cut.gguf')).toBe(true)
  expect(found.has('model.gguf')).toBe(false)
})

const isRefusal = (error: unknown) => error instanceof FormatError

test('hundreds of hostile adapters are read or refused in a clear sentence, in little memory', async () => {
  const config = await baseConfig()
  const path = join(folder, 'hostile.gguf')
  await writeGgufAdapter(path, await readAdapter(whole, config), config)
  const take = (at: string) => async () => {
    await describeAdapter(at)
    await readAdapter(at, config)
    return undefined
  }
  const ggufs = await faultsIn(hostileGgufs(readFileSync(path), 300), path, take(path), isRefusal)
  const copy = copyOf()
  const safetensors = await faultsIn(hostileSafetensors(readFileSync(weightsOf(whole)), 300), weightsOf(copy), take(copy), isRefusal)
  expect([...ggufs.faults, ...safetensors.faults]).toEqual([])
  expect(ggufs.refused + safetensors.refused).toBeGreaterThan(200)
})
