/** Our files in Transformers, PEFT and the gguf package, and theirs here: bases, adapters and GGUFs, by what is computed with them. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Adapter, readAdapter, writeGgufAdapter, writePeftAdapter } from '#engine/adapters/index.ts'
import { exportBase, openBase, readWeights } from '#engine/bases/index.ts'
import { openTokenizer } from '#engine/cli/base-tokenizer.ts'
import { openGguf } from '#engine/formats/index.ts'
import { adapterFrom, type DecoderConfig, initialWeights, loraFactor, loraSpecs, type Weights } from '#engine/model/index.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { readGgufModel, writeModelFolder } from '#engine/training/index.ts'
import { Tuner } from '#engine/tuning/index.ts'
import { adaptedWeights, randomAdapter } from '../unit/engine/adapters/random-adapter.ts'
import { letters } from '../unit/engine/bases/letters.ts'
import { largestDifference, ownLogits, tinyBases, tinyTokens } from '../unit/engine/bases/tiny-bases.ts'
import { TINY } from '../unit/engine/training/tiny-run.ts'
import { follow, tinyMaterial, tinySettings } from '../unit/engine/tuning/tiny-tuning.ts'
import { environment, findPython } from './torch-process.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
const found = findPython('torch', 'transformers', 'peft', 'gguf')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-transformers-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Answer {
  readonly modules?: readonly string[]
  readonly ids?: readonly number[]
  readonly texts?: Readonly<Record<string, unknown>>
  readonly tensors?: Readonly<Record<string, readonly [shape: readonly number[], sum: number]>>
}

/** Has Python do these jobs in one process. */
async function ask(...jobs: readonly object[]): Promise<Answer[]> {
  const answers = join(folder, 'answers.json')
  const python = 'python' in found ? found.python : ''
  const { status, stderr } = spawnSync(python, [join(import.meta.dirname, 'transformers_jobs.py')], {
    input: JSON.stringify({ jobs, answers }),
    env: { ...environment(), HF_HUB_OFFLINE: '1' },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`Python ended: ${stderr.slice(-3000)}`)
  return JSON.parse(await readFile(answers, 'utf8'))
}

async function numbersIn(file: string): Promise<Float32Array> {
  return new Float32Array((await readFile(file)).buffer)
}

/** Logits of Transformers with PEFT for a folder under an adapter of ours, and how many matrices it took up, beside our own. */
async function bothLogits(model: string, adapter: Adapter, config: DecoderConfig, weights: Weights, tokens: readonly number[]) {
  const [at, out] = [join(folder, adapter.name), join(folder, `${adapter.name}.f32`)]
  await writePeftAdapter(at, adapter, config)
  const [answer] = await ask({ do: 'logits', model, adapter: at, tokens, out })
  const own = await ownLogits(config, adaptedWeights(weights, adapter), tokens)
  const effect = largestDifference(own, await ownLogits(config, weights, tokens))
  return { own, theirs: await numbersIn(out), modules: answer?.modules?.length, effect }
}

describe.skipIf('missing' in found)(`against Transformers, PEFT and gguf (${'missing' in found ? `skipped: ${found.missing}` : 'MOKE_PYTHON'})`, () => {
  test('an adapter trained here gives the same logits in Transformers with PEFT', async () => {
    await using tuner = await Tuner.begin(tinySettings, await tinyMaterial(), { threads: 2 })
    await follow(tuner)
    const lora = tinySettings.lora!
    const matrices = adapterFrom(loraSpecs(TINY, lora), tuner.best as Weights)
    const adapter: Adapter = {
      name: 'trained',
      base: null,
      baseName: 'tiny',
      notes: {},
      matrices: new Map([...matrices].map(([name, { a, b }]) => [name, { rank: lora.rank, a, b, factor: loraFactor(lora) }])),
    }
    const model = join(folder, 'tiny')
    const weights = initialWeights(TINY, 4)
    await writeModelFolder(model, { config: TINY, weights, vocabulary: vocabularyFromMerges([]) }, 'F32')
    const { own, theirs, modules, effect } = await bothLogits(
      model,
      adapter,
      TINY,
      weights,
      [...'the cat sat'].map((letter) => letter.charCodeAt(0)),
    )
    expect(modules).toBe(matrices.size)
    expect(effect).toBeGreaterThan(0.1)
    expect(largestDifference(own, theirs)).toBeLessThan(1e-3)
  })

  test('the starter as a folder gives the same logits there, under an adapter too', async () => {
    const model = join(folder, 'starter')
    const { config, weights, vocabulary } = await readGgufModel(starter)
    await writeModelFolder(model, { config, weights, vocabulary }, 'F32')
    const tokens = Array.from({ length: 64 }, (_, i) => (i * i * 37 + 11) % config.vocabulary)
    const { own, theirs, modules, effect } = await bothLogits(model, { ...randomAdapter(config, 8, 0.15), name: 'starter-adapter' }, config, weights, tokens)
    // Seven of each layer, and the output.
    expect(modules).toBe(config.layers * 7 + 1)
    expect(effect).toBeGreaterThan(1)
    expect(largestDifference(own, theirs)).toBeLessThan(1e-3)
  })

  test.each(['llama', 'qwen2', 'gemma3'])('an adapter of %s with a rank and a factor of its own for each matrix gives the same logits there', async (name) => {
    await using base = await openBase(join(tinyBases, name))
    const drawn = randomAdapter(base.config, 4, 0.3)
    const uneven = new Map(
      [...drawn.matrices].map(([matrix, one], i) => [
        matrix,
        i % 3 === 0 ? { ...one, rank: 2, a: one.a.slice(0, one.a.length / 2), b: one.b.slice(0, one.b.length / 2), factor: 0.5 + i / 10 } : one,
      ]),
    )
    const adapter: Adapter = { ...drawn, name: `uneven-${name}`, matrices: uneven }
    const { own, theirs, modules, effect } = await bothLogits(join(tinyBases, name), adapter, base.config, await readWeights(base), tinyTokens)
    expect(modules).toBe(uneven.size)
    expect(effect).toBeGreaterThan(0.5)
    expect(largestDifference(own, theirs)).toBeLessThan(1e-3)
  })

  test.each(['llama', 'gemma3'])('a new %s of Transformers, in several files, is read here and computes the same', async (family) => {
    const [model, out] = [join(folder, `new-${family}`), join(folder, `new-${family}.f32`)]
    await ask({ do: 'make', family, model, tokens: tinyTokens, out })
    await using base = await openBase(model)
    expect(largestDifference(await ownLogits(base.config, await readWeights(base), tinyTokens), await numbersIn(out))).toBeLessThan(1e-3)
  })

  test.each(['llama', 'gemma3'])('a new %s of Transformers with its tokenizer is taught here, and what was learnt says the same there', async (family) => {
    const [model, out, works, taught] = ['base', 'base.f32', 'works.jsonl', 'taught'].map((name) => join(folder, `${family}-${name}`)) as [
      string,
      string,
      string,
      string,
    ]
    const [text, other] = ['the cat sat on the mat, and the dog ran in the fog. ', 'a dog sat in the fog, and a cat ran on the mat. ']
    await ask({ do: 'make', family, model, text: text + other, tokens: tinyTokens, out })
    await writeFile(works, ['one', 'two', 'three'].map((title, at) => JSON.stringify({ title, text: (at === 2 ? other : text).repeat(60 + at) })).join('\n'))
    const steps = ['--steps', '12', '--context', '32', '--batch', '4', '--rank', '4', '--soft', '0', '--muon-rate', '0.05']
    const program = [join(root, 'engine/cli/main.ts'), 'finetune', '--base', model, '--data', works, '--out', taught, ...steps]
    const run = spawnSync(process.execPath, program, { encoding: 'utf8' })
    expect(run.status, run.stderr).toBe(0)
    const { gain } = JSON.parse(await readFile(join(taught, 'tuning.json'), 'utf8'))
    expect(gain).toBeGreaterThan(0.05)

    await using base = await openBase(model)
    const adapter = await readAdapter(join(taught, 'adapter.gguf'), base.config)
    const [divided] = await ask({ do: 'divide', model, text: other })
    const tokens = divided?.ids ?? []
    await using encoder = await openTokenizer(base)
    expect(Array.from(await encoder.encode(other))).toEqual(tokens)
    const [answer] = await ask({ do: 'logits', model, adapter: join(taught, 'peft'), tokens, out })
    const weights = await readWeights(base)
    const own = await ownLogits(base.config, adaptedWeights(weights, adapter), tokens)
    expect(answer?.modules).toHaveLength(adapter.matrices.size)
    expect(largestDifference(own, await ownLogits(base.config, weights, tokens))).toBeGreaterThan(0.1)
    expect(largestDifference(own, await numbersIn(out))).toBeLessThan(1e-3)
  })

  test('our GGUFs, a model in each precision and an adapter, open in the gguf package with the same numbers', async () => {
    await using base = await openBase(join(tinyBases, 'llama'))
    const paths = ['f32', 'f16', 'q8_0'].map((precision) => join(folder, `${precision}.gguf`))
    for (const [i, precision] of (['f32', 'f16', 'q8_0'] as const).entries())
      await exportBase(paths[i]!, base, { name: 'tiny', precision, metadata: letters(base.config.vocabulary) })
    const adapterFile = join(folder, 'adapter.gguf')
    await writeGgufAdapter(adapterFile, randomAdapter(base.config, 4, 0.3), base.config)
    const answers = await ask(...[...paths, adapterFile].map((path) => ({ do: 'gguf', path })))
    for (const [i, path] of [...paths, adapterFile].entries()) {
      await using file = await openGguf(path)
      const { tensors = {}, texts = {} } = answers[i]!
      expect(Object.keys(tensors).sort()).toEqual([...file.tensors.keys()].sort())
      for (const [name, [shape, sum]] of Object.entries(tensors)) {
        expect(shape).toEqual(file.tensors.get(name)!.shape)
        expect(sum / (await file.read(name)).reduce((all, number) => all + Math.abs(number), 0)).toBeCloseTo(1, 5)
      }
      expect(texts['general.architecture']).toBe('llama')
      if (path === adapterFile) expect([texts['general.type'], texts['adapter.type'], texts['adapter.lora.alpha']]).toEqual(['adapter', 'lora', 4])
    }
  })
})
