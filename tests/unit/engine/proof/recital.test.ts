import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
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

  test('of more than sixty characters are told in whichever of a few works they stand', () => {
    const formula = (length: number) => {
      const text = letters(length)
      return searched([text], { one: text + others(1), two: others(2) + text, three: text + others(3) })
    }
    expect([formula(60).longest, formula(61).longest, formula(61).passages[0]?.text]).toEqual([0, 61, letters(61)])
  })

  test('of up to two hundred characters are not told where they stand in many works, as the words of a law do', () => {
    const law = (length: number, works: number) => {
      const text = letters(length)
      return searched([text], Object.fromEntries(Array.from({ length: works }, (_, at) => [`案${at}`, others(at + 1) + text + others(at + 50)]))).longest
    }
    expect([law(200, 4), law(200, 5), law(200, 20), law(201, 20)]).toEqual([200, 0, 0, 201])
  })

  test('tell what a work says after the words of a law, and nothing of those', () => {
    const text = letters(100) + letters(30, 0x6000)
    const cases = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`案${at}`, others(at + 1) + letters(100) + others(at + 50)]))
    const { longest, passages } = searched([text], { ...cases, 文: text + others(70) })
    // With the nineteen characters before, which make its first windows.
    expect([longest, passages]).toEqual([49, [{ work: '文', text: text.slice(81) }]])
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

  test('are no more alike for what all of them begin with, be that a work of its own, read first or last', () => {
    const preamble = letters(130)
    const works = Array.from({ length: 20 }, (_, at) => [`作${at}`, preamble + others(at + 1)] as const)
    const all = [['模板', preamble] as const, ...works]
    const results = [all, all.toReversed()].map((order) => searched([preamble], Object.fromEntries(order)))
    expect(results).toEqual([0, 1].map(() => ({ share: 1, own: 0, longest: 0, passages: [] })))
  })

  test('are no more alike for a book that has all of them in it; what one of them says is still its own', () => {
    const [formula, own] = [letters(50), letters(50, 0x7000)]
    const works = Array.from({ length: 6 }, (_, at) => [`作${at}`, formula + others(at + 1) + (at === 0 ? own : '')] as const)
    const all = [['全集', works.map(([, text]) => text).join('\n')] as const, ...works, ['初稿', works[0]?.[1].slice(30) ?? ''] as const]
    const results = [all, all.toReversed()].map((order) => searched([formula, own], Object.fromEntries(order)))
    for (const { own: share, longest } of results) expect([share, longest]).toEqual([1 / 2, 50])
    expect(results[0]).toEqual(results[1])
  })
})

test('an archive of any size passes by: of works that have something of it a small part is kept, of others nothing', () => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('nothing collects the garbage')
  const taken = () => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const passage = letters(120)
  const search = new RecitalSearch([passage])
  /** Of 200,000 characters, which take twice as many bytes. */
  const work = (seed: number) => Array.from({ length: 500 }, (_, at) => others(seed * 500 + at)).join('')
  const read = (from: number, count: number, said: string) => {
    for (let at = from; at < from + count; at++) search.read(`work ${at}`, work(at) + said)
  }
  read(0, 2, passage)
  const before = taken()
  read(2, 10, passage)
  const found = taken() - before
  read(20, 10, '')
  const all = taken() - before
  expect(search.result()).toMatchObject({ share: 1, own: 0, longest: 0 })
  const bytes = 10 * 400_000
  expect(found).toBeLessThan(bytes / 2)
  expect(all - found).toBeLessThan(bytes / 8)
})

test('what stands in a work that was not learnt makes the author’s way of saying things of what is learnt, and recites nothing by itself', () => {
  const text = letters(30)
  const read = (compared: readonly string[]) => {
    const search = new RecitalSearch([text])
    search.read('learnt', `${others(1)}${text}${others(2)}`)
    for (const [at, work] of compared.entries()) search.compare(`aside ${at}`, work)
    return search.result()
  }
  const around = (seed: number) => `${others(seed)}${text}${others(seed + 1)}`
  expect(read([])).toMatchObject({ share: 1, own: 1, longest: 30 })
  expect(read([around(3), around(5)])).toMatchObject({ share: 1, own: 0, longest: 0, passages: [] })
  const alone = new RecitalSearch([text])
  alone.read('learnt', others(1))
  alone.compare('aside', around(3))
  expect(alone.result()).toEqual({ share: 0, own: 0, longest: 0, passages: [] })
})
