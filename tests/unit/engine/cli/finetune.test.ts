import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finetune } from '#engine/cli/finetune.ts'
import { runCommand } from './run-command.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'moke-finetune-'))
  const work = (title: string) => JSON.stringify({ title, text: '字'.repeat(3000) })
  writeFileSync(join(folder, 'works.jsonl'), [work('一'), work('二')].join('\n'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The base is none, which is found later. */
const run = (out: string, ...more: string[]) =>
  runCommand(finetune, ['--base', join(folder, 'none.gguf'), '--data', join(folder, 'works.jsonl'), '--out', out, ...more])

test.each(['checkpoint.safetensors', 'tuning.json'])('a folder with %s holds a run, which is not begun again', async (name) => {
  const out = mkdtempSync(join(folder, 'run-'))
  writeFileSync(join(out, name), '')
  await expect(run(out)).rejects.toThrow(/There is a run in .+run-.+ already\. Add --resume/)
  await expect(run(out, '--resume')).rejects.toThrow('none.gguf')
})

test('any other folder is begun in', async () => {
  const out = mkdtempSync(join(folder, 'other-'))
  writeFileSync(join(out, 'log.jsonl'), '')
  await expect(run(out)).rejects.toThrow('none.gguf')
})
