import { describe, expect, test } from 'vitest'
import { type Memory, type ModelFacts, modelTitle } from '#preload/contract/models.ts'
import { licenceKind } from '#renderer/panels/models/licence.ts'
import { factLines, quantisationWords, verdictSentence } from '#renderer/panels/models/model-words.ts'
import { type Verdict, verdictOf } from '#renderer/panels/models/verdict.ts'
import { translator } from '#renderer/ui/translate.ts'

const zh = translator('zh-CN')
const en = translator('en')
const facts: ModelFacts = {
  name: 'Qwen',
  architecture: 'qwen3',
  bytes: 600e6,
  files: 1,
  parameters: 1.72e9,
  contextTokens: 32768,
  quantisation: 'Q4_K',
  fileType: null,
  licence: 'apache-2.0',
  languages: ['zh', 'en', 'no language'],
  isInstruct: true,
  memory: { weights: 600e6, cache: 100e6, compute: 200e6, program: 100e6, readPerToken: 600e6 },
}
const computer: Memory = { total: 16e9, free: 8e9, card: null }
const card = { device: 'cuda' as const, name: 'RTX', total: 8e9, free: 7e9 }
const ofBytes = (bytes: number) => ({ bytes, memory: { ...facts.memory, weights: bytes, readPerToken: bytes } })

describe('whether a computer can run a model', () => {
  test.each<[string, number, Memory, boolean, Verdict['kind']]>([
    ['a small one', 6e6, computer, true, 'comfortable'],
    ['one that reads a lot for each token', 4e9, computer, true, 'slow'],
    ['the same one on a card', 4e9, { ...computer, card }, true, 'on-card'],
    ['the same one where the author wants the processor', 4e9, { ...computer, card }, false, 'slow'],
    ['one too large for the card', 7e9, { ...computer, card, free: 10e9 }, true, 'slow'],
    ['one that fits once other programs are closed', 9e9, computer, true, 'tight'],
    ['one larger than the memory', 15e9, computer, true, 'too-large'],
    ['any one in no memory', 6e6, { total: 0, free: 0, card: null }, true, 'too-large'],
  ])('%s', (_name, bytes, memory, usesCard, kind) => {
    expect(verdictOf(ofBytes(bytes), memory, usesCard).kind).toBe(kind)
  })

  test('a model that picks among experts is as fast as what it reads', () => {
    const experts = { bytes: 6e9, memory: { ...facts.memory, weights: 6e9, readPerToken: 600e6 } }
    expect(verdictOf(experts, computer, true)).toEqual({ kind: 'comfortable' })
  })

  test('it is told in words that say what to do', () => {
    const sentences = (['slow', 'tight', 'too-large'] as const).map((kind) => {
      const verdict = { slow: ofBytes(4e9), tight: ofBytes(9e9), 'too-large': ofBytes(15e9) }[kind]
      return verdictSentence(zh, 'zh-CN', verdictOf(verdict, computer, true))
    })
    expect(sentences[0]).toMatch(/大约要等 2 秒.*请选 1\.5\s?吉字节|大约要等 2 秒.*请选 1\.5 GB/)
    expect(sentences[1]).toMatch(/还差 .*先关掉一些程序/)
    expect(sentences[2]).toMatch(/一共 15 .*请选 6\.7 .*以下/)
  })
})

describe('what a licence means to who sells courses', () => {
  test.each([
    ['apache-2.0', 'open'],
    ['MIT', 'open'],
    ['Apache 2.0', 'open'],
    ['bsd-3-clause', 'open'],
    ['gemma', 'terms'],
    ['llama3.2', 'terms'],
    ['other', 'terms'],
    ['cc-by-4.0', 'terms'],
    ['cc-by-nc-4.0', 'non-commercial'],
    ['Qwen-Research', 'non-commercial'],
    ['tongyi-qianwen-research-license', 'non-commercial'],
    ['stabilityai-ai-non-commercial', 'non-commercial'],
    ['ncsa', 'terms'],
    [null, 'none'],
    ['unknown', 'none'],
  ])('%s', (licence, kind) => {
    expect(licenceKind(licence)).toBe(kind)
  })
})

describe('what is said of a model', () => {
  const said = (change: Partial<ModelFacts> = {}, memory: Memory | null = computer) =>
    Object.fromEntries(
      factLines(zh, 'zh-CN', { place: 'brought', file: 'Qwen.gguf', facts: { ...facts, ...change } }, memory).map(({ name, value }) => [name, value]),
    )

  test('in Chinese', () => {
    expect(said()).toMatchObject({
      模型: 'Qwen 3 系，17.2亿参数 · 对话模型（只用来续写）',
      许可: 'apache-2.0：可以用来写收费课程',
      语言: '中文、英语、no language',
      上下文: '32,768 词元；墨课用最近的 1,024 个',
    })
    expect(said()['文件']).toMatch(/^572 .* · 4 位量化 \(Q4_K\)$/)
    expect(said()['内存']).toMatch(/^需要约 954 .*，现在空闲 7.5 /)
  })

  test('in English', () => {
    const lines = factLines(en, 'en', { place: 'brought', file: 'Qwen.gguf', facts: { ...facts, isInstruct: false, files: 3, licence: null } }, null)
    expect(lines.map(({ value }) => value).join('\n')).toMatch(
      /Qwen 3 family, 1\.72B parameters · base model\n572 MB in 3 files · 4-bit \(Q4_K\)\nNot stated: .*\n.*\n.*\ntakes about 954 MB/s,
    )
  })

  test('the starter is ours where it ships; anywhere else its file is believed, and a name says nothing', () => {
    const [line] = factLines(zh, 'zh-CN', { place: 'shipped', file: 's.gguf', facts: { ...facts, licence: null } }, null).filter(({ name }) => name === '许可')
    expect(line?.value).toMatch(/^随墨课发布（MIT）/)
    expect(said({ name: 'moke-starter', licence: 'mit' })['许可']).toMatch(/^mit：可以用来写收费课程/)
    expect(said({ name: 'moke-starter', licence: null })['许可']).toMatch(/^许可未注明/)
  })

  test('also where a file says little, or a family that nobody knows', () => {
    expect(said({ architecture: 'новый', languages: [], licence: null })).toMatchObject({
      模型: expect.stringContaining('новый 系'),
      许可: expect.stringContaining('许可未注明'),
    })
    expect(said({ languages: [] })).not.toHaveProperty('语言')
    expect(said({}, { ...computer, card })['内存']).toMatch(/显卡 RTX 空闲 6.5 /)
  })

  test.each([
    ['Q8_0', '8 位量化 (Q8_0)'],
    ['IQ4_XS', '4 位量化 (IQ4_XS)'],
    ['BF16', '16 位量化 (BF16)'],
    ['F32', '32 位量化 (F32)'],
    ['TQ1_0', '1 位量化 (TQ1_0)'],
    ['odd', 'odd'],
  ])('of numbers of the type %s', (type, words) => {
    expect(quantisationWords(zh, { quantisation: type, fileType: null })).toBe(words)
  })

  test.each([
    ['Q4_K', 'Q4_K_M', '4 位量化 (Q4_K_M)'],
    ['Q8_0', 'Q8_0', '8 位量化 (Q8_0)'],
    ['Q8_0', 'Q4_K_M', '标明是 4 位量化 (Q4_K_M)，其中大部分数其实是 8 位量化 (Q8_0)'],
  ])('of numbers of the type %s in a file that says %s', (quantisation, fileType, words) => {
    expect(quantisationWords(zh, { quantisation, fileType })).toBe(words)
  })

  test('who writes Chinese is warned of a model that names English alone, and of no other', () => {
    const line = (languages: string[]) =>
      factLines(zh, 'zh-CN', { place: 'brought', file: 'm.gguf', facts: { ...facts, languages } }, null).find(({ name }) => name === '语言')
    expect(line(['en'])).toMatchObject({ value: expect.stringMatching(/^英语。它没有学过中文/), tone: 'warn' })
    expect(line(['en', 'zh'])).toEqual({ name: '语言', value: '英语、中文' })
  })

  test('what a file calls itself is told where it is called otherwise', () => {
    expect(said()).not.toHaveProperty('原名')
    expect(said({ name: 'Smollm2 135M 8k Lc100K Mix1 Ep2' })).toMatchObject({ 原名: 'Smollm2 135M 8k Lc100K Mix1 Ep2' })
    expect(['SmolLM2.Q4_1.gguf', 'q-00001-of-00002.gguf', 'noend', '.gguf'].map(modelTitle)).toEqual(['SmolLM2.Q4_1', 'q', 'noend', '.gguf'])
  })
})
