import { expect, test, vi } from 'vitest'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'
import { svgFormula } from '#main/publishing/formulas/svg-formula.ts'
import { refusedFormulas, refusedOf, taken } from '#main/publishing/pdf/taken.ts'
import { TypesetError } from '#main/publishing/pdf/typeset-error.ts'
import { TypesetterEnded, typesetting } from '#main/publishing/pdf/typesetter.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { wechat } from '#main/publishing/wechat/wechat.ts'
import { noCover } from '#main/publishing/covers/cover.ts'
import { courseOf, docOf, made } from '../published.ts'

/** Stands for a formula of which nobody knew that Typst refuses it. */
vi.mock('#main/publishing/formulas/typst-math.ts', async (original) => {
  const real = await original<typeof import('#main/publishing/formulas/typst-math.ts')>()
  return { ...real, typstOf: (math: Parameters<typeof real.typstOf>[0]) => real.typstOf(math).replaceAll('♠', 'lr(') }
})

test('what is not taken is found by halves', async () => {
  const asked: number[] = []
  const areTaken = (some: readonly number[]) => {
    asked.push(some.length)
    return Promise.resolve(!some.some((each) => each === 3 || each === 90))
  }
  expect(await refusedOf([...Array(100).keys()], areTaken)).toEqual([3, 90])
  expect(asked.length).toBeLessThan(30)
  expect(await refusedOf([], areTaken)).toEqual([])
})

test('a refusal is none of the thing that is made; any other fault stays one', async () => {
  expect(await taken(() => Promise.resolve(null))).toEqual({ made: null })
  expect(await taken(() => Promise.reject(new TypesetError('no')))).toBe(null)
  expect(await taken(() => Promise.reject(new TypesetterEnded('ended')))).toBe(null)
  await expect(taken(() => Promise.reject(new RangeError('ours')))).rejects.toThrow(RangeError)
  const dead = vi.spyOn(typesetting, 'drawn').mockRejectedValue(new TypesetterEnded('ended at anything'))
  await expect(taken(() => Promise.reject(new TypesetterEnded('ended')))).rejects.toThrow('at anything')
  dead.mockRestore()
})

test('a formula that Typst refuses is found among others, and is no drawing', async () => {
  expect([...(await refusedFormulas(['math.equation($x$.body)', 'math.equation($lr($.body)', 'math.equation($y$.body)']))]).toEqual([
    'math.equation($lr($.body)',
  ])
  const reading = readFormula('♠', false)
  expect(reading.isRead && (await svgFormula(reading.math, '♠', false))).toBe(null)
})

test('a formula that Typst refuses keeps its source and is told with its place; the book and the article are made', async () => {
  const course = courseOf({ 一: docOf('甲 $a$ 乙\n\n$$\n♠b\n$$\n\n丙 $♠c$') })
  for (const findings of [(await made(pdf, course, { cover: noCover })).findings, (await made(wechat, course)).findings])
    expect(findings.filter(({ kind }) => kind === 'formula-unread').map(({ level, text, lesson, block }) => [level, text, lesson, block !== null])).toEqual([
      ['lost', '♠b', 'l1', true],
      ['lost', '♠c', 'l1', true],
    ])
})
