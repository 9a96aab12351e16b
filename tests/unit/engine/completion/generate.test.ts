import { expect, test } from 'vitest'
import { drawn, generate } from '#engine/completion/generate.ts'
import { TableModel } from './table-model.ts'

const ring = new TableModel({ 一: { 二: 0.9, 三: 0.1 }, 二: { 一: 1 }, 三: { '<end>': 1 }, 半: { '<half>': 1 }, '<half>': { 字: 1 }, 字: { 半: 1 } }, [
  '<end>',
  '<half>',
])
const likeliest = { temperature: 0.01, draw: () => 0.5 }
const signal = new AbortController().signal

test('it goes on as far as it is let, or the model goes', async () => {
  expect(await generate(ring, '一', { ...likeliest, characters: 5 }, signal)).toBe('二一二一二')
  expect(await generate(ring, '一', { characters: 5, temperature: 1, draw: () => 0.95 }, signal)).toBe('三')
  expect(await generate(ring, '三', { ...likeliest, characters: 5 }, signal)).toBe('')
})

test('a character that is not whole yet is none', async () => {
  expect(await generate(ring, '半', { ...likeliest, characters: 1 }, signal)).toBe('字')
  const halves = new TableModel({ 半: { '<half>': 1 }, '<half>': { '<end>': 1 } }, ['<end>', '<half>'])
  expect(await generate(halves, '半', { ...likeliest, characters: 5 }, signal)).toBe('')
})

test('no character is cut in two', async () => {
  const far = new TableModel({ '': { 𠀀: 1 } }, ['𠀀'])
  expect(await generate(far, '𠀀', { ...likeliest, characters: 3 }, signal)).toBe('𠀀')
})

test('it ends where the model can read no more', async () => {
  expect(await generate(ring, '一'.repeat(300), { ...likeliest, characters: 500 }, signal)).toHaveLength(50)
})

test('it is given up between two steps', async () => {
  const control = new AbortController()
  control.abort(new Error('enough'))
  await expect(generate(ring, '一', { ...likeliest, characters: 5 }, control.signal)).rejects.toThrow('enough')
})

test('tokens are drawn as likely as they are, sharper where it is colder', () => {
  const distribution = new Map([
    [1, 0.25],
    [2, 0.75],
  ])
  const share = (temperature: number) =>
    Array.from({ length: 1000 }, (_, at) => drawn(distribution, temperature, at / 1000)).filter((token) => token === 2).length / 1000
  expect(share(1)).toBeCloseTo(0.75, 2)
  expect(share(0.5)).toBeCloseTo(0.9, 2)
  expect([drawn(distribution, 1, 0.9999999999), drawn(new Map(), 1, 0.5)]).toEqual([1, undefined])
})
