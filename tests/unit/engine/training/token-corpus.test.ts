import { describe, expect, test } from 'vitest'
import { corpusFingerprint, DataError, encodeDocuments, sampleDocuments } from '#engine/training/index.ts'
import { WindowSampler } from '#engine/training/token-corpus.ts'
import { bytes, each, tinyCorpus } from './tiny-run.ts'

const options = { seed: 1, length: 8, classWeights: {} }

/** Documents of one repeated letter each, so that a window shows where it came from. */
async function letters(count: number, length: number) {
  return encodeDocuments(
    each(
      Array.from({ length: count }, (_, i) => ({
        text: String.fromCharCode(97 + i).repeat(length),
        className: String.fromCharCode(97 + i),
      })),
    ),
    bytes,
  )
}

/** How often each token is seen in so many windows. */
function seen(sampler: WindowSampler, windows: number): Map<number, number> {
  const counts = new Map<number, number>()
  for (let i = 0; i < windows; i++) for (const token of sampler.next(1).tokens) counts.set(Number(token), (counts.get(Number(token)) ?? 0) + 1)
  return counts
}

describe('encoding', () => {
  test('ends each document by the end-of-text token and counts Unicode characters', async () => {
    const corpus = await encodeDocuments(
      each([
        { text: 'ab', className: 'x' },
        { text: '好😀', title: 'c' },
      ]),
      bytes,
    )
    const second = Buffer.from('# c\n\n好😀')
    expect([...corpus.tokens]).toEqual([97, 98, 256, ...second, 256])
    expect([...corpus.starts]).toEqual([0, 3, 3 + second.length + 1])
    expect([...corpus.characters]).toEqual([2, 7])
    expect(corpus.classNames).toEqual(['x', 'other'])
  })

  test('has a fingerprint that any other token changes', async () => {
    const corpus = await tinyCorpus()
    const changed = { ...corpus, tokens: corpus.tokens.with(10, 1) }
    expect(corpusFingerprint(await tinyCorpus())).toBe(corpusFingerprint(corpus))
    expect(corpusFingerprint(changed)).not.toBe(corpusFingerprint(corpus))
  })
})

describe('windows', () => {
  test('hold tokens and, as targets, the tokens after them', async () => {
    const corpus = await tinyCorpus()
    const { tokens, targets } = new WindowSampler(corpus, options).next(3)
    expect(tokens).toHaveLength(24)
    for (let row = 0; row < 3; row++) {
      const [from, to] = [row * 8, row * 8 + 8]
      expect(tokens.slice(from + 1, to)).toEqual(targets.slice(from, to - 1))
    }
  })

  test('are the same for the same seed, and others for another seed or the next epoch', async () => {
    const corpus = await tinyCorpus()
    const of = (seed: number, epoch = 0) => new WindowSampler(corpus, { ...options, seed }, { epoch, window: 0 }).next(20).tokens
    expect(of(1)).toEqual(of(1))
    expect(of(2)).not.toEqual(of(1))
    expect(of(1, 1)).not.toEqual(of(1))
  })

  test('go on from a position exactly, also over the end of an epoch', async () => {
    const corpus = await tinyCorpus()
    const whole = new WindowSampler(corpus, options)
    for (let i = 0; i < 100; i++) {
      const resumed = new WindowSampler(corpus, options, whole.position)
      expect(resumed.next(2)).toEqual(whole.next(2))
    }
    expect(whole.position.epoch).toBeGreaterThan(1)
  })

  test('show each document once an epoch, but for a window at the ends', async () => {
    const sampler = new WindowSampler(await letters(10, 799), options)
    const counts = seen(sampler, sampler.epochWindows)
    for (let letter = 0; letter < 10; letter++) expect(Math.abs(counts.get(97 + letter)! - 799)).toBeLessThanOrEqual(16)
  })

  test('show classes as often as their weights say', async () => {
    const sampler = new WindowSampler(await letters(4, 99), { ...options, classWeights: { a: 0.25, b: 2, c: 0 } })
    const counts = new Map<number, number>()
    while (sampler.position.epoch < 200) for (const [token, n] of seen(sampler, 1)) counts.set(token, (counts.get(token) ?? 0) + n)
    const share = (letter: string): number => (counts.get(letter.charCodeAt(0)) ?? 0) / counts.get(100)!
    expect(share('a')).toBeGreaterThan(0.15)
    expect(share('a')).toBeLessThan(0.35)
    expect(share('b')).toBeCloseTo(2, 0.7)
    expect(share('c')).toBe(0)
  })

  test('spread the copies of a document over the epoch: half of it shows nearly each once', async () => {
    const corpus = await letters(26, 629)
    const sampler = new WindowSampler(corpus, { ...options, classWeights: Object.fromEntries(corpus.classNames.map((name) => [name, 2])) })
    expect(sampler.epochWindows).toBeGreaterThan(4090)
    // Windows are shuffled among 1,024 neighbours, so 2,048 are as good as the first half.
    const counts = seen(sampler, 2048)
    const once = [...counts].filter(([token, n]) => token !== 256 && Math.abs(n - 629) <= 16)
    expect(once.length).toBeGreaterThanOrEqual(24)
  })

  test('need data for at least one', async () => {
    const corpus = await letters(1, 5)
    expect(() => new WindowSampler(corpus, options)).toThrow(DataError)
    expect(() => new WindowSampler(corpus, options)).toThrow('the training text holds 6 tokens; a window of 8 needs at least 16')
  })
})

test('a sample holds whole documents, by the seed, of about the tokens asked for', async () => {
  const corpus = await letters(20, 9)
  const sample = sampleDocuments(corpus, 45, 7)
  expect(sample.tokens).toHaveLength(50)
  expect([...sample.starts]).toEqual([0, 10, 20, 30, 40, 50])
  expect(sample.classNames.map((name, i) => name.charCodeAt(0) === sample.tokens[i * 10])).toEqual([true, true, true, true, true])
  expect(sampleDocuments(corpus, 45, 7)).toEqual(sample)
  expect(sampleDocuments(corpus, 45, 8)).not.toEqual(sample)
  expect(sampleDocuments(corpus, 1e9, 7).tokens).toEqual(corpus.tokens)
})
