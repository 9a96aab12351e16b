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

/** Some two hundred letters that no other number has. */
const prose = (seed: number) => Array.from({ length: 200 }, (_, at) => String.fromCharCode(0x4e00 + ((seed * 7919 + at * at * 31 + at * 17) % 9000))).join('')

test('what is nearly the same as a work that is held out is on its side, whatever it is called', async () => {
  const works = Array.from(
    { length: 12 },
    (_, at) =>
      [
        [`篇${at}`, prose(at)],
        [`篇${at}（重发）`, `${prose(at)}重发时加了这一句。`],
      ] as const,
  ).flat()
  for (const seed of [1, 2, 3, 4, 5]) {
    const { learnt, heldOut } = await splitData([file('alike.jsonl', ...works)], seed)
    expect(heldOut.length).toBeGreaterThanOrEqual(2)
    const sides = Map.groupBy(
      [...learnt.map(({ title }) => [title, 'learnt'] as const), ...heldOut.map(({ title }) => [title, 'held out'] as const)],
      ([title]) => title.replace('（重发）', ''),
    )
    expect([...sides.values()].filter((own) => own[0]?.[1] !== own[1]?.[1])).toEqual([])
  }
})

test('where all works are versions of one, that is said', async () => {
  const versions = [1, 2, 3].map((at) => [`第${at}稿`, `${prose(7)}第${at}次改。`] as const)
  await expect(splitData([file('versions.jsonl', ...versions)], 1)).rejects.toThrow(/^all 3 works are versions of one/)
})

test('what is nearly the same as a work of --valid is not learnt, and that is said', async () => {
  const [data, valid] = [file('both.jsonl', ['一', prose(1)], ['二', `${prose(2)}后来才说。`]), file('held.jsonl', ['三', prose(2)])]
  const notes: string[] = []
  const { learnt, heldOut } = await worksOf({ data: [data], valid: [valid], seed: 1 }, { note: (text) => notes.push(text) })
  expect([titled(learnt), titled(heldOut), notes]).toEqual([['一'], ['三'], [expect.stringContaining('1 works of --data are nearly the same')]])
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
