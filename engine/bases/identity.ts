/** Which base an adapter was made for, in two hashes: of what its numbers mean, and of the numbers themselves. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { stat } from 'node:fs/promises'
import { type DecoderConfig, familyOf, parameterSpecs } from '#engine/model/index.ts'
import type { Base } from './base.ts'
import { readJsonFields } from './json-fields.ts'

/** What an adapter keeps of its base. */
export interface BaseIdentity {
  /** For people. */
  readonly name: string
  readonly family: string
  /** Of the sizes and the vocabulary: the same for a model and its copies in other precisions. */
  readonly sizes: string
  /** Of samples of every parameter as the file has it. */
  readonly numbers: string
}

/** How two bases stand to one another: `alike` ones have the same shape and vocabulary, but other numbers, as in another precision or after more training. */
export type Kinship = 'same' | 'alike' | 'other'

export function kinship(a: BaseIdentity, b: BaseIdentity): Kinship {
  if (a.family !== b.family || a.sizes !== b.sizes) return 'other'
  return a.numbers === b.numbers ? 'same' : 'alike'
}

const SAMPLE_BYTES = 512

/** Says which base this is; reads half a kilobyte of each parameter and, in a folder, the tokenizer. */
export async function identify(base: Base): Promise<BaseIdentity> {
  const sizes = hash(describe(base.config), await tokensOf(base))
  const numbers = createHash('sha256')
  for (const { name } of parameterSpecs(base.config)) {
    const { type, sizeBytes } = base.entry(name)
    numbers.update(`${name} ${type} ${sizeBytes}\n`)
    numbers.update(await base.readBytes(name, Math.floor(sizeBytes / 2), SAMPLE_BYTES))
  }
  return { name: base.name, family: familyOf(base.config), sizes, numbers: numbers.digest('hex').slice(0, HASH_LENGTH) }
}

const HASH_LENGTH = 32

function hash(description: string, tokens: readonly string[]): string {
  const digest = createHash('sha256').update(`${description}\n`)
  for (const token of tokens) digest.update(`${token}\n`)
  return digest.digest('hex').slice(0, HASH_LENGTH)
}

/** What changes what is computed, as different files round it. */
function describe(config: DecoderConfig): string {
  const { vocabulary, width, layers, heads, keyHeads, headWidth, feedForward, tied, ropeTheta, normEpsilon, ropeDivisors = [], slidingWindow } = config
  const rounded = [ropeTheta, normEpsilon, slidingWindow?.ropeTheta ?? 0, ...ropeDivisors].map((number) => number.toPrecision(4))
  const layersThatSlide = slidingWindow?.layers.map(Number).join('') ?? ''
  return [familyOf(config), vocabulary, width, layers, heads, keyHeads, headWidth, feedForward, tied, ...rounded, slidingWindow?.tokens, layersThatSlide].join(
    ' ',
  )
}

const LONGEST_TOKENIZER = 256e6

/** The tokens in the order of their ids; none where a folder has no `tokenizer.json`. Rows that only fill up an embedding are no tokens. */
async function tokensOf(base: Base): Promise<readonly string[]> {
  if (base.form === 'gguf') {
    const tokens = base.metadata.get('tokenizer.ggml.tokens')
    return tokens?.type === 'array' && tokens.of === 'string' ? withoutFillers(tokens.value) : []
  }
  const path = join(base.path, 'tokenizer.json')
  if (!(await stat(path).catch(() => undefined))?.isFile()) return []
  const file = await readJsonFields(path, LONGEST_TOKENIZER)
  const byId: string[] = []
  const vocabulary = file.fields('model')?.fields('vocab')
  for (const token of vocabulary?.keys() ?? []) put(byId, token, vocabulary?.value(token))
  const added = file.value('added_tokens')
  for (const token of Array.isArray(added) ? added : []) put(byId, String(token?.content), token?.id)
  return withoutFillers(byId)
}

function put(byId: string[], token: string, id: unknown): void {
  if (typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 && id < 1 << 22) byId[id] = token
}

function withoutFillers(tokens: readonly string[]): string[] {
  return Array.from(tokens, (token) => token ?? '').filter((token) => !/^\[PAD\d+\]$/.test(token))
}
