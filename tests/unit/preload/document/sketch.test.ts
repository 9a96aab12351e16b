import { describe, expect, test } from 'vitest'
import { alikeGroups, alikePairs, sketchOf } from '#preload/document/sketch.ts'

const signs = '天地人山水风云日月春夏秋冬东西南北大小上下前后左右来去出入开关长短高低远近多少'
/** A text of its own for each seed. */
function textOf(seed: number, length: number): string {
  let state = (seed * 2654435761) >>> 0
  let text = ''
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    text += signs[(state >>> 16) % signs.length] ?? ''
  }
  return text
}

const found = async (...texts: string[]) =>
  (await alikePairs(texts.map(sketchOf))).map(({ left, right, alike, within }) => ({
    left,
    right,
    alike: Number(alike.toFixed(1)),
    within: Number(within.toFixed(1)),
  }))

describe('near duplicates', () => {
  test('a text with some words changed is told, and other texts are not', async () => {
    const first = textOf(1, 3000)
    const changed = first.replace(first.slice(500, 560), '这一段后来改写过了，别处都还和从前一样。')
    expect(await found(first, textOf(2, 3000), changed)).toEqual([{ left: 0, right: 2, alike: 1, within: 1 }])
  })

  test('spaces, signs and line breaks make no difference', async () => {
    const first = textOf(3, 800)
    expect(await found(first, first.replace(/(.{20})/g, '$1，\n'))).toEqual([{ left: 0, right: 1, alike: 1, within: 1 }])
  })

  test('an essay that went into a book is told', async () => {
    const essay = textOf(4, 2000)
    const [pair] = await alikePairs([sketchOf(essay), sketchOf(textOf(5, 20_000) + essay + textOf(6, 20_000))])
    expect(pair?.within).toBeGreaterThan(0.9)
    expect(pair?.alike).toBeLessThan(0.2)
  })

  test('short texts are compared as well', async () => {
    const short = '今天的课讲三件事：先想清楚写给谁看，再想清楚他为什么要看，最后才想怎样开头。'
    expect(await found(short, `${short}就这样。`, '明天的课讲另外几件事：如何收尾、如何删改，以及写完以后给谁先看一看比较合适。')).toHaveLength(1)
  })

  test('what all works begin with makes them no duplicates', async () => {
    const greeting = '大家好，欢迎收听慢一点，我是主播，今天我们继续来聊一聊怎样把文章写得更好。'
    expect(await found(...Array.from({ length: 60 }, (_, at) => greeting + textOf(at + 10, 400)))).toEqual([])
  })

  test('sixty drafts of one text hang together', async () => {
    const drafts = Array.from({ length: 60 }, (_, at) => sketchOf(`${textOf(200, 900)}${textOf(300 + at, 60)}`))
    const groups = alikeGroups(await alikePairs([sketchOf(textOf(8, 900)), ...drafts]))
    expect(groups).toEqual([Array.from({ length: 60 }, (_, at) => at + 1)])
  })

  test('ten thousand works, each with something in common with thousands of others', async () => {
    // Their sketches alone: each number is one that forty-eight works have, and no two works have many.
    const sketches = Array.from({ length: 10_000 }, (_, work) =>
      Uint32Array.from({ length: 96 }, (__, at) => at * 2 ** 20 + Math.floor(((work * (2 * at + 1) * 7919) % 10_007) / 48)),
    )
    let rests = 0
    const pairs = await alikePairs(sketches, async () => {
      rests += 1
    })
    expect(pairs.length).toBeLessThan(10)
    expect(rests).toBeGreaterThan(10)
  })

  test('nothing is like an empty text', async () => {
    expect(await found('', '', textOf(7, 500))).toEqual([])
  })

  test('works hang together through others', () => {
    expect(
      alikeGroups([
        { left: 3, right: 5 },
        { left: 1, right: 2 },
        { left: 2, right: 3 },
        { left: 7, right: 8 },
      ]),
    ).toEqual([
      [1, 2, 3, 5],
      [7, 8],
    ])
  })
})
