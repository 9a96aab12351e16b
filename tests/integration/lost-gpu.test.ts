/** A training run whose GPU goes away: a real driver (Chromium's SwiftShader) that a shim takes away in mid-run (lost-gpu.c). */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseDevice } from '#engine/graph/index.ts'
import { readCheckpoint } from '#engine/training/index.ts'
import { hasCompiler, lostDriver } from './lost-driver.ts'

const root = join(import.meta.dirname, '../..')
const SWIFTSHADER = '/usr/lib/chromium/libvk_swiftshader.so'
if (existsSync(SWIFTSHADER)) process.env['VK_ICD_FILENAMES'] ??= '/usr/lib/chromium/vk_swiftshader_icd.json'
process.env['XDG_RUNTIME_DIR'] ??= '/tmp'

/** What this test stands on and this machine lacks, or ''. */
async function missing(): Promise<string> {
  if (!existsSync(SWIFTSHADER)) return `${SWIFTSHADER} is absent`
  if (!hasCompiler()) return 'there is no C compiler cc'
  return chooseDevice('webgpu', 1).then(
    () => '',
    (error: Error) => error.message,
  )
}
const lacking = await missing()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-lost-gpu-'))
})
afterAll(() => rm(folder, { recursive: true }))

function pretrain(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onOutput: (out: string) => void = () => {},
): Promise<{ status: number | null; out: string; err: string }> {
  const data = ['--data', join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), '--out', join(folder, 'run'), '--json', '--checkpoint-minutes', '0']
  const child = spawn(process.execPath, [join(root, 'engine/cli/main.ts'), 'pretrain', ...data, ...args], { env: { ...process.env, ...env } })
  const ended = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    ended.out += chunk
    onOutput(ended.out)
  })
  child.stderr.on('data', (chunk) => (ended.err += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ ...ended, status }))
  })
}

test.skipIf(lacking !== '')(
  `a GPU that goes away ends the run with a sentence, and it goes on on the processor${lacking === '' ? '' : ` (skipped: ${lacking})`}`,
  async () => {
    const driver = await lostDriver(folder, SWIFTSHADER)
    const shape = ['--width', '16', '--layers', '1', '--heads', '1', '--context', '16', '--batch', '1', '--warmup', '0', '--steps', '5000']
    let isGone = false
    const first = await pretrain(['--tokenizer', join(root, 'resources/models/tokenizer-8000.json'), '--device', 'webgpu', ...shape], driver.env, (out) => {
      if (isGone || !out.includes('"step":3,')) return
      isGone = true
      void driver.take()
    })
    expect(first.status).toBe(1)
    const { step } = await readCheckpoint(join(folder, 'run'))
    expect(step).toBeGreaterThanOrEqual(2)
    expect(first.err).toMatch(
      new RegExp(
        `^moke: webgpu failed at work: .*lost.*, after step \\d+\\. The checkpoint of step ${step} in .*run is whole; .* --resume --device cpu goes on from it\\.$`,
        'm',
      ),
    )
    const second = await pretrain(['--resume', '--device', 'cpu', '--steps', String(step + 2)], {})
    expect(second.status).toBe(0)
    expect((await readCheckpoint(join(folder, 'run'))).step).toBe(step + 2)
  },
)
