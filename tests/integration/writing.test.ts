import { mkdtempSync, rmSync } from 'node:fs'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calibrateModel } from '#engine/cli/calibrate.ts'
import { evaluateModel } from '#engine/cli/eval.ts'
import { openCompleter } from '#engine/completion/index.ts'
import { copyGguf, openGguf } from '#engine/formats/index.ts'
import { Random } from '#engine/model/random.ts'
import { runCommand } from '../unit/engine/cli/run-command.ts'
import { poem, writeBigramModel } from './bigram-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-writing-'))
const model = join(folder, 'poem.gguf')
const data = join(folder, 'held-out.jsonl')
afterAll(() => rmSync(folder, { recursive: true }))

/** Texts of which half is the poem that the model knows, the rest words in any order. */
beforeAll(async () => {
  await writeBigramModel(model, poem)
  const random = new Random(1)
  const verse = () => poem.slice(random.below(6), 16 + random.below(10)).join('')
  const noise = () => Array.from({ length: 12 }, () => poem[random.below(poem.length)]).join('')
  const text = () => Array.from({ length: 14 }, () => `${verse()}，${noise()}。`).join('')
  const documents = Array.from({ length: 16 }, (_, at) => ({ title: `诗${at}`, text: text(), lang: 'zh', class: at % 2 ? 'poem' : 'course' }))
  await writeFile(data, documents.map((document) => JSON.stringify(document)).join('\n'))
})

const little = ['--data', data, '--characters', '600']

interface Written {
  readonly isCalibrated: boolean
  readonly languages: { readonly zh: { readonly saved: number; readonly precision: number; readonly byClass: object } }
}

async function evaluated(path: string): Promise<{ record: Written; text: string; notes: string[] }> {
  const { records, texts, notes } = await runCommand(evaluateModel, ['--writing', path, ...little])
  return { record: records[0] as Written, text: texts[0] ?? '', notes }
}

describe('writing with a model', () => {
  test('its figures are the same each time, by language and class', async () => {
    const first = await evaluated(model)
    expect(first.record).toMatchObject({ isCalibrated: false, languages: { zh: { byClass: { poem: expect.anything(), course: expect.anything() } } } })
    expect(first.record.languages.zh.saved).toBeGreaterThan(0.2)
    expect(first.text.split('\n').at(-1)).toMatch(/^0\.\d{3} ± 0\.\d{3} .* zh: all$/)
    expect(first.notes).toEqual(['The model has no calibration (`moke calibrate`); suggestions are judged by fixed thresholds.'])
    expect((await evaluated(model)).record).toEqual(first.record)
  })

  test('calibrated, it is right more often, and its file says what it is like', async () => {
    const calibrated = join(folder, 'calibrated.gguf')
    const { records, texts } = await runCommand(calibrateModel, [model, '--data', data, '--characters', '1200', '--precision', '0.8', '--out', calibrated])
    expect(records).toMatchObject([{ file: calibrated, words: expect.any(Number), reliability: expect.any(Array), trials: expect.any(Array) }])
    expect(texts[0]).toContain('predicted   seen   words')
    const [before, after] = [await evaluated(model), await evaluated(calibrated)]
    expect(after.record.isCalibrated).toBe(true)
    expect(after.record.languages.zh.precision).toBeGreaterThan(before.record.languages.zh.precision)
    await using file = await openGguf(calibrated)
    expect(file.metadata.get('moke.calibration')).toMatchObject({ type: 'string' })
  })

  test('given up, calibrating leaves the file as it was', async () => {
    const path = join(folder, 'kept.gguf')
    await copyFile(model, path)
    const stop = new AbortController()
    const running = runCommand(calibrateModel, [path, ...little], stop.signal)
    setImmediate(() => stop.abort())
    await expect(running).rejects.toThrow()
    expect(await readFile(path)).toEqual(await readFile(model))
  })

  test('a damaged calibration is told of and not used', async () => {
    const path = join(folder, 'damaged.gguf')
    await copyGguf(model, path, { 'moke.calibration': { type: 'string', value: '{"version":1,"weights":{"bias":"NaN"}}' } })
    const lines: string[] = []
    await using completer = await openCompleter({ path, device: 'cpu', threads: { writing: 1, reading: 1 }, log: (line) => lines.push(line) })
    expect(completer.model.isCalibrated).toBe(false)
    expect(lines).toContain(`${path}: its moke.calibration is damaged or of another version, and is not used`)
    expect((await evaluated(path)).record).toEqual((await evaluated(model)).record)
  })

  test('what is not there is a sentence', async () => {
    await expect(runCommand(evaluateModel, ['--writing', '--data', data])).rejects.toThrow('--writing needs a MODEL')
    await expect(runCommand(evaluateModel, ['--writing', model, '--data', data, '--language', 'en'])).rejects.toThrow('no document of the language "en"')
    await expect(runCommand(calibrateModel, [join(folder, 'none.gguf'), ...little])).rejects.toThrow('none.gguf')
  })
})
