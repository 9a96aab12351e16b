import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompletionErrorCode, Superseded } from '#engine/completion/completion-error.ts'
import { type Completer, type CompletionPart, type CompletionRequest, openCompleter } from '#engine/completion/index.ts'
import { openGguf, writeGguf } from '#engine/formats/index.ts'
import type { Tokenizer } from '#engine/tokenizer/index.ts'
import { readSample } from '#main/services/sample-course.ts'
import { blockText } from '#preload/document/lines.ts'
import { ContextWindow } from '#preload/document/context-window.ts'
import { certainty, poem, writeBigramModel } from './bigram-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-completion-'))
const path = join(folder, 'poem.gguf')
const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
const oneThread = { writing: 1, reading: 1 }
const never = new AbortController().signal
let tokenizer: Tokenizer

beforeAll(async () => {
  tokenizer = await writeBigramModel(path, poem)
})
afterAll(() => rmSync(folder, { recursive: true }))

const request = (before: string, part: Partial<CompletionRequest> = {}): CompletionRequest => ({
  course: '',
  chapter: '',
  lesson: '诗',
  headings: [],
  before,
  after: '',
  block: 'paragraph',
  candidate: 0,
  ...part,
})

async function all(completer: Completer, asked: CompletionRequest, signal = never): Promise<CompletionPart[]> {
  const parts: CompletionPart[] = []
  for await (const part of completer.complete(asked, signal)) parts.push(part)
  return parts
}

async function last(completer: Completer, asked: CompletionRequest): Promise<CompletionPart> {
  const part = (await all(completer, asked)).at(-1)
  if (!part) throw new Error('a request is always answered')
  return part
}

/** Without drafts, which would be counted as evaluated. */
const open = (part: Partial<Parameters<typeof openCompleter>[0]> = {}) => openCompleter({ path, device: 'cpu', threads: oneThread, draftTokens: 0, ...part })

describe('completing with a real model', () => {
  test('it says what the model knows, with its probabilities among the twenty likeliest', async () => {
    await using completer = await open()
    const { text, tokens } = await last(completer, request('春眠'))
    expect(text).toBe(poem.slice(1, 13).join(''))
    expect(tokens.map((token) => token.text)).toEqual(poem.slice(1, 13))
    for (const { probability } of tokens) expect(probability).toBeCloseTo(certainty, 4)
  })

  test('it finishes the word that is being typed', async () => {
    await using completer = await open()
    const { text, tokens } = await last(completer, request('春眠不觉'))
    expect(text.startsWith('晓处闻')).toBe(true)
    expect(tokens[0]?.text).toBe('晓')
    expect(tokens[0]?.probability).toBeGreaterThan(0.99)
  })

  test('it ends where the model ends, and says nothing where the model knows nothing', async () => {
    await using completer = await open()
    expect((await last(completer, request('举头望'))).text).toBe('低思故乡')
    expect((await last(completer, request('故乡'))).text).toBe('')
    expect((await last(completer, request('海'))).text).toBe('')
  })

  test('it does not say again what follows the caret', async () => {
    await using completer = await open()
    expect((await last(completer, request('春眠', { after: '处闻啼鸟' }))).text).toBe('不觉晓')
    expect((await last(completer, request('春眠', { after: '不觉晓。' }))).text).toBe('')
  })

  test('it describes what it opened', async () => {
    await using completer = await open()
    expect(completer.model).toMatchObject({
      name: 'bigrams',
      architecture: 'qwen3',
      device: 'cpu',
      deviceName: null,
      fellBack: null,
      threads: oneThread,
      contextTokens: 512,
      usedContextTokens: 512,
      quantisation: 'F32',
      licence: null,
      offloadedLayers: 0,
    })
  })
})

describe('the prefix cache on a real model', () => {
  /** Sentences of known words, so that a token is a word. */
  const words = (count: number) => Array.from({ length: count }, (_, at) => `${poem[(at * 7) % poem.length]}`)
  const silent = { settings: { tokens: 1 } }

  test('it evaluates the whole text once and then what a keystroke adds', async () => {
    await using completer = await open(silent)
    const text = words(180).join('')
    const first = await last(completer, request(text))
    expect(first.promptTokens).toBeGreaterThan(170)
    expect(first.evaluatedTokens).toBeGreaterThanOrEqual(first.promptTokens)
    const added = words(220).slice(180)
    const costs: number[] = []
    for (const [at] of added.entries()) {
      const { evaluatedTokens, promptTokens } = await last(completer, request(text + added.slice(0, at + 1).join('')))
      expect(promptTokens).toBe(first.promptTokens + at + 1)
      costs.push(evaluatedTokens)
    }
    // A token for the word; healing asks again about a place or two before it only when tokens were replaced.
    expect(Math.max(...costs)).toBeLessThanOrEqual(3)
  })

  test('it evaluates few tokens for a letter within a word, which changes how the word is split', async () => {
    await using completer = await open(silent)
    const text = words(200).join('')
    await last(completer, request(text))
    for (const typed of ['明', '明月', '明月光', '明月光举', '明月光举头']) {
      expect((await last(completer, request(text + typed))).evaluatedTokens).toBeLessThanOrEqual(3)
    }
  })

  test('it evaluates nothing for typing along its suggestion', async () => {
    await using completer = await open()
    const { text } = await last(completer, request('春眠'))
    for (const length of [1, 3, 4, 5]) {
      const along = await last(completer, request(`春眠${text.slice(0, length)}`))
      expect(along.text.startsWith(text.slice(length))).toBe(true)
      // One token more than before is suggested for each that was typed; what was suggested already is known.
      expect(along.evaluatedTokens).toBeLessThanOrEqual(length)
    }
    expect((await last(completer, request(`春眠${text.slice(0, 5)}`))).evaluatedTokens).toBe(0)
  })

  test('it evaluates next to nothing for deleting', async () => {
    await using completer = await open(silent)
    const all = words(200)
    for (const count of [198, 199, 200]) await last(completer, request(all.slice(0, count).join('')))
    for (const count of [199, 198]) expect((await last(completer, request(all.slice(0, count).join('')))).evaluatedTokens).toBe(0)
    expect((await last(completer, request(all.slice(0, 190).join('')))).evaluatedTokens).toBeLessThanOrEqual(3)
  })

  test('it moves its window seldom and stays within the context', async () => {
    await using completer = await open(silent)
    const all = words(900).map((word, at) => (at % 9 === 8 ? '。' : word))
    let moves = 0
    for (let count = 500; count <= 900; count += 4) {
      const { evaluatedTokens, promptTokens } = await last(completer, request(all.slice(0, count).join('')))
      expect(promptTokens).toBeLessThan(512)
      if (evaluatedTokens > 20) moves++
    }
    // 400 words in steps of a hundred or more.
    expect(moves).toBeGreaterThan(1)
    expect(moves).toBeLessThanOrEqual(7)
  })

  test('it splits text as our own tokenizer does', async () => {
    await using completer = await open(silent)
    const text = words(50).join('')
    expect((await last(completer, request(text))).promptTokens).toBe(tokenizer.encode(`# 诗\n\n${text}`).length)
  })
})

describe('other candidates on a real model', () => {
  test('they begin with other words and evaluate their own tokens only', async () => {
    await using completer = await openCompleter({ path: starter, device: 'cpu', threads: oneThread })
    // It ends with a whole word and its mark, so that no token of it is replaced.
    const asked = request('学习一门新的语言需要时间，也需要方法，', { lesson: '学习方法' })
    const first = await last(completer, asked)
    const texts: string[] = []
    const beginnings = [first.tokens[0]?.text]
    for (let candidate = 1; candidate <= 7; candidate++) {
      const { text, tokens, evaluatedTokens, promptTokens } = await last(completer, { ...asked, candidate })
      expect(promptTokens).toBe(first.promptTokens)
      // Twelve tokens at most, the last of which is not read.
      expect(evaluatedTokens).toBeLessThanOrEqual(11)
      if (text === '') continue
      expect(tokens.map((token) => token.text).join('')).toBe(text)
      texts.push(text)
      beginnings.push(tokens[0]?.text)
    }
    expect(texts.length).toBeGreaterThan(2)
    expect(new Set(beginnings).size).toBe(beginnings.length)
    expect(await last(completer, { ...asked, candidate: 1 })).toMatchObject({ text: texts[0] })
  })
})

describe('preparing on a real model', () => {
  const lesson = readFileSync(fileURLToPath(new URL('../fixtures/lessons/seq2seq.txt', import.meta.url)), 'utf8').replace(/\n+/g, '\n\n')
  const at = (length: number): CompletionRequest => request(lesson.slice(0, length), { course: '语音识别入门', lesson: 'Seq2Seq结构' })
  const openStarter = (draftTokens = 0) => openCompleter({ path: starter, device: 'cpu', threads: oneThread, draftTokens, stepTokens: 64 })
  const said = async (completer: Completer, asked: CompletionRequest) => (await last(completer, asked)).text
  /** Places of a lesson as they come while it is written, past where its window moves. */
  const places = Array.from({ length: 60 }, (_, n) => at(1100 + n * 17))

  test('suggestions are the same with it and without, and with drafts that are looked up', async () => {
    const written = async (draftTokens: number, prepare: boolean) => {
      await using completer = await openStarter(draftTokens)
      const parts: CompletionPart[] = []
      for (const asked of places) {
        if (prepare) await completer.prepare(asked, 'read', never)
        const part = await last(completer, asked)
        parts.push(part)
        if (prepare) await completer.prepare({ ...asked, before: asked.before + part.text }, 'written', never)
      }
      return parts
    }
    const plain = await written(0, false)
    const shown = plain.filter(({ text }) => text !== '')
    expect(shown.length).toBeGreaterThan(10)
    for (const others of [await written(0, true), await written(3, false), await written(3, true)]) {
      expect(others.map(({ promptTokens }) => promptTokens)).toEqual(plain.map(({ promptTokens }) => promptTokens))
      for (const [at, { tokens }] of others.entries()) expectSame(tokens, plain[at]?.tokens ?? [])
      expect(others.filter(({ text }, at) => text !== plain[at]?.text).length).toBeLessThan(3)
    }
  })

  /** llama.cpp rounds a token otherwise when it reads it with others, so that two words as likely as each other may change places. */
  function expectSame(some: CompletionPart['tokens'], others: CompletionPart['tokens']): void {
    for (const [at, { text, probability }] of some.entries()) {
      expect(Math.abs(probability - (others[at]?.probability ?? probability))).toBeLessThan(0.02)
      if (text !== others[at]?.text) return
    }
  }

  test('the suggestion behind an accepted one is there without a step of the model', async () => {
    await using completer = await openStarter()
    let seen = 0
    for (const asked of places) {
      const text = await said(completer, asked)
      if (text === '') continue
      const next = { ...asked, before: asked.before + text }
      await completer.prepare(next, 'written', never)
      expect((await last(completer, next)).evaluatedTokens).toBe(0)
      seen++
    }
    expect(seen).toBeGreaterThan(10)
  })

  test('a lesson that was opened is read before the first question, and the one before it is not lost', async () => {
    await using completer = await openStarter()
    expect(completer.model.texts).toBe(2)
    const other = { ...at(0), before: `很多人迟迟没有动笔，是因为害怕。`.repeat(20) }
    await said(completer, other)
    await completer.prepare(at(1000), 'read', never)
    for (const asked of [at(1000), other]) {
      const { evaluatedTokens, tokens } = await last(completer, asked)
      expect(evaluatedTokens).toBeLessThanOrEqual(tokens.length + 2)
    }
  })

  test('it gives way to a question, ends with its caller and with the model', async () => {
    const completer = await openStarter()
    const first = completer.prepare(at(1000), 'read', never)
    const asked = said(completer, at(600))
    await expect(first).rejects.toThrow(Superseded)
    const stop = new AbortController()
    const second = completer.prepare(at(1000), 'written', stop.signal)
    stop.abort()
    await expect(second).rejects.toThrow(Superseded)
    expect(typeof (await asked)).toBe('string')
    const third = completer.prepare(at(1000), 'read', never)
    await Promise.all([expect(third).rejects.toThrow(Superseded), completer[Symbol.asyncDispose]()])
    await expect(completer.prepare(at(1000), 'read', never)).rejects.toThrow(Superseded)
  })

  test('it tells whether drafts pay, as measured or as given', async () => {
    await using measured = await openCompleter({ path, device: 'cpu', threads: oneThread })
    await using given = await open({ draftTokens: 3 })
    expect([0, 3]).toContain(measured.model.draftTokens)
    expect(given.model.draftTokens).toBe(3)
    expect(given.triedTokens).toBeLessThan(measured.triedTokens) // what is known is not tried again
  })
})

describe('giving up', () => {
  const long = { settings: { tokens: 28, characters: 200 } }

  test('it stops within one token', async () => {
    await using completer = await open(long)
    const stop = new AbortController()
    let atStop = 0
    const asked = (async () => {
      for await (const { text } of completer.complete(request('春眠'), stop.signal)) {
        if (text.length < 4 || stop.signal.aborted) continue
        atStop = completer.evaluatedTokens
        stop.abort()
      }
    })()
    await expect(asked).rejects.toThrow(Superseded)
    expect(atStop).toBeGreaterThan(0)
    expect(completer.evaluatedTokens - atStop).toBeLessThanOrEqual(1)
  })

  test('it stops within one step of reading a long text, and keeps what it has read', async () => {
    await using completer = await open({ ...long, path: await slowModel() })
    const text = poem.join('').repeat(9)
    const stop = new AbortController()
    const asked = all(completer, request(text), stop.signal)
    await whileReading(completer)
    stop.abort()
    await expect(asked).rejects.toThrow(Superseded)
    const read = completer.evaluatedTokens
    expect(read).toBeLessThan(200)
    const { evaluatedTokens, promptTokens } = await last(completer, request(text))
    expect(promptTokens).toBeGreaterThan(170)
    expect(evaluatedTokens).toBeLessThan(promptTokens)
  })

  test('it gives up an older request for a newer one', async () => {
    await using completer = await open(long)
    const results = await Promise.allSettled(['春眠', '床前', '举头'].map((before) => last(completer, request(before))))
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.text : result.reason))).toEqual([
      expect.any(Superseded),
      expect.any(Superseded),
      '望低思故乡',
    ])
  })

  test('it stops for closing', async () => {
    const completer = await open(long)
    const asked = all(completer, request('春眠'))
    await Promise.all([expect(asked).rejects.toThrow(Superseded), completer[Symbol.asyncDispose]()])
  })

  /** Waits until the first step of reading is done. */
  async function whileReading(completer: Completer): Promise<void> {
    const before = completer.evaluatedTokens
    while (completer.evaluatedTokens === before) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Slow enough to be read in many steps. */
  async function slowModel(): Promise<string> {
    const slow = join(folder, 'slow.gguf')
    await writeBigramModel(slow, poem, { feedForward: 4096, layers: 4 })
    return slow
  }
})

describe('threads', () => {
  test('it measures them where none are given', async () => {
    const phases: string[] = []
    await using completer = await open({ threads: null, onPhase: (phase, device) => phases.push(`${phase} ${device}`) })
    expect(phases).toEqual(['loading cpu', 'measuring cpu'])
    expect(completer.model.threads.writing).toBeGreaterThanOrEqual(1)
    expect(completer.model.threads.reading).toBeGreaterThanOrEqual(completer.model.threads.writing)
    expect((await last(completer, request('举头'))).text).toBe('望低思故乡')
  })

  test('it uses those that were measured before', async () => {
    const phases: string[] = []
    await using completer = await open({ threads: { writing: 1, reading: 2 }, onPhase: (phase) => phases.push(phase) })
    expect(phases).toEqual(['loading'])
    expect(completer.model.threads).toEqual({ writing: 1, reading: 2 })
  })
})

describe('what cannot be opened', () => {
  const broken = join(folder, 'broken.gguf')

  test('it says that a file is missing', async () => {
    await expect(open({ path: join(folder, 'none.gguf') })).rejects.toMatchObject({
      code: 'model-missing',
      expected: true,
      message: expect.stringContaining('none.gguf'),
    })
  })

  test.each<[what: string, code: CompletionErrorCode, make: (whole: Buffer) => Uint8Array | string]>([
    ['a text', 'model-foreign', () => 'this is no model'],
    ['nothing', 'model-empty', () => ''],
    ['a GGUF cut in its header', 'model-cut', (whole) => whole.subarray(0, 300)],
    ['a GGUF cut in its tensors', 'model-cut', (whole) => whole.subarray(0, whole.length - 5000)],
    ['a GGUF with a damaged header', 'model-broken', (whole) => Buffer.concat([whole.subarray(0, 24), Buffer.alloc(400, 0xff), whole.subarray(424)])],
  ])('it says what is wrong with a file: %s', async (_what, code, make) => {
    await writeFile(broken, make(await readFile(path)))
    await expect(open({ path: broken })).rejects.toMatchObject({ code, message: expect.stringContaining('choose another model') })
  })

  test('it says that a folder is no model', async () => {
    await expect(open({ path: folder })).rejects.toMatchObject({ code: 'model-folder' })
  })

  test.each<[what: string, change: (metadata: Map<string, unknown>) => void]>([
    ['no vocabulary', (metadata) => metadata.delete('tokenizer.ggml.tokens')],
    ['no architecture', (metadata) => metadata.delete('general.architecture')],
    ['an architecture that nobody knows', (metadata) => metadata.set('general.architecture', { type: 'string', value: 'moke-42' })],
    ['no context length', (metadata) => metadata.delete('qwen3.context_length')],
    ['no heads', (metadata) => metadata.delete('qwen3.attention.head_count')],
    ['heads of no width', (metadata) => metadata.set('qwen3.attention.key_length', { type: 'uint32', value: 0 })],
    ['hardly any context', (metadata) => metadata.set('qwen3.context_length', { type: 'uint32', value: 1 })],
    ['more layers than there are', (metadata) => metadata.set('qwen3.block_count', { type: 'uint32', value: 9 })],
  ])('it says that a model is broken: %s', async (_what, change) => {
    await writeChanged(broken, change)
    await expect(open({ path: broken })).rejects.toMatchObject({ code: 'model-broken' })
  })

  test('it says that a card is not there', async () => {
    const device = process.platform === 'darwin' ? 'cuda' : 'metal'
    await expect(open({ device })).rejects.toMatchObject({ code: 'device-missing', message: expect.stringContaining(device) })
  })

  test('it runs a small model on the processor where it may choose', async () => {
    await using completer = await open({ device: 'auto' })
    expect(completer.model).toMatchObject({ device: 'cpu', fellBack: null })
  })

  async function writeChanged(to: string, change: (metadata: Map<string, unknown>) => void): Promise<void> {
    await using file = await openGguf(path)
    const metadata = new Map(file.metadata)
    change(metadata)
    const tensors = [...file.tensors.values()].map(({ name, shape }) => ({ name, shape, type: 'F32' as const, load: () => file.read(name) }))
    await writeGguf(to, { metadata: Object.fromEntries(metadata), tensors })
  }
})

describe('the starter', () => {
  test('it is opened and answers in the language of the text', async () => {
    await copyFile(starter, join(folder, 'starter.gguf'))
    await using completer = await openCompleter({
      path: join(folder, 'starter.gguf'),
      device: 'auto',
      threads: oneThread,
      settings: { calibration: null, speakAbove: 0, continueAbove: 0 },
    })
    const { text, tokens } = await last(completer, request('机器学习是人工智能的一个', { lesson: '机器学习' }))
    expect(text).toMatch(/^[\p{Script=Han}\p{P}\p{N}]+$/u)
    expect(tokens.map((token) => token.text).join('')).toBe(text)
    for (const { probability } of tokens) {
      expect(probability).toBeGreaterThan(0)
      expect(probability).toBeLessThanOrEqual(1)
    }
  })

  test.each(['zh-CN', 'en'])('it finishes the sentence that the sample course leaves unfinished, as the page asks for it: %s', async (language) => {
    const course = readSample(fileURLToPath(new URL(`../../resources/sample-course/${language}.json`, import.meta.url)))
    const [chapter] = course.chapters
    const [lesson] = chapter?.lessons ?? []
    if (!chapter || !lesson) throw new Error('the sample course has no lesson')
    const end = { path: [lesson.doc.length - 1, 0], offset: blockText(lesson.doc.at(-1)!).length }
    const asked = new ContextWindow().at(lesson.doc, end, { course: course.title, chapter: chapter.title, lesson: lesson.title }, 0)
    if (!asked) throw new Error('nothing is asked for at the end of the lesson')
    await using completer = await openCompleter({ path: starter, device: 'auto', threads: oneThread })
    expect((await last(completer, asked)).text).not.toBe('')
  })
})

describe('moke complete', () => {
  const moke = fileURLToPath(new URL('../../engine/cli/main.ts', import.meta.url))
  const run = (argv: string[], input = '') => spawnSync(process.execPath, [moke, 'complete', ...argv], { input, encoding: 'utf8' })

  test('it prints the suggestion, for text given or piped in', () => {
    expect(run(['--model', path, '--threads', '1', '举头'])).toMatchObject({ status: 0, stdout: '望低思故乡\n' })
    expect(run(['--model', path, '--threads', '1', '--after', '故乡', '-'], '举头\n')).toMatchObject({ status: 0, stdout: '望低思\n' })
  })

  test('it prints tokens, probabilities and times as JSON', () => {
    const { status, stdout } = run(['--model', path, '--json', '--device', 'cpu', '--title', '诗', '举头'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      text: '望低思故乡',
      tokens: ['望', '低', '思', '故乡'].map((text) => ({ text, probability: expect.closeTo(certainty, 3) })),
      model: 'bigrams',
      device: 'cpu',
      ms: { loading: expect.any(Number), completing: expect.any(Number) },
    })
  })

  test('it says that there is nothing to suggest, and shows it all the same when asked', () => {
    expect(run(['--model', path, '--threads', '1', '海'])).toMatchObject({ status: 0, stdout: '', stderr: expect.stringContaining('--always') })
  })

  test('it prints another candidate, and tells what is out of range', () => {
    const [first, other] = ['0', '1'].map(
      (candidate) => run(['--model', starter, '--threads', '1', '--candidate', candidate, '--always', '机器学习是人工智能的一个']).stdout,
    )
    expect(other?.trim()).not.toBe('')
    expect(other?.charAt(0)).not.toBe(first?.charAt(0))
    expect(run(['--model', starter, '--candidate', '8', '举头'])).toMatchObject({ status: 2, stderr: expect.stringContaining('--candidate') })
  })

  test('it fails with a sentence', () => {
    expect(run(['--model', join(folder, 'none.gguf'), '举头'])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('none.gguf') })
  })
})
