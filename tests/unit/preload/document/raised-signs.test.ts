import { expect, test } from 'vitest'
import { raisedSigns } from '#preload/document/raised-signs.ts'

test.each([
  ['2', '²'],
  ['n+1', 'ⁿ⁺¹'],
  ['-(i=0)', '⁻⁽ⁱ⁼⁰⁾'],
  ['2−', '²⁻'],
  ['st', 'ˢᵗ'],
  [' 2 ', ' ² '],
])('above the line %j is %j', (text, signs) => {
  expect(raisedSigns(text, 'super')).toBe(signs)
})

test.each([
  ['2', '₂'],
  ['n-1', 'ₙ₋₁'],
  ['max', 'ₘₐₓ'],
])('below the line %j is %j', (text, signs) => {
  expect(raisedSigns(text, 'sub')).toBe(signs)
})

test.each([
  ['注', 'super'],
  ['1/2', 'super'],
  ['q', 'super'],
  ['b', 'sub'],
  ['A', 'sub'],
  ['2注', 'super'],
] as const)('%j has no sign of its own %s the line', (text, where) => {
  expect(raisedSigns(text, where)).toBeNull()
})
