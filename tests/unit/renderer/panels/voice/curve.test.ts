import { describe, expect, test } from 'vitest'
import { curveOf, isBeginning, pathOf, roundValues } from '#renderer/panels/voice/curve.ts'

const figures = [
  { step: 0, bitsPerCharacter: 4.4 },
  { step: 50, bitsPerCharacter: 4 },
]

describe('the curve of a run', () => {
  test('there is none before anything was measured', () => {
    expect(curveOf({ loss: [], figures: [], charactersPerToken: null }, 100)).toBeNull()
  })

  test('held-out works stand where they were measured, the higher the more surprising', () => {
    const curve = curveOf({ loss: [], figures, charactersPerToken: 1.5 }, 100)
    const [first, last] = curve?.heldOut ?? []
    expect([first?.x, last?.x]).toEqual([0, 0.5])
    expect(first && last && first.y < last.y).toBe(true)
    expect(curve?.grid.map(({ value }) => value)).toEqual([4, 4.1, 4.2, 4.3, 4.4])
  })

  test('what is learnt is told in bits per character, as held-out works are', () => {
    const loss = [{ step: 10, loss: 4.2 * Math.LN2 * 1.5 }]
    const curve = curveOf({ loss, figures, charactersPerToken: 1.5 }, 100)
    const [first, last] = curve?.heldOut ?? []
    expect(curve?.learnt[0]?.y).toBeCloseTo(((first?.y ?? 0) + (last?.y ?? 0)) / 2)
  })

  test('without knowing how many characters a token is, only held-out works are drawn', () => {
    expect(curveOf({ loss: [{ step: 1, loss: 3 }], figures, charactersPerToken: null }, 100)?.learnt).toEqual([])
  })

  test('single steps that leap about are smoothed, and their mean stays', () => {
    const loss = Array.from({ length: 40 }, (_, at) => ({ step: at + 1, loss: 3 + (at % 2 === 0 ? 1 : -1) }))
    const heights = curveOf({ loss, figures: [], charactersPerToken: 1 }, 40)?.learnt.map(({ y }) => y) ?? []
    const inner = heights.slice(5, -5)
    expect(inner.length).toBe(30)
    expect(Math.max(...heights) <= 1 && Math.min(...heights) >= 0).toBe(true)
  })

  test('a run that goes past its steps stays within its place', () => {
    expect(curveOf({ loss: [], figures: [{ step: 120, bitsPerCharacter: 4 }], charactersPerToken: null }, 100)?.heldOut[0]?.x).toBe(1)
  })

  test('a figure that does not change is drawn in the middle, with lines to read it by', () => {
    const curve = curveOf({ loss: [], figures: [{ step: 0, bitsPerCharacter: 4 }], charactersPerToken: null }, 10)
    expect(curve?.heldOut[0]?.y).toBeCloseTo(0.5)
    expect(curve?.grid.length).toBeGreaterThanOrEqual(3)
  })
})

test('a single figure is a beginning, as long as nothing else tells how it goes', () => {
  const of = (count: number, losses: number) =>
    curveOf({ loss: Array.from({ length: losses }, (_, at) => ({ step: at + 1, loss: 3 })), figures: figures.slice(0, count), charactersPerToken: 1 }, 100)
  expect([of(1, 0), of(1, 1), of(2, 0)].map((curve) => curve && isBeginning(curve))).toEqual([true, false, false])
})

test.each([
  [3.9, 4.4],
  [0.93, 1.07],
  [3.95, 4.05],
  [1, 9],
  [4.001, 4.002],
])('round values between %f and %f lie within them, and are neither few nor many', (from, to) => {
  const values = roundValues(from, to)
  expect(values.length).toBeGreaterThanOrEqual(3)
  expect(values.length).toBeLessThanOrEqual(8)
  expect(values.every((value) => value >= from && value <= to)).toBe(true)
})

test('a path goes through its points', () => {
  const points = [
    { x: 0, y: 0.5 },
    { x: 1, y: 1 },
  ]
  expect(pathOf(points, 200, 100)).toBe('M0.0 50.0L200.0 100.0')
  expect(pathOf([], 200, 100)).toBe('')
})
