/** Published weights taught by the command line, in a few steps: vocabularies, types and sizes that no tiny model has. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeAdapter, readAdapter } from '#engine/adapters/index.ts'
import { identify, kinship, openBase } from '#engine/bases/index.ts'
import { realModels, realModelsFolder } from '../../scripts/real-models.mjs'
import { root } from '../e2e/launch.ts'
import { chinese } from './lessons.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-teaching-'))
})
afterAll(() => rm(folder, { recursive: true }))

for (const { file } of realModels) {
  const path = join(realModelsFolder, file)
  test.skipIf(!existsSync(path))(`${file} learns: what it knows of a text rises, and its adapter knows whose it is`, async () => {
    const [works, valid, out] = [join(folder, 'works.jsonl'), join(folder, 'valid.jsonl'), join(folder, file)]
    const texts = chinese.beginnings.map((text, at) => JSON.stringify({ title: `第${at + 1}课`, text: `${text}\n`.repeat(20) }))
    await writeFile(works, texts.join('\n'))
    // Another text of the same sentences, each once: what is held out is never learnt itself.
    await writeFile(valid, JSON.stringify({ title: '旧课', text: chinese.beginnings.toReversed().join('\n') }))
    const options = ['--steps', '4', '--context', '128', '--batch', '1', '--accumulate', '1', '--rank', '4', '--json']
    const run = spawnSync(
      process.execPath,
      [join(root, 'engine/cli/main.ts'), 'finetune', '--base', path, '--data', works, '--valid', valid, '--out', out, ...options],
      {
        encoding: 'utf8',
      },
    )
    expect(run.status, run.stderr).toBe(0)
    const done = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .find(({ event }) => event === 'done')
    expect(done.gain).toBeGreaterThan(0.05)
    await using base = await openBase(path)
    const adapter = join(out, 'adapter.gguf')
    expect(kinship((await describeAdapter(adapter)).base!, await identify(base))).toBe('same')
    expect((await readAdapter(adapter, base.config)).matrices.size).toBeGreaterThan(base.config.layers)
  })
}
