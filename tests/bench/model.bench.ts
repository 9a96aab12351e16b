/**
 * What the starter has learnt: held-out bits per character of Chinese documents, those of a character 5-gram counted in
 * the same training text, and how far the model is below it. `MOKE_CORPUS=FOLDER` is where zh-train.jsonl.xz,
 * en-train.jsonl.xz and valid.jsonl.xz are, `MOKE_MODEL=FILE` measures another model. Takes three minutes of two cores.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../e2e/launch.ts'
import { figure, table } from './report.ts'

const corpus = process.env['MOKE_CORPUS'] ?? join(root, '../shared/corpus')
const model = process.env['MOKE_MODEL'] ?? join(root, 'resources/models/moke-starter-q8_0.gguf')
const train = ['zh-train.jsonl.xz', 'en-train.jsonl.xz'].map((name) => join(corpus, name))
const heldOut = join(corpus, 'valid.jsonl.xz')

interface Figures {
  readonly bitsPerCharacter: number
  readonly characters: number
}

/** One figure of `moke eval` over the Chinese documents, and the seconds it took. */
async function evaluate(...args: string[]): Promise<Figures & { readonly seconds: number }> {
  const begun = performance.now()
  const asked = ['eval', ...args, '--data', heldOut, '--language', 'zh', '--json']
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'engine/cli/main.ts'), ...asked])
  const figures: Figures = JSON.parse(stdout)
  return { ...figures, seconds: Math.round((performance.now() - begun) / 1000) }
}

const missing = [...train, heldOut, model].filter((file) => !existsSync(file))
if (missing.length > 0) {
  console.error(`model.*: not measured, for there is no ${missing.join(', ')}; MOKE_CORPUS=FOLDER says where the corpus is.`)
  process.exit(0)
}
const fiveGram = await evaluate('--five-gram', ...train.flatMap((file) => ['--train', file]))
const learnt = await evaluate(model)
figure(
  'model.zh_bpc',
  learnt.bitsPerCharacter,
  `${basename(model)}: held-out bits per character, ${learnt.characters} characters of Chinese documents; ${learnt.seconds} s`,
)
figure('model.zh_bpc_5gram', fiveGram.bitsPerCharacter, `Kneser–Ney 5-gram of the same training text, counted and measured in ${fiveGram.seconds} s`)
figure('model.zh_gap_5gram', fiveGram.bitsPerCharacter - learnt.bitsPerCharacter, 'bits per character that the model is below the 5-gram')
table()
