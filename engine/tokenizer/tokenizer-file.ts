/**
 * The tokenizer's own file: JSON with the name of the pre-tokeniser, the size and the merges. Ids follow
 * from the order (bytes, merges, end of text), so nothing else has to be kept.
 */
import { TokenizerError } from './tokenizer-error.ts'
import { END_OF_TEXT, type Vocabulary, vocabularyFromMerges } from './vocabulary.ts'

const FORMAT = 'moke-tokenizer'
const VERSION = 1
const PATTERN = 'qwen2'

/** The text of a tokenizer file. The vocabulary has to come from training or from such a file: ids 0 to 255 the bytes, and so on. */
export function serializeVocabulary(vocabulary: Vocabulary): string {
  const header = { format: FORMAT, version: VERSION, pattern: PATTERN, size: vocabulary.tokens.length, endOfText: END_OF_TEXT }
  const merges = vocabulary.merges.map(([left, right]) => `    [${left}, ${right}]`).join(',\n')
  return `${JSON.stringify(header, null, 2).slice(0, -2)},\n  "merges": [\n${merges}\n  ]\n}\n`
}

/** The vocabulary in the text of a tokenizer file. Throws TokenizerError that says what is wrong with it. */
export function parseVocabulary(text: string): Vocabulary {
  const file = parseObject(text)
  expect(file['format'] === FORMAT, `its format is ${show(file['format'])}, not ${show(FORMAT)}`)
  expect(file['version'] === VERSION, `its version is ${show(file['version'])}; this program reads version ${VERSION}`)
  expect(file['pattern'] === PATTERN, `its pattern is ${show(file['pattern'])}; this program knows ${show(PATTERN)}`)
  expect(file['endOfText'] === END_OF_TEXT, `its end of text is ${show(file['endOfText'])}, not ${show(END_OF_TEXT)}`)
  const vocabulary = vocabularyFromMerges(parseMerges(file['merges']))
  expect(file['size'] === vocabulary.tokens.length, `its size is ${show(file['size'])}, but its merges make ${vocabulary.tokens.length} ids`)
  return vocabulary
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new TokenizerError(`This is no tokenizer file: it is not JSON (${error instanceof Error ? error.message : String(error)}).`)
  }
  expect(typeof value === 'object' && value !== null && !Array.isArray(value), 'it is not a JSON object')
  return { ...value }
}

function parseMerges(value: unknown): (readonly [number, number])[] {
  if (!Array.isArray(value)) throw new TokenizerError('This is no tokenizer file: it has no list of merges.')
  const items: readonly unknown[] = value
  return items.map((item, rank) => {
    const pair: readonly unknown[] = Array.isArray(item) ? item : []
    const [left, right] = pair
    if (pair.length !== 2 || !isId(left) || !isId(right))
      throw new TokenizerError(`This is no tokenizer file: merge ${rank} is ${show(item)}, not a pair of ids.`)
    return [left, right] as const
  })
}

function isId(value: unknown): value is number {
  return Number.isInteger(value)
}

function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new TokenizerError(`This is no tokenizer file: ${otherwise}.`)
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? 'missing'
}
