import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { buffer as bytesOf } from 'node:stream/consumers'
import { parse } from 'yaml'
import { BundleMark } from '#main/bundle/mark.ts'
import type { BundledWork } from '#main/bundle/texts.ts'
import { type BundleContents, writeBundle } from '#main/bundle/write-bundle.ts'
import { ZipReader } from '#main/package/zip-reader.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { aRecipe } from './a-recipe.ts'

const templates = fileURLToPath(new URL('../../../../resources/bundle', import.meta.url))
const going = new AbortController().signal
const work = (at: number, split: BundledWork['split'], text = `正文${at}，“写”。`): BundledWork => ({
  title: `第${at}篇`,
  split,
  read: () => ({ text, context: [] }),
})
const works = [work(1, 'train'), work(2, 'held-out'), work(3, 'train'), work(4, 'train', '')]

function contents(folder: string, own: Partial<BundleContents> = {}): BundleContents {
  return { recipe: aRecipe, works, templates, enclosed: join(folder, 'base'), ...own }
}

async function filesIn(path: string): Promise<Record<string, Buffer>> {
  const zip = await ZipReader.open(path)
  onTestFinished(() => zip.close())
  const files: Record<string, Buffer> = {}
  for (const [name, entry] of zip.entries) files[name] = await bytesOf(zip.content(entry))
  return files
}

test('a bundle holds the texts by their sides, settings and scripts, and a manifest of all of it; the same works make the same bytes', async () => {
  const folder = temporaryFolder()
  const [path, again] = [join(folder, 'a.zip'), join(folder, 'b.zip')]
  const told: string[] = []
  const { id, ...amounts } = await writeBundle(path, contents(folder), { signal: going, progress: (done, total) => told.push(`${done}/${total}`) })
  await writeBundle(again, contents(folder), { signal: going })
  expect(readFileSync(path).equals(readFileSync(again))).toBe(true)
  expect([amounts, told]).toEqual([{ learning: { works: 2, characters: 16 }, heldOut: { works: 1, characters: 8 } }, ['1/4', '2/4', '3/4']])
  const files = await filesIn(path)
  expect(String(files['data/train.jsonl'])).toBe('{"id":"0001","title":"第1篇","text":"正文1，“写”。"}\n{"id":"0003","title":"第3篇","text":"正文3，“写”。"}\n')
  expect(String(files['data/held-out.jsonl'])).toBe('{"id":"0002","title":"第2篇","text":"正文2，“写”。"}\n')
  expect(BundleMark.parse(JSON.parse(String(files['moke-bundle.json'])))).toEqual({ kind: 'moke-training-bundle', id })
  const { 'manifest.json': own, ...others } = files
  const manifest = JSON.parse(String(own))
  expect(manifest).toMatchObject({ kind: 'moke-training-bundle', version: 1, id, base: { name: 'Qwen3 0.6B', sizes: 'a1', numbers: 'b2' }, ...amounts })
  expect(manifest.works.map(({ id, split }: { id: string; split: string }) => `${id} ${split}`)).toEqual(['0001 train', '0003 train', '0002 held-out'])
  expect(manifest.files).toEqual(
    Object.entries(others).map(([name, bytes]) => ({ path: name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })),
  )
})

test('both trainers are told the very hyper-parameters of our own run', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.zip')
  await writeBundle(path, contents(folder), { signal: going })
  const files = await filesIn(path)
  const { base, ...recipe } = JSON.parse(String(files['settings.json']))
  expect(base).toEqual({ name: 'Qwen3 0.6B', family: 'qwen3', folder: null, vocabulary: 8000, width: 256, layers: 4 })
  expect({ ...recipe, base: aRecipe.base }).toEqual(aRecipe)
  const yaml = parse(String(files['llamafactory/pt.yaml']))
  expect(yaml).toMatchObject({ stage: 'pt', finetuning_type: 'lora', lora_rank: 32, lora_alpha: 64, lora_target: 'q_proj,down_proj', num_train_epochs: 3 })
  expect(yaml).toMatchObject({
    cutoff_len: 512,
    packing: true,
    use_muon: true,
    weight_decay: 0.1,
    warmup_ratio: 0.1,
    eval_steps: 0.05,
    save_steps: 0.05,
    early_stopping_steps: 3,
    seed: 1,
  })
  // 0.2 · √512 · rate of LLaMA-Factory's Muon moves B (512, 32) as √(512 / 32) · 0.005 of ours.
  expect(0.2 * Math.sqrt(512) * yaml.learning_rate).toBeCloseTo(Math.sqrt(512 / 32) * 0.005, 5)
  const datasets: Record<string, { file_name: string }> = JSON.parse(String(files['data/dataset_info.json']))
  expect([yaml.dataset, yaml.eval_dataset].map((name) => datasets[name]?.file_name)).toEqual(['train.jsonl', 'held-out.jsonl'])
})

test('READMEs say how to run it, with every value in its place; a base that goes along needs not be fetched', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'base'))
  writeFileSync(join(folder, 'base', 'config.json'), '{}')
  const enclosed = { ...aRecipe, base: { ...aRecipe.base, isEnclosed: true } }
  for (const [name, recipe] of Object.entries({ fetched: aRecipe, enclosed })) {
    const path = join(folder, `${name}.zip`)
    await writeBundle(path, contents(folder, { recipe }), { signal: going })
    const files = await filesIn(path)
    for (const readme of ['README.md', 'README.zh-CN.md']) {
      const text = String(files[readme])
      expect(text).not.toMatch(/\{\{|\}\}|undefined/)
      for (const command of [
        'torchrun --standalone',
        'torchrun --nnodes=4',
        'accelerate launch',
        'llamafactory-cli train',
        /moke adapter import .* --studio\n/,
      ])
        expect(text).toMatch(command)
      expect(text.includes('train.py --base')).toBe(name === 'fetched')
    }
    expect('base/config.json' in files).toBe(name === 'enclosed')
  }
})

test.each([1, 2, 3, 4])(
  'where a step has %i windows, each command of the READMEs starts as many processes as can share a step that large, or asks for larger ones',
  async (batch) => {
    const folder = temporaryFolder()
    const path = join(folder, 'a.zip')
    await writeBundle(path, contents(folder, { recipe: { ...aRecipe, batch } }), { signal: going })
    const files = await filesIn(path)
    const { per_device_train_batch_size: own, gradient_accumulation_steps: times } = parse(String(files['llamafactory/pt.yaml']))
    expect(own * times).toBe(batch)
    for (const readme of ['README.md', 'README.zh-CN.md']) {
      const commands =
        String(files[readme])
          .match(/^.*(?:train\.py|pt\.yaml).*$/gm)
          ?.filter((line) => /^[A-Z_]+=|^(?:python|torchrun|accelerate|llamafactory-cli) /.test(line)) ?? []
      const told = (line: string, name: RegExp) => Number(new RegExp(`${name.source}[= ](\\d+)`).exec(line)?.[1] ?? Number.NaN)
      for (const line of commands) {
        const isFactory = line.includes('llamafactory-cli')
        const eachNode = (told(line, /nproc_per_node/) || told(line, /NPROC_PER_NODE/) || 1) * (told(line, /nnodes/) || told(line, /NNODES/) || 1)
        const processes = told(line, /num_processes/) || eachNode
        const step = isFactory ? processes * (told(line, /per_device_train_batch_size/) || own) * times : told(line, /--batch/) || batch
        const isAnother = /another run|另一次训练/.test(line) || line.includes('--batch')
        expect([line, step % processes, isAnother || step === batch]).toEqual([line, 0, true])
        // How many processes LLaMA-Factory starts is said, or it would be one for each card.
        if (isFactory) expect(line).toMatch(/CUDA_VISIBLE_DEVICES=0|NPROC_PER_NODE=/)
      }
      expect(commands).toHaveLength(batch > 1 ? 9 : 6)
    }
  },
)

test('one of which nobody remembers the works has no mark, and does not promise that what comes back can be proved', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.zip')
  await writeBundle(path, contents(folder, { isRemembered: false }), { signal: going })
  const files = await filesIn(path)
  expect(Object.keys(files)).not.toContain('moke-bundle.json')
  for (const readme of ['README.md', 'README.zh-CN.md']) expect(String(files[readme])).not.toMatch(/moke-bundle\.json|can prove|才能检验|\{\{/)
})

test('its requirements are what the interoperability tests run with', () => {
  const required = readFileSync(join(templates, 'requirements.txt'), 'utf8').match(/^\w+==[\d.]+$/gm) ?? []
  const tested = readFileSync(fileURLToPath(new URL('../../../../scripts/interop-python.mjs', import.meta.url)), 'utf8')
  expect(required.length).toBeGreaterThan(5)
  expect(required.filter((one) => !tested.includes(`'${one}'`))).toEqual([])
})

test('personal data in a title is masked too', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.zip')
  await writeBundle(path, contents(folder, { works: [{ ...work(1, 'train'), title: '致 13812345678' }, work(2, 'held-out')] }), { signal: going })
  const all = Object.values(await filesIn(path)).join('\n')
  expect([all.includes('13812345678'), all.includes('致 〔手机号〕')]).toEqual([false, true])
})

describe('what comes to nothing leaves nothing', () => {
  test.each([
    ['no text to prove it by', [work(1, 'train'), work(2, 'held-out', ' ')], 'one side of the split has no text'],
    ['a text that cannot be read', [work(1, 'train'), { ...work(2, 'train'), read: () => failing('damaged') }, work(3, 'held-out')], 'damaged'],
  ])('%s', async (_, own, message) => {
    const folder = temporaryFolder()
    await expect(writeBundle(join(folder, 'a.zip'), contents(folder, { works: own }), { signal: going })).rejects.toThrow(message)
    expect(readdirSync(folder)).toEqual([])
  })

  test('one that is given up', async () => {
    const folder = temporaryFolder()
    const given = new AbortController()
    const progress = () => given.abort()
    await expect(writeBundle(join(folder, 'a.zip'), contents(folder), { signal: given.signal, progress })).rejects.toThrow(/abort/i)
    expect(readdirSync(folder)).toEqual([])
  })

  test('and nothing that is there is written over', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.zip'), 'mine')
    await expect(writeBundle(join(folder, 'a.zip'), contents(folder), { signal: going })).rejects.toThrow('EEXIST')
    expect(readFileSync(join(folder, 'a.zip'), 'utf8')).toBe('mine')
  })
})

function failing(message: string): never {
  throw new Error(message)
}

describe('questions that others asked', () => {
  const asked = (at: number, split: BundledWork['split']): BundledWork => ({
    title: `第${at}问`,
    split,
    // Of two UTF-16 units each: for Python one character.
    read: () => ({ text: '# 😀能退吗？\n\n能😀。', context: [[0, 10]] }),
  })

  test('are told by Unicode characters in the lines of their works, and in no other line', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'a.zip')
    await writeBundle(path, contents(folder, { works: [work(1, 'train'), asked(2, 'train'), asked(3, 'held-out')] }), { signal: going })
    const files = await filesIn(path)
    const lines = String(files['data/train.jsonl']).trim().split('\n')
    expect(lines[0]).toBe('{"id":"0001","title":"第1篇","text":"正文1，“写”。"}')
    const { text, context } = JSON.parse(lines[1] ?? '')
    expect([[...text].slice(...context[0]).join(''), context.length]).toEqual(['# 😀能退吗？\n\n', 1])
    expect(JSON.parse(String(files['manifest.json'])).works.map(({ pairs }: { pairs?: number }) => pairs)).toEqual([undefined, 1, 1])
  })

  test('are ignored by train.py, which the READMEs say, and that LLaMA-Factory learns them', async () => {
    const folder = temporaryFolder()
    const [path, plain] = [join(folder, 'a.zip'), join(folder, 'b.zip')]
    await writeBundle(path, contents(folder, { works: [asked(1, 'train'), asked(2, 'held-out')] }), { signal: going })
    await writeBundle(plain, contents(folder), { signal: going })
    const [files, others] = [await filesIn(path), await filesIn(plain)]
    expect(String(files['README.md'])).toMatch(/In the texts are 2 questions that others asked.*LLaMA-Factory learns the questions too/)
    expect(String(files['README.zh-CN.md'])).toMatch(/文字里有 2 组问答.*LLaMA-Factory 会把问题也一起学/)
    expect(String(files['llamafactory/pt.yaml'])).toMatch(/^# This stage has no masks: it learns the 2 questions/m)
    for (const name of ['README.md', 'README.zh-CN.md', 'llamafactory/pt.yaml']) expect(String(others[name])).not.toMatch(/questions|问答|no masks|\{\{/)
  })
})
