import { describe, expect, test } from 'vitest'
import { enough, needed } from '#main/archive/enough.ts'
import { gramsOf, questionOf } from '#main/archive/grams.ts'
import { heldOut } from '#main/archive/split.ts'

const works = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `w${at}`, hash: `hash ${at}`, size: 100 }))

describe('what is held out', () => {
  test('is a tenth, by whole works', () => {
    expect([heldOut(works(100), []).size, heldOut(works(7), []).size]).toEqual([10, 2])
  })
  test('is the same whatever order they come in', () => {
    expect(heldOut(works(50).reverse(), [])).toEqual(heldOut(works(50), []))
  })
  test('changes little when works come and go', () => {
    const [before, after] = [heldOut(works(100), []), heldOut(works(100).slice(1), [])]
    expect([...after].filter((id) => !before.has(id)).length).toBeLessThanOrEqual(1)
  })
  test('never parts near duplicates', () => {
    for (let size = 2; size < 6; size += 1) {
      const groups = Array.from({ length: 10 }, (_, at) => Array.from({ length: size }, (__, one) => `w${at * size + one}`))
      const held = heldOut(works(60), groups)
      expect(held.size).toBeGreaterThanOrEqual(2)
      for (const group of groups) expect([0, size]).toContain(group.filter((id) => held.has(id)).length)
    }
  })
  test('is a tenth by how much is learnt: one big book among seven works is learnt from', () => {
    for (let set = 0; set < 60; set += 1) {
      const some = Array.from({ length: 7 }, (_, at) => ({ id: `w${at}`, hash: `set ${set} work ${at}`, size: at === 0 ? 300_000 : 5000 + at }))
      const held = heldOut(some, [])
      expect([held.has('w0'), held.size]).toEqual([false, 2])
    }
  })
  test('leaves most works to learn from, also where all but one are small', () => {
    const some = works(90).map((work, at) => (at === 0 ? { ...work, size: 1_000_000 } : work))
    const held = heldOut(some, [])
    expect(held.has('w0')).toBe(false)
    expect(held.size).toBeLessThanOrEqual(30)
  })
  test('is nothing where too few would be left', () => {
    expect(heldOut(works(3), []).size).toBe(0)
    expect(heldOut(works(4), [['w0', 'w1', 'w2', 'w3']]).size).toBe(0)
  })
})

describe('whether there is enough', () => {
  const amount = (words: number, works: number) => ({ words, works })
  const kindOf = (all: ReturnType<typeof amount>, chinese = all) => enough(all, chinese).kind
  test('says what is missing', () => {
    expect(kindOf(amount(needed.words, needed.works))).toBe('enough')
    expect(kindOf(amount(needed.words - 1, needed.works))).toBe('words')
    expect(kindOf(amount(needed.words * 2, needed.works - 1))).toBe('works')
    expect(kindOf(amount(0, 0))).toBe('words')
    expect(kindOf(amount(needed.words * 3, 90), amount(needed.words - 1, 10))).toBe('language')
  })
})

describe('what the index holds', () => {
  test('is every two characters together, signs apart', () => {
    expect(gramsOf('写作，写作 AI')).toBe('写作 作 ai i')
  })
  test('is asked for words of any length', () => {
    expect([questionOf(['写']), questionOf(['写作']), questionOf(['写作课', 'ＡＩ']), questionOf(['。'])]).toEqual([
      '"写"*',
      '"写作"',
      '"写作" AND "作课" AND "ai"',
      null,
    ])
  })
})
