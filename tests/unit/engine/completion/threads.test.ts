import { describe, expect, test } from 'vitest'
import { measureThreads, threadCounts } from '#engine/completion/threads.ts'

/** A computer with a clock that moves by what things cost; a context is ten blocks. */
function computer(cores: number, write: (threads: number) => number, read: (threads: number) => number) {
  let clock = 0
  const tried: string[] = []
  const run = (kind: string, cost: (threads: number) => number) => async (threads: number) => {
    tried.push(`${kind} ${threads}`)
    clock += cost(threads)
    return cost(threads)
  }
  return { cores, blocks: 10, tried, now: () => clock, write: run('write', write), read: run('read', read), spent: () => clock }
}

describe('choosing threads', () => {
  test('it tries no more than there are cores', () => {
    expect([threadCounts(1), threadCounts(2), threadCounts(6), threadCounts(10)]).toEqual([[1], [1, 2], [1, 2, 3, 4, 6], [1, 2, 3, 4, 6, 8, 10]])
  })

  test('it takes one thread where a second only waits', async () => {
    const middling = computer(
      2,
      (threads) => (threads === 1 ? 9 : 15),
      (threads) => 100 / threads,
    )
    expect(await measureThreads(middling)).toEqual({ writing: 1, reading: 1 })
  })

  test('it does not even try more where one thread is quick enough', async () => {
    const small = computer(
      16,
      (threads) => 3 / threads,
      (threads) => 39 / threads,
    )
    expect(await measureThreads(small)).toEqual({ writing: 1, reading: 1 })
    expect(new Set(small.tried)).toEqual(new Set(['write 1', 'read 1']))
  })

  test('it reads with more threads than it writes where that is worth it, but leaves a core', async () => {
    const middling = computer(
      4,
      (threads) => 5 + threads,
      (threads) => 60 / threads,
    )
    expect(await measureThreads(middling)).toEqual({ writing: 1, reading: 3 })
  })

  test('it reads with one thread where the whole context is read quickly anyway', async () => {
    const quick = computer(
      8,
      (threads) => 5 * threads,
      (threads) => 39 / threads,
    )
    expect(await measureThreads(quick)).toEqual({ writing: 1, reading: 1 })
  })

  test('it takes many where many help', async () => {
    const large = computer(
      8,
      (threads) => 24 / threads,
      (threads) => 60 / threads,
    )
    expect(await measureThreads(large)).toEqual({ writing: 8, reading: 8 })
  })

  test('it keeps fewer threads for a gain that is not worth it', async () => {
    const flat = computer(
      4,
      (threads) => 10 - threads / 4,
      (threads) => 50 - threads / 4,
    )
    expect(await measureThreads(flat)).toEqual({ writing: 1, reading: 1 })
  })

  test('it does not try on once more threads are clearly slower', async () => {
    const small = computer(
      16,
      (threads) => 5 * threads * threads,
      (threads) => 8 * threads,
    )
    await measureThreads(small)
    expect(small.tried.filter((trial) => /write (3|4|6|8|12|16)$/.test(trial))).toEqual([])
  })

  test('it gives a large model all cores without trying long', async () => {
    const huge = computer(
      16,
      (threads) => 960 / threads,
      (threads) => 9000 / threads,
    )
    expect(await measureThreads(huge)).toEqual({ writing: 16, reading: 16 })
    expect(huge.tried).toEqual(['write 1', 'write 16'])
  })

  test('it does not take a busy computer’s slowness for a large model', async () => {
    const busy = computer(
      2,
      (threads) => 200 * threads,
      (threads) => 600 * threads,
    )
    expect(await measureThreads(busy)).toEqual({ writing: 1, reading: 1 })
  })

  test('it comes to an end though every trial is slow', async () => {
    const slow = computer(
      64,
      () => 39,
      () => 400,
    )
    await measureThreads(slow)
    expect(slow.spent()).toBeLessThan(2000)
  })
})
