import { describe, expect, test } from 'vitest'
import { corpusFingerprint, encodeDocuments, evaluateHeldOut, joined, LossRows, sampleDocuments, withoutContext } from '#engine/training/index.ts'
import { contextTokens } from '#engine/training/context.ts'
import { targetWeights } from '#engine/training/batch.ts'
import { WindowSampler } from '#engine/training/token-corpus.ts'
import { TrainingStep } from '#engine/training/step.ts'
import { initialWeights, Random } from '#engine/model/index.ts'
import { Tokenizer } from '#engine/tokenizer/index.ts'
import { shippedVocabulary } from '../tokenizer/sample-vocabulary.ts'
import { bytes, each, TINY, tinyCorpus } from './tiny-run.ts'

const SESSION = { threads: 2 }
const question = '# 为什么拖延？\n\n'
const answer = '因为怕做不好。'

test('spans are put in order, joined where they touch, and held to the text', () => {
  expect(
    joined(
      [
        [8, 12],
        [5, 5],
        [2, 4],
        [-3, 1],
        [4, 6],
      ],
      10,
    ),
  ).toEqual([
    [0, 1],
    [2, 6],
    [8, 10],
  ])
  expect(
    withoutContext('abcdefghij', [
      [8, 12],
      [2, 4],
      [-3, 1],
    ]),
  ).toBe('befgh')
})

describe('tokens of context', () => {
  const marked = async (text: string, context: readonly [number, number][], encode: (text: string) => ArrayLike<number>) =>
    [...(await contextTokens(text, encode(text), context, { encode }))].join('')

  test('are those that lie in it', async () => {
    expect(
      await marked(
        'abcdefgh',
        [
          [0, 3],
          [5, 6],
        ],
        (text) => Buffer.from(text),
      ),
    ).toBe('11100100')
  })

  test('are told from the letters before where the tokenizer joins letters across a border', async () => {
    // Two letters are one token, so that the parts have other tokens than the whole.
    const pairs = (text: string) =>
      Array.from({ length: Math.ceil(text.length / 2) }, (_, i) => text.charCodeAt(2 * i) * 256 + (text.charCodeAt(2 * i + 1) || 0))
    expect(await marked('abcdefgh', [[0, 4]], pairs)).toBe('1100')
    // c is the question's last letter and d the answer's first: their token is learnt.
    expect(await marked('abcdefgh', [[0, 3]], pairs)).toBe('1000')
    // As is that of the answer's last letter and the next question's first.
    expect(await marked('abcdefgh', [[3, 6]], pairs)).toBe('0010')
    expect(await marked('abcdefgh', [[3, 4]], pairs)).toBe('0000')
    expect(
      await marked(
        'abcdefgh',
        [
          [3, 5],
          [5, 6],
          [7, 8],
        ],
        pairs,
      ),
    ).toBe('0010')
  })

  describe.each<[string, (text: string) => number[]]>([
    ['that puts a mark before every text', (text) => [0xff_ff_ff, ...Buffer.from(text)]],
    ['that joins a blank to the first letter', (text) => [...Buffer.from(text)].map((byte, at) => (at === 0 ? 0xff_00_00 + byte : byte))],
    ['that joins letters across all borders', (text) => (text.match(/qA|Aq|./gs) ?? []).map((token) => token.charCodeAt(0) * 256 + (token.charCodeAt(1) || 0))],
  ])('with a tokenizer %s', (name, encode) => {
    const [question, reply] = ['q'.repeat(60), 'A'.repeat(140)]
    const text = (question + reply).repeat(400)
    const context = Array.from({ length: 400 }, (_, at) => [200 * at, 200 * at + 60] as const)

    test('are found of many questions without reading the text again for each', async () => {
      let read = 0
      const told = (some: string) => {
        read += some.length
        return encode(some)
      }
      const ids = encode(text)
      const marks = await contextTokens(text, ids, context, { encode: told })
      expect(read).toBeLessThan(8 * text.length)
      // The tokens that are all of a question, and with whatever stands before every text where it begins with one.
      const letterOf = (id: number) => (name.includes('joins letters') ? (id % 256 === 0 ? id / 256 : 0) : id & 0xff)
      expect([...marks]).toEqual(ids.map((id) => (letterOf(id) === 'q'.charCodeAt(0) || id === 0xff_ff_ff ? 1 : 0)))
    })
  })

  test('say, with a real vocabulary, the very context of any text', async () => {
    const vocabulary = new Tokenizer(shippedVocabulary)
    const random = new Random(7)
    const letters = [...'为什么要学习写作？因为 the answer,\n\n答：']
    for (let round = 0; round < 60; round++) {
      const text = Array.from({ length: 40 }, () => letters[random.below(letters.length)]!).join('')
      const at = text.indexOf('\n\n')
      if (at < 0) continue
      const ids = vocabulary.encode(text)
      const marks = await contextTokens(text, ids, [[0, at + 2]], vocabulary)
      const said = vocabulary.decode([...ids].filter((_, i) => marks[i] === 1))
      expect(text.slice(0, at + 2).startsWith(said)).toBe(true)
      expect(said.length).toBeGreaterThanOrEqual(at)
      expect([...marks].join('')).toMatch(/^1*0*$/)
    }
  })
})

describe('a corpus with questions', () => {
  const documents = [
    { text: question + answer, context: [[0, question.length]] as const, className: 'pair' },
    { text: 'plain text of one hundred letters '.repeat(3), className: 'plain' },
  ]
  const corpusOf = () => encodeDocuments(each(documents), bytes)

  test('counts the characters of answers alone, and marks no end of text', async () => {
    const corpus = await corpusOf()
    expect([...corpus.characters]).toEqual([answer.length, 102])
    const length = Buffer.byteLength(question)
    expect([...corpus.context!].indexOf(0)).toBe(length)
    expect(corpus.context!.reduce((sum, mark) => sum + mark, 0)).toBe(length)
  })

  test('is another one for a checkpoint than the same text without them, which is as it always was', async () => {
    const plain = await encodeDocuments(each(documents.map(({ text, className }) => ({ text, className }))), bytes)
    const { context: _, ...others } = await corpusOf()
    expect(plain).toEqual({ ...others, characters: plain.characters })
    expect(plain).not.toHaveProperty('context')
    expect(corpusFingerprint(await corpusOf())).not.toBe(corpusFingerprint(plain))
  })

  test('keeps its marks in a sample', async () => {
    const corpus = await corpusOf()
    expect(sampleDocuments(corpus, 1e9, 3).context).toEqual(corpus.context)
  })

  test('has windows in which each target that is context has no weight, and the others weigh 1 on average', async () => {
    const corpus = await encodeDocuments(
      each([{ text: 'qqqqqqqAAAAA'.repeat(9), context: Array.from({ length: 9 }, (_, i) => [12 * i, 12 * i + 7] as const) }]),
      bytes,
    )
    const sampler = new WindowSampler(corpus, { seed: 1, length: 16, classWeights: {} })
    for (let round = 0; round < 20; round++) {
      const { targets, weights } = sampler.next(3)
      const counted = [...targets].filter((target) => target !== 113n).length
      expect([...weights!]).toEqual([...targets].map((target) => (target === 113n ? 0 : Math.fround(48 / counted))))
    }
  })

  test('has no window of nothing but context, whatever it is resumed from', async () => {
    const text = `${'q'.repeat(70)}AAAAA`
    const corpus = await encodeDocuments(each(Array.from({ length: 6 }, () => ({ text, context: [[0, 70] as const] }))), bytes)
    const options = { seed: 1, length: 16, classWeights: {} }
    const sampler = new WindowSampler(corpus, options)
    for (let round = 0; round < 40; round++) {
      const resumed = new WindowSampler(corpus, options, sampler.position)
      const batch = sampler.next(2)
      expect(resumed.next(2)).toEqual(batch)
      for (const row of [0, 1]) expect(batch.weights!.subarray(16 * row, 16 * row + 16).some((weight) => weight > 0)).toBe(true)
    }
  })

  test('has windows without weights where there are no questions', async () => {
    expect(new WindowSampler(await tinyCorpus(), { seed: 1, length: 16, classWeights: {} }).next(2)).not.toHaveProperty('weights')
  })

  test('has in its figures the bits of answers alone, over their characters', async () => {
    const corpus = await corpusOf()
    // A model that knows nothing: every token costs log2(257) bits.
    const blank = new Map([...initialWeights(TINY, 1)].map(([name, w]) => [name, name.includes('embed') ? w.fill(0) : w]))
    await using loss = await LossRows.compile(TINY, { batch: 2, length: 8 }, SESSION)
    const { all, byClass } = await evaluateHeldOut(corpus, blank, loss)
    const bits = Math.log2(257)
    expect(byClass.get('pair')!.bitsPerCharacter).toBeCloseTo((bits * (Buffer.byteLength(answer) + 1)) / answer.length, 4)
    expect(all.bitsPerCharacter).toBeCloseTo((bits * (Buffer.byteLength(answer) + 1 + 103)) / (answer.length + 102), 4)
  })
})

describe.each([true, false])('a step of which some targets are context, embeddings tied: %s', (tied) => {
  const config = { ...TINY, tied }
  const shape = { batch: 3, length: 16, isWeighted: true }
  const random = new Random(5)
  const ids = () => BigInt64Array.from({ length: 48 }, () => BigInt(random.below(9)))
  const marks = Uint8Array.from({ length: 48 }, (_, i) => (i % 16 < 7 || i === 40 ? 1 : 0))
  const batch = { tokens: ids(), targets: ids(), starts: new Float32Array(48), weights: targetWeights(marks) }
  const weights = new Map([...initialWeights(config, 3)].map(([name, w]) => [name, name.includes('norm') ? w : w.map((x) => 3 * x)]))
  const meanOfCounted = (rows: Float32Array) => rows.reduce((sum, row, i) => sum + (marks[i] === 0 ? row : 0), 0) / marks.filter((mark) => mark === 0).length

  test('has the mean loss of the others, as with ignore_index, and its gradient by finite differences', async () => {
    const step = await TrainingStep.compile(config, shape, SESSION)
    await using rows = await LossRows.compile(config, { batch: 3, length: 16 }, SESSION)
    const found = await step.run(weights, batch)
    expect(found.loss).toBeCloseTo(meanOfCounted(await rows.run(weights, batch)), 5)
    for (const name of weights.keys()) {
      const towards = weights.get(name)!.map(() => random.normal())
      const moved = (by: number) => new Map([...weights].map(([other, w]) => [other, other === name ? w.map((x, i) => x + by * towards[i]!) : w]))
      const [up, down] = [await rows.run(moved(5e-4), batch), await rows.run(moved(-5e-4), batch)]
      const slope = (meanOfCounted(up) - meanOfCounted(down)) / 1e-3
      const own = found.gradients.get(name)!.reduce((sum, g, i) => sum + g * towards[i]!, 0)
      expect(Math.abs(own - slope), `${name}: ${own} and ${slope}`).toBeLessThan(4e-3 + 0.02 * Math.abs(slope))
    }
    await step.dispose()
  })

  test('learns the very same whatever the targets in context are', async () => {
    const step = await TrainingStep.compile(config, shape, SESSION)
    const found = structuredClone(await step.run(weights, batch))
    expect(await step.run(weights, { ...batch, targets: batch.targets.map((id, i) => (marks[i] === 1 ? (id + 3n) % 9n : id)) })).toEqual(found)
    await step.dispose()
  })

  test('learns nothing where all is context', async () => {
    const step = await TrainingStep.compile(config, shape, SESSION)
    const { loss, gradients } = await step.run(weights, { ...batch, weights: targetWeights(new Uint8Array(48).fill(1)) })
    expect(loss).toBe(0)
    for (const gradient of gradients.values()) expect(gradient.every((g) => g === 0)).toBe(true)
    await step.dispose()
  })

  test('is refused weights that it was not compiled for, and windows without where it was', async () => {
    const [plain, weighted] = await Promise.all([TrainingStep.compile(config, { batch: 3, length: 16 }, SESSION), TrainingStep.compile(config, shape, SESSION)])
    const { weights: _, ...bare } = batch
    await expect(plain.run(weights, batch)).rejects.toThrow('weights of targets')
    await expect(weighted.run(weights, bare)).rejects.toThrow('weights of targets')
    await Promise.all([plain.dispose(), weighted.dispose()])
  })
})
