import { describe, expect, test } from 'vitest'
import { codePoints } from '#preload/document/counting.ts'
import { acceptedText, aiShare, keptCharacters, markedCharacters, retained } from '#preload/document/provenance.ts'
import { BlockId, type Doc } from '#preload/document/schema.ts'
import { paragraph } from './documents.ts'

/** Numbers of 0…1 that are the same at each run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

function longRun(seed: number): string {
  const random = seeded(seed)
  return Array.from({ length: 50_000 }, () => (random() < 0.5 ? '一' : '二')).join('')
}

const longestFirst = (pieces: readonly string[]) => [...pieces].sort((a, b) => b.length - a.length)

function joinedByTrying(seen: string, pieces: readonly string[]): string {
  const isWithin = (part: string, whole: string) => [...whole].reduce((rest, sign) => (rest.startsWith(sign) ? rest.slice(sign.length) : rest), part) === ''
  return longestFirst(pieces).reduce((text, piece) => {
    if (isWithin(piece, text)) return text
    if (isWithin(text, piece)) return piece
    const signs = [...piece]
    let shared = signs.length
    while (!text.endsWith(signs.slice(0, shared).join(''))) shared -= 1
    return text + signs.slice(shared).join('')
  }, seen)
}

function keptByTrying(accepted: string, pieces: readonly string[]): number {
  const text = [...accepted]
  const kept = text.map(() => false)
  const isAt = (stretch: readonly string[], at: number) => stretch.every((sign, offset) => text[at + offset] === sign)
  for (const piece of longestFirst(pieces)) {
    for (let rest = [...piece]; rest.length > 0;) {
      let length = rest.length
      while (!text.some((_, at) => isAt(rest.slice(0, length), at))) length -= 1
      const places = [...text.keys()].filter((at) => isAt(rest.slice(0, length), at))
      const free = (at: number) => kept.slice(at, at + length).filter((one) => !one).length
      const best = places.reduce((one, other) => (free(other) > free(one) ? other : one))
      kept.fill(true, best, best + length)
      rest = rest.slice(Math.max(length, 1))
    }
  }
  return kept.filter(Boolean).length
}

describe('provenance', () => {
  test('it counts what a model wrote and the author kept', () => {
    const ai = { model: 'starter', at: 1 }
    const half: Doc = [{ type: 'paragraph', id: BlockId.parse('p'), children: [{ text: '自己写' }, { text: '🙂收的', ai }] }]
    expect([markedCharacters(half), aiShare(half), aiShare([paragraph('')])]).toEqual([3, 0.5, 0])
  })

  test('it tells acceptances apart by model and time, and joins runs that the author’s marks parted', () => {
    const run = (text: string, model: string, at: number) => ({ text, ai: { model, at } })
    const doc: Doc = [
      {
        type: 'paragraph',
        id: BlockId.parse('p'),
        children: [run('🙂收', 'a', 1), { ...run('了', 'a', 1), bold: true }, { text: '我' }, run('的', 'a', 1), run('收', 'b', 1)],
      },
      { type: 'paragraph', id: BlockId.parse('q'), children: [run('🙂收的', 'a', 1), run('收', 'a', 2)] },
    ]
    expect(retained(doc)).toEqual([
      { model: 'a', at: 1, pieces: ['🙂收了', '的', '🙂收的'] },
      { model: 'b', at: 1, pieces: ['收'] },
      { model: 'a', at: 2, pieces: ['收'] },
    ])
  })

  test.each([
    ['all of it', '今天天气很好，今天', ['今天天气很好，今天'], 9],
    ['a repetition that was accepted', '哈哈哈哈', ['哈哈', '哈哈'], 4],
    ['a copy', '哈哈', ['哈哈', '哈哈'], 2],
    ['a piece and a copy of a part of it', '一二三四', ['一二', '一二三四', '二三'], 4],
    ['parts that overlap', '一二三四五', ['一二三', '三四五'], 5],
    ['what the author deleted within', '今天天气很好', ['今气好', '今气好'], 3],
    ['signs of two units', '🙂收🙂', ['🙂', '🙂', '收'], 3],
    ['what is not of it', '一二', ['三', '一'], 1],
    ['a sign that is half like another', '🙂', ['😀'], 0],
    ['a stretch longer than all that was accepted', '一二', ['一二一二三一二'], 2],
  ])('it keeps each accepted character once: %s', (_, accepted, pieces, kept) => {
    expect(keptCharacters(accepted, pieces)).toBe(kept)
  })

  test.each([
    ['word by word', '今天', ['今天天气'], '今天天气'],
    ['after something was deleted', '今天', ['天天气'], '今天天气'],
    ['with some of it deleted', '今天天气', ['今气'], '今天天气'],
    ['on both sides of what the author typed', '今天', ['今天', '很好'], '今天很好'],
    ['in parts that have nothing in common', '', ['一二三', '四五'], '一二三四五'],
    ['from no stretch longer than any suggestion', '', ['一二', '三'.repeat(101)], '一二'],
    ['up to the length of a suggestion', '', ['一'.repeat(70), '二'.repeat(50), '三四'], `${'一'.repeat(70)}三四`],
  ])('it learns what was accepted: %s', (_, seen, pieces, accepted) => {
    expect(acceptedText(seen, pieces)).toBe(accepted)
  })

  test('it joins and places pieces as trying out every length and every place would', () => {
    const random = seeded(7)
    const textOf = (longest: number) => Array.from({ length: Math.ceil(random() * longest) }, () => ['一', '二', '🙂', '😀'][Math.floor(random() * 4)]).join('')
    for (let round = 0; round < 2000; round += 1) {
      const pieces = Array.from({ length: 1 + Math.floor(random() * 4) }, () => textOf(12))
      const [seen, accepted] = [textOf(8), textOf(30)]
      expect([acceptedText(seen, pieces), keptCharacters(accepted, pieces)], JSON.stringify({ seen, accepted, pieces })).toEqual([
        joinedByTrying(seen, pieces),
        keptByTrying(accepted, pieces),
      ])
    }
  })

  test.each([
    ['two long stretches', [longRun(1), longRun(2)]],
    ['one sign again and again, in halves of what was accepted', ['一'.repeat(100), ...Array.from({ length: 2000 }, () => '一'.repeat(50))]],
    ['one long stretch after an acceptance', ['一二'.repeat(50), '一'.repeat(100_000)]],
    ['signs that are all different', Array.from({ length: 100_000 }, (_, at) => String.fromCodePoint(0x20000 + (at % 40_000)))],
  ])(
    'it is soon done with 100,000 characters that another program marked: %s',
    (_, pieces) => {
      const accepted = acceptedText('', pieces)
      expect(codePoints(accepted)).toBeLessThanOrEqual(100)
      expect(keptCharacters(accepted, pieces)).toBe(codePoints(accepted))
    },
    10_000,
  )
  test('it is soon done with copies that never come to all of what was accepted', () => {
    expect(
      keptCharacters(
        `${'一'.repeat(99)}二`,
        Array.from({ length: 2000 }, () => '一'.repeat(50)),
      ),
    ).toBe(99)
  }, 10_000)
})
