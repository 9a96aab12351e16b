import { describe, expect, test } from 'vitest'
import { PrefixCache } from '#engine/completion/prefix-cache.ts'
import { RecordingSequence } from './recording-sequence.ts'

const never = new AbortController().signal

async function read(cache: PrefixCache, tokens: number[], wanted = 1) {
  const { distributions, evaluated } = await cache.evaluate(tokens, wanted, never)
  return { evaluated, after: distributions.map((distribution) => [...distribution][0]) }
}

describe('the prefix cache', () => {
  test('it evaluates what is new and no more', async () => {
    const cache = new PrefixCache(new RecordingSequence(), 100)
    expect(await read(cache, [1, 2, 3, 4])).toEqual({ evaluated: 4, after: [[4, 3]] })
    expect(await read(cache, [1, 2, 3, 4, 5])).toEqual({ evaluated: 1, after: [[5, 4]] })
    expect(await read(cache, [1, 2, 3, 9, 8])).toEqual({ evaluated: 2, after: [[8, 4]] })
  })

  test('it evaluates nothing for what it has just answered, nor after deleting to a known place', async () => {
    const cache = new PrefixCache(new RecordingSequence(), 100)
    await read(cache, [1, 2])
    await read(cache, [1, 2, 3])
    expect(await read(cache, [1, 2])).toEqual({ evaluated: 0, after: [[2, 1]] })
    expect(await read(cache, [1, 2, 3])).toEqual({ evaluated: 0, after: [[3, 2]] })
    expect(await read(cache, [1])).toEqual({ evaluated: 1, after: [[1, 0]] })
  })

  test('it evaluates a held token again only where its distribution is wanted and was not kept', async () => {
    const cache = new PrefixCache(new RecordingSequence(), 100)
    await read(cache, [1, 2, 3, 4])
    expect(await read(cache, [1, 2, 3, 4, 5], 3)).toEqual({
      evaluated: 3,
      after: [
        [5, 4],
        [4, 3],
        [3, 2],
      ],
    })
    expect(await read(cache, [1, 2, 3, 4, 5, 6], 3)).toEqual({
      evaluated: 1,
      after: [
        [6, 5],
        [5, 4],
        [4, 3],
      ],
    })
  })

  test('it answers for no more places than there are tokens', async () => {
    const cache = new PrefixCache(new RecordingSequence(), 100)
    expect(await read(cache, [7], 3)).toEqual({ evaluated: 1, after: [[7, 0]] })
  })

  test('it forgets what it knew behind a place that changed', async () => {
    const cache = new PrefixCache(new RecordingSequence(), 100)
    await read(cache, [1, 2, 3], 3)
    await read(cache, [1, 9], 1)
    expect(await read(cache, [1, 9, 3], 3)).toEqual({
      evaluated: 1,
      after: [
        [3, 2],
        [9, 1],
        [1, 0],
      ],
    })
  })

  test('it reads in steps, stops between them when it is given up, and goes on from there', async () => {
    const sequence = new RecordingSequence()
    const cache = new PrefixCache(sequence, 2)
    const stop = new AbortController()
    sequence.onAppend = () => {
      if (sequence.reads.length === 1) stop.abort(new Error('given up'))
    }
    await expect(cache.evaluate([1, 2, 3, 4, 5, 6, 7], 1, stop.signal)).rejects.toThrow('given up')
    expect(sequence.tokens).toEqual([1, 2, 3, 4])
    expect(await read(cache, [1, 2, 3, 4, 5, 6, 7])).toEqual({ evaluated: 3, after: [[7, 6]] })
    expect(sequence.reads).toEqual([[1, 2], [3, 4], [5, 6], [7]])
  })
})

describe('a sequence that goes back only to where its state was kept', () => {
  /** Every fourth token it is. */
  class Stateful extends RecordingSequence {
    override truncate(length: number): Promise<void> {
      return super.truncate(length - (length % 4))
    }
  }

  test('it is read on from there, and answers as any other', async () => {
    const caches = [new PrefixCache(new RecordingSequence(), 2), new PrefixCache(new Stateful(), 2)]
    const texts = [
      [1, 2, 3, 4, 5, 6, 7],
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5, 8, 9],
      [1, 2, 3, 7],
      [1, 2, 3, 7, 5, 8, 9, 6],
    ]
    for (const [at, tokens] of texts.entries()) {
      const [plain, stateful] = await Promise.all(caches.map((cache) => read(cache, tokens, 1 + (at % 3))))
      expect(stateful?.after).toEqual(plain?.after)
    }
  })

  test('reading on stops between its steps when it is given up, and leaves nothing wrong behind', async () => {
    const sequence = new Stateful()
    const cache = new PrefixCache(sequence, 1)
    await read(cache, [1, 2, 3, 4, 5, 6, 7, 8], 8)
    const stop = new AbortController()
    sequence.onAppend = () => stop.abort(new Error('given up'))
    await expect(cache.evaluate([1, 2, 3, 4, 5, 6, 7, 9], 1, stop.signal)).rejects.toThrow('given up')
    expect(sequence.tokens).toEqual([1, 2, 3, 4, 5])
    expect((await read(cache, [1, 2, 3, 4, 5, 7, 8, 9], 3)).after).toEqual([
      [9, 7],
      [8, 6],
      [7, 5],
    ])
  })
})

describe('a guess', () => {
  /** Further numbers, of which the second is wrong. */
  const guess = (tokens: readonly number[]) => [(tokens.at(-1) ?? 0) + 1, 99]

  test('it is read along with what is asked for, and what it gets right costs nothing', async () => {
    const sequence = new RecordingSequence()
    const cache = new PrefixCache(sequence, 100, guess)
    expect(await read(cache, [1, 2, 3])).toEqual({ evaluated: 5, after: [[3, 2]] })
    expect(await read(cache, [1, 2, 3, 4])).toEqual({ evaluated: 0, after: [[4, 3]] })
    expect(await read(cache, [1, 2, 3, 4, 5])).toEqual({ evaluated: 3, after: [[5, 4]] })
    expect(sequence.reads).toEqual([
      [1, 2, 3, 4, 99],
      [5, 6, 99],
    ])
  })

  test('it is only read with the last step of a long text, and the answers are those without it', async () => {
    const [plain, guessing] = [new RecordingSequence(), new RecordingSequence()]
    const caches = [new PrefixCache(plain, 2), new PrefixCache(guessing, 2, guess)]
    for (const tokens of [[1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 99], [1, 2, 7], [1, 2, 7, 8, 9], [1]]) {
      const [without, with_] = await Promise.all(caches.map((cache) => read(cache, tokens, 2)))
      expect(with_?.after).toEqual(without?.after)
    }
    expect(guessing.reads.slice(0, 2)).toEqual([
      [1, 2],
      [3, 4, 99],
    ])
  })
})
