/** A process that is killed while it writes a checkpoint: the one before is whole, and the run goes on from it. */
import { spawn } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCheckpoint } from '#engine/training/index.ts'

const root = join(import.meta.dirname, '../..')
const NEW = 'checkpoint.new.safetensors'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-kill-checkpoint-'))
})
afterAll(() => rm(folder, { recursive: true }))

const data = ['--data', join(root, 'tests/fixtures/heldout-paragraphs.jsonl')]
const shape = ['--width', '128', '--layers', '1', '--heads', '2', '--context', '16', '--batch', '1', '--steps', '1000', '--checkpoint-minutes', '0']
const first = ['--tokenizer', join(root, 'resources/models/tokenizer-8000.json'), ...shape]

/** Runs until the `nth` checkpoint is being written, and kills the process then; answers whether that came in time. */
async function killInWriting(run: string, args: readonly string[], nth: number): Promise<boolean> {
  const out = join(folder, run)
  await mkdir(out, { recursive: true })
  const child = spawn(process.execPath, [join(root, 'engine/cli/main.ts'), 'pretrain', ...data, '--out', out, ...args], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let [begun, isWriting] = [0, false]
  const watcher = watch(out, (_event, name) => {
    if (name === 'checkpoint.safetensors') isWriting = false
    if (name !== NEW || isWriting) return
    isWriting = true
    begun += 1
    if (begun === nth) child.kill('SIGKILL')
  })
  await ended
  watcher.close()
  return (await readdir(out)).includes(NEW)
}

/** Kills a new run in the writing of its very first checkpoint: whoever is late to kill has to find one that is whole, and tries another. */
async function killInFirstWriting(): Promise<string> {
  for (let round = 0; round < 20; round++) {
    const run = `none-${round}`
    const isCut = await killInWriting(run, first, 1)
    if (!existsSync(join(folder, run, 'checkpoint.safetensors'))) {
      if (isCut) return run
    } else expect((await readCheckpoint(join(folder, run))).step).toBeGreaterThan(0)
  }
  throw new Error('no run was killed in the writing of its first checkpoint')
}

test('killed again and again in the middle of writing, a run always has the checkpoint before, whole, and goes on', async () => {
  let cut = 0
  for (let round = 0; round < 6; round++) {
    const before = round === 0 ? 0 : (await readCheckpoint(join(folder, 'run'))).step
    if (await killInWriting('run', round === 0 ? first : ['--resume', '--steps', '1000', '--checkpoint-minutes', '0'], 3)) cut += 1
    // Its checksum is over everything in it.
    const { step } = await readCheckpoint(join(folder, 'run'))
    expect(step).toBeGreaterThanOrEqual(before + 2)
    expect((await readCheckpoint(join(folder, 'run/checkpoint.previous.safetensors'))).step).toBeLessThanOrEqual(step)
  }
  expect(cut).toBeGreaterThan(0)
})

test('killed while it writes its very first checkpoint, a run has none and says so', async () => {
  await expect(readCheckpoint(join(folder, await killInFirstWriting()))).rejects.toThrow(/there is no checkpoint .*none-\d+\/checkpoint\.safetensors$/)
})
