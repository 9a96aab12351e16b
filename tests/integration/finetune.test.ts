/** `moke finetune` as a process: what it prints and leaves, how it stops and goes on, what it says of bad input and of too little memory. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGgufAdapter } from '#engine/adapters/index.ts'
import { openBase } from '#engine/bases/index.ts'
import { readTuning } from '#engine/tuning/index.ts'

const root = join(import.meta.dirname, '../..')
const starter = join(root, 'resources/models/moke-starter-q8_0.gguf')

let folder: string
let works: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-finetune-'))
  works = join(folder, 'works.jsonl')
  const lines = (await readFile(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')).split('\n').filter((line) => line !== '')
  const texts = lines.slice(0, 60).map((line) => String(JSON.parse(line).text))
  const own = Array.from({ length: 12 }, (_, i) => JSON.stringify({ title: `第${i + 1}篇`, text: texts.slice(i * 5, i * 5 + 5).join('\n\n') }))
  await writeFile(works, own.join('\n'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  status: number | null
  out: string
  err: string
}

interface RunOptions {
  readonly onOutput?: (out: string, pid: number) => void
  readonly env?: Readonly<Record<string, string>>
}

/** Runs `moke`; `onOutput` sees stdout as it grows and may do something to the process. */
function moke(args: readonly string[], { onOutput, env = {} }: RunOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'engine/cli/main.ts'), ...args], { env: { ...process.env, ...env } })
  return new Promise((resolve, reject) => {
    const ended: Ended = { status: null, out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      ended.out += chunk
      onOutput?.(ended.out, child.pid!)
    })
    child.stderr.on('data', (chunk) => (ended.err += chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ ...ended, status }))
  })
}

const finetune = (name: string, ...more: string[]): string[] => [
  ...['finetune', '--base', starter, '--data', works, '--out', join(folder, name), '--json', '--steps', '6', '--context', '64', '--rank', '4'],
  ...more,
]

interface Line {
  event: string
  step: number
  loss?: number
  bitsPerCharacter?: number
  batch?: number
  accumulate?: number
}

const lines = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const figures = (text: string): (number | undefined)[] =>
  lines(text)
    .filter(({ event }) => event === 'step' || event === 'held-out')
    .map(({ loss, bitsPerCharacter }) => loss ?? bitsPerCharacter)

/** Calls once, when the output first holds a text. */
function once(text: string, act: (pid: number) => void): RunOptions {
  let done = false
  return {
    onOutput: (out, pid) => {
      if (!done && out.includes(text)) act(pid)
      done ||= out.includes(text)
    },
  }
}

describe('moke finetune', () => {
  test('stops at SIGINT with a checkpoint, goes on with the same figures, and leaves adapters and a record', async () => {
    const whole = await moke(finetune('whole'))
    expect(whole.status).toBe(0)
    expect(lines(whole.out).map(({ event, step }) => `${event} ${step}`)).toEqual([
      ...['begin 0', 'held-out 0'],
      ...['step 1', 'step 2', 'step 3', 'held-out 3', 'step 4', 'step 5', 'step 6', 'held-out 6', 'done 6'],
    ])
    const first = await moke(
      finetune('stopped'),
      once('"step":3,', (pid) => process.kill(pid, 'SIGINT')),
    )
    expect([first.status, lines(first.out).at(-1)!.event]).toEqual([130, 'stopped'])
    const second = await moke(finetune('stopped', '--resume'))
    expect(second.status).toBe(0)
    expect([...figures(first.out), ...figures(second.out)]).toEqual(figures(whole.out))
    await using base = await openBase(starter)
    const [one, other] = await Promise.all(['whole', 'stopped'].map((name) => readGgufAdapter(join(folder, name, 'adapter.gguf'), base.config)))
    expect(other!.matrices).toEqual(one!.matrices)
    expect((await readdir(join(folder, 'whole'))).sort()).toEqual(['adapter.gguf', 'checkpoint.safetensors', 'log.jsonl', 'peft', 'tuning.json'])
    expect((await readdir(join(folder, 'whole/peft'))).sort()).toEqual(['adapter_config.json', 'adapter_model.safetensors'])
    const record = JSON.parse(await readFile(join(folder, 'whole/tuning.json'), 'utf8'))
    expect(record).toMatchObject({ base: { family: 'qwen3' }, settings: { method: 'lora', lora: { rank: 4 } }, gain: expect.any(Number) })
    expect([...record.works.learning, ...record.works.heldOut].map(({ title }) => title).sort()).toEqual(
      Array.from({ length: 12 }, (_, i) => `第${i + 1}篇`).sort(),
    )
  })

  test.each([
    ['full', 'model.gguf'],
    ['qlora', 'adapter.gguf'],
  ])('learns by %s', async (method, file) => {
    const { status, out } = await moke(finetune(method, '--method', method, '--steps', '2'))
    expect(status).toBe(0)
    expect(await readdir(join(folder, method))).toContain(file)
    expect(figures(out).every((figure) => Number.isFinite(figure))).toBe(true)
  })

  test.skipIf(process.platform !== 'linux')('goes on with half the windows where memory ends in mid-run', async () => {
    // The program may have what it has before the first step and a little; a batch of 32 windows needs more. It sees to that itself, and so in time; its heap, which needs more too, does not grow.
    const limiting = join(folder, 'limit.mjs')
    await writeFile(
      limiting,
      `import { spawnSync } from 'node:child_process'
       import fs from 'node:fs'
       import { syncBuiltinESMExports } from 'node:module'
       const { writeSync } = fs
       fs.writeSync = (file, bytes, ...more) => {
         if (Buffer.from(bytes).includes('"event":"held-out","kind"')) {
           fs.writeSync = writeSync
           syncBuiltinESMExports()
           const size = Number(/VmSize:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
           spawnSync('prlimit', ['--pid=' + process.pid, '--as=' + (size + 650_000_000)])
         }
         return writeSync(file, bytes, ...more)
       }
       syncBuiltinESMExports()`,
    )
    const { status, out, err } = await moke(finetune('small', '--batch', '32', '--context', '128', '--steps', '3', '--method', 'lora'), {
      env: { NODE_OPTIONS: `--max-semi-space-size=2 --import=${pathToFileURL(limiting).href}` },
    })
    expect(err).toContain('too little memory for 32 windows at once, on with')
    const [begun] = lines(out)
    const kept = await readTuning(join(folder, 'small'))
    expect([status, begun!.batch, kept.settings.batch * kept.settings.accumulate]).toEqual([0, 32, 32])
    expect(kept.settings.batch).toBeLessThan(32)
  })

  test.each([
    ['one work only', [JSON.stringify({ title: '一', text: '字'.repeat(3000) })], 'there is only one work; two are needed'],
    ['a few sentences', ['一', '二', '三'].map((title) => JSON.stringify({ title, text: '今天讲三件事。' })), 'which is too little; about'],
    ['no documents', [''], 'holds no documents'],
  ])('says what is wrong with %s', async (name, content, message) => {
    const file = join(folder, `${name}.jsonl`)
    await writeFile(file, content.join('\n'))
    const { status, err } = await moke(['finetune', '--base', starter, '--data', file, '--out', join(folder, name)])
    expect([status, err.includes(message), err.includes('bug')]).toEqual([1, true, false])
  })

  test('a model that was taught as a whole is proved at the end, too, and where the run is gone on with: not what an older one left beside it', async () => {
    const begun = await moke(finetune('whole-proved', '--method', 'full', '--steps', '1'))
    expect(begun.status).toBe(0)
    await writeFile(join(folder, 'whole-proved', 'adapter.gguf'), 'of an older run')
    // The method is the checkpoint's: it is not said again.
    const { status, out, err } = await moke(finetune('whole-proved', '--resume', '--proof'))
    expect([
      status,
      err.includes('of general text'),
      lines(out)
        .map(({ event }) => event)
        .slice(-2),
    ]).toEqual([0, true, ['done', 'proof']])
  })

  test('says before it learns that a base of a folder can not be proved on', async () => {
    const out = join(folder, 'of-folder')
    const { status, err } = await moke(['finetune', '--base', join(root, 'tests/fixtures/tiny-bases/qwen2'), '--data', works, '--out', out, '--proof'])
    expect([status, err.includes('moke models export'), err.includes('bug'), existsSync(out)]).toEqual([1, true, false, false])
  })

  test('says that a base is cut short, and that a checkpoint is of other texts', async () => {
    const broken = join(folder, 'broken.gguf')
    await writeFile(broken, await readFile(starter))
    await truncate(broken, 1_000_000)
    const cut = await moke(['finetune', '--base', broken, '--data', works, '--out', join(folder, 'none')])
    expect([cut.status, cut.err.includes('broken.gguf'), cut.err.includes('bug')]).toEqual([1, true, false])
    const other = await moke([...finetune('whole', '--resume'), '--seed', '2'])
    expect(other.status).toBe(1)
    expect(other.err).toMatch(/the (texts to learn from|held-out texts) are not those the checkpoint was made with/)
  })
})
