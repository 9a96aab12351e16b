import { describe, expect, test } from 'vitest'
import { differByConnective, onlyConnects } from '#engine/completion/connectives.ts'
import { detoursFrom, type Step } from '#engine/completion/detours.ts'

/** Each row is what may come at one place; the first of it was chosen. */
function stepsOf(...rows: Record<string, number>[]): Step[] {
  const steps: Step[] = []
  for (const [at, row] of rows.entries()) {
    const choices = Object.entries(row).map(([text, probability], token) => ({ token: token + 100 * at, takenBack: 0, text, probability }))
    const choice = choices[0]
    if (choice) steps.push({ choice, choices })
  }
  return steps
}

describe('other ways behind the same word', () => {
  const ways = (steps: readonly Step[], isShowable = (_: string) => true) =>
    detoursFrom(steps, isShowable).map((way) => way.map(({ choice: { text } }) => text).join(''))

  test('they differ in one token from what was written, the likeliest first, and leave the first alone', () => {
    expect(ways(stepsOf({ 越: 0.9, 更: 0.1 }, { 快: 0.5, 慢: 0.4 }, { 一点: 0.5, 些: 0.45 }))).toEqual(['越慢', '越快些'])
    expect(ways(stepsOf({ ' the': 0.9 }, { ' best': 0.6, ' first': 0.3 }))).toEqual([' the first'])
  })

  test('they are no marks, nothing hardly likely, nothing that may not be shown, and three at most', () => {
    expect(ways(stepsOf({ 越: 0.9 }, { 快: 0.5, '，': 0.2, 慢: 0.2, 多: 0.04 }))).toEqual(['越慢'])
    expect(ways(stepsOf({ 越: 0.9 }, { 快: 0.5, 慢: 0.4, 多: 0.1 }), (text) => text !== '越慢')).toEqual(['越多'])
    expect(ways(stepsOf({ 越: 0.9 }, { 快: 0.2, 慢: 0.19, 多: 0.18, 少: 0.17, 大: 0.16 }))).toEqual(['越慢', '越多', '越少'])
    expect(ways(stepsOf({ 西兰: 0.9 }, { 花: 0.9 }, { '、': 0.6, 等: 0.3, 菜: 0.1 }))).toEqual([])
    expect(ways(stepsOf({ 承: 0.9 }, { 诺: 0.6, 的: 0.2, 担: 0.1, '１': 0.1 }))).toEqual(['承担'])
    expect(ways(stepsOf({ 越: 0.9 }))).toEqual([])
    expect(ways([])).toEqual([])
  })
})

describe('words that only connect', () => {
  test.each([
    ['所以咖啡的苦味', '咖啡的苦味', true],
    ['而咖啡的苦味', '所以咖啡的苦味，', true],
    ['而咖啡的', '咖啡的苦味', true],
    [' so the taste', ' the taste', true],
    ['而咖啡的香气', '咖啡的苦味', false],
    [' some taste', ' me', false],
    ['但是，', '所以，', false],
    ['因为水太烫', '水太烫', false],
  ])('%j and %j: %j', (one, other, same) => {
    expect(differByConnective(one, other)).toBe(same)
    expect(differByConnective(other, one)).toBe(same)
  })

  test('alone one is no candidate, with its mark it is', () => {
    expect(['而', ' and', '但是，', '而水', '所以水温'].map(onlyConnects)).toEqual([true, true, false, false, false])
  })
})
