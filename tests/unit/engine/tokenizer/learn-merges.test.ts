import fc from 'fast-check'
import { expect, test } from 'vitest'
import { learnMerges, type Words } from '#engine/tokenizer/learn-merges.ts'

type Word = readonly [bytes: readonly number[], count: number]

function pack(words: readonly Word[]): Words {
  const starts = [0]
  for (const [bytes] of words) starts.push((starts.at(-1) ?? 0) + bytes.length)
  return {
    bytes: Uint8Array.from(words.flatMap(([bytes]) => bytes)),
    starts: Uint32Array.from(starts),
    counts: Float64Array.from(words.map(([, count]) => count)),
  }
}

/** The definition: count all pairs, merge the commonest (of equals the smaller), start again. */
function learnSlowly(words: readonly Word[], total: number): [number, number][] {
  let current = words.map(([bytes, count]) => ({ symbols: [...bytes], count }))
  const merges: [number, number][] = []
  while (merges.length < total) {
    const counts = new Map<string, number>()
    for (const { symbols, count } of current)
      for (let i = 0; i + 1 < symbols.length; i++) {
        const key = `${symbols[i]},${symbols[i + 1]}`
        counts.set(key, (counts.get(key) ?? 0) + count)
      }
    const sorted = [...counts].map(([key, count]) => ({ pair: key.split(',').map(Number), count }))
    sorted.sort((a, b) => b.count - a.count || a.pair[0]! - b.pair[0]! || a.pair[1]! - b.pair[1]!)
    const best = sorted[0]
    if (!best || best.count < 2) break
    const [left = 0, right = 0] = best.pair
    merges.push([left, right])
    current = current.map(({ symbols, count }) => ({ symbols: replaced(symbols, left, right, 255 + merges.length), count }))
  }
  return merges
}

function replaced(symbols: readonly number[], left: number, right: number, made: number): number[] {
  const out: number[] = []
  for (let i = 0; i < symbols.length; i++) {
    if (symbols[i] === left && symbols[i + 1] === right) {
      out.push(made)
      i++
    } else out.push(symbols[i]!)
  }
  return out
}

const word = (alphabet: number) =>
  fc.tuple(fc.array(fc.nat(alphabet), { minLength: 1, maxLength: 12 }), fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 100_000 })))

test.each([1, 3, 20])('it merges what the definition merges, over an alphabet of %i and one', async (alphabet) => {
  await fc.assert(
    fc.asyncProperty(fc.array(word(alphabet), { maxLength: 12 }), async (words) => {
      expect(await learnMerges(pack(words), 40)).toEqual(learnSlowly(words, 40))
    }),
    { numRuns: 400 },
  )
})

test('it takes the smaller ids of equally common pairs', async () => {
  expect(
    await learnMerges(
      pack([
        [[5, 6], 3],
        [[2, 9], 3],
        [[2, 8], 3],
      ]),
      3,
    ),
  ).toEqual([
    [2, 8],
    [2, 9],
    [5, 6],
  ])
})

test('it stops where no pair occurs twice', async () => {
  expect(await learnMerges(pack([[[1, 2, 3], 1]]), 10)).toEqual([])
  expect(await learnMerges(pack([]), 10)).toEqual([])
})

test('it says how far it is and stops when asked', async () => {
  const words = Array.from({ length: 12_000 }, (_, i): Word => [Array.from({ length: 40 }, (_, j) => (i * 7919 + j * j * 31) % 251), 2])
  const controller = new AbortController()
  const seen: number[] = []
  const learning = learnMerges(pack(words), 60_000, {
    signal: controller.signal,
    onProgress({ done, total }) {
      seen.push(done)
      expect(total).toBe(60_000)
      controller.abort(new Error('asked to'))
    },
  })
  await expect(learning).rejects.toThrow('asked to')
  expect(seen).toHaveLength(1)
})
