import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Passage, Phrases } from '#engine/phrases/index.ts'

function built(texts: Readonly<Record<string, string>>): Phrases {
  const phrases = new Phrases()
  for (const [source, text] of Object.entries(texts)) phrases.add(source, text)
  for (const _ of phrases.build());
  return phrases
}

/** What the index has to find of likenesses of three characters and more, looked for place by place. */
function naive(texts: Readonly<Record<string, string>>, before: string): string[] {
  const context = `\n${before.slice(before.lastIndexOf('\n') + 1)}`
  const found: string[] = []
  for (const [source, text] of Object.entries(texts)) {
    const line = `\n${text}`
    for (let at = 3; at <= line.length; at++) {
      let matched = 0
      while (matched < 32 && matched < context.length && matched < at && line[at - 1 - matched] === context[context.length - 1 - matched]) {
        matched++
        // Nothing is alike beyond the beginning of a paragraph.
        if (line[at - matched] === '\n') break
      }
      const isLineEnd = line[at - 1] === '\n' || line[at - 2] === '\n'
      if (matched >= 3 && !isLineEnd) found.push(`${source} ${at - 1} ${matched} ${line.slice(at, at + 24).split('\n', 1)[0]}`)
    }
  }
  return found.sort()
}

const told = (passages: readonly Passage[]) =>
  passages
    .filter(({ matched }) => matched >= 3)
    .map(({ source, offset, matched, text }) => `${source} ${offset} ${matched} ${text}`)
    .sort()

describe('phrases', () => {
  it('finds what followed the longest context, how often, and where', () => {
    const phrases = built({ one: '盐少许，翻炒均匀。', two: '加盐少许，翻炒片刻。\n再加盐少许，调味。' })
    expect(phrases.next('最后加盐少许，')).toEqual({
      matched: 5,
      followers: [
        { text: '调', count: 1 },
        { text: '翻', count: 1 },
      ],
    })
    expect(told(phrases.recall('放入盐少许，翻炒'))).toEqual(['one 6 6 均匀。', 'two 7 6 片刻。'].sort())
  })

  it('is what a search of every place finds, whatever is added, replaced and removed in between', () => {
    const line = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '\n', '😀'), maxLength: 30 })
    const step = fc.oneof(
      fc.record({ add: fc.constantFrom('a', 'b', 'c', 'd'), text: line }),
      fc.record({ remove: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({ pieces: fc.integer({ min: 0, max: 4 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), line, (steps, before) => {
        const phrases = new Phrases()
        const texts: Record<string, string> = {}
        let building = phrases.build()
        for (const one of steps) {
          if ('add' in one) {
            phrases.add(one.add, one.text)
            texts[one.add] = one.text
          } else if ('remove' in one) {
            phrases.remove(one.remove)
            delete texts[one.remove]
          } else for (let piece = 0; piece < one.pieces; piece++) if (building.next().done) building = phrases.build()
        }
        for (const _ of building);
        for (const _ of phrases.build());
        expect(told(phrases.recall(before))).toEqual(naive(texts, before))
      }),
      { numRuns: 300 },
    )
  })

  it('finds nothing of a source that is removed, at once, also while another is built', () => {
    const phrases = built({ kept: '春天的花开了', gone: '春天的花谢了' })
    phrases.add('new', '春天的花香了')
    const building = phrases.build()
    building.next()
    phrases.remove('gone')
    phrases.remove('new')
    expect(phrases.recall('春天的花').map(({ source }) => source)).toEqual(['kept'])
    for (const _ of building);
    expect(phrases.recall('春天的花').map(({ source }) => source)).toEqual(['kept'])
    expect(phrases.size).toMatchObject({ sources: 1, characters: 6 })
  })

  it('gives memory back once half of what it holds is removed', () => {
    const phrases = built(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}`, `第${at}回，`.repeat(2000)])))
    const { bytes } = phrases.size
    for (let at = 0; at < 30; at++) phrases.remove(`${at}`)
    for (const _ of phrases.build());
    expect(phrases.size.bytes).toBeLessThan(bytes / 2)
    expect(phrases.recall('第35回')[0]?.source).toBe('35')
  })

  it('crosses no paragraph and no text', () => {
    const phrases = built({ one: '山重水复\r\n疑无路', two: '柳暗花明' })
    expect(phrases.recall('山重水复')).toMatchObject([{ matched: 5, text: '' }])
    expect(phrases.recall('水复\n疑无')).toMatchObject([{ matched: 3, text: '路' }])
    expect(phrases.recall('疑无路')).toMatchObject([{ matched: 4, text: '' }])
    expect(phrases.recall('无路柳')).toMatchObject([{ source: 'two', matched: 1 }])
    expect(phrases.recall('疑无路\n')).toEqual([])
  })

  it('tells of some places that are alike in one character or two, each of them once and never more than three do', () => {
    const phrases = new Phrases()
    for (let at = 0; at < 50; at++) {
      phrases.add(`a${at}`, `第${at}课讲数组`)
      phrases.add(`b${at}`, `整数和小数`)
      for (const _ of phrases.build());
    }
    const passages = phrases.recall('讲解数')
    const at = passages.map(({ source, offset }) => `${source} ${offset}`)
    expect(new Set(at).size).toBe(at.length)
    expect(new Set(passages.map(({ matched }) => matched))).toEqual(new Set([1]))
    expect(passages.length).toBeGreaterThan(90)
    expect(passages.length).toBeLessThan(110)
    const share = passages.filter(({ text }) => text === '组').length / passages.length
    expect(share).toBeCloseTo(1 / 3, 1)
    expect(phrases.recall('小数')).toContainEqual(expect.objectContaining({ matched: 2, text: '' }))
    expect(phrases.recall('')).toEqual([])
  })

  it('keeps what a source is a part of', () => {
    const phrases = new Phrases()
    for (const group of ['one course', '', 'another']) {
      phrases.add('here', '函数的返回值', group)
      for (const _ of phrases.build());
      expect(phrases.recall('函数的')).toMatchObject([{ group, text: '返回值' }])
    }
  })

  it('knows how often its texts tell of one another how it goes on, each asked of as if it were not there', () => {
    const always = (at: number) => `第${at}步：把锅烧热，倒入少许油，再放葱姜爆香。`.repeat(4)
    const never = (at: number) => Array.from({ length: 37 + (at % 7) }, (_, n) => `都一样${String.fromCharCode(0x4e00 + at * 44 + n)}`).join('')
    const of = (text: (at: number) => string, count: number) =>
      built(Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}`, text(at)]))).reliability
    expect(of(always, 400)).toBeGreaterThan(0.8)
    expect(of(never, 220)).toBeLessThan(0.3)
    // A few lessons tell nothing of it, and one text has no other to tell of it.
    expect(of(always, 40)).toBeNull()
    expect(of((at) => always(at).repeat(400), 1)).toBeNull()
    expect(built({ one: '好', two: '好' }).reliability).toBeNull()
    expect(new Phrases().reliability).toBeNull()
  })

  it('finds that out again only where there is much more or much less, and never before what is to be built', () => {
    const phrases = new Phrases()
    const add = (from: number, to: number, text: string) => {
      for (let at = from; at < to; at++) phrases.add(`${at}`, text.repeat(50))
    }
    const pieces = () => [...phrases.build()].length
    add(0, 160, '转小火慢炖，撒一把青蒜。')
    expect(pieces()).toBeGreaterThan(300)
    const { reliability } = phrases
    expect(reliability).toBeGreaterThan(0.8)
    add(160, 164, '转小火慢炖，撒一把青蒜。')
    expect(pieces()).toBeLessThan(100)
    for (let at = 0; at < 100; at++) phrases.remove(`${at}`)
    expect(pieces()).toBeGreaterThan(300)
    for (let at = 100; at < 164; at++) phrases.remove(`${at}`)
    expect(pieces()).toBeLessThan(100)
    expect(phrases.reliability).toBeNull()
    add(0, 80, '转小火慢炖，撒一把青蒜。')
    const building = phrases.build()
    while (phrases.recall('转小火慢').length === 0) building.next()
    add(90, 91, '忽然下起了雨。')
    for (const _ of building);
    expect(phrases.recall('忽然下起')).toMatchObject(Array.from({ length: 50 }, () => ({ source: '90' })))
  })
})
