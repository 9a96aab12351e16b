/** What the author masks: kept with the library, and out of all that is learnt at once. */
import { expect, test } from 'vitest'
import { linesOf } from '#main/bundle/texts.ts'
import { ArchiveLearning } from '#main/services/archive-learning.ts'
import { masksInUse } from '#main/services/masks.ts'
import { rememberedLessons } from '#main/services/phrases.ts'
import { rememberedWorks } from '#main/services/remembered-works.ts'
import { MaskChange } from '#preload/contract/masks.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { addWorks, archiveIn } from './archived.ts'
import { opened } from './workspaces.ts'

const { signal } = new AbortController()
const change = (given: Partial<MaskChange>) => MaskChange.parse(given)
const paragraph = (text: string) => ({ type: 'paragraph' as const, id: newBlockId(), children: [{ text }] })

async function library() {
  const folder = temporaryFolder()
  const workspace = await opened(folder)
  const lessons = [{ title: '来访者', doc: [paragraph('李小明第一次来，李小明没有说话。')] }]
  const { course, chapters } = workspace.write('tree', (store) => store.createCourse({ title: '课', chapters: [{ title: '一', lessons }] }))
  const { archive, learning } = archiveIn(workspace, folder)
  return { folder, workspace, archive, learning, course, lesson: chapters[0]?.lessons[0] ?? '' }
}

test('a word is out of all that is learnt from the moment on it is masked: runs, bundles, and what is remembered of works and lessons', async () => {
  const { workspace, archive, learning, lesson } = await library()
  addWorks(archive, { a: '李小明的夏天', b: '雨声淅沥' })
  const remembered = [rememberedWorks(learning), rememberedLessons(workspace, undefined, () => learning.masks.masking)]
  const said = async () => {
    const sources = await Promise.all(remembered.map(async (one) => [...(await one.list())].map(([name, stamp]) => ({ one, name, stamp }))))
    const all = sources.flat()
    return {
      stamps: new Map(all.map(({ name, stamp }) => [name, stamp])),
      texts: all
        .flatMap(({ one, name }) => [...one.read(name)])
        .map(({ text }) => text)
        .join('\n'),
    }
  }
  const before = await said()
  expect(before.texts).toContain('李小明')
  let told = 0
  learning.listen(() => (told += 1))
  const revision = learning.revision
  const { back } = learning.masks.change(change({ mask: ['李小明'] }))
  expect([told, learning.revision > revision]).toEqual([1, true])
  const after = await said()
  expect(after.texts).not.toContain('李小明')
  expect(after.texts).toContain('〔某某〕第一次来，〔某某〕没有说话。')
  expect([...before.stamps].filter(([name, stamp]) => after.stamps.get(name) === stamp)).toEqual([])
  expect([...after.stamps.keys()]).toContain(`lesson:${lesson}`)
  const written: string[] = []
  const learnt = await learning.works(signal)
  for await (const line of linesOf(
    learnt.map((work) => ({ ...work, split: 'train' })),
    'train',
    { signal, listed: ({ title }) => written.push(title) },
  ))
    written.push(line.toString())
  expect(written.join('\n')).not.toContain('李小明')
  expect(written).toContain('〔某某〕的夏天')
  learning.masks.change(back)
  expect(await said()).toEqual(before)
})

test('changing nothing disturbs nobody', async () => {
  const { learning } = await library()
  learning.masks.change(change({ mask: ['李小明'] }))
  let told = 0
  learning.listen(() => (told += 1))
  learning.masks.change(change({ mask: ['李小明', '——'], unmask: ['不在的'] }))
  expect(told).toBe(0)
})

test('it is told how often each stands in what is learnt, and where', async () => {
  const { archive, learning, course, lesson } = await library()
  learning.lessons.excludeCourse(course, false)
  addWorks(archive, { a: '李小明的夏天，李小明', b: '客服 400-820-8820', c: '李小明不在这里' })
  archive.write((works) => works.excludeWorks(['c'], true))
  learning.masks.change(change({ mask: ['李小明', '没有的人'], release: ['4008208820'] }))
  // What is learnt of a work has its title above it.
  expect(await masksInUse(archive, learning, signal)).toEqual([
    {
      text: '李小明',
      kind: null,
      places: 6,
      works: 2,
      first: [
        { work: 'a', title: '李小明的夏天，李小明', places: 4 },
        { work: `lesson:${lesson}`, title: '来访者', places: 2 },
      ],
    },
    { text: '没有的人', kind: null, places: 0, works: 0, first: [] },
    { text: '4008208820', kind: 'landline', places: 2, works: 1, first: [{ work: 'b', title: '客服 400-820-8820', places: 2 }] },
  ])
})

test('places within other words are told apart with those words; releasing them leaves these places alone, and takes them back', async () => {
  const { archive, learning } = await library()
  addWorks(archive, { a: '原告主张某公司赔偿，业主张某不服' })
  learning.masks.change(change({ mask: ['张某'] }))
  const told = async () => (await masksInUse(archive, learning, signal)).map(({ text, places, within }) => ({ text, places, within }))
  const before = { text: '张某', places: 4, within: [{ text: '主张', places: 2 }] }
  expect(await told()).toEqual([before])
  const { back } = learning.masks.change(change({ release: ['主张'] }))
  expect(await told()).toEqual([
    { text: '张某', places: 2, within: undefined },
    { text: '主张', places: 2, within: undefined },
  ])
  learning.masks.change(back)
  expect(await told()).toEqual([before])
  // As it is pasted from a page, with what nobody sees in it: it is released, and told so.
  learning.masks.change(change({ release: ['主\u200b张'] }))
  expect((await told()).map(({ places }) => places)).toEqual([2, 2])
})

test('it is kept with the library, whatever becomes of the archive, and holds while the library can’t be read', async () => {
  const { workspace, archive, learning } = await library()
  learning.masks.change(change({ mask: ['李小明'], release: ['a@b.cn'] }))
  expect(new ArchiveLearning(archive).masks.masks).toEqual({ words: ['李小明'], released: ['a@b.cn'] })
  expect(learning.masks.isNews()).toBe(false)
  workspace.write('none', (store) => store.setPreferences({ 'archive.masks': { words: ['王五'], released: [], later: 1 } }))
  // Whoever reads them first takes no news away.
  expect(learning.masks.masks.words).toEqual(['王五'])
  expect([learning.masks.isNews(), learning.masks.masks]).toEqual([true, { words: ['王五'], released: [] }])
  expect(learning.masks.isNews()).toBe(false)
  const { masking } = learning.masks
  workspace.write('none', (store) => store.setPreferences({ theme: 'dark' }))
  expect(learning.masks.masking).toBe(masking)
  await workspace.close()
  expect(learning.masks.masks.words).toEqual(['王五'])
  expect(() => new ArchiveLearning(archive).masks.masking).toThrow()
})
