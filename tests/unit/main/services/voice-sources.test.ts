/** Works that an author chose to be learnt: of one run and the next, and of nothing else. */
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { chosenAmong, type RunWorks, worksOfRun } from '#main/services/run-works.ts'
import { VoiceSources } from '#main/services/voice-sources.ts'
import { askedOf, newRecord } from '#main/services/voice-run.ts'
import type { Enough } from '#preload/contract/archive.ts'
import { WorkId } from '#preload/contract/works.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { addWorks, archiveIn } from './archived.ts'
import { problemOf } from './served.ts'
import { opened } from './workspaces.ts'

const { signal } = new AbortController()
const caller = { client: 'page', signal }
const ids = Array.from('甲乙丙丁戊己庚辛壬癸')
const idsOf = (some: readonly string[]) => some.map((id) => WorkId.parse(id))

/** Ten works of an archive. */
async function tenWorks(folder = temporaryFolder()) {
  const workspace = await opened(folder)
  const { archive, learning } = archiveIn(workspace, folder)
  addWorks(archive, Object.fromEntries(ids.map((id) => [id, `第${id}篇`])))
  const told: string[] = []
  const sources = new VoiceSources({ workspace, folder, learning, emit: (event) => void told.push(event) })
  const chosen = async () => (await sources.handlers.sources({}, caller)).flatMap(({ id, isChosen }) => (isChosen ? [id] : []))
  return { folder, workspace, archive, learning, sources, chosen, told }
}

const plenty: Enough = { kind: 'enough', have: { works: 10, words: 50_000 }, need: { works: 5, words: 20_000 } }

test('all works are learnt until some are chosen, which another studio on the same library knows too; all of them, and later ones, once all are', async () => {
  const { folder, workspace, archive, learning, sources, chosen, told } = await tenWorks()
  expect([await chosen(), sources.chosen()]).toEqual([ids, null])
  expect((await sources.handlers.sources({}, caller))[0]).toEqual({
    ...{ id: '甲', title: '第甲篇', words: 100, group: 'folder:旧作', kind: 'text', written: null },
    isChosen: true,
  })
  await sources.handlers.choose({ works: idsOf(['乙', '丙', '戊']) }, caller)
  expect([await chosen(), told]).toEqual([['乙', '丙', '戊'], ['sourcesChanged']])
  expect(statSync(join(folder, 'voice', 'sources.json')).mode & 0o077).toBe(0)
  const other = new VoiceSources({ workspace, folder, learning, emit: () => undefined })
  const details = vi.spyOn(learning, 'details')
  expect((await other.handlers.sources({}, caller)).filter(({ isChosen }) => isChosen).length).toBe(3)
  expect(details).toHaveBeenCalledTimes(1)
  addWorks(archive, { 子: '第子篇' })
  expect(await chosen()).toEqual(['乙', '丙', '戊'])
  await sources.handlers.choose({ works: idsOf([...ids, '子']) }, caller)
  addWorks(archive, { 丑: '第丑篇' })
  expect([await chosen(), existsSync(join(folder, 'voice', 'sources.json'))]).toEqual([[...ids, '子', '丑'], false])
  await sources.handlers.choose({ works: [] }, caller)
  expect(await chosen()).toEqual([])
  await sources.handlers.choose({ works: null }, caller)
  expect((await chosen()).length).toBe(12)
})

test('a work that is left out for good is none that can be chosen, and is chosen as before when it is taken in again; one that is added again is known', async () => {
  const { archive, sources, chosen } = await tenWorks()
  await sources.handlers.choose({ works: idsOf(['乙', '丙']) }, caller)
  archive.write((works) => works.excludeWorks(['乙'], true))
  expect(await chosen()).toEqual(['丙'])
  archive.write((works) => works.excludeWorks(['乙'], false))
  expect(await chosen()).toEqual(['乙', '丙'])
  archive.write((works) => works.remove(['丙'], [], 'removal'))
  addWorks(archive, { 丙二: '第丙篇' })
  expect(await chosen()).toEqual(['乙', '丙二'])
})

test.each(['', '{"version":1,"works":[{"id', '{"version":2,"works":[]}'])(
  'a choice that can’t be read (%j) is told, and never means all works; choosing again mends it',
  async (text) => {
    const { folder, sources, chosen } = await tenWorks()
    await sources.handlers.choose({ works: idsOf(['乙', '丙']) }, caller)
    writeFileSync(join(folder, 'voice', 'sources.json'), text)
    expect(await problemOf(Promise.resolve().then(() => sources.chosen()))).toBe('choice-lost')
    expect(await chosen()).toEqual([])
    await sources.handlers.choose({ works: null }, caller)
    expect([sources.chosen(), await chosen()]).toEqual([null, ids])
  },
)

test('of two works that say the same, one can be chosen without the other', () => {
  const chosen = chosenAmong([{ id: '甲', hash: 'same' }], (id) => id === '甲')
  expect([chosen({ id: '甲', hash: 'same' }), chosen({ id: '乙', hash: 'same' })]).toEqual([true, false])
})

test('a library that another studio has open keeps its choice', async () => {
  const { workspace, sources } = await tenWorks()
  vi.spyOn(workspace, 'isWritable').mockReturnValue(false)
  const choosing = Promise.resolve().then(() => sources.handlers.choose({ works: [] }, caller))
  expect([await problemOf(choosing), sources.chosen()]).toEqual(['read-only', null])
})

test('what is held out is of the chosen works only, and all others are on no side', async () => {
  const { learning } = await tenWorks()
  const some = ids.slice(0, 6)
  const all = await learning.works(signal)
  const works = await learning.works(signal, ({ id }) => some.includes(id))
  expect(works.map(({ id }) => id)).toEqual(some)
  const heldOut = (from: typeof works) => from.filter(({ split }) => split === 'held-out').length
  expect([heldOut(all), heldOut(works)]).toEqual([2, 2])
})

const work = (id: string, split: 'train' | 'held-out', isChinese = true) => ({
  ...{ id, title: id, words: 5000, split, isChinese, hash: `hash of ${id}`, stamp: '', read: () => ({ text: id, context: [] }) },
})
const eight = [...ids.slice(0, 7).map((id) => work(id, 'train')), work('辛', 'held-out')]
/** Works as the archive gives them. */
const learningOf = (all: typeof eight) => ({
  works: async (_: AbortSignal, isWanted: (one: (typeof eight)[number]) => boolean = () => true) => all.filter((one) => isWanted(one)),
})
const runOf = (some: readonly string[] | null, all = eight) =>
  worksOfRun({ learning: learningOf(all), enough: () => plenty }, some && chosenAmong(some.map((id) => ({ id }))), signal)

test('a run says of how many works its own were chosen, unless they are all', async () => {
  expect((await runOf(null)).among).toBeUndefined()
  expect((await runOf(ids)).among).toBeUndefined()
  const { works, among } = await runOf(['甲', '乙', '丙', '丁', '辛'])
  expect([works.map(({ id }) => id), among]).toEqual([['甲', '乙', '丙', '丁', '辛'], 8])
})

test.each([
  ['too few works', ['甲', '乙', '丙', '辛'], eight, 'works-few'],
  ['none', [], eight, 'works-few'],
  ['works of another language', ['甲', '乙', '丙', '丁', '辛'], eight.map((one) => ({ ...one, isChinese: one.id !== '甲' })), 'works-few'],
  ['none that can be held out', ['甲', '乙', '丙', '丁', '戊'], eight, 'works-alike'],
])('of %s nothing is learnt, however much the archive has', async (_, some, all, code) => {
  expect(await problemOf(runOf(some, all))).toBe(code)
})

test('a run that begins anew learns from what was chosen for it, whatever was chosen since; one of all works from all', async () => {
  const given = { base: { id: 'starter', name: 'starter' }, choice: { method: null, rank: null, passes: null }, name: '散文', startedAt: 1 }
  const recordOf = ({ works, among }: RunWorks) => newRecord(works, { ...given, among })
  const record = recordOf(await runOf(['甲', '乙', '丙', '丁', '辛']))
  expect(record.run).toMatchObject({ among: 8, learning: { works: 4 }, heldOut: { works: 1 } })
  const { chosen } = askedOf(record)
  expect(eight.filter((one) => chosen?.(one)).map(({ id }) => id)).toEqual(['甲', '乙', '丙', '丁', '辛'])
  // One that is another to the archive now, and says the same.
  expect(chosen?.({ id: 'new', hash: 'hash of 甲' })).toBe(true)
  expect(askedOf(recordOf(await runOf(null))).chosen).toBeNull()
})
