import { describe, expect, test } from 'vitest'
import { overlapStart } from '#engine/completion/overlap.ts'
import type { CompletionRequest } from '#engine/completion/index.ts'
import { gapsOf, questionAt } from '#engine/evaluation/gaps.ts'
import { fittingOf, leastGain } from '#engine/evaluation/going-on.ts'
import { fillIn, saysAgain, tallyOf } from '#engine/evaluation/middle.ts'
import { Work } from '#engine/evaluation/work.ts'

const work = (text: string) => new Work({ text, title: '题', language: 'zh', className: 'course' })
const long = work(Array.from({ length: 20 }, (_, at) => `第${at}段说的是今天天气很好，我们一起出门去公园里散步看花。`).join('\n\n'))

describe('gaps in the middle of a text', () => {
  test('the same seed gives the same gaps, another others, each within its paragraph', () => {
    const gaps = gapsOf([long], { places: 30, seed: 1 })
    expect(gaps).toHaveLength(30)
    expect(gapsOf([long], { places: 30, seed: 1 })).toEqual(gaps)
    expect(gapsOf([long], { places: 30, seed: 2 })).not.toEqual(gaps)
    for (const { from, to } of gaps) expect(long.flow.slice(from - 6, to + 4)).toMatch(/^[^\n]{11,}$/)
  })

  test('a work that is too short has none', () => {
    expect(gapsOf([work('短。')], { places: 5, seed: 1 })).toEqual([])
    expect(gapsOf([], { places: 5, seed: 1 })).toEqual([])
  })

  test('the question stands before the gap, and what is taken out is in neither of its texts', () => {
    const [gap] = gapsOf([long], { places: 1, seed: 3 })
    if (!gap) throw new Error('there is a gap')
    const { before, after } = questionAt(gap)
    const [block] = long.flow.slice(gap.to).split('\n')
    expect(after.split('\n')[0]).toBe(block)
    expect(before.endsWith(long.flow.slice(gap.from - 6, gap.from))).toBe(true)
  })

  test('it counts what is found, what says again what follows, and silence', async () => {
    const gaps = gapsOf([long], { places: 20, seed: 1 })
    const right = async (_: CompletionRequest, place: number) => long.restAt(place).slice(0, 2)
    const tally = async (suggest: typeof right) => tallyOf(await fillIn(gaps, suggest))
    expect(await tally(async () => '')).toEqual({ asked: 20, shown: 0, found: 0, repeated: 0 })
    expect(await tally(async () => '错')).toEqual({ asked: 20, shown: 20, found: 0, repeated: 0 })
    expect((await tally(right)).shown).toBe(20)
    const whole = await tally(async (_, place) => long.restAt(place))
    expect(whole.found).toBe(20)
    const again = await tally(async ({ after }) => `呀 ${after.slice(0, 12)}`)
    expect(again.repeated).toBeGreaterThan(15)
  })

  test.each([
    ['我们散步看花', '去公园里散步看花，回家', true],
    ['看看公园里的花', '去公园里散步看花，回家', true],
    ['去公园', '。去公园。', true],
    ['再去一次', '去公园里散步，再去一次', false],
    ['公园很大', '去公园里散步', false],
    ['散步', '，散步。然后回家', true],
    ['散步', '散', false],
    ['the dog that we saw', 'when that we saw was over, we left', true],
    ['the other one', 'then the others went', false],
    ['ＡＢＣ　公司 的', 'abc 公司的人', true],
    ['任何话', ' \n\n。', false],
  ])('“%s” before “%s”: says it again: %s', (text, after, isAgain) => {
    expect(saysAgain(text, after)).toBe(isAgain)
  })

  test('it also counts what the guard against saying it again lets pass', () => {
    const [text, after] = ['看看公园里的花', '去公园里散步看花，回家']
    expect(overlapStart(text, after, true)).toBe(text.length)
    expect(saysAgain(text, after)).toBe(true)
  })

  test('within a whole sentence nothing is taken out; asked for, it is another candidate', () => {
    const [gap] = gapsOf([long], { places: 1, seed: 3 })
    if (!gap) throw new Error('there is a gap')
    const { before, after, candidate } = questionAt(gap, { isWhole: true, candidate: 1 })
    expect(before.slice(-4) + after.slice(0, 8)).toBe(long.flow.slice(gap.from - 4, gap.from + 8))
    expect(candidate).toBe(1)
  })

  test('what follows goes on from what loses no more than what was taken out does at all but one gap of twenty', async () => {
    const gaps = gapsOf([long], { places: 20, seed: 1 })
    const truths = new Map(gaps.map(({ from, to }, at) => [long.flow.slice(from, to), at - 10]))
    const gainBehind = async (text: string) => truths.get(text) ?? Number(text)
    const least = await leastGain(gaps, gainBehind)
    const gains = gaps.map(({ from, to }) => truths.get(long.flow.slice(from, to)) ?? 0).sort((a, b) => a - b)
    expect(least).toBe(gains[1])
    const offers = await fillIn(
      gaps.slice(0, 4),
      async (_, place) => ({ [gaps[0]?.from ?? -1]: String(least), [gaps[1]?.from ?? -1]: String(least - 1) })[place] ?? '',
    )
    expect(await fittingOf(offers, least, gainBehind)).toBe(1)
  })
})
