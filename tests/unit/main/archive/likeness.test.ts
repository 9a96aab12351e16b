import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gramsOf } from '#main/archive/grams.ts'
import { askedOf, Bounds, stretchIn } from '#main/archive/likeness.ts'

const shared = (text: string, before: string, suggested: string) => {
  const found = stretchIn(text, askedOf(before, suggested))
  return found && text.slice(found.at, found.at + found.length)
}

describe('what a text shares with a suggestion and what stands before it', () => {
  it('is the longest stretch, whatever else is alike', () => {
    expect(shared('先把火关小。转小火慢炖到砂锅边沿冒出鱼眼泡。慢炖到软。', '转小火慢炖', '到砂锅边沿')).toBe('转小火慢炖到砂锅边沿')
  })

  it('has to reach into the suggestion', () => {
    expect(shared('转小火慢炖一会儿', '转小火慢炖', '到砂锅')).toBeNull()
    expect(shared('转小火慢炖到最后', '转小火慢炖', '到砂锅')).toBeNull()
    expect(shared('转小火慢炖到砂', '转小火慢炖', '到砂锅')).toBe('转小火慢炖到砂')
    expect(shared('转小火慢炖', '转小火慢', '炖')).toBe('转小火慢炖')
  })

  it('is not told where it is short', () => {
    expect(shared('到砂锅里', '慢炖', '到砂锅')).toBeNull()
    expect(shared('，。！？', '说', '，。！？')).toBeNull()
  })

  it('crosses no paragraph, in neither of them', () => {
    expect(shared('转小火\n慢炖到砂锅', '转小火', '慢炖到砂锅')).toBe('慢炖到砂锅')
    expect(shared('转小火慢炖到砂锅', '转小火\n', '慢炖到砂锅')).toBe('慢炖到砂锅')
  })

  it('takes Latin words whole, and counts each as one', () => {
    expect(shared('a small model can learn this', 'the ', 'small models can learn this now')).toBeNull()
    expect(shared('what a small model can learn in time', 'A ', 'small model can learn in times')).toBe('small model can learn in')
  })

  it('is, of several, the one with the most 字, and the first of those', () => {
    const found = stretchIn('甲乙丙丁戊。甲乙丙丁戊己。甲乙丙丁戊己', askedOf('', '甲乙丙丁戊己庚'))
    expect(found).toEqual({ at: 6, askedAt: 0, length: 6, words: 6 })
  })
})

describe('what the index tells', () => {
  it('is never less than what is shared', () => {
    const sign = fc.constantFrom('甲', '乙', '丙', '，', 'ａ', 'b', ' ', '𠮷', 'ﬁ')
    const text = fc.array(sign, { maxLength: 30 }).map((signs) => signs.join(''))
    fc.assert(
      fc.property(text, text, text, (other, before, suggested) => {
        const asked = askedOf(before, suggested)
        const found = stretchIn(other, asked)
        if (!found) return
        const bounds = new Bounds(asked)
        const held = new Set(gramsOf(other).split(' '))
        for (const [which, gram] of bounds.grams.entries()) bounds.note(which, held.has(gram) ? [7] : [])
        // Of signs that stand alone the index of two together tells nothing.
        const isTold = bounds.grams.some((gram) => held.has(gram))
        if (isTold || bounds.likely.length > 0) expect(bounds.likely[0]?.most).toBeGreaterThanOrEqual(found.words)
      }),
    )
  })

  it('puts first what may share most, and leaves out what shares too little', () => {
    const bounds = new Bounds(askedOf('我们', '今天去爬山'))
    expect(bounds.grams).toEqual(['我们', '们今', '今天', '天去', '去爬', '爬山'])
    const holders = [[1, 3], [1, 3], [1, 2, 3], [1], [], [2]]
    for (const [which, numbers] of holders.entries()) bounds.note(which, numbers)
    expect(bounds.likely.map(({ number }) => number)).toEqual([1, 3])
  })
})
