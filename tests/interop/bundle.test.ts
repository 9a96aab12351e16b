/** A training bundle where it is meant to run: under torchrun, as LLaMA-Factory reads it; and its adapter back here. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer as bytesOf } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeAdapter, readAdapter } from '#engine/adapters/index.ts'
import { openBase, readWeights } from '#engine/bases/index.ts'
import { openCompleter } from '#engine/completion/index.ts'
import { ZipReader } from '#main/package/zip-reader.ts'
import { adaptedWeights } from '../unit/engine/adapters/random-adapter.ts'
import { largestDifference, ownLogits } from '../unit/engine/bases/tiny-bases.ts'
import { environment, findPython } from './torch-process.ts'

const root = join(import.meta.dirname, '../..')
const starter = join(root, 'resources/models/moke-starter-q8_0.gguf')
const found = findPython('torch', 'transformers', 'peft', 'trl', 'datasets')
const factory = process.env['MOKE_LLAMAFACTORY_PYTHON']
let folder: string
let bundle: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-bundle-'))
  if ('missing' in found && factory === undefined) return
  const lines = (await readFile(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')).trim().split('\n')
  const texts = lines.slice(0, 60).map((line) => String(JSON.parse(line).text))
  const works = Array.from({ length: 12 }, (_, i) => JSON.stringify({ title: `第${i + 1}篇`, text: texts.slice(i * 5, i * 5 + 5).join('\n\n') }))
  await writeFile(join(folder, 'works.jsonl'), works.join('\n'))
  const zip = join(folder, 'bundle.zip')
  ran(process.execPath, [join(root, 'main/cli/main.ts'), 'bundle', '--data', join(folder, 'works.jsonl'), '--out', zip], folder)
  bundle = join(folder, 'bundle')
  await unpack(zip, bundle)
})
afterAll(() => rm(folder, { recursive: true }))

async function unpack(path: string, into: string): Promise<void> {
  const zip = await ZipReader.open(path)
  for (const [name, entry] of zip.entries) {
    mkdirSync(dirname(join(into, name)), { recursive: true })
    writeFileSync(join(into, name), await bytesOf(zip.content(entry)))
  }
  await zip.close()
}

function ran(program: string, args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}): string {
  const env = { ...environment(), ...more, HF_HUB_OFFLINE: '1', OMP_NUM_THREADS: '1', CUDA_VISIBLE_DEVICES: '' }
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ended: ${stderr.slice(-3000)}`)
  return stdout
}

/** Runs `work` with other settings in the bundle. */
function withSettings(other: Readonly<Record<string, object>>, work: () => void): void {
  const file = join(bundle, 'settings.json')
  const kept = readFileSync(file, 'utf8')
  const settings: Record<string, object> = JSON.parse(kept)
  const changed = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, name in other ? { ...value, ...other[name] } : value]))
  writeFileSync(file, JSON.stringify(changed))
  try {
    work()
  } finally {
    writeFileSync(file, kept)
  }
}

describe.skipIf('missing' in found)(`a training bundle (${'missing' in found ? `skipped: ${found.missing}` : 'MOKE_PYTHON'})`, () => {
  test('teaches under torchrun with two processes, and its adapter comes back, changes the base and completes', async () => {
    const python = 'python' in found ? found.python : ''
    ran(python, ['-m', 'torch.distributed.run', '--standalone', '--nproc_per_node=2', 'train.py', '--batch', '2', '--steps', '8'], bundle)
    const proof = JSON.parse(readFileSync(join(bundle, 'out/proof.json'), 'utf8'))
    expect(proof).toMatchObject({ processes: 2, batch: 2, steps: 8 })
    expect(proof.heldOutLoss.after).toBeLessThan(proof.heldOutLoss.before - 0.02)

    ran(process.execPath, [join(root, 'main/cli/main.ts'), 'adapter', 'import', join(bundle, 'out/adapter'), '--name', 'back', '--folder', folder], folder)
    await using base = await openBase(starter)
    const adapter = await readAdapter(join(folder, 'back.gguf'), base.config)
    const weights = await readWeights(base)
    const tokens = [727, 396, 2965, 369, 509, 336]
    const effect = largestDifference(await ownLogits(base.config, adaptedWeights(weights, adapter), tokens), await ownLogits(base.config, weights, tokens))
    expect(effect).toBeGreaterThan(0.1)
    const merged = join(folder, 'merged.gguf')
    await mergeAdapter(merged, base, adapter, { name: 'merged', precision: 'f16', strength: 1, vocabulary: {} }, new AbortController().signal)
    await using completer = await openCompleter({
      path: merged,
      device: 'cpu',
      threads: { writing: 1, reading: 1 },
      settings: { speakAbove: 0, continueAbove: 0, calibration: null },
    })
    const place = {
      course: '',
      chapter: '',
      lesson: '',
      headings: [],
      before: '写作是一件需要耐心的事情，',
      after: '',
      block: 'paragraph',
      candidate: 0,
    } as const
    let suggested = ''
    for await (const { text } of completer.complete(place, new AbortController().signal)) suggested = text
    expect(suggested).not.toBe('')
  })

  test('divides a step evenly among processes, and of larger steps there are fewer, with their share of warm-up and held-out figures', () => {
    const python = 'python' in found ? found.python : ''
    const code = `
import json, train
told = [[batch, processes, most, *train.divided(batch, processes, most)] for batch in range(1, 9) for processes in range(1, 9) for most in [None, 1, 3] if batch % processes == 0]
json.dump(told, open("divided.json", "w"))`
    ran(python, ['-c', code], bundle)
    const told: [number, number, number | null, number, number][] = JSON.parse(readFileSync(join(bundle, 'divided.json'), 'utf8'))
    expect(told.length).toBeGreaterThan(50)
    expect(told.filter(([batch, processes, most, windows, times]) => processes * windows * times !== batch || windows > (most ?? batch))).toEqual([])
    // Before anything is opened or computed.
    expect(() => ran(python, ['train.py', '--batch', '4'], bundle, { WORLD_SIZE: '8' })).toThrow(
      "8 processes can't share a step evenly (windows in it: 4). Start 1, 2, 4 of them, or have larger steps: --batch 8.",
    )
    expect(() => ran(python, ['train.py', '--windows', '0'], bundle)).toThrow('0 is not at least 1')

    const { passes, warmupShare, heldOutShare, optimiser } = JSON.parse(readFileSync(join(bundle, 'settings.json'), 'utf8'))
    expect(ran(python, ['train.py', '--batch', '8', '--windows', '3', '--out', 'larger'], bundle)).toContain('Steps of 8 windows, not ')
    const { steps, batch } = JSON.parse(readFileSync(join(bundle, 'larger/proof.json'), 'utf8'))
    const [last = ''] = readdirSync(join(bundle, 'larger'))
      .filter((name) => name.startsWith('checkpoint-'))
      .sort((one, other) => Number(other.slice(11)) - Number(one.slice(11)))
    const state: { max_steps: number; log_history: { step: number; eval_loss?: number; learning_rate?: number }[] } = JSON.parse(
      readFileSync(join(bundle, 'larger', last, 'trainer_state.json'), 'utf8'),
    )
    const planned = state.max_steps
    expect([batch, planned < 60 * passes, steps <= planned]).toEqual([8, true, true])
    const figures = state.log_history.filter(({ step, eval_loss }) => step > 0 && eval_loss !== undefined).map(({ step }) => step)
    const each = Math.ceil(planned * heldOutShare)
    expect(figures).toEqual(Array.from({ length: figures.length }, (_, at) => Math.min(planned, (at + 1) * each)))
    expect(figures.length).toBeGreaterThan(2)
    const rates = state.log_history.flatMap(({ step, learning_rate: rate }) => (rate === undefined ? [] : [{ step, rate }]))
    const highest = rates.reduce((most, one) => (one.rate > most.rate ? one : most), { step: 0, rate: 0 })
    // It has risen to what the settings say when the share for that is over, and falls from there.
    expect(highest).toEqual({ step: Math.ceil(planned * warmupShare) + 1, rate: expect.closeTo(optimiser.rate, 6) })
    expect(rates.at(-1)?.rate).toBeLessThan(highest.rate / 2)
  })

  test.each([
    ['sizes', { base: { layers: 5 } }, 'is another base than moke-starter: its layers is 4, not 5.'],
    ['tokens', { probe: { ids: [1, 2, 3] } }, 'divides texts into other tokens than moke-starter'],
  ])('says in a sentence that another base was named, by its %s', (_, other: Record<string, object>, sentence) => {
    withSettings(other, () => {
      expect(() => ran('python' in found ? found.python : '', ['train.py'], bundle)).toThrow(sentence)
    })
  })

  test('reads questions that others asked, gives them no label, and learns their answers', async () => {
    const python = 'python' in found ? found.python : ''
    const answers = (await readFile(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')).trim().split('\n')
    const pair = (at: number) =>
      JSON.stringify({ question: `😀 第${at}个问题：怎样理解下面的内容？`, answer: String(JSON.parse(answers[at] ?? '').text).repeat(4) })
    await writeFile(join(folder, 'pairs.jsonl'), Array.from({ length: 24 }, (_, at) => pair(at)).join('\n'))
    const [zip, into] = [join(folder, 'pairs.zip'), join(folder, 'pairs')]
    ran(process.execPath, [join(root, 'main/cli/main.ts'), 'bundle', '--data', join(folder, 'pairs.jsonl'), '--out', zip], folder)
    await unpack(zip, into)
    const code = `
import json, train
from transformers import AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained("base")
works = train.texts("train.jsonl", tokenizer)
told = []
for line, ids, labels in zip(open("data/train.jsonl", encoding="utf-8"), works["input_ids"], works["labels"]):
    work = json.loads(line)
    (start, end), = work["context"]
    asked = tokenizer.decode([token for token, label in zip(ids, labels) if label == train.IGNORED])
    told.append(asked == work["text"][start:end] and ids[len(ids) - len([label for label in labels if label != train.IGNORED]):] == [label for label in labels if label != train.IGNORED])
class Slow:
    is_fast, name_or_path, eos_token_id = False, "base", 0
    def get_vocab(self):
        return {}
try:
    train.texts("train.jsonl", Slow())
    told.append(False)
except SystemExit as error:
    told.append(str(error).startswith("base has no tokenizer.json"))
json.dump(told, open("told.json", "w"))`
    ran(python, ['-c', code], into)
    const told: boolean[] = JSON.parse(readFileSync(join(into, 'told.json'), 'utf8'))
    expect([told.length > 15, told.every(Boolean)]).toEqual([true, true])
    ran(python, ['train.py', '--steps', '4'], into)
    const { heldOutLoss } = JSON.parse(readFileSync(join(into, 'out/proof.json'), 'utf8'))
    expect(heldOutLoss.after).toBeLessThan(heldOutLoss.before)
  })

  test("in one process, and without an adapter of the output by TRL's own trainer, it does as well", () => {
    withSettings({ lora: { targets: ['q_proj', 'down_proj'] } }, () => {
      ran('python' in found ? found.python : '', ['train.py', '--steps', '4', '--out', 'one'], bundle)
    })
    const { processes, heldOutLoss } = JSON.parse(readFileSync(join(bundle, 'one/proof.json'), 'utf8'))
    expect([processes, heldOutLoss.after < heldOutLoss.before]).toEqual([1, true])
    expect(JSON.parse(readFileSync(join(bundle, 'one/adapter/adapter_config.json'), 'utf8')).target_modules.sort()).toEqual(['down_proj', 'q_proj'])
  })
})

describe.skipIf(factory === undefined)(
  `LLaMA-Factory (${factory === undefined ? 'skipped: MOKE_LLAMAFACTORY_PYTHON names no Python' : 'MOKE_LLAMAFACTORY_PYTHON'})`,
  () => {
    test("takes the YAML by its own parser, with our run's numbers", () => {
      const code = `
import json, sys, yaml
from llamafactory.hparams.parser import get_train_args
args = yaml.safe_load(open("llamafactory/pt.yaml"))
model, data, training, tuning, _ = get_train_args({**args, "bf16": False})
json.dump([tuning.stage, tuning.lora_rank, tuning.lora_alpha, tuning.use_muon, tuning.early_stopping_steps, data.packing], open("parsed.json", "w"))`
      ran(factory ?? '', ['-c', code], bundle)
      const settings = JSON.parse(readFileSync(join(bundle, 'settings.json'), 'utf8'))
      const { rank, alpha } = settings.lora
      expect(JSON.parse(readFileSync(join(bundle, 'parsed.json'), 'utf8'))).toEqual(['pt', rank, alpha, true, settings.patience, true])
    })
  },
)
