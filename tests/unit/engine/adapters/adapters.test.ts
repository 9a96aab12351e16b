import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Adapter, describeAdapter, listAdapters, mergeAdapter, readAdapter, writeGgufAdapter, writePeftAdapter } from '#engine/adapters/index.ts'
import { identify, openBase, readWeights } from '#engine/bases/index.ts'
import { openGguf } from '#engine/formats/index.ts'
import { letters } from '../bases/letters.ts'
import { expectedLogits, largestDifference, ownLogits, tinyBases, tinyTokens } from '../bases/tiny-bases.ts'
import { trialFolder } from '../formats/trial-folder.ts'
import { adaptedWeights, randomAdapter } from './random-adapter.ts'

const folder = trialFolder()

describe.each(['llama', 'gemma3'])('the adapter of %s that PEFT wrote, with ranks and alphas of its own for some matrices', (name) => {
  const path = join(tinyBases, `${name}-adapter`)

  test('gives the logits of PEFT', async () => {
    await using base = await openBase(join(tinyBases, name))
    const adapter = await readAdapter(path, base.config)
    const weights = await readWeights(base)
    const own = await ownLogits(base.config, adaptedWeights(weights, adapter), tinyTokens)
    expect(largestDifference(own, expectedLogits(`${name}-adapter`))).toBeLessThan(3e-4)
    expect(largestDifference(own, expectedLogits(name))).toBeGreaterThan(1)
  })

  test.each(['gguf', 'folder'])('comes back from a %s as the same product', async (form) => {
    await using base = await openBase(join(tinyBases, name))
    const adapter = await readAdapter(path, base.config)
    const again = join(folder, `${name}-again${form === 'gguf' ? '.gguf' : ''}`)
    await (form === 'gguf' ? writeGgufAdapter(again, adapter, base.config) : writePeftAdapter(again, adapter, base.config))
    const weights = await readWeights(base)
    const own = await ownLogits(base.config, adaptedWeights(weights, await readAdapter(again, base.config)), tinyTokens)
    expect(largestDifference(own, expectedLogits(`${name}-adapter`))).toBeLessThan(3e-4)
    expect(await describeAdapter(again)).toEqual({ ...(await describeAdapter(path)), name: `${name}-adapter` })
  })

  test('says what it is', async () => {
    const { name: said, rank, baseName, base, targets } = await describeAdapter(path)
    expect({ said, rank, baseName, base, targets: targets.toSorted() }).toEqual({
      said: `${name}-adapter`,
      rank: 4,
      baseName: name,
      base: null,
      targets: ['down_proj', 'gate_proj', 'k_proj', 'o_proj', 'q_proj', 'up_proj', 'v_proj'],
    })
  })
})

test('an adapter keeps its base, its name and its notes in both forms', async () => {
  await using base = await openBase(join(tinyBases, 'qwen3'))
  const adapter: Adapter = { ...randomAdapter(base.config, 2, 0.1), name: '我的笔风', base: await identify(base), baseName: base.name }
  const own = join(folder, 'kept')
  await writeGgufAdapter(join(own, '..', 'kept.gguf'), adapter, base.config)
  await writePeftAdapter(own, adapter, base.config)
  const matrices = 2 * 7
  for (const path of [own, `${own}.gguf`]) {
    const { parameters, ...said } = await describeAdapter(path)
    expect(said).toEqual({ name: '我的笔风', base: adapter.base, baseName: 'qwen3', notes: { works: '三部' }, rank: 2, targets: expect.any(Array) })
    expect(parameters).toBeGreaterThan(matrices * 2 * 64)
    const again = await readAdapter(path, base.config)
    expect(
      [...again.matrices].every(
        ([name, { a, b, factor }]) => factor === 1 && sameNumbers(a, adapter.matrices.get(name)!.a) && sameNumbers(b, adapter.matrices.get(name)!.b),
      ),
    ).toBe(true)
  }
  expect((await listAdapters(folder)).map(({ path }) => path.slice(folder.length + 1))).toEqual(expect.arrayContaining(['kept', 'kept.gguf']))
})

function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}

test('a merged model computes what base and adapter do together, at half strength too, and is written tensor by tensor', async () => {
  await using base = await openBase(join(tinyBases, 'llama'))
  const adapter = await readAdapter(join(tinyBases, 'llama-adapter'), base.config)
  const weights = await readWeights(base)
  for (const strength of [1, 0.5]) {
    const path = join(folder, `merged-${strength}.gguf`)
    await mergeAdapter(path, base, adapter, { name: 'merged', precision: 'f32', strength, vocabulary: letters(base.config.vocabulary) })
    await using merged = await openBase(path)
    const own = await ownLogits(merged.config, await readWeights(merged), tinyTokens)
    const expected = strength === 1 ? expectedLogits('llama-adapter') : await ownLogits(base.config, adaptedWeights(weights, adapter, strength), tinyTokens)
    expect(largestDifference(own, expected)).toBeLessThan(3e-4)
  }
})

test.each([
  ['f16', 'F16', 0.01],
  ['q8_0', 'Q8_0', 0.2],
] as const)('a base that is a GGUF is merged into %s, with all that it says of itself', async (precision, type, tolerance) => {
  const whole = join(folder, `whole-${precision}.gguf`)
  await using folderBase = await openBase(join(tinyBases, 'llama'))
  const adapter = await readAdapter(join(tinyBases, 'llama-adapter'), folderBase.config)
  await mergeAdapter(whole, folderBase, adapter, {
    name: 'whole',
    precision: 'f32',
    strength: 0,
    vocabulary: { ...letters(96), 'general.license': { type: 'string', value: 'mit' } },
  })
  await using base = await openBase(whole)
  const path = join(folder, `merged-${precision}.gguf`)
  await mergeAdapter(path, base, adapter, { name: '并入', precision })
  await using file = await openGguf(path)
  expect(file.metadata.get('general.license')?.value).toBe('mit')
  expect(file.metadata.get('general.name')?.value).toBe('并入')
  expect(file.tensors.get('blk.0.attn_q.weight')?.type).toBe(type)
  await using merged = await openBase(path)
  const [own, expected] = [await ownLogits(merged.config, await readWeights(merged), tinyTokens), expectedLogits('llama-adapter')]
  expect(own.reduce((sum, logit, i) => sum + Math.abs(logit - expected[i]!), 0) / own.length).toBeLessThan(tolerance)
})

test('an adapter of another model is named and not merged; one of another precision is', async () => {
  await using llama = await openBase(join(tinyBases, 'llama'))
  await using qwen = await openBase(join(tinyBases, 'qwen3'))
  const adapter: Adapter = { ...randomAdapter(qwen.config, 2, 0.1), base: await identify(llama) }
  await expect(mergeAdapter(join(folder, 'never.gguf'), qwen, adapter, { name: 'x', precision: 'f16' })).rejects.toThrow(
    'the adapter drawn was made for llama, and this is qwen3, another model.',
  )
  const half = join(folder, 'half.gguf')
  const own: Adapter = { ...randomAdapter(llama.config, 2, 0.1), base: await identify(llama) }
  await mergeAdapter(half, llama, { ...own, base: null }, { name: 'half', precision: 'f16', strength: 0, vocabulary: letters(96) })
  await using halved = await openBase(half)
  // The letters are a vocabulary of their own: with those of the folder it would be alike.
  const alike = { ...(await identify(llama)), sizes: (await identify(halved)).sizes }
  await mergeAdapter(join(folder, 'alike.gguf'), halved, { ...own, base: alike }, { name: 'alike', precision: 'f16' })
})
