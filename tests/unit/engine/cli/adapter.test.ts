/** `moke adapter …`: adapters listed, taken from elsewhere, written for other programs and put into their base. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exportBase, identify, openBase, readWeights } from '#engine/bases/index.ts'
import { readAdapter } from '#engine/adapters/index.ts'
import { adapterExport, adapterImport, adapterList, adapterMerge } from '#engine/cli/adapter.ts'
import { authorsAdapters } from '#engine/cli/model-folders.ts'
import { letters } from '../bases/letters.ts'
import { expectedLogits, largestDifference, ownLogits, tinyBases, tinyTokens } from '../bases/tiny-bases.ts'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-adapter-'))
const at = (name: string) => join(folder, name)
const base = join(tinyBases, 'llama')
const peft = join(tinyBases, 'llama-adapter')
afterAll(() => rmSync(folder, { recursive: true }))

test('one from elsewhere is imported under a name, listed with its base, exported for PEFT and computes the same', async () => {
  await runCommand(adapterImport, [peft, '--base', base, '--folder', at('own'), '--name', '我的笔风: 一'])
  const { records } = await runCommand(adapterList, ['--folder', at('own')])
  await using opened = await openBase(base)
  expect(records).toEqual([
    expect.objectContaining({ path: join(at('own'), '我的笔风- 一.gguf'), name: '我的笔风: 一', baseName: 'llama', rank: 4, base: await identify(opened) }),
  ])
  await expect(runCommand(adapterImport, [peft, '--base', base, '--folder', at('own'), '--name', '我的笔风: 一'])).rejects.toThrow(
    'is there already: choose another --name.',
  )
  await runCommand(adapterExport, [join(at('own'), '我的笔风- 一.gguf'), '--base', base, '--out', at('for-peft'), '--base-name', 'elsewhere/llama'])
  expect(JSON.parse(readFileSync(join(at('for-peft'), 'adapter_config.json'), 'utf8'))).toMatchObject({
    peft_type: 'LORA',
    base_model_name_or_path: 'elsewhere/llama',
  })
  const again = await readAdapter(at('for-peft'), opened.config)
  expect([again.matrices.size, again.name]).toEqual([14, '我的笔风: 一'])
})

test('one is merged into a GGUF, but not into a folder without its tokenizer, nor into another base', async () => {
  const whole = at('whole.gguf')
  await using opened = await openBase(base)
  await exportBase(whole, opened, { name: 'whole', precision: 'f32', metadata: letters(96) })
  await runCommand(adapterMerge, [peft, '--base', whole, '--out', at('merged.gguf'), '--type', 'f32'])
  await using merged = await openBase(at('merged.gguf'))
  expect(largestDifference(await ownLogits(merged.config, await readWeights(merged), tinyTokens), expectedLogits('llama-adapter'))).toBeLessThan(3e-4)
  await expect(runCommand(adapterMerge, [peft, '--base', base, '--out', at('never.gguf')])).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(runCommand(adapterExport, [peft, '--base', join(tinyBases, 'qwen3'), '--out', at('never')])).rejects.toThrow('but the adapter is made for')
})

test('a damaged one is listed with what is wrong', async () => {
  await runCommand(adapterImport, [peft, '--base', base, '--folder', at('mixed'), '--name', 'good'])
  writeFileSync(join(at('mixed'), 'bad.gguf'), readFileSync(join(at('mixed'), 'good.gguf')).subarray(0, 700))
  const { records } = await runCommand(adapterList, ['--folder', at('mixed')])
  expect(records).toEqual([expect.objectContaining({ problem: expect.stringContaining('cut short') }), expect.objectContaining({ name: 'good' })])
})

test('the author’s own lie beside the models', () => {
  expect(authorsAdapters('linux', {}, '/home/a')).toBe(join('/home/a', '.local', 'share', 'moke', 'adapters'))
})
