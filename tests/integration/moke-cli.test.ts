import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const scripts = fileURLToPath(new URL('../../scripts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'moke-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** One line of JSON (a title and a text), compressed by xz. */
const compressed =
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4ABDADVdAD2IiobUVOndN3jVj/hZPLE6LvYeyRrd8Y3iMDYcX/eI/X5EpsGseQXSnfcazmLMfBINvIAAAAAAAOvyyarg1aZmAAFRRLdcl/IftvN9AQAAAAAEWVo='
writeFileSync(join(folder, 'text.jsonl.xz'), Buffer.from(compressed, 'base64'))
writeFileSync(join(folder, 'text.jsonl'), `${JSON.stringify({ text: '写一门课程，写十章。写完。' })}\n\n${JSON.stringify({ title: 'A', text: 'the end' })}`)

interface Ended {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `moke` in the folder of the test, as npx does. */
function moke(
  argv: readonly string[],
  whileRunning: (child: ChildProcess, stderr: string) => void = () => {},
  script = join(scripts, 'moke.mjs'),
  env = process.env,
): Promise<Ended> {
  const child = spawn(process.execPath, [script, ...argv], { cwd: folder, env })
  const texts = { stdout: '', stderr: '' }
  child.stdout.on('data', (data) => (texts.stdout += data))
  child.stderr.on('data', (data) => {
    texts.stderr += data
    whileRunning(child, texts.stderr)
  })
  return new Promise((resolve) => child.on('close', (status, signal) => resolve({ status, signal, ...texts })))
}

describe('the help', () => {
  test('it lists the commands, and each has its own', async () => {
    const { status, stdout } = await moke(['--help'])
    expect(status).toBe(0)
    const names = [...stdout.matchAll(/^ {2}(\S+(?: \S+)*) {2,}\S/gm)].map((match) => match[1] ?? '')
    expect(names).toEqual(expect.arrayContaining(['tokenizer train', 'tokenizer check', 'pretrain', 'eval', 'models list', 'models info']))
    for (const name of names) {
      const help = await moke([...name.split(' '), '--help'])
      expect([help.status, help.stderr]).toEqual([0, ''])
      expect(help.stdout).toContain(`Usage: moke ${name}`)
    }
  })

  test('it lists the commands of a group', async () => {
    const { status, stdout } = await moke(['models', '--help'])
    expect(status).toBe(0)
    expect(stdout).toContain('models list')
    expect(stdout).not.toContain('tokenizer')
  })
})

describe('wrong usage', () => {
  test.each<[string[], string]>([
    [[], 'moke: No command given. See `moke --help`.\n'],
    [['compose'], 'moke: No command is called "compose". See `moke --help`.\n'],
    [['models'], 'moke: models expects one of models export, models untie, models list, models info. See `moke --help`.\n'],
    [['models', 'info'], 'moke: FILE is required. See `moke models info --help`.\n'],
    [
      ['tokenizer', 'train', '--data', 'x', '--out', 'y', '--vocabulary', '9'],
      'moke: --vocabulary expects a whole number of at least 257 and at most 65000, not "9". See `moke tokenizer train --help`.\n',
    ],
  ])('%j is one sentence and status 2', async (argv, sentence) => {
    expect(await moke(argv)).toEqual({ status: 2, signal: null, stdout: '', stderr: sentence })
  })
})

describe('the tokenizer', () => {
  test('it is trained from the caller’s files and checked', async () => {
    const trained = await moke([
      'tokenizer',
      'train',
      '--data',
      'text.jsonl',
      '--data',
      'text.jsonl.xz',
      '--vocabulary',
      '300',
      '--out',
      'vocabulary.json',
      '--json',
    ])
    expect(trained.status, trained.stderr).toBe(0)
    const record: unknown = JSON.parse(trained.stdout)
    expect(record).toMatchObject({ file: 'vocabulary.json', merges: expect.any(Number), characters: expect.any(Number) })
    expect(trained.stderr).toContain('no pair occurs twice any more')
    const checked = await moke(['tokenizer', 'check', '--tokenizer', 'vocabulary.json', '--data', 'text.jsonl.xz'])
    expect(checked.status, checked.stderr).toBe(0)
    expect(checked.stdout).toMatch(/^1 documents come back exactly; 22 characters in \d+ tokens: [\d.]+ characters a token\n$/)
  })

  test.each<[string, string[], RegExp]>([
    ['a missing file', ['check', '--tokenizer', 'none.json', '--data', 'text.jsonl'], /^moke: ENOENT: no such file or directory, open 'none\.json'\n$/],
    ['a file that is no vocabulary', ['check', '--tokenizer', 'text.jsonl', '--data', 'text.jsonl'], /^moke: This is no tokenizer file: [^\n]*\n$/],
    ['a folder that is missing', ['train', '--data', 'text.jsonl', '--out', 'none/vocabulary.json'], /^moke: ENOENT: [^\n]*'none'\n$/],
    ['data that are no documents', ['train', '--data', join(scripts, 'moke.mjs'), '--out', 'x.json'], /^moke: [^\n]*moke\.mjs[^\n]*\n$/],
  ])('%s is one sentence and status 1', async (_name, argv, sentence) => {
    const { status, stdout, stderr } = await moke(['tokenizer', ...argv])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(stderr).not.toContain('    at ')
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('on %s it stops with status %i and leaves nothing', async (signal, expected) => {
    const large = join(folder, 'large.jsonl')
    const random = (i: number) => String.fromCharCode(...Array.from({ length: 900 }, (_, j) => 0x4e00 + ((i * 7919 + j * j * 104_729) % 20_000)))
    if (!existsSync(large)) writeFileSync(large, Array.from({ length: 6000 }, (_, i) => JSON.stringify({ text: random(i) })).join('\n'))
    let sent = false
    const { status, stderr } = await moke(['tokenizer', 'train', '--data', large, '--out', 'stopped.json'], (child) => {
      if (!sent) sent = child.kill(signal)
    })
    expect(status, stderr).toBe(expected)
    expect(stderr).not.toContain('bug')
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([])
  })
})

describe.skipIf(process.platform === 'win32')('without the pinned Node', () => {
  /** A copy of the scripts in a folder where nothing is installed, and with an npm of its own on the path. */
  function bare(name: string, npm: string): { script: string; env: NodeJS.ProcessEnv } {
    const place = join(folder, name)
    mkdirSync(join(place, 'scripts'), { recursive: true })
    for (const file of ['moke.mjs', 'house.mjs', 'install.mjs']) copyFileSync(join(scripts, file), join(place, 'scripts', file))
    writeFileSync(join(place, 'npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 })
    return { script: join(place, 'scripts', 'moke.mjs'), env: { ...process.env, PATH: `${place}:${process.env.PATH}` } }
  }
  const run = ({ script, env }: ReturnType<typeof bare>) => moke(['models', 'list', '--json'], () => {}, script, env)

  test('it says that the sources are not whole when the lock file is missing', async () => {
    const { status, stdout, stderr } = await run(bare('unlocked', 'exit 0'))
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^[^\n]*package-lock\.json is missing[^\n]*\n$/)
  })

  test('it tries to install, and without a network says so beside stdout', async () => {
    const place = bare('offline', 'echo "npm was called: $1"; exit 1')
    writeFileSync(join(folder, 'offline', 'package-lock.json'), '{}')
    const { status, stdout, stderr } = await run(place)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('npm was called: ci')
    expect(stderr).toContain('Packages could not be installed; check the network and try again')
    expect(stderr).not.toContain('    at ')
  })

  test('it installs anew where the note about the last time was cut short', async () => {
    const place = bare('cut-short', 'echo "npm was called: $1"; exit 1')
    writeFileSync(join(folder, 'cut-short', 'package-lock.json'), '{}')
    mkdirSync(join(folder, 'cut-short', 'node_modules', '.moke'), { recursive: true })
    writeFileSync(join(folder, 'cut-short', 'node_modules', '.moke', 'installed.json'), '{"lock":"5f')
    const { status, stderr } = await run(place)
    expect(stderr).toContain('npm was called: ci')
    expect(stderr).not.toContain('    at ')
    expect(status).toBe(1)
  })
})
