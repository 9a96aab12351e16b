import { describe, expect, test } from 'vitest'
import { PrefixCache } from '#engine/completion/prefix-cache.ts'
import { PrefixCaches } from '#engine/completion/prefix-caches.ts'
import { RecordingSequence } from './recording-sequence.ts'

const never = new AbortController().signal
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at)
const titles = [-1, -2, -3]

function holding(count: number, step = 1000) {
  const sequences = numbers(count).map(() => new RecordingSequence())
  const caches = new PrefixCaches(sequences.map((sequence) => new PrefixCache(sequence, step)))
  const cost = async (tokens: readonly number[], signal = never) => (await caches.evaluate(tokens, 1, signal)).evaluated
  return { sequences, cost }
}

describe('texts held side by side', () => {
  test('looking at another text and coming back costs nothing, though both have the same titles', async () => {
    const { cost } = holding(2)
    const [one, other] = [
      [...titles, ...numbers(50)],
      [...titles, ...numbers(50, 500)],
    ]
    expect([await cost(one), await cost(other), await cost([...one, 7]), await cost([...other, 8]), await cost([...one, 7, 9])]).toEqual([53, 53, 1, 1, 1])
  })

  test('a third text takes the place of the one that has not served for longest', async () => {
    const { cost } = holding(2)
    const [one, other, third] = [numbers(50), numbers(50, 100), numbers(50, 200)]
    for (const tokens of [one, other, one, third]) await cost(tokens)
    expect([await cost([...one, 7]), await cost([...third, 7]), await cost([...other, 7])]).toEqual([1, 1, 51])
  })

  test('going on with a text stays where it is, also after deleting, and where little of it was read yet', async () => {
    const { sequences, cost } = holding(2, 10)
    await cost(numbers(100))
    await cost([...numbers(60), -1])
    expect(sequences.map(({ tokens }) => tokens.length)).toEqual([61, 0])
    const stop = new AbortController()
    const slow = holding(2, 10)
    const [first] = slow.sequences
    if (first) first.onAppend = () => first.reads.length === 1 && stop.abort(new Error('given up'))
    await expect(slow.cost(numbers(100), stop.signal)).rejects.toThrow('given up')
    if (first) first.onAppend = () => undefined
    expect([await slow.cost(numbers(100)), slow.sequences.map(({ tokens }) => tokens.length)]).toEqual([80, [100, 0]])
  })

  test('one alone serves them all', async () => {
    const { cost } = holding(1)
    expect([await cost(numbers(50)), await cost(numbers(50, 100)), await cost(numbers(51, 100))]).toEqual([50, 50, 1])
  })
})
