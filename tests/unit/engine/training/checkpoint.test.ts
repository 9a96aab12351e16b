import { createHash } from 'node:crypto'
import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSafetensors, writeSafetensors } from '#engine/formats/index.ts'
import { initialWeights } from '#engine/model/index.ts'
import { type Checkpoint, CheckpointError, readCheckpoint, writeCheckpoint } from '#engine/training/index.ts'
import { TINY, tinyCorpus, tinySettings } from './tiny-run.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-checkpoint-'))
  file = join(folder, 'checkpoint.safetensors')
})
afterEach(() => rm(folder, { recursive: true }))

async function checkpoint(step: number): Promise<Checkpoint> {
  return {
    settings: tinySettings(await tinyCorpus()),
    step,
    position: { epoch: 1, window: 4 },
    heldOut: [{ step: 2, bitsPerCharacter: 5.25 }],
    changes: [],
    stages: [],
    runs: [],
    tokenizer: '{"merges": "…"}',
    weights: initialWeights(TINY, step),
    optimiserState: new Map([
      ['mean.model.norm.weight', Float32Array.from({ length: 16 }, (_, i) => i / 3)],
      ['muon.model.layers.0.mlp.up_proj.weight', new Float32Array(32 * 16).fill(-1e-9)],
    ]),
  }
}

/** Equal as values, whatever the order of a Map's entries. */
const sorted = (c: Checkpoint): object => ({
  ...c,
  weights: Object.fromEntries(c.weights),
  optimiserState: Object.fromEntries(c.optimiserState),
})

describe('a checkpoint', () => {
  test('comes back as it was written, to the last bit', async () => {
    expect(await writeCheckpoint(folder, await checkpoint(5))).toBe(file)
    expect(sorted(await readCheckpoint(folder))).toEqual(sorted(await checkpoint(5)))
  })

  test('leaves the one before it, and nothing else', async () => {
    for (const step of [1, 2, 3]) await writeCheckpoint(folder, await checkpoint(step))
    expect((await readdir(folder)).sort()).toEqual(['checkpoint.previous.safetensors', 'checkpoint.safetensors'])
    expect((await readCheckpoint(join(folder, 'checkpoint.previous.safetensors'))).step).toBe(2)
    expect((await readCheckpoint(file)).step).toBe(3)
  })

  test('that is cut short is refused, with the name of the one before', async () => {
    for (const step of [1, 2]) await writeCheckpoint(folder, await checkpoint(step))
    await truncate(file, 5000)
    await expect(readCheckpoint(folder)).rejects.toThrow(CheckpointError)
    await expect(readCheckpoint(folder)).rejects.toThrow(/checkpoint\.safetensors: .*; the one before is kept as .*checkpoint\.previous\.safetensors/)
    expect((await readCheckpoint(join(folder, 'checkpoint.previous.safetensors'))).step).toBe(1)
  })

  test('with one bit changed is refused', async () => {
    await writeCheckpoint(folder, await checkpoint(1))
    const content = await readFile(file)
    content[content.length - 100]! ^= 1
    await writeFile(file, content)
    await expect(readCheckpoint(folder)).rejects.toThrow('this checkpoint is damaged: its checksum is wrong.')
  })

  test.each([
    ['a step', '\\"step\\":1,', '\\"step\\":2,'],
    ['a rate', '\\"muonRate\\":0.02', '\\"muonRate\\":0.09'],
    ['the names of two arrays of one size', 'layers.0.mlp.gate_proj', 'layers.0.mlp.hate_proj'],
  ])('with another word in it is refused: %s', async (_what, from, to) => {
    await writeCheckpoint(folder, await checkpoint(1))
    const content = await readFile(file, 'latin1')
    expect(content).toContain(from)
    await writeFile(file, content.replaceAll(from, to), 'latin1')
    await expect(readCheckpoint(folder)).rejects.toThrow('this checkpoint is damaged: its checksum is wrong.')
  })

  test('of the first format, whose checksum is over the numbers, is still read', async () => {
    await writeFirst(({ run }) => run)
    expect(sorted(await readCheckpoint(folder))).toEqual(sorted(await checkpoint(3)))
  })

  test.each<[what: string, change: (run: Record<string, unknown>) => unknown, message: string]>([
    ['no step', ({ step: _, ...run }) => run, 'step should be number, but is missing'],
    ['half a step', (run) => ({ ...run, step: 1.5 }), 'step should be count, but is 1.5'],
    ['a list of no records', (run) => ({ ...run, heldOut: [3] }), 'heldOut[0] is no object'],
    ['no settings', (run) => ({ ...run, settings: null }), 'settings is no object'],
    [
      'a weight that is no number',
      ({ settings, ...run }) => ({ ...run, settings: { ...(settings as object), classWeights: { cats: '2' } } }),
      'settings.classWeights.cats should be number, but is "2"',
    ],
    ['no object', () => [], 'the whole is no object'],
  ])('that says something else than how its run goes on is refused: %s', async (_what, change, message) => {
    await writeFirst(({ run }) => JSON.stringify(change(JSON.parse(run))))
    await expect(readCheckpoint(folder)).rejects.toThrow(CheckpointError)
    await expect(readCheckpoint(folder)).rejects.toThrow(`this checkpoint does not say how its run goes on: ${message}`)
  })

  /** The checkpoint of step 3 as the first format had it. */
  async function writeFirst(change: (metadata: { run: string }) => string): Promise<void> {
    await writeCheckpoint(folder, await checkpoint(3))
    const present = await openSafetensors(file)
    const names = [...present.tensors.keys()].sort()
    const tensors = await Promise.all(names.map(async (name) => ({ name, shape: present.tensors.get(name)!.shape, elements: await present.read(name) })))
    await present.close()
    const hash = createHash('sha256')
    for (const { elements } of tensors) hash.update(elements)
    await writeSafetensors(file, {
      metadata: { format: 'moke-checkpoint-1', run: change({ run: present.metadata.get('run')! }), checksum: hash.digest('hex') },
      tensors: tensors.map(({ name, shape, elements }) => ({ name, shape, type: 'F32', load: () => elements })),
    })
  }

  test('is not mistaken for another safetensors file', async () => {
    await copyFile(await otherSafetensors(), file)
    await expect(readCheckpoint(folder)).rejects.toThrow('this is no checkpoint of a training run: its format is not given.')
  })

  test('that is missing is said to be, with its name', async () => {
    await expect(readCheckpoint(folder)).rejects.toThrow(`there is no checkpoint ${file}`)
  })

  test("that can't be written leaves the last one, and says why", async () => {
    await writeCheckpoint(folder, await checkpoint(1))
    const broken = await checkpoint(2)
    const weights = new Map(broken.weights).set('model.norm.weight', new Float32Array(3))
    await expect(writeCheckpoint(folder, { ...broken, weights })).rejects.toThrow(
      /the checkpoint of step 2 can't be written: .*; the last one in .* is untouched/,
    )
    expect((await readCheckpoint(folder)).step).toBe(1)
    expect(await readdir(folder)).toEqual(['checkpoint.safetensors'])
  })

  async function otherSafetensors(): Promise<string> {
    await writeSafetensors(join(folder, 'other'), { tensors: [{ name: 'x', shape: [1], type: 'F32', load: () => Float32Array.of(1) }] })
    return join(folder, 'other')
  }
})
