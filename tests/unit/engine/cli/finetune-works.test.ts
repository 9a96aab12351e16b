import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { splitData, worksOf } from '#engine/cli/finetune-works.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-finetune-works-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, ...works: readonly (readonly [title: string, text: string])[]) => {
  writeFileSync(join(folder, name), works.map(([title, text]) => JSON.stringify({ title, text })).join('\n'))
  return join(folder, name)
}
const titled = (works: readonly { readonly title: string }[]) => works.map(({ title }) => title)

test('what is to be held out is not learnt, whatever else names it, and that is said', async () => {
  const data = file('all.jsonl', ['一', '写的是一。'], ['二', '写的是二。'], ['三', '写的是三。'])
  const valid = file('valid.jsonl', ['二', '写的是二。'], ['四', '写的是四。'])
  const notes: string[] = []
  const { learnt, heldOut } = await worksOf({ data: [data], valid: [valid], seed: 1 }, { note: (text) => notes.push(text) })
  expect([titled(learnt), titled(heldOut), notes]).toEqual([
    ['一', '三'],
    ['二', '四'],
    ['1 works of --data are among those of --valid: they are held out, and not learnt'],
  ])
})

test('works that are apart are all learnt, and nothing is said', async () => {
  const [data, valid] = [file('a.jsonl', ['一', '写的是一。']), file('b.jsonl', ['一', '写的是别的。'])]
  const notes: string[] = []
  const { learnt, heldOut } = await worksOf({ data: [data], valid: [valid], seed: 1 }, { note: (text) => notes.push(text) })
  expect([titled(learnt), titled(heldOut), notes]).toEqual([['一'], ['一'], []])
})

test('where all is held out nothing is left to learn', async () => {
  const data = file('same.jsonl', ['一', '写的是一。'])
  await expect(worksOf({ data: [data], valid: [data], seed: 1 }, { note: () => {} })).rejects.toThrow('nothing is left to learn')
})

test('several works of one title are not called one: the sentence says why none can be held out', async () => {
  const data = file('titles.jsonl', ['随笔', '写的是一。'], ['随笔', '写的是二。'], ['随笔', '写的是三。'])
  await expect(splitData([data], 1)).rejects.toThrow(/^all 3 works have one title, "随笔", and what has one title stays together/)
  await expect(splitData([file('one.jsonl', ['随笔', '写的是一。'])], 1)).rejects.toThrow('there is only one work')
})
