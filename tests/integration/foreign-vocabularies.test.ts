/** Vocabularies that other models bring: SentencePiece with its leading spaces, and pieces that are marks of the model's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openCompleter } from '#engine/completion/index.ts'
import { type GgufValue, openGguf, writeGguf } from '#engine/formats/index.ts'
import { bytesOfSpelling } from '#engine/tokenizer/byte-alphabet.ts'
import { engineService } from '#engine/worker/engine-service.ts'
import type { Measured } from '#preload/contract/engine.ts'
import { writeBigramModel } from './bigram-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-vocabularies-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** How SentencePiece spells a space; a piece of its own, too. */
const space = '▁'
const types = { text: 1, control: 3, userDefined: 4, byte: 6 } as const

/** A model of which word follows which, its metadata as `change` leaves them. */
async function writeModel(name: string, words: readonly string[], change: (metadata: Map<string, GgufValue>, tokens: string[]) => void): Promise<string> {
  const [byteLevel, path] = [join(folder, `${name}-bytes.gguf`), join(folder, `${name}.gguf`)]
  await writeBigramModel(byteLevel, words)
  await using file = await openGguf(byteLevel)
  const metadata = new Map(file.metadata)
  const spelled = metadata.get('tokenizer.ggml.tokens')
  const tokens = spelled?.type === 'array' && spelled.of === 'string' ? [...spelled.value] : []
  change(metadata, tokens)
  const tensors = [...file.tensors.values()].map((tensor) => ({
    name: tensor.name,
    shape: tensor.shape,
    type: 'F32' as const,
    load: () => file.read(tensor.name),
  }))
  await writeGguf(path, { metadata: Object.fromEntries(metadata), tensors })
  return path
}

/** The same tokens as SentencePiece spells them; longer pieces are better ones. */
function asSentencePiece(metadata: Map<string, GgufValue>, tokens: readonly string[]): void {
  const decoder = new TextDecoder()
  const spelled = tokens.map((token, id) => {
    if (id < 256) return `<0x${(bytesOfSpelling(token)?.[0] ?? 0).toString(16).toUpperCase().padStart(2, '0')}>`
    return id === tokens.length - 1 ? token : decoder.decode(Uint8Array.from(bytesOfSpelling(token) ?? [])).replaceAll(' ', space)
  })
  const typeOf = metadata.get('tokenizer.ggml.token_type')
  const kinds = typeOf?.type === 'array' && typeOf.of === 'int32' ? [...typeOf.value] : []
  metadata.set('tokenizer.ggml.model', { type: 'string', value: 'llama' })
  metadata.set('tokenizer.ggml.tokens', { type: 'array', of: 'string', value: spelled })
  metadata.set('tokenizer.ggml.scores', { type: 'array', of: 'float32', value: spelled.map((text) => text.length) })
  metadata.set('tokenizer.ggml.token_type', { type: 'array', of: 'int32', value: kinds.map((kind, id) => (id < 256 ? types.byte : kind)) })
  metadata.set('tokenizer.ggml.add_space_prefix', { type: 'bool', value: true })
  metadata.delete('tokenizer.ggml.merges')
}

async function suggestion(path: string, before: string, { after = '', ...how }: { readonly after?: string; readonly infill?: boolean } = {}): Promise<string> {
  await using completer = await openCompleter({ path, device: 'cpu', threads: { writing: 1, reading: 1 }, ...how })
  let shown = ''
  const place = { course: '', chapter: '', lesson: '', headings: [], after, block: 'paragraph', candidate: 0 } as const
  for await (const { text } of completer.complete({ ...place, before }, new AbortController().signal)) shown = text
  return shown
}

test('it keeps the spaces that SentencePiece puts before words, and finishes a word that is being typed', async () => {
  const path = await writeModel('spaces', [' the', ' loss', ' function', ' measures', ' how', ' far', space], asSentencePiece)
  expect(await suggestion(path, 'the')).toBe(' loss function measures')
  expect(await suggestion(path, 'the los')).toMatch(/^s function/)
  expect(await suggestion(path, 'the loss ')).toMatch(/^function measures/)
})

test('it does not take a piece without the space for the end of a word that was begun with one', async () => {
  const path = await writeModel('joined', [' the', 'loss', ' function', ' lo', space], asSentencePiece)
  expect(await suggestion(path, 'the lo')).toBe('')
})

test('it never writes a mark of the model’s own, and ends before it', async () => {
  const marked = '[multimodal]'
  const path = await writeModel('marks', ['春眠', '不', '觉晓', '处'], (metadata, tokens) => {
    const last = tokens.map((token) => new TextDecoder().decode(Uint8Array.from(bytesOfSpelling(token) ?? []))).lastIndexOf('觉晓')
    metadata.set('tokenizer.ggml.tokens', { type: 'array', of: 'string', value: tokens.with(last, marked) })
    const typeOf = metadata.get('tokenizer.ggml.token_type')
    if (typeOf?.type !== 'array' || typeOf.of !== 'int32') throw new Error('the file says no types')
    metadata.set('tokenizer.ggml.token_type', { ...typeOf, value: [...typeOf.value].with(last, types.userDefined) })
  })
  expect(await suggestion(path, '见[2]：春眠')).toBe('不')
})

describe('a vocabulary with marks for filling in the middle', () => {
  const words = ['前', '后', '中', '春眠', '不', '觉晓']
  /** The words 前, 后 and 中 become the marks, under the keys that a file names them by. */
  const marked = (keys: readonly string[]) => (metadata: Map<string, GgufValue>, tokens: string[]) => {
    const spelled = tokens.map((token) => new TextDecoder().decode(Uint8Array.from(bytesOfSpelling(token) ?? [])))
    const typeOf = metadata.get('tokenizer.ggml.token_type')
    if (typeOf?.type !== 'array' || typeOf.of !== 'int32') throw new Error('the file says no types')
    const kinds = [...typeOf.value]
    for (const [at, key] of keys.entries()) {
      const id = spelled.lastIndexOf(words[at] ?? '')
      kinds[id] = types.control
      metadata.set(`tokenizer.ggml.${key}_token_id`, { type: 'uint32', value: id })
    }
    metadata.set('tokenizer.ggml.token_type', { ...typeOf, value: kinds })
  }

  test.each([
    ['fim_pre', 'fim_suf', 'fim_mid'],
    ['prefix', 'suffix', 'middle'],
  ])('they are found as %s, and what follows the caret is read before what is to be written', async (...keys) => {
    const path = await writeModel(keys.join('-'), words, marked(keys))
    // Behind the mark of the middle the model says 春眠; behind the full stop of the text itself it knows nothing.
    expect(await suggestion(path, '夜来。', { after: '处闻啼鸟', infill: true })).toBe('春眠不觉晓')
    expect(await suggestion(path, '夜来。', { after: '', infill: true })).toBe('')
    expect(await suggestion(path, '夜来。春眠', { after: '处闻啼鸟', infill: true })).toBe('不觉晓')
  })

  test('whether it was taught them is found out once, and remembered by whoever is told', async () => {
    const path = await writeModel('once', words, marked(['fim_pre', 'fim_suf', 'fim_mid']))
    const service = engineService({ progress: () => undefined, log: () => undefined })
    const caller = { client: 'host', signal: new AbortController().signal }
    const load = async (measured: Measured | null) => {
      const loaded = await service.load({ path, id: 'x', device: 'cpu', measured }, caller)
      return { ...loaded, ...(await service.ping({}, caller)) }
    }
    const threads = { writing: 1, reading: 1 }
    const first = await load(null)
    expect(first.measured.fillsIn).toBe(false)
    expect(first.evaluatedTokens).toBeGreaterThan(0)
    expect((await load({ ...first.measured, threads })).measured).toEqual({ ...first.measured, threads })
    const [taught, untaught] = [await load({ threads, fillsIn: true, draftTokens: 0 }), await load({ threads, fillsIn: false, draftTokens: 0 })]
    expect([taught.measured.fillsIn, untaught.measured.fillsIn]).toEqual([true, false])
    expect([taught.evaluatedTokens, untaught.evaluatedTokens]).toEqual([0, 0])
  })

  test('a model that was not taught them is asked as if it had none', async () => {
    const path = await writeModel('untaught', words, marked(['fim_pre', 'fim_suf', 'fim_mid']))
    expect(await suggestion(path, '夜来。', { after: '处闻啼鸟' })).toBe('')
    // As far as what follows goes on from it: this model knows no length that goes better.
    expect(await suggestion(path, '春眠', { after: '处闻啼鸟' })).toMatch(/^不觉晓?$/)
  })
})
