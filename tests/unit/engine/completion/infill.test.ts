import { describe, expect, test } from 'vitest'
import { type CompletionRequest, defaultSettings, Writer } from '#engine/completion/complete.ts'
import type { Distribution } from '#engine/completion/healing.ts'
import { infillTokens, knowsInfill } from '#engine/completion/infill.ts'
import type { Evaluation, LanguageModel } from '#engine/completion/language-model.ts'
import { PrefixCache } from '#engine/completion/prefix-cache.ts'
import { RecordingSequence } from './recording-sequence.ts'

const never = new AbortController().signal
const [begin, prefix, suffix, middle, end] = [1, 2, 3, 4, 5]
const marks = { prefix, suffix, middle }

/** Tokens are characters; what may follow all that was read is said by `say`, as a text, `<end>` or nothing. */
class SayingModel implements LanguageModel {
  readonly texts = 1
  readonly contextTokens: number
  readonly sequence: SayingSequence
  readonly #cache: PrefixCache

  constructor(say: (read: string) => string, contextTokens = 400) {
    this.contextTokens = contextTokens
    this.sequence = new SayingSequence(say)
    this.#cache = new PrefixCache(this.sequence, 16)
  }

  tokenize = (text: string): number[] => [begin, ...Array.from(text, (character) => character.codePointAt(0) ?? 0)]
  textOf = (tokens: readonly number[]): string => String.fromCodePoint(...tokens.filter((token) => token > end))
  endsText = (token: number): boolean => token === end
  evaluate = (tokens: readonly number[], wanted: number, signal: AbortSignal): Promise<Evaluation> => this.#cache.evaluate(tokens, wanted, signal)
}

const names = new Map([
  [begin, ''],
  [prefix, '<P>'],
  [suffix, '<S>'],
  [middle, '<M>'],
])
const spelled = (tokens: readonly number[]) => tokens.map((token) => names.get(token) ?? String.fromCodePoint(token)).join('')

class SayingSequence extends RecordingSequence {
  readonly #say: (read: string) => string

  constructor(say: (read: string) => string) {
    super()
    this.#say = say
  }

  override async append(tokens: readonly number[], wanted: number): Promise<readonly Distribution[]> {
    await super.append(tokens, wanted)
    return Array.from({ length: wanted }, (_, at): Distribution => {
      const said = this.#say(spelled(this.tokens.slice(0, this.tokens.length - wanted + at + 1)))
      return new Map([
        [said === '<end>' ? end : (said.codePointAt(0) ?? 0x3000), 0.9],
        [0x4e00, 0.1],
      ])
    })
  }
}

/** Fills a gap with the first word of what follows it, as far as it is not written yet, and ends then. */
function taught(read: string): string {
  const parts = /^<P>(.*)<S>(.*)<M>(.*)$/s.exec(read)
  if (!parts) return '。'
  const [, , after = '', written = ''] = parts
  const word = /[\p{L}\p{N}]+/u.exec(after)?.[0].slice(0, 2) ?? ''
  const have = [...Array(word.length + 1).keys()].findLast((length) => written.endsWith(word.slice(0, length))) ?? 0
  return word.charAt(have) || '<end>'
}

const request = (before: string, after: string): CompletionRequest => ({
  course: '',
  chapter: '',
  lesson: '',
  headings: [],
  before,
  after,
  block: 'paragraph',
  candidate: 0,
})

async function answer(writer: Writer, asked: CompletionRequest): Promise<{ text: string; evaluatedTokens: number }> {
  let last = { text: '', evaluatedTokens: 0 }
  for await (const part of writer.write(asked, never)) last = part
  return last
}

describe('a prompt for the middle', () => {
  const model = new SayingModel(() => '')

  test('it begins once, and ends with what is written of the present sentence', () => {
    const tokens = infillTokens(model, marks, { before: '# 猫\n\n它来了。它叫', after: '，三岁。' }, 10)
    expect(tokens[0]).toBe(begin)
    expect(tokens.filter((token) => token === begin)).toHaveLength(1)
    expect(spelled(tokens)).toBe('<P># 猫\n\n它来了。<S>，三岁。<M>它叫')
  })

  test('it is the same with a letter more, until the sentence ends; the suffix is cut', () => {
    const at = (before: string) => spelled(infillTokens(model, marks, { before, after: '，三岁。' }, 2))
    expect(at('来了。它叫')).toBe('<P>来了。<S>，三<M>它叫')
    expect(at('来了。它叫团')).toBe(`${at('来了。它叫')}团`)
    expect(at('来了。它叫团。')).toBe('<P>来了。它叫团。<S>，三<M>')
    expect(at('He came. It')).toBe('<P>He came. <S>，三<M>It')
    expect(at('')).toBe('<P><S>，三<M>')
  })

  test('a sentence without an end does not stand in the middle for ever', () => {
    const tokens = spelled(infillTokens(model, marks, { before: '长'.repeat(500), after: '完' }, 2))
    expect(tokens.split('<M>')[1]?.length).toBeLessThan(160)
  })
})

describe('whether a model was taught it', () => {
  test('one that fills gaps and ends then was', async () => {
    const alsoCode = (read: string) => (read.includes('def add') ? (/return(.*)$/s.exec(read)?.[1] === ' a + b' ? '<end>' : '。') : taught(read))
    expect(await knowsInfill(new SayingModel(alsoCode), marks, never)).toBe(true)
  })

  test.each([
    ['goes on with the sentence', (read: string) => taught(read.replace('<end>', '')).replace('<end>', '。')],
    ['always ends', () => '<end>'],
    ['says one thing', () => '的'],
  ])('one that %s was not', async (_, say) => {
    expect(await knowsInfill(new SayingModel(say), marks, never)).toBe(false)
  })
})

describe('suggestions of a model that fills in the middle', () => {
  const settings = { ...defaultSettings, speakAbove: 0.3, continueAbove: 0.01 }

  test('they are what belongs there, and end where the model ends', async () => {
    const say = (read: string) => (read.endsWith('名字叫') ? '团' : read.endsWith('名字叫团') ? '仔' : '<end>')
    expect((await answer(new Writer(new SayingModel(say), settings, { infill: marks }), request('它的名字叫', '，三岁。'))).text).toBe('团仔')
  })

  test('nothing is asked about what follows where nothing does', async () => {
    const model = new SayingModel(() => '<end>')
    await answer(new Writer(model, settings, { infill: marks }), request('它的名字叫', '\n\n'))
    expect(spelled(model.sequence.tokens)).toBe('它的名字叫')
  })

  test('what follows is never said again', async () => {
    const model = new SayingModel((read) => '三岁，晒太阳。'.charAt((read.split('<M>')[1] ?? '').length - 1))
    expect((await answer(new Writer(model, settings, { infill: marks }), request('它', '，三岁，晒太阳'))).text).toBe('')
  })

  test('a letter costs a token or two, not the text behind it', async () => {
    const model = new SayingModel(() => '<end>')
    const writer = new Writer(model, settings, { infill: marks })
    const typed = '它来了。它每天在窗台上晒太'
    await answer(writer, request('它来了。它', '阳，'.repeat(50)))
    for (let length = 6; length <= typed.length; length++) {
      const { evaluatedTokens } = await answer(writer, request(typed.slice(0, length), '阳，'.repeat(50)))
      expect(evaluatedTokens).toBeLessThanOrEqual(2)
    }
  })

  test('prefix, suffix and suggestion fit into the context', async () => {
    const model = new SayingModel(() => '的', 120)
    await answer(new Writer(model, settings, { infill: marks }), request('甲乙丙丁。'.repeat(100), '戊己庚辛。'.repeat(100)))
    expect(model.sequence.tokens.length).toBeLessThanOrEqual(120)
    expect(spelled(model.sequence.tokens)).toContain('<S>戊己庚辛')
  })
})
