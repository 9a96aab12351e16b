/**
 * What the starter has learnt: held-out bits per character of Chinese documents, those of a character 5-gram counted in
 * the same training text, and how far the model is below it. `MOKE_CORPUS=FOLDER` is where zh-train.jsonl.xz,
 * en-train.jsonl.xz and valid.jsonl.xz are, `MOKE_MODEL=FILE` measures another model. Takes three minutes of two cores.
 */
import { basename } from 'node:path'
import { corpusFile, moke, need, starter } from './corpus.ts'
import { figure, table } from './report.ts'

const model = process.env['MOKE_MODEL'] ?? starter
const train = ['zh-train.jsonl.xz', 'en-train.jsonl.xz'].map(corpusFile)
const heldOut = corpusFile('valid.jsonl.xz')

interface Figures {
  readonly bitsPerCharacter: number
  readonly characters: number
}

/** One figure of `moke eval` over the Chinese documents, and the seconds it took. */
async function evaluate(...args: string[]): Promise<Figures & { readonly seconds: number }> {
  const { said, seconds } = await moke('eval', ...args, '--data', heldOut, '--language', 'zh')
  return { ...(said as Figures), seconds }
}

need('model', [...train, heldOut, model])
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
