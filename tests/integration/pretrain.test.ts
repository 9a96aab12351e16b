/** `moke pretrain`, `eval` and `export` as processes: what they print, how they stop, what they leave. */
import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseVocabulary, Tokenizer } from '#engine/tokenizer/index.ts'
import { readCheckpoint, readGgufModel } from '#engine/training/index.ts'

const root = join(import.meta.dirname, '../..')
const data = join(root, 'tests/fixtures/heldout-paragraphs.jsonl')
const tokenizer = join(root, 'resources/models/tokenizer-8000.json')
const SHAPE = ['--width', '32', '--layers', '1', '--heads', '2', '--context', '32', '--batch', '2', '--warmup', '2', '--seed', '5']

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-pretrain-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  status: number | null
  out: string
  err: string
}

/** Runs `moke`; `onOutput` sees stdout as it grows and may signal the process. */
function moke(
  args: readonly string[],
  { limitKb, onOutput }: { limitKb?: number; onOutput?: (out: string, kill: (signal: NodeJS.Signals) => void) => void } = {},
): Promise<Ended> {
  const command = [process.execPath, join(root, 'engine/cli/main.ts'), ...args]
  const child = limitKb === undefined ? spawn(command[0]!, command.slice(1)) : spawn('bash', ['-c', `ulimit -f ${limitKb}; exec "$@"`, 'bash', ...command])
  return new Promise((resolve, reject) => {
    const ended: Ended = { status: null, out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      ended.out += chunk
      onOutput?.(ended.out, (signal) => child.kill(signal))
    })
    child.stderr.on('data', (chunk) => (ended.err += chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ ...ended, status }))
  })
}

const begin = (name: string, ...more: string[]): string[] => [
  'pretrain',
  '--data',
  data,
  '--tokenizer',
  tokenizer,
  '--out',
  join(folder, name),
  '--json',
  ...SHAPE,
  ...more,
]
const beginFrom = (model: string, name: string, ...more: string[]): string[] => [
  ...['pretrain', '--data', data, '--from', model, '--out', join(folder, name), '--json'],
  ...['--context', '32', '--batch', '2', '--warmup', '0', '--seed', '3', ...more],
]
const resume = (name: string, ...more: string[]): string[] => ['pretrain', '--data', data, '--out', join(folder, name), '--json', '--resume', ...more]

interface Line {
  event: string
  step: number
  loss?: number
  bitsPerCharacter?: number
}

const lines = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const losses = (text: string): (number | undefined)[] =>
  lines(text)
    .filter(({ event }) => event === 'step')
    .map(({ loss }) => loss)

describe('moke pretrain', () => {
  test('prints one JSON object a line, keeps them in the log, and ends with held-out figures, a checkpoint and a GGUF', async () => {
    const gguf = join(folder, 'whole.gguf')
    const few = join(folder, 'valid.jsonl')
    await writeFile(few, (await readFile(data, 'utf8')).split('\n').slice(0, 30).join('\n'))
    const { status, out } = await moke(begin('whole', '--steps', '8', '--valid', few, '--valid-steps', '4', '--valid-tokens', '500', '--export', gguf))
    expect(status).toBe(0)
    expect(lines(out).map(({ event, step }) => `${event} ${step}`)).toEqual([
      'begin 0',
      ...[1, 2, 3, 4].map((i) => `step ${i}`),
      'held-out 4',
      ...[5, 6, 7, 8].map((i) => `step ${i}`),
      'done 8',
      'held-out 8',
      'export undefined',
    ])
    expect(lines(out).at(-2)!.bitsPerCharacter).toBeGreaterThan(2)
    expect((await readGgufModel(gguf)).config).toMatchObject({ width: 32, layers: 1, contextLength: 32 })
    expect(await readFile(join(folder, 'whole/log.jsonl'), 'utf8')).toBe(out)
    expect((await readCheckpoint(join(folder, 'whole'))).step).toBe(8)
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops at %s with a checkpoint and status %d, and goes on from it with the same losses', async (signal, expected) => {
    const name = `stopped-${signal}`
    let sent = false
    const first = await moke(begin(name, '--steps', '200'), {
      onOutput: (out, kill) => {
        if (!sent && out.includes('"step":7,')) kill(signal)
        sent ||= out.includes('"step":7,')
      },
    })
    expect(first.status).toBe(expected)
    expect(lines(first.out).at(-1)!.event).toBe('stopped')
    const { step } = await readCheckpoint(join(folder, name))
    expect(step).toBeGreaterThanOrEqual(7)
    expect(step).toBeLessThan(200)
    const second = await moke(resume(name, '--steps', '200'))
    const unbroken = await moke(begin(`${name}-unbroken`, '--steps', '200'))
    expect([first.status, second.status, unbroken.status]).toEqual([expected, 0, 0])
    expect([...losses(first.out), ...losses(second.out)]).toEqual(losses(unbroken.out))
  })

  test('says that the last checkpoint could not be written after a signal, with status 1', async () => {
    let sent = false
    const { status, err } = await moke(begin('unsaved', '--steps', '300'), {
      limitKb: 64,
      onOutput: (out, kill) => {
        if (!sent && out.includes('"step":3,')) kill('SIGINT')
        sent ||= out.includes('"step":3,')
      },
    })
    expect(err).toMatch(/^moke: the checkpoint of step \d+ can't be written: EFBIG.*; there is no earlier one in .*unsaved$/m)
    expect(status).toBe(1)
  })

  test('stops after the step it is told to, with status 0, and may go on with longer windows', async () => {
    const first = await moke(begin('until', '--steps', '6', '--until', '3'))
    expect([first.status, lines(first.out).at(-1)!.event, lines(first.out).at(-1)!.step]).toEqual([0, 'stopped', 3])
    const second = await moke(resume('until', '--context', '64', '--batch', '1'))
    expect(lines(second.out).map(({ event, step }) => `${event} ${step}`)).toEqual(['resume 3', 'step 4', 'step 5', 'step 6', 'done 6'])
    const { settings, changes } = await readCheckpoint(join(folder, 'until'))
    expect([settings.length, settings.batch, changes.map(({ until }) => until)]).toEqual([64, 1, [3]])
  })

  test('follows a recipe through its stages, and goes on in it after a stop without being told anything', async () => {
    const recipe = join(folder, 'recipe.json')
    const stages = [{ until: 3, context: 32, batch: 2 }, { until: 5, context: 64, batch: 1 }, { 'class-weight': { other: 2 } }]
    await writeFile(recipe, JSON.stringify({ seed: 5, width: 32, layers: 1, heads: 2, warmup: 2, steps: 8, 'context-length': 32, stages }))
    const start = (name: string, ...more: string[]): string[] => [
      ...['pretrain', '--data', data, '--tokenizer', tokenizer, '--out', join(folder, name), '--json', '--recipe', recipe, ...more],
    ]
    const whole = await moke(start('recipe'))
    expect([whole.status, lines(whole.out).map(({ event, step }) => `${event} ${step}`)]).toEqual([
      0,
      ['begin 0', 'step 1', 'step 2', 'step 3', 'stage 3', 'step 4', 'step 5', 'stage 5', 'step 6', 'step 7', 'step 8', 'done 8'],
    ])
    const broken = [await moke(start('recipe-broken', '--until', '4')), await moke(resume('recipe-broken'))]
    const byHand = [
      await moke(begin('recipe-by-hand', '--steps', '8', '--until', '3')),
      await moke(resume('recipe-by-hand', '--context', '64', '--batch', '1', '--until', '5')),
      await moke(resume('recipe-by-hand', '--class-weight', 'other=2')),
    ]
    for (const parts of [broken, byHand]) expect(losses(parts.map(({ out }) => out).join(''))).toEqual(losses(whole.out))
    const weights = await Promise.all(['recipe', 'recipe-broken', 'recipe-by-hand'].map(async (name) => (await readCheckpoint(join(folder, name))).weights))
    expect(weights[1]).toEqual(weights[0])
    expect(weights[2]).toEqual(weights[0])
    await moke(start('recipe-asked', '--until', '2'))
    const asked = await moke(resume('recipe-asked', '--batch', '4'))
    expect([asked.status, asked.err]).toEqual([2, expect.stringContaining('follows a recipe, whose stages end at step 3, 5; --batch may change when')])
  })

  test('follows a recipe of several runs as if each had been begun from the one before', async () => {
    const recipe = join(folder, 'runs.json')
    const shape = { seed: 5, width: 32, layers: 1, heads: 2, warmup: 2, context: 32, batch: 2 }
    const second = { seed: 3, warmup: 0, context: 32, batch: 2, layers: 2, 'feed-forward': 100, 'muon-rate': 0.01, blend: 0.5, steps: 3, stages: [{}] }
    await writeFile(
      recipe,
      JSON.stringify({
        runs: [
          { ...shape, steps: 4, stages: [{}] },
          { ...second, round: 'q8_0' },
        ],
      }),
    )
    const start = (name: string, ...more: string[]): string[] => [
      ...['pretrain', '--data', data, '--tokenizer', tokenizer, '--out', join(folder, name), '--json', '--recipe', recipe, ...more],
    ]
    const whole = await moke(start('runs'))
    const stepsOf = (out: string): string[] => lines(out).map(({ event, step }) => `${event} ${step}`)
    const expected = ['begin 0', 'step 1', 'step 2', 'step 3', 'step 4', 'done 4', 'begin 0', 'step 1', 'step 2', 'step 3', 'done 3']
    expect([whole.status, stepsOf(whole.out)]).toEqual([0, expected])
    const broken = [await moke(start('runs-broken', '--until', '2')), await moke(resume('runs-broken', '--until', '4')), await moke(resume('runs-broken'))]
    expect(losses(broken.map(({ out }) => out).join(''))).toEqual(losses(whole.out))
    const rounded = join(folder, 'first.gguf')
    const byHand = [
      await moke(begin('runs-by-hand', '--steps', '4')),
      await moke(['models', 'export', join(folder, 'runs-by-hand'), '--out', rounded, '--type', 'q8_0']),
      await moke(beginFrom(rounded, 'runs-by-hand-2', '--steps', '3', '--layers', '2', '--feed-forward', '100', '--muon-rate', '0.01', '--blend', '0.5')),
    ]
    expect(losses([byHand[0]!, byHand[2]!].map(({ out }) => out).join(''))).toEqual(losses(whole.out))
    const [followed, asked] = await Promise.all(['runs', 'runs-by-hand-2'].map(async (name) => (await readCheckpoint(join(folder, name))).weights))
    expect(followed).toEqual(asked)
  })

  test('begins with the weights, shape and vocabulary of a model, and its own rate and data', async () => {
    await moke(begin('teacher', '--steps', '40'))
    const model = join(folder, 'teacher.gguf')
    await moke(['models', 'export', join(folder, 'teacher'), '--out', model, '--type', 'f32'])
    const first = await moke(beginFrom(model, 'pupil', '--steps', '2'))
    expect(first.status).toBe(0)
    const [teacher, pupil] = await Promise.all(['teacher', 'pupil'].map((name) => readCheckpoint(join(folder, name))))
    // A GGUF keeps the epsilon as float32.
    const config = { ...teacher!.settings.config, normEpsilon: Math.fround(teacher!.settings.config.normEpsilon) }
    expect([pupil!.settings.config, pupil!.step, pupil!.settings.seed]).toEqual([config, 2, 3])
    expect(new Tokenizer(parseVocabulary(pupil!.tokenizer)).encode('写作')).toEqual(new Tokenizer(parseVocabulary(teacher!.tokenizer)).encode('写作'))
    // Trained, it knows more than random weights do.
    const fresh = await moke(begin('fresh', '--steps', '1', '--seed', '3'))
    expect(losses(first.out)[0]).toBeLessThan(losses(fresh.out)[0]! - 0.1)
  })

  test.each([
    ['--resume', /--from is for a new run/],
    ['--tokenizer', /--from has its own vocabulary/],
  ])('does not begin with a model and %s', async (option, message) => {
    const value = option === '--tokenizer' ? [tokenizer] : []
    const { status, err } = await moke(beginFrom('x.gguf', 'both', '--steps', '2', option, ...value))
    expect([status, err]).toEqual([2, expect.stringMatching(message)])
  })

  test('makes a model larger with --layers and --feed-forward, from what it has learnt', async () => {
    expect((await moke(begin('small', '--steps', '6'))).status).toBe(0)
    const { status, out, err } = await moke(beginFrom(join(folder, 'small'), 'large', '--steps', '1', '--layers', '2', '--feed-forward', '100'))
    expect([status, err]).toEqual([0, expect.stringMatching(/done at step 1/)])
    const [small, large] = await Promise.all(['small', 'large'].map((name) => readCheckpoint(join(folder, name))))
    expect(large!.settings.config).toEqual({ ...small!.settings.config, layers: 2, feedForward: 100 })
    // The first step's loss is taken before anything moves: with the same windows it is the smaller model's.
    const same = await moke(beginFrom(join(folder, 'small'), 'as-small', '--steps', '1'))
    expect(losses(out)[0]).toBeCloseTo(losses(same.out)[0]!, 4)
  })

  test.each([
    [['--width', '64'], 2, /only --layers and --feed-forward can grow; leave --width out/],
    [['--feed-forward', '8'], 1, /feedForward can only grow: the model has 96, 8 would be fewer/],
  ])('does not begin with a model and %j', async (options, expected, message) => {
    expect((await moke(begin('small', '--steps', '1'))).status).toBe(0)
    const { status, err } = await moke(beginFrom(join(folder, 'small'), 'smaller', '--steps', '2', ...options))
    expect([status, err]).toEqual([expected, expect.stringMatching(message)])
  })

  test('says why when the disk takes no more, with status 1, and leaves the last checkpoint', async () => {
    expect((await moke(begin('full', '--steps', '2'))).status).toBe(0)
    const { status, err } = await moke(resume('full', '--steps', '4'), { limitKb: 64 })
    expect(status).toBe(1)
    expect(err).toMatch(/moke: the checkpoint of step 4 can't be written: EFBIG.*; the last one in .* is untouched/)
    expect((await readCheckpoint(join(folder, 'full'))).step).toBe(2)
  })

  test('refuses a broken checkpoint with status 1, and goes on from the one before when that takes its place', async () => {
    await moke(begin('broken', '--steps', '2'))
    await moke(resume('broken', '--steps', '3'))
    const file = join(folder, 'broken/checkpoint.safetensors')
    await truncate(file, 100_000)
    const refused = await moke(resume('broken', '--steps', '4'))
    expect(refused.status).toBe(1)
    expect(refused.err).toMatch(/checkpoint\.safetensors: .*cut short.*; the one before is kept as .*checkpoint\.previous\.safetensors/)
    await copyFile(join(folder, 'broken/checkpoint.previous.safetensors'), file)
    const again = await moke(resume('broken', '--steps', '4'))
    expect(again.status).toBe(0)
    expect(lines(again.out).map(({ step }) => step)).toEqual([2, 3, 4, 4])
  })

  test.each([
    ['a broken line', '{"text":"好"}\n{"text":1}\n', ['--steps', '3', '--tokenizer', tokenizer], 1, 'bad.jsonl, line 2: "text" should be a string, but is 1'],
    ['too little text', '{"text":"好"}\n', ['--steps', '3', '--tokenizer', tokenizer], 1, 'a window of 1024 needs at least 2048'],
    [
      'sizes that don’t fit',
      '{"text":"好"}\n',
      ['--steps', '3', '--tokenizer', tokenizer, '--heads', '3', '--key-heads', '2'],
      1,
      "3 query heads can't share 2 key heads evenly",
    ],
    ['no number of steps', '{"text":"好"}\n', ['--tokenizer', tokenizer], 2, '--steps N is required'],
    ['no tokenizer', '{"text":"好"}\n', ['--steps', '3'], 2, '--tokenizer FILE is required'],
    ['a weight that is none', '{"text":"好"}\n', ['--steps', '3', '--tokenizer', tokenizer, '--class-weight', 'x'], 2, '--class-weight expects CLASS=W'],
    [
      'a weight for no class',
      '{"text":"好"}\n',
      ['--steps', '3', '--tokenizer', tokenizer, '--class-weight', 'x=2'],
      1,
      'No document is of the class "x"; there are other.',
    ],
    ['a recipe that is missing', '{"text":"好"}\n', ['--tokenizer', tokenizer, '--recipe', 'none.json'], 1, 'none.json'],
    ['a recipe to resume with', '{"text":"好"}\n', ['--resume', '--recipe', 'none.json'], 2, '--recipe is for a new run'],
    ['nothing to resume', '{"text":"好"}\n', ['--resume'], 1, 'there is no checkpoint'],
  ])('given %s, says so and ends with the right status', async (_, text, args, status, message) => {
    const bad = join(folder, 'bad.jsonl')
    await writeFile(bad, text)
    const ended = await moke(['pretrain', '--data', bad, '--out', join(folder, 'bad'), ...args])
    expect(ended.err).toContain(message)
    expect(ended.err).not.toContain('this is a bug')
    expect(ended.status).toBe(status)
  })
})

describe('moke eval and export', () => {
  test('give the same bits per character for a run, its folder of safetensors and its GGUF', async () => {
    const run = join(folder, 'exported')
    await moke(begin('exported', '--steps', '6'))
    const f32 = join(folder, 'model.gguf')
    const hf = join(folder, 'model')
    expect((await moke(['models', 'export', run, '--out', f32, '--type', 'f32', '--json'])).status).toBe(0)
    expect((await moke(['models', 'export', run, '--out', hf, '--type', 'f32'])).status).toBe(0)
    const few = join(folder, 'few.jsonl')
    await writeFile(few, (await readFile(data, 'utf8')).split('\n').slice(0, 40).join('\n'))
    const figures = await Promise.all([run, hf, f32].map((model) => moke(['eval', model, '--data', few, '--json', '--context', '64'])))
    const [first, ...others] = figures.map(({ out }): { bitsPerCharacter: number } => JSON.parse(out))
    expect(first).toMatchObject({
      characters: expect.any(Number),
      tokens: expect.any(Number),
      window: 64,
      byClass: { other: { bitsPerCharacter: first!.bitsPerCharacter } },
    })
    for (const other of others) expect(other).toEqual(first)
  })

  test('refuse what is no model', async () => {
    const { status, err } = await moke(['eval', data, '--data', data])
    expect(status).toBe(1)
    expect(err).toMatch(/heldout-paragraphs\.jsonl/)
  })
})
