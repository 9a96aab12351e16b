import { describe, expect, test } from 'vitest'
import { RecitalSearch } from '#engine/proof/recital.ts'

/** So many different characters, from one on. */
const letters = (count: number, from = 0x4e00) => String.fromCodePoint(...Array.from({ length: count }, (_, at) => from + at))

/** A text of 400 characters that has next to nothing in common with another of these. */
const others = (seed: number) => String.fromCodePoint(...Array.from({ length: 400 }, (_, at) => 0x4e00 + ((at * at * 31 + at * 7 + seed * 977) % 9973)))

function searched(generated: string[], works: Record<string, string>) {
  const search = new RecitalSearch(generated)
  for (const [work, text] of Object.entries(works)) search.read(work, text)
  return search.result()
}

describe('the share of windows', () => {
  test('counts every different window once, and those that stand in a work', () => {
    // 30 characters: 11 windows, of which those within the first 25 stand in the work: 6.
    const text = letters(30)
    expect(searched([text, text], { w: `前${text.slice(0, 25)}后` })).toMatchObject({ share: 6 / 11, own: 6 / 11 })
  })

  test('is 0 where nothing was generated, what was generated is shorter than a window, or nothing is alike', () => {
    const none = { share: 0, own: 0, longest: 0, passages: [] }
    expect([searched([], { w: letters(30) }), searched([letters(19)], { w: letters(30) }), searched([letters(30)], { w: letters(30, 0x6000) })]).toEqual([
      none,
      none,
      none,
    ])
  })

  test('does not heed blanks and line ends, which are set differently', () => {
    expect(searched([`${letters(10)}\n\n${letters(10, 0x5000)}`], { w: `${letters(10)} ${letters(10, 0x5000)}` })).toMatchObject({ share: 1 })
  })

  test('finds nothing across two works', () => {
    expect(searched([letters(20)], { one: letters(10), other: letters(10, 0x4e0a) })).toMatchObject({ share: 0 })
  })
})

describe('runs', () => {
  test('are told whole, with the work that has the longest, and none within another', () => {
    const text = letters(60)
    const { longest, passages } = searched([text], { short: `首${text.slice(5, 30)}`, long: `${text.slice(0, 45)}尾` })
    expect([longest, passages]).toEqual([45, [{ work: 'long', text: text.slice(0, 45) }]])
  })

  test('go on after a place that differs, as another one', () => {
    const text = letters(60)
    const { passages } = searched([text], { w: `${text.slice(0, 25)}不${text.slice(26)}` })
    expect(passages.map(({ text: run }) => run)).toEqual([text.slice(26), text.slice(0, 25)])
  })

  test('are as long as they are where what is generated goes round in circles', () => {
    const circle = letters(10).repeat(5)
    expect(searched([circle], { w: letters(10).repeat(3) })).toMatchObject({ share: 1, longest: 30 })
  })

  test('are five at most, the longest', () => {
    const texts = Array.from({ length: 8 }, (_, at) => letters(22 + at, 0x4e00 + at * 100))
    const { passages } = searched(texts, { w: texts.join('。') })
    expect(passages.map(({ text }) => text.length)).toEqual([29, 28, 27, 26, 25])
  })

  test('are not of what the author says in three works or more: that recites none of them', () => {
    const formula = letters(30)
    const text = formula + letters(25, 0x6000)
    const result = searched([text], { one: text + others(1), two: others(2) + formula, three: formula + others(3) })
    expect(result.share).toBe(1)
    // 36 windows; 11 of them within the formula.
    expect([result.own, result.longest, result.passages[0]?.work]).toEqual([25 / 36, 25 + 19, 'one'])
  })

  test('of more than sixty characters are told wherever they stand', () => {
    const formula = (length: number) => {
      const text = letters(length)
      return searched([text], { one: text + others(1), two: others(2) + text, three: text + others(3) })
    }
    expect([formula(60).longest, formula(61).longest, formula(61).passages[0]?.text]).toEqual([0, 61, letters(61)])
  })
})

describe('copies of a work', () => {
  test('hide nothing: three of them are one', () => {
    const text = letters(50)
    const work = others(1) + text + others(2)
    const result = searched([text], { first: work, second: work, third: work, fourth: work })
    expect([result.own, result.longest, result.passages[0]?.work]).toEqual([1, 50, 'first'])
  })

  test('hide nothing where they were gone over, or went into a book', () => {
    const text = letters(50)
    const work = others(1) + text + others(2)
    const versions = { draft: work.replaceAll(/.{90}$/gs, ''), final: `${work}后记。${letters(20, 0x7000)}`, book: others(5) + others(6) + work + others(7) }
    expect(searched([text], versions).own).toBe(1)
  })

  test('do not count as two: what stands in one work, its copy and another is still of no more than two', () => {
    const text = letters(50)
    const work = others(1) + text
    expect(searched([text], { work, copy: work, other: others(2) + text + others(3) }).own).toBe(1)
    expect(searched([text], { work, copy: work, other: others(2) + text + others(3), third: others(4) + text + others(5) }).own).toBe(0)
  })
})

test('an archive of any size passes by: nothing of it is kept', () => {
  const search = new RecitalSearch([letters(120)])
  const work = letters(20_000, 0x4e00)
  for (let at = 0; at < 20; at++) search.read(`work ${at}`, work)
  expect(search.result()).toMatchObject({ share: 1, own: 1, longest: 120 })
})
