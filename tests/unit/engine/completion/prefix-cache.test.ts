import { describe, expect, test } from 'vitest'
import type { Distribution } from '#engine/completion/healing.ts'
import { PrefixCache, type TokenSequence } from '#engine/completion/prefix-cache.ts'

/** Remembers what it was asked to read; what follows a token is the token and its place. */
class RecordingSequence implements TokenSequence {
  tokens: number[] = []
  evaluatedSoFar = 0
  reads: number[][] = []
  onAppend = () => {}

  async truncate(length: number): Promise<void> {
    this.tokens = this.tokens.slice(0, length)
  }

  async append(tokens: readonly number[], wanted: number): Promise<readonly Distribution[]> {
    this.onAppend()
    this.reads.push([...tokens])
    this.evaluatedSoFar += tokens.length
    this.tokens.push(...tokens)
    return this.tokens.slice(this.tokens.length - wanted).map((token, at) => new Map([[token, this.tokens.length - wanted + at]]))
  }
}

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
