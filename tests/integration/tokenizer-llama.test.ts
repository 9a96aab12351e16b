import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { getLlama, type Llama, type LlamaModel } from 'node-llama-cpp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseVocabulary, Tokenizer, type Vocabulary } from '#engine/tokenizer/index.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { nastyStrings } from '../fixtures/nasty-strings.ts'
import { writeRandomQwen3 } from './random-qwen3.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-tokenizer-'))
const fixture = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const loaded: LlamaModel[] = []
let llama: Llama

beforeAll(async () => {
  llama = await getLlama({ gpu: false, build: 'never' })
})
afterAll(async () => {
  // llama.dispose() waits for ever for a model that the garbage collector took: so keep and dispose each.
  for (const model of loaded) await model.dispose()
  await llama.dispose()
  rmSync(folder, { recursive: true })
})

/** Both tokenizers of one vocabulary: ours, and llama.cpp's after a trip through a GGUF. */
async function both(name: string, vocabulary: Vocabulary): Promise<{ ours: Tokenizer; theirs: LlamaModel }> {
  const path = join(folder, `${name}.gguf`)
  await writeRandomQwen3(path, vocabulary)
  const theirs = await llama.loadModel({ modelPath: path })
  loaded.push(theirs)
  return { ours: new Tokenizer(vocabulary), theirs }
}

describe('the vocabulary of 8,000 in llama.cpp', () => {
  let ours: Tokenizer
  let theirs: LlamaModel
  beforeAll(async () => {
    ;({ ours, theirs } = await both('8000', parseVocabulary(fixture('../resources/models/tokenizer-8000.json'))))
  })

  test('gives a thousand held-out paragraphs the same ids', () => {
    const paragraphs = fixture('fixtures/heldout-paragraphs.jsonl')
      .trim()
      .split('\n')
      .map((line): string => JSON.parse(line).text)
    expect(paragraphs).toHaveLength(1000)
    const differing = paragraphs.filter((text) => ours.encode(text).join() !== theirs.tokenize(text).join())
    expect(differing).toEqual([])
  })

  test.each(Object.entries(nastyStrings))('gives the same ids to: %s', (_name, text) => {
    expect(ours.encode(text)).toEqual([...theirs.tokenize(text)])
  })

  test('gives the same ids to lone surrogates', () => {
    for (const text of ['\ud800', 'a\udc00b', '\udc00\ud800', '好\ud83d']) expect(ours.encode(text)).toEqual([...theirs.tokenize(text)])
  })

  test('gives the same ids to random texts', () => {
    const pieces = fc.constantFrom(' ', '\n', '\r\n', "'s", "'", '，', '的', '课程', 'the', ' a', '1', '23', '\u3000', '\u0301', '😀', '𠮷', '!', '\t', 'ß')
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: fc.oneof(pieces, fc.string({ maxLength: 2 })), maxLength: 60 }))
    fc.assert(
      fc.property(text, (sample) => ours.encode(sample).join() === theirs.tokenize(sample).join()),
      { seed: 20261124, numRuns: 5000 },
    )
  })

  test('decodes to the same text', () => {
    const text = Object.values(nastyStrings).join('\n')
    const ids = theirs.tokenize(text)
    expect(theirs.detokenize(ids)).toBe(text)
    expect(ours.decode(ids)).toBe(text)
  })

  test('ends a text with the same id', () => {
    expect(Number(theirs.tokens.eos)).toBe(ours.endOfText)
    expect(theirs.tokens.shouldPrependBosToken).toBe(false)
  })
})

test('tokens that stand for a text as a whole are cut out of it as in llama.cpp', async () => {
  const plain = parseVocabulary(fixture('../resources/models/tokenizer-8000.json'))
  const added = ['<think>', '</think>', '<think', '用户'].map((text) => ({ bytes: new TextEncoder().encode(text), kind: 'added' as const }))
  const { ours, theirs } = await both('added', { ...plain, tokens: [...plain.tokens, ...added] })
  for (const text of ['<think>\n好的，用户要</think>', 'x<think<think>> y', '用用户户', '<think><think></think', ...Object.values(nastyStrings)])
    expect(ours.encode(text)).toEqual([...theirs.tokenize(text)])
  expect(ours.decode(ours.encode('a<think>b'))).toBe('a<think>b')
})

test('every code point is a letter, number, space or other as in llama.cpp', async () => {
  // Merges across the borders of a code point show whether it went into one piece with its neighbour.
  const merges = ['a', '!', ' '].flatMap((before) => Array.from({ length: 256 }, (_, byte): [number, number] => [before.charCodeAt(0), byte]))
  const known = new Set(merges.map(String))
  for (let byte = 0; byte < 192; byte++) if (!known.has(`${byte},97`)) merges.push([byte, 97])
  const { ours, theirs } = await both('classes', vocabularyFromMerges(merges))
  const differing: string[] = []
  for (let from = 0; from < 0x110000; from += 512) {
    if (from >= 0xd800 && from < 0xe000) continue
    const characters = Array.from({ length: 512 }, (_, i) => String.fromCodePoint(from + i))
    const text = characters.map((x) => `a${x}\n!${x}\n ${x}\n${x}a\n`).join('')
    if (ours.encode(text).join() !== theirs.tokenize(text).join()) differing.push(`within U+${from.toString(16)} and the 511 that follow`)
  }
  expect(differing).toEqual([])
})
