import { describe, expect, test } from 'vitest'
import { type LearningText, splitWorks } from '#engine/tuning/index.ts'

const works = (...sizes: number[]): LearningText[] => sizes.map((size, i) => ({ work: `w${i}`, text: '字'.repeat(size) }))
const size = (texts: readonly LearningText[]): number => texts.reduce((sum, { text }) => sum + text.length, 0)

describe('splitting an archive', () => {
  test('holds out about a tenth, in whole works', () => {
    const texts = Array.from({ length: 60 }, (_, i) => ({ work: `w${i % 30}`, text: '字'.repeat(100 + (i % 7)) }))
    const { learning, heldOut } = splitWorks(texts, 1)
    expect(size(heldOut) / size(texts)).toBeGreaterThan(0.09)
    expect(size(heldOut) / size(texts)).toBeLessThan(0.16)
    expect([...learning, ...heldOut].sort((a, b) => a.work.localeCompare(b.work))).toEqual([...texts].sort((a, b) => a.work.localeCompare(b.work)))
    const works = new Set(heldOut.map(({ work }) => work))
    expect(learning.every(({ work }) => !works.has(work))).toBe(true)
  })

  test('is the same for the same seed, and another for another', () => {
    const texts = works(...Array.from({ length: 40 }, (_, i) => 50 + i))
    expect(splitWorks(texts, 3)).toEqual(splitWorks(texts, 3))
    expect(splitWorks(texts, 3)).not.toEqual(splitWorks(texts, 4))
  })

  test('passes over a work that is too large, and takes the smallest where all are', () => {
    expect(splitWorks(works(10_000, 500, 500), 1).heldOut.every(({ text }) => text.length === 500)).toBe(true)
    expect(splitWorks(works(300, 200, 400), 2).heldOut).toEqual([works(300, 200, 400)[1]])
  })

  test('never holds out everything', () => {
    expect(splitWorks(works(100), 1)).toEqual({ learning: works(100), heldOut: [] })
    expect(splitWorks([], 1)).toEqual({ learning: [], heldOut: [] })
  })
})
