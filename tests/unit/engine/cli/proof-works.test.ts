import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { worksOf } from '#engine/cli/finetune-works.ts'
import { divided, dividedFiles } from '#engine/cli/proof-works.ts'
import { type CommandWork, contentId, divideWorks, worksIn } from '#engine/cli/works.ts'

const root = mkdtempSync(join(tmpdir(), 'moke-proof-works-'))
afterAll(() => rmSync(root, { recursive: true }))

let folder: string
let at = 0
beforeEach(() => mkdirSync((folder = join(root, String(at++)))))

const line = (title: string, text: string) => JSON.stringify({ title, text })
const file = (name: string, ...lines: string[]) => {
  writeFileSync(join(folder, name), lines.join('\n'))
  return join(folder, name)
}
const record = (name: string, works: unknown) => file(name, JSON.stringify({ works }))
const signal = new AbortController().signal
const given = (seed = 1, named: string[] = []) => ({ seed, adapter: join(folder, 'adapter.gguf'), 'held-out': named })
const quiet = { note: () => {} }
const texts = (works: readonly CommandWork[]) => works.map(({ text }) => text.replace(/^# .*\n\n/, ''))

test('of two works of one title the one that was learnt is not measured by', async () => {
  const [learnt, heldOut] = [file('learnt.jsonl', line('前言', '学过的前言。')), file('held.jsonl', line('前言', '没学过的前言。'))]
  const run = await worksOf({ data: [learnt], valid: [heldOut], seed: 1 }, quiet)
  record('tuning.json', { learning: run.learnt, heldOut: run.heldOut })
  const sides = await dividedFiles({ data: [learnt, heldOut], ...given() }, signal)
  expect([texts(sides.learnt), texts(sides.heldOut)]).toEqual([['学过的前言。'], ['没学过的前言。']])
})

test('the studio’s record tells works by their ids, too, and knows nothing of others', async () => {
  record('record.json', [
    { id: 'a', title: '前言', words: 1, heldOut: true },
    { id: 'b', title: '前言', words: 1, heldOut: false },
  ])
  const works = ['a', 'b', 'c'].map((id) => ({ id, title: '前言', text: id }))
  const never = () => {
    throw new Error('the record says it')
  }
  const sides = await divided(works, never, given(), signal)
  expect([texts(sides.learnt), texts(sides.heldOut)]).toEqual([['b'], ['a']])
})

test('a work that was changed since is told by its title, unless a learnt one had that', async () => {
  record('tuning.json', {
    learning: [
      { id: 'a', title: '一' },
      { id: 'b', title: '前言' },
    ],
    heldOut: [
      { id: 'c', title: '二' },
      { id: 'd', title: '前言' },
    ],
  })
  const works = ['一', '二', '前言', '新的'].map((title) => ({ id: contentId(title), title, text: title }))
  const sides = await divided(works, () => ({ learnt: [], heldOut: [] }), given(), signal)
  expect([texts(sides.learnt), texts(sides.heldOut)]).toEqual([['一', '前言'], ['二']])
})

test('an older record has titles alone, and one of an adapter from elsewhere nothing', async () => {
  const works = ['一', '二'].map((title) => ({ id: contentId(title), title, text: title }))
  record('tuning.json', { learning: ['一'], heldOut: ['二'] })
  const sides = await divided(works, () => ({ learnt: [], heldOut: [] }), given(), signal)
  expect([texts(sides.learnt), texts(sides.heldOut)]).toEqual([['一'], ['二']])
  rmSync(join(folder, 'tuning.json'))
  record('record.json', [])
  expect(texts((await divided(works, () => ({ learnt: [], heldOut: works }), given(), signal)).heldOut)).toEqual(['一', '二'])
})

test('without a record files are divided as a run divides them; the same text twice is one work, and one title stays together', async () => {
  const lines = Array.from({ length: 20 }, (_, i) => line(`第${i >> 1}篇`, `这是第${i}段，写的是第${i}件事。`.repeat(5)))
  const data = file('works.jsonl', ...lines, lines[0] ?? '')
  const [run, sides] = [await worksOf({ data: [data], valid: [], seed: 3 }, quiet), await dividedFiles({ data: [data], ...given(3) }, signal)]
  expect(sides).toEqual({ ...run, by: 'guess' })
  expect(run.learnt.length + run.heldOut.length).toBe(20)
  const titles = new Set(run.heldOut.map(({ title }) => title))
  expect(run.learnt.some(({ title }) => titles.has(title))).toBe(false)
  expect(await divideWorks(await worksIn([data]), 3)).toEqual(run)
})

test('a work that is named is held out, but not one of its title that the record says was learnt', async () => {
  const works = ['a', 'b'].map((id) => ({ id, title: '前言', text: id }))
  const otherwise = () => ({ learnt: [], heldOut: [] })
  expect(texts((await divided(works, otherwise, given(1, ['前言']), signal)).heldOut)).toEqual(['a', 'b'])
  record('tuning.json', { learning: [{ id: 'a', title: '前言' }], heldOut: [{ id: 'b', title: '前言' }] })
  const sides = await divided(works, otherwise, given(1, ['前言']), signal)
  expect([texts(sides.learnt), texts(sides.heldOut)]).toEqual([['a'], ['b']])
  await expect(divided(works.slice(0, 1), otherwise, given(1, ['前言']), signal)).rejects.toThrow('learnt it')
  await expect(divided(works, otherwise, given(1, ['没有这篇']), signal)).rejects.toThrow('no work of this title')
})

test('a file of works that are named is held against the record, too: what was learnt of it is not measured by', async () => {
  const data = file('works.jsonl', line('一', '学过的一。'), line('二', '没学过的二。'))
  const [learnt, heldOut] = await worksIn([data])
  record('tuning.json', { learning: [learnt], heldOut: [heldOut] })
  const both = file('both.jsonl', line('一', '学过的一。'), line('三', '后来写的三。'))
  const sides = await dividedFiles({ data: [data], ...given(1, [both]) }, signal)
  expect([texts(sides.learnt), texts(sides.heldOut)]).toEqual([['学过的一。', '没学过的二。'], ['后来写的三。']])
  const learntAlone = file('learnt.jsonl', line('一', '学过的一。'))
  await expect(dividedFiles({ data: [data], ...given(1, [learntAlone]) }, signal)).rejects.toThrow('learnt it')
})

test('a work of a library is told in a file by what it says: learnt it is not measured by, held out it is not searched', async () => {
  const named = file('named.jsonl', line('一', '一里写的。'), line('二', '二里写的。'))
  const [one, two] = await worksIn([named])
  const works = [one, two].map((work, at) => ({ id: `uuid-${at}`, title: `库里的${at}`, text: work?.text ?? '' }))
  const otherwise = () => ({ learnt: [], heldOut: [] })
  expect(await divided(works, otherwise, given(1, [named]), signal)).toEqual({ learnt: [], heldOut: [one, two], by: 'name' })
  record('record.json', [
    { id: 'uuid-0', title: '库里的0', heldOut: false },
    { id: 'uuid-1', title: '库里的1', heldOut: true },
  ])
  expect(await divided(works, otherwise, given(1, [named]), signal)).toEqual({ learnt: [works[0]], heldOut: [two], by: 'name' })
  expect((await divided(works, otherwise, given(1, ['库里的1', named]), signal)).heldOut).toEqual([works[1]])
})

test('it is told how the sides are known: by a record, by the bundle that the adapter comes of, by the mark in its file, or not at all', async () => {
  const works = ['a', 'b', 'c'].map((id) => ({ id, title: `题${id}`, text: id }))
  const otherwise = () => ({ learnt: works.slice(1), heldOut: works.slice(0, 1) })
  const side = (id: string, isHeldOut: boolean) => ({ id, title: `题${id}`, isHeldOut })
  const remembered = { by: 'bundle', works: [side('a', false), side('b', true)] } as const
  expect(await divided(works, otherwise, given(), signal)).toEqual({ ...otherwise(), by: 'guess' })
  expect(await divided(works, otherwise, { ...given(), remembered: { by: 'bundle', works: [] } }, signal)).toMatchObject({ by: 'guess' })
  expect(await divided(works, otherwise, { ...given(), remembered }, signal)).toEqual({ learnt: [works[0]], heldOut: [works[1]], by: 'bundle' })
  expect(await divided(works, otherwise, { ...given(), remembered: { ...remembered, by: 'mark' } }, signal)).toMatchObject({ by: 'mark' })
  // What was learnt in the bundle is not measured by, named or not.
  await expect(divided(works, otherwise, { ...given(1, ['题a']), remembered }, signal)).rejects.toThrow('learnt it')
  record('tuning.json', { learning: [works[2]], heldOut: [works[0]] })
  expect(await divided(works, otherwise, { ...given(), remembered }, signal)).toEqual({ learnt: [works[2]], heldOut: [works[0]], by: 'record' })
})

test('a record that has titles without the personal data in them knows a work by its own all the same', async () => {
  record('tuning.json', { learning: [{ id: 'old', title: '致〔手机号〕' }], heldOut: [{ id: 'b', title: '乙' }] })
  const works = ['致13812345678', '乙'].map((title) => ({ id: contentId(title), title, text: title }))
  const titleIn = (title: string) => title.replace('13812345678', '〔手机号〕')
  const sides = await divided(works, () => ({ learnt: [], heldOut: [] }), { ...given(), titleIn }, signal)
  expect([texts(sides.learnt), texts(sides.heldOut)]).toEqual([['致13812345678'], ['乙']])
})

test('of a record that is cut short nobody can tell what was learnt: the sentence names it, and what to do', async () => {
  const works = file('works.jsonl', line('前言', '前言。'), line('后记', '后记。'))
  file('tuning.json', '{"works": {"learning": [')
  await expect(dividedFiles({ data: [works], ...given() }, signal)).rejects.toThrow(/tuning\.json is damaged.*--held-out/)
})
