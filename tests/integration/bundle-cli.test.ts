/** `moke bundle` and `moke finetune` from the terminal: works on the disk become a bundle, or teach a model here; what is too little or wrong is said, and leaves nothing. */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ZipReader } from '#main/package/zip-reader.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { masksSetting } from '#main/store/preferences.ts'
import { newFolder } from '../e2e/launch.ts'

const root = join(import.meta.dirname, '../..')
const folder = newFolder()
const place = (...parts: string[]) => join(folder.path, ...parts)
afterAll(() => folder.discard())

beforeAll(() => {
  const paragraphs = readFileSync(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8').trim().split('\n')
  const texts = paragraphs.map((line) => String(JSON.parse(line).text))
  // Half more than is needed: all of it is read by the model, several times.
  const enough = texts.slice(0, 400)
  mkdirSync(place('旧作'))
  mkdirSync(place('out'))
  for (let at = 0; at < 8; at++)
    writeFileSync(place('旧作', `${at}.md`), `# 第${at}篇\n\n找我欧阳半夏：13812345678。\n\n${enough.filter((_, i) => i % 8 === at).join('\n\n')}`)
  writeFileSync(place('short.md'), '# 短\n\n只有一句话。')
  writeFileSync(place('english.md'), `# Slow\n\n${'Writing slowly is not putting off. '.repeat(2000)}`)
  writeFileSync(place('one.jsonl'), JSON.stringify({ title: '一', text: texts.join('\n') }))
})

const bundle = (...args: string[]) => moke('bundle', ...args)

function moke(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'main/cli/main.ts'), ...args], (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}

test('works on the disk are read, masked, with the names that a library lists, split and packed with what teaches the starter', async () => {
  const library = await openWorkspace({ folder: place('names') })
  library.write('none', (store) => store.setPreferences({ [masksSetting]: { words: ['欧阳半夏'], released: [] } }))
  await library.close()
  const made = await bundle('--archive', place('旧作'), '--workspace', place('names'), '--rank', '8', '--out', place('out', 'a.zip'), '--json')
  expect(made).toMatchObject({ status: 0 })
  expect(JSON.parse(made.out)).toMatchObject({ learning: { works: 6 }, heldOut: { works: 2 } })
  const zip = await ZipReader.open(place('out', 'a.zip'))
  const read = async (name: string) => text(zip.content(zip.entries.get(name) ?? missing(name)))
  expect(JSON.parse(await read('settings.json'))).toMatchObject({ base: { name: 'moke-starter', folder: 'base', layers: 4 }, lora: { rank: 8 }, length: 512 })
  const all = (await read('data/train.jsonl')) + (await read('data/held-out.jsonl'))
  expect([all.trim().split('\n').length, all.includes('13812345678'), all.includes('欧阳半夏')]).toEqual([8, false, false])
  expect(all).toContain('找我〔某某〕：〔手机号〕。')
  // Nobody would remember its works.
  expect([...zip.entries.keys()]).not.toContain('moke-bundle.json')
  expect([...zip.entries.keys()].filter((name) => name.startsWith('base/'))).toEqual(
    ['config.json', 'model.safetensors', 'moke-tokenizer.json', 'tokenizer.json', 'tokenizer_config.json'].map((name) => `base/${name}`),
  )
  await zip.close()
})

test('works on the disk teach the starter with the same split, masked', async () => {
  const taught = await moke('finetune', '--archive', place('旧作'), '--out', place('voice'), '--steps', '2', '--context', '64', '--rank', '4', '--json')
  expect(taught).toMatchObject({ status: 0 })
  const { works } = JSON.parse(readFileSync(place('voice', 'tuning.json'), 'utf8'))
  const zip = await ZipReader.open(place('out', 'a.zip'))
  const heldOut = await text(zip.content(zip.entries.get('data/held-out.jsonl') ?? missing('data/held-out.jsonl')))
  await zip.close()
  expect([works.learning.length, works.heldOut.length]).toEqual([6, 2])
  for (const { title } of works.heldOut) expect(heldOut).toContain(`# ${title}`)
  expect(await moke('finetune', '--archive', place('旧作'), '--data', place('one.jsonl'), '--out', place('other'))).toMatchObject({ status: 2 })
  // By another archive of the command's own: works are told by what they say.
  const little = ['--characters', '100', '--read', '200', '--openings', '1', '--json']
  const proved = await moke('proof', '--adapter', place('voice', 'adapter.gguf'), '--archive', place('旧作'), ...little)
  expect(proved).toMatchObject({ status: 0 })
  expect(JSON.parse(proved.out)).toMatchObject({ heldOut: { works: 2 }, recital: { isAlarming: false } })
})

test('how the works of a library are divided is remembered there, so that what comes back can be proved', async () => {
  expect(await moke('archive', 'add', place('旧作'), '--workspace', place('library'))).toMatchObject({ status: 0 })
  expect(await bundle('--workspace', place('library'), '--out', place('out', 'c.zip'))).toMatchObject({ status: 0 })
  const zip = await ZipReader.open(place('out', 'c.zip'))
  const { id } = JSON.parse(await text(zip.content(zip.entries.get('moke-bundle.json') ?? missing('moke-bundle.json'))))
  await zip.close()
  rmSync(place('out', 'c.zip'))
  const { works } = JSON.parse(readFileSync(place('library', 'voice', 'bundles', `${id}.json`), 'utf8'))
  expect(works.map(({ heldOut }: { heldOut: boolean }) => heldOut).filter(Boolean)).toHaveLength(2)
  expect(works).toHaveLength(8)
})

test('a library that takes no note of it costs nothing but the proof, and that is said', async () => {
  rmSync(place('library', 'voice'), { recursive: true, force: true })
  writeFileSync(place('library', 'voice'), 'no folder')
  const made = await bundle('--workspace', place('library'), '--out', place('out', 'd.zip'))
  rmSync(place('library', 'voice'))
  expect(made).toMatchObject({ status: 0, err: expect.stringContaining('could not be noted in the library') })
  expect(readdirSync(place('out'))).toContain('d.zip')
  rmSync(place('out', 'd.zip'))
})

test.each([
  ['an archive that is too small', () => ['--archive', place('short.md')], /There is too little to learn a voice from: .* 20000 字 in 5 works are needed\./],
  ['an archive of another language', () => ['--archive', place('english.md')], /0 字 in 0 works, .* Only Chinese counts, and most of it is not\./],
  ['one work alone', () => ['--data', place('one.jsonl')], 'there is only one work; two are needed'],
  ['a base that is none', () => ['--archive', place('旧作'), '--base', place('short.md')], 'short.md'],
])('%s is told in a sentence, and leaves nothing', async (_, args, sentence) => {
  const before = readdirSync(place('out'))
  const made = await bundle(...args(), '--out', place('out', 'b.zip'))
  expect(made).toMatchObject({ status: 1, err: expect.stringMatching(sentence) })
  expect(made.err).not.toContain('this is a bug')
  expect(readdirSync(place('out'))).toEqual(before)
})

function missing(name: string): never {
  throw new Error(`there is no ${name} in it`)
}
