/** Corpora that are none, given to the commands that read them: a sentence, status 1, and nothing lost of what was there. */
import { execFileSync, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const fixture = (name: string): string => join(root, 'tests/fixtures', name)
const good = fixture('heldout-paragraphs.jsonl')
const tokenizer = join(root, 'resources/models/tokenizer-8000.json')

let folder: string
let run: string

interface Ended {
  status: number | null
  err: string
  /** The most memory that the process held. */
  peakMb: number
}

const report = `process.on('exit', () => process._rawDebug('peak', process.resourceUsage().maxRSS))`

function moke(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(report)}`, join(root, 'engine/cli/main.ts'), ...args])
  return new Promise((resolve, reject) => {
    let err = ''
    child.stdout.resume()
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, err: err.replace(/^peak .*\n/m, ''), peakMb: Number(/^peak (\d+)$/m.exec(err)?.[1]) / 1024 }))
  })
}

/** What a run's folder holds, by name, to the byte. */
async function contents(of: string): Promise<Record<string, string>> {
  const names = (await readdir(of)).sort()
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await readFile(join(of, name))).toString('base64')] as const)))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-corpora-'))
  run = join(folder, 'run')
  const shape = ['--width', '32', '--layers', '1', '--heads', '2', '--context', '32', '--batch', '2', '--steps', '2']
  const begun = await moke(['pretrain', '--data', good, '--tokenizer', tokenizer, '--out', run, ...shape])
  expect(begun.err).toContain('done at step 2')
  await writeFile(join(folder, 'vocabulary.json'), 'what was there')
})
afterAll(() => rm(folder, { recursive: true }))

/** The commands that read documents, each with something of the author's that it could spoil. */
const commands: readonly (readonly [name: string, args: (bad: string) => string[]])[] = [
  ['pretrain --resume', (bad) => ['pretrain', '--data', bad, '--out', run, '--resume', '--steps', '4']],
  ['pretrain --resume, held-out', (bad) => ['pretrain', '--data', good, '--valid', bad, '--out', run, '--resume', '--steps', '4']],
  ['tokenizer train', (bad) => ['tokenizer', 'train', '--data', bad, '--out', join(folder, 'vocabulary.json'), '--vocabulary', '300']],
  ['tokenizer check', (bad) => ['tokenizer', 'check', '--data', bad, '--tokenizer', tokenizer]],
  ['eval', (bad) => ['eval', run, '--data', bad]],
  ['eval --five-gram', (bad) => ['eval', '--five-gram', '--train', bad, '--data', good]],
  ['eval --five-gram, held-out', (bad) => ['eval', '--five-gram', '--train', good, '--data', bad]],
]

/** Files made in the folder, by name; after the colon what is said of each. */
const corpora: readonly (readonly [name: string, says: string, make: (file: string) => Promise<unknown>])[] = [
  ['a.jsonl', ', line 2: not UTF-8, probably GBK', (file) => writeFile(file, Buffer.from('7b2274657874223a2261227d0a7b2274657874223a22c4e3bac3227d0a', 'hex'))],
  ['b.jsonl', ', line 2: holds NUL bytes', (file) => writeFile(file, '{"text":"a"}\n{"text":"b\0\0"}\n')],
  ['c.jsonl', ', line 2: not JSON', (file) => writeFile(file, '{"text":"a"}\nonce upon a time\n')],
  ['d.jsonl', ': holds no documents', (file) => writeFile(file, '')],
  ['e.jsonl', ': is a folder', (file) => mkdir(file)],
  ['f.jsonl.xz', ": can't be decompressed", async (file) => writeFile(file, (await readFile(fixture('engine-documents.jsonl.xz'))).subarray(0, 200))],
  ['g.jsonl.xz', ": can't be decompressed", async (file) => writeFile(file, (await readFile(fixture('engine-documents.jsonl.xz'))).fill(0xaa, 150, 160))],
  ['h.jsonl.xz', ', line 2: longer than 64 MB', async (file) => writeFile(file, await readFile(fixture('endless-line.jsonl.xz')))],
]

describe.each(commands)('moke %s', (_, args) => {
  test('says of every file what is wrong with it, and leaves everything as it was', async () => {
    const before = await contents(run)
    for (const [name, says, make] of corpora) {
      const bad = join(folder, name)
      await rm(bad, { recursive: true, force: true })
      await make(bad)
      const { status, err } = await moke(args(bad))
      expect(err).toContain(`moke: ${bad}${says}`)
      expect([name, status, err.includes('this is a bug')]).toEqual([name, 1, false])
    }
    expect(await contents(run)).toEqual(before)
    expect(await readFile(join(folder, 'vocabulary.json'), 'utf8')).toBe('what was there')
  })
})

test('a gigabyte of nothing, as a hole in a file is read, takes no memory to speak of', async () => {
  const bad = join(folder, 'hole.jsonl')
  const handle = await open(bad, 'w')
  await handle.write('{"text":"a"}\n{"text":"')
  await handle.truncate(2 ** 30)
  await handle.close()
  const { status, err, peakMb } = await moke(['tokenizer', 'train', '--data', bad, '--out', join(folder, 'none.json')])
  expect([err, status]).toEqual([`moke: ${bad}, line 2: holds NUL bytes; the file is damaged or no text\n`, 1])
  expect(peakMb).toBeLessThan(400)
})

test.skipIf(process.platform === 'win32')('a line that never ends is given up after 64 MB', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const stream = createWriteStream(pipe)
  const closed = new Promise((resolve) => stream.on('error', resolve))
  const much = Buffer.alloc(1 << 20, 'a')
  let written = 0
  const write = () => {
    written++
    stream.write(much, (error) => !error && write())
  }
  stream.write('{"text":"a"}\n', write)
  const { status, err, peakMb } = await moke(['tokenizer', 'train', '--data', pipe, '--out', join(folder, 'none.json')])
  await closed
  expect([err, status]).toEqual([`moke: ${pipe}, line 2: longer than 64 MB; each document stands on a line of its own\n`, 1])
  expect(written).toBeLessThan(80)
  expect(peakMb).toBeLessThan(500)
})
