import { describe, expect, test } from 'vitest'
import { joined, tidy, trimmed } from '#preload/document/inlines.ts'

describe('what a line is made of', () => {
  const formula = { type: 'formula' as const, tex: 'x', children: [{ text: '' }] }
  test('it has a run on both sides of a formula, and no two that could be one', () => {
    expect(tidy([{ text: '甲' }, { text: '乙' }, { text: '' }, formula, formula, { text: '丙', bold: true }])).toEqual([
      { text: '甲乙' },
      formula,
      { text: '' },
      formula,
      { text: '丙', bold: true },
    ])
    expect(tidy([formula])).toEqual([{ text: '' }, formula, { text: '' }])
    expect(tidy([])).toEqual([{ text: '' }])
  })

  test('runs are one where no mark sets them apart; what a model wrote stays apart from what the author did', () => {
    const [one, same] = [
      { model: 'starter', at: 1 },
      { at: 1, model: 'starter' },
    ]
    expect(joined([{ text: '甲', ai: one }, { text: '' }, { text: '乙', ai: same }, { text: '丙', ai: { model: 'starter', at: 2 } }, { text: '丁' }])).toEqual([
      { text: '甲乙', ai: one },
      { text: '丙', ai: { model: 'starter', at: 2 } },
      { text: '丁' },
    ])
    expect(joined([{ text: '', bold: true }])).toEqual([{ text: '' }])
    expect(joined([formula])).toEqual([formula])
  })

  test('white space at its ends is nothing', () => {
    expect(trimmed([{ text: ' ' }, { text: ' 甲' }, formula, { text: ' ' }])).toEqual([{ text: '甲' }, formula])
  })
})
