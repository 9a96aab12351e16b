import { describe, expect, test } from 'vitest'
import { answerOf, blindPairs, tally } from '#renderer/panels/voice/blind.ts'

const continuation = (at: number) => ({ work: 'w', title: '慢', opening: `第${at}句，`, truth: '真', before: `前${at}`, after: `后${at}` })

describe('pairs to choose from blindly', () => {
  test('which side is left says nothing', () => {
    const pairs = Array.from({ length: 40 }, (_, seed) =>
      blindPairs(
        Array.from({ length: 10 }, (_each, at) => continuation(at)),
        `adapter ${seed}`,
      ),
    ).flat()
    const left = pairs.filter(({ order }) => order[0] === 'after').length / pairs.length
    expect(left).toBeGreaterThan(0.4)
    expect(left).toBeLessThan(0.6)
  })

  test('they stay as they are while they are looked at', () => {
    const continuations = [continuation(1), continuation(2)]
    expect(blindPairs(continuations, 'a')).toEqual(blindPairs(continuations, 'a'))
  })

  test('what goes on the same on both sides is no choice', () => {
    const same = { ...continuation(1), after: '前1 ' }
    expect(blindPairs([same, continuation(2)], 'a').map(({ continuation: { opening } }) => opening)).toEqual(['第2句，'])
  })
})

test('what was chosen is counted', () => {
  expect(tally(['after', 'before', 'after'])).toEqual({ after: 2, before: 1, neither: 0 })
  expect(tally([])).toEqual({ after: 0, before: 0, neither: 0 })
})

test('who can’t tell has chosen nobody', () => {
  expect(tally(['after', 'neither', 'neither', 'before'])).toEqual({ after: 1, before: 1, neither: 2 })
})

test('keys answer for what stands where they say, and others for nothing', () => {
  const answers = (order: readonly ['before', 'after'] | readonly ['after', 'before']) =>
    ['1', '2', '3', '4', 'Enter', '！'].map((key) => answerOf(key, { order }))
  expect([answers(['before', 'after']), answers(['after', 'before'])]).toEqual([
    ['before', 'after', 'neither', null, null, null],
    ['after', 'before', 'neither', null, null, null],
  ])
})
