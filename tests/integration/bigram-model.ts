import { readFile, writeFile } from 'node:fs/promises'
import { type DecoderConfig, parameterSpecs, type ParameterSpec } from '#engine/model/index.ts'
import { Tokenizer } from '#engine/tokenizer/index.ts'
import { type Vocabulary, vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { writeGgufModel } from '#engine/training/gguf-model.ts'

export interface BigramOptions {
  readonly contextLength?: number
  /** Width of the idle feed-forward layers: the wider, the slower. */
  readonly feedForward?: number
  readonly layers?: number
}

/** How much likelier than any other token the one that follows is, as a logarithm. */
const strength = 8

/** The probability of each next word among the twenty likeliest tokens. */
export const certainty = Math.exp(strength) / (Math.exp(strength) + 19)

/** Words that never repeat: each has one that follows, until the last, which ends the text. */
export const poem = [
  '春眠',
  '不',
  '觉晓',
  '处',
  '闻',
  '啼鸟',
  '夜',
  '来',
  '风雨',
  '声',
  '花',
  '落',
  '知',
  '多',
  '少',
  '床',
  '前',
  '明月',
  '光',
  '疑',
  '是',
  '地',
  '上',
  '霜',
  '举头',
  '望',
  '低',
  '思',
  '故乡',
]

/**
 * Writes a real qwen3 model for llama.cpp that has learnt nothing but which word comes after which. Its
 * layers add nothing, its embedding is the identity, its output a table. Every word is one token.
 */
export async function writeBigramModel(path: string, words: readonly string[], options: BigramOptions = {}): Promise<Tokenizer> {
  const vocabulary = vocabularyOf(words)
  const tokenizer = new Tokenizer(vocabulary)
  const { contextLength = 512, feedForward = 32, layers = 2 } = options
  const width = Math.ceil(tokenizer.size / 32) * 32
  const config: DecoderConfig = {
    vocabulary: tokenizer.size,
    width,
    layers,
    heads: 1,
    keyHeads: 1,
    headWidth: 32,
    feedForward,
    tied: false,
    ropeTheta: 10_000,
    normEpsilon: 1e-6,
    contextLength,
  }
  const ids = words.map((word) => tokenizer.encode(word)[0] ?? 0)
  // Also after a byte of the text that a model is tried with: one that knows nothing at all there is taken for damaged.
  const follow = [...ids.map((id, at) => [id, ids[at + 1] ?? tokenizer.endOfText] as const), [0x86, 0x99] as const]
  const weights = new Map(parameterSpecs(config).map((spec) => [spec.name, numbersOf(spec, width, follow)]))
  await writeGgufModel(path, { config, weights, vocabulary }, 'bigrams', 'f32')
  return tokenizer
}

/** Writes a model that looks whole and at which llama.cpp ends the process: a tokenizer of a kind that its vocabulary is not of. */
export async function writeDeadlyModel(path: string): Promise<void> {
  await writeBigramModel(path, poem)
  const file = await readFile(path)
  file.write('rwkv', file.indexOf('gpt2'))
  await writeFile(path, file)
}

function numbersOf({ name, shape, role }: ParameterSpec, width: number, follow: readonly (readonly [number, number])[]): Float32Array {
  const numbers = new Float32Array(shape.reduce((product, size) => product * size, 1))
  if (role === 'norm') return numbers.fill(1)
  if (role !== 'embedding') return numbers
  if (name === 'lm_head.weight') for (const [id, next] of follow) numbers[next * width + id] = strength / Math.sqrt(width)
  else for (let token = 0; token < (shape[0] ?? 0); token++) numbers[token * width + token] = 1
  return numbers
}

/** Bytes merged to characters, then characters to the words. */
function vocabularyOf(words: readonly string[]): Vocabulary {
  const merges: [number, number][] = []
  const idOf = new Map<string, number>()
  const merge = (left: number, right: number): number => {
    const key = `${left} ${right}`
    const known = idOf.get(key)
    if (known !== undefined) return known
    const id = 256 + merges.push([left, right]) - 1
    idOf.set(key, id)
    return id
  }
  const merged = (parts: readonly number[]) => parts.reduce(merge)
  const character = (text: string) => merged([...new TextEncoder().encode(text)])
  for (const each of new Set(words.join(''))) character(each)
  for (const word of words) merged([...word].map(character))
  return vocabularyFromMerges(merges)
}
