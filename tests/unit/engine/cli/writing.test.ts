import { expect, test } from 'vitest'
import { unjudged } from '#engine/cli/writing.ts'
import { type CompletionPart, defaultSettings, Writer } from '#engine/completion/complete.ts'
import { TableModel } from '../completion/table-model.ts'

const request = { course: '', chapter: '', lesson: '课', headings: [], before: '今天', after: '我们出门。', block: 'paragraph', candidate: 0 } as const

test('what calibrating learns of a place is the same on a slow computer, which tries fewer lengths for an author', async () => {
  // What follows goes on best from the third length.
  const words = { 今天: { 天气: 0.9, 我们: 0.1 }, 天气: { 很好: 0.9, 我们: 0.1 }, 很好: { '。': 0.5, 我们: 0.5 }, '。': { 我们: 0.05, 早上: 0.95 } }
  const gainOn = async (slow: { readonly lengths?: number }) => {
    const writer = new Writer(new TableModel(words), { ...defaultSettings, ...slow, ...unjudged })
    const parts: CompletionPart[] = []
    for await (const part of writer.write(request, new AbortController().signal)) parts.push(part)
    return parts.at(-1)?.gain
  }
  expect(await gainOn({})).toBeCloseTo(Math.log(0.5 / 0.1))
  expect(await gainOn({ lengths: 1 })).toBe(await gainOn({}))
})
