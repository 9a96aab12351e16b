/** Whose a model is and under which licence, as `moke models export` and `moke calibrate` pass it on. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UsageError } from '#engine/cli/command.ts'
import { exportModel } from '#engine/cli/export.ts'
import { describeModel } from '#engine/completion/model-file.ts'
import { copyGguf, openGguf } from '#engine/formats/index.ts'
import { initialWeights } from '#engine/model/index.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { writeGgufModel } from '#engine/training/index.ts'
import { TINY } from '../training/tiny-run.ts'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-export-'))
const at = (name: string) => join(folder, name)
const bare = at('bare.gguf')
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const config = { ...TINY, vocabulary: 257 }
  await writeGgufModel(bare, { config, weights: initialWeights(config, 4), vocabulary: vocabularyFromMerges([]) }, 'bare', 'f32')
})

async function exported(from: string, name: string, ...options: readonly string[]): Promise<string> {
  await runCommand(exportModel, [from, '--out', at(name), '--name', 'moke-starter', ...options])
  return at(name)
}

/** Each `general.` text of a file but those of every file. */
async function stated(path: string): Promise<Record<string, unknown>> {
  await using file = await openGguf(path)
  const texts = [...file.metadata].filter(([key]) => /^general\.(?!architecture|name$|file_type)/.test(key))
  return Object.fromEntries(texts.map(([key, { value }]) => [key, value]))
}

describe('a model', () => {
  test('states a licence and an author where they are given, and nothing by its name alone', async () => {
    const said = await exported(bare, 'said.gguf', '--license', 'mit', '--author', '墨课')
    expect(await stated(said)).toEqual({ 'general.license': 'mit', 'general.author': '墨课' })
    const unsaid = await exported(bare, 'unsaid.gguf')
    expect(await stated(unsaid)).toEqual({})
  })

  test('keeps what its file stated through other exports and a calibration, a folder in between', async () => {
    const said = await exported(bare, 'kept.gguf', '--license', 'mit', '--author', '墨课')
    await copyGguf(said, said, { 'moke.calibration': { type: 'string', value: '{}' } })
    const again = await exported(await exported(said, 'kept'), 'kept-again.gguf', '--type', 'q8_0')
    expect(await stated(again)).toEqual({ 'general.license': 'mit', 'general.author': '墨课' })
  })

  test('under another licence has neither the name nor the text of the one before', async () => {
    const other = at('other.gguf')
    const text = (value: string) => ({ type: 'string', value }) as const
    await copyGguf(bare, other, { 'general.license': text('other'), 'general.license.name': text('its-own'), 'general.license.link': text('its text') })
    expect(await stated(await exported(other, 'as-it-was.gguf'))).toMatchObject({ 'general.license.name': 'its-own', 'general.license.link': 'its text' })
    expect(await stated(await exported(other, 'anew.gguf', '--license', 'apache-2.0'))).toEqual({ 'general.license': 'apache-2.0' })
  })

  test.each([
    ['--license', ''],
    ['--license', ' mit'],
    ['--license', 'mit\n'],
    ['--license', '许可'],
    ['--license', 'x'.repeat(101)],
    ['--author', ' '],
    ['--author', '墨\n课'],
    ['--author', '课'.repeat(201)],
  ])('is not exported with %s %j, and no file is left', async (option, value) => {
    await expect(exported(bare, 'none.gguf', `${option}=${value}`)).rejects.toThrow(UsageError)
    await expect(openGguf(at('none.gguf'))).rejects.toThrow()
  })
})

test('the file of the starter says its licence itself', async () => {
  const starter = join(import.meta.dirname, '../../../../resources/models/moke-starter-q8_0.gguf')
  expect((await describeModel(starter)).licence).toBe('mit')
})
