/** A run is held for works that its author left out or removed, and for nothing else. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { MasksThen } from '#main/services/run-record.ts'
import { LearntWatch } from '#main/services/voice-watch.ts'
import { MaskChange } from '#preload/contract/masks.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { archiveIn } from './archived.ts'
import { opened } from './workspaces.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const paragraph = (text: string) => ({ type: 'paragraph' as const, id: newBlockId(), children: [{ text }] })
const quote = (text: string) => ({ type: 'quote' as const, id: newBlockId(), children: [{ text }] })

/** A run that learns from two lessons; of the second only a quotation, which the author chose to keep. */
async function watched(masks: MasksThen = { words: ['早已遮住'], released: [] }) {
  const folder = temporaryFolder()
  const workspace = await opened(folder)
  const lessons = [
    { title: '甲', doc: [paragraph('写作是一件需要耐心的事情。客服 400-820-8820，原告主张某公司。')] },
    { title: '乙', doc: [quote('引文只在这里。')] },
  ]
  const { course, chapters } = workspace.write('tree', (store) => store.createCourse({ title: '课', chapters: [{ title: '一', lessons }] }))
  const { learning } = archiveIn(workspace, folder)
  learning.lessons.excludeCourse(course, false)
  learning.keep({ ...learning.kept(), quotations: true })
  const ids = chapters[0]?.lessons ?? []
  const learnt = ids.map((id) => ({ id: `lesson:${id}`, title: id, words: 1, heldOut: false }))
  const heard: (number | null)[] = []
  const heed = vi.fn((problem: { detail: Readonly<Record<string, unknown>> } | null) => heard.push(problem && Number(problem.detail['count'])))
  const state = { isTold: true }
  const watch = new LearntWatch({
    learning,
    whereabouts: () => (state.isTold ? learning.whereabouts() : null),
    run: () => ({ works: learnt, masks }),
    heed,
  })
  onTestFinished(() => watch.dispose())
  return { workspace, learning, watch, heard, ids, state }
}

test('another choice of what is kept leaves nothing out, though nothing may be left to learn of a work', async () => {
  const { learning, heard } = await watched()
  learning.keep({ ...learning.kept(), quotations: false })
  expect(await learning.works(new AbortController().signal)).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(heard.every((one) => one === null)).toBe(true)
  expect(heard.length).toBeGreaterThan(0)
})

test('what is left out is told at once, with how much it is, and that it came back', async () => {
  const { learning, heard, ids } = await watched()
  await vi.advanceTimersByTimeAsync(1000)
  for (const id of ids) learning.lessons.exclude(id, true)
  await vi.advanceTimersByTimeAsync(1)
  expect(heard.at(-1)).toBe(2)
  for (const id of ids) learning.lessons.exclude(id, false)
  await vi.advanceTimersByTimeAsync(500)
  expect(heard.at(-1)).toBeNull()
})

test('where nothing can be told, what was known stays', async () => {
  const { learning, watch, heard, ids, state } = await watched()
  learning.lessons.exclude(ids[0] ?? '', true)
  watch.look()
  expect(heard).toEqual([1])
  state.isTold = false
  watch.look()
  await vi.advanceTimersByTimeAsync(1000)
  expect(heard).toEqual([1])
})

test('a name in it that is masked since holds it, one that was before or stands nowhere in it does not', async () => {
  const { learning, heard } = await watched()
  const mask = async (...words: string[]) => {
    learning.masks.change({ mask: words, unmask: [], release: [], hold: [] })
    await vi.advanceTimersByTimeAsync(1000)
    return heard.at(-1)
  }
  expect([await mask('早已遮住'), await mask('不在里面'), await mask('写作', '引文')]).toEqual([null, null, 2])
  learning.masks.change({ mask: [], unmask: ['写作', '引文'], release: [], hold: [] })
  await vi.advanceTimersByTimeAsync(1000)
  expect(heard.at(-1)).toBeNull()
})

test('a number that is held again holds it, and so does a word that kept a part of it unmasked; released again, it goes on', async () => {
  const { learning, heard } = await watched({ words: ['早已遮住'], released: ['400-820-8820', 'a@b.cn', '主张'] })
  const change = async (given: Partial<MaskChange>) => {
    learning.masks.change(MaskChange.parse(given))
    await vi.advanceTimersByTimeAsync(1000)
    return heard.at(-1)
  }
  // As the run began: a mail address is in none of its works.
  await change({ mask: ['早已遮住'], release: ['400-820-8820', 'a@b.cn', '主张'] })
  expect([await change({ hold: ['a@b.cn'] }), await change({ hold: ['4008208820'] }), await change({ release: ['4008208820'] })]).toEqual([null, 1, null])
  expect([await change({ mask: ['张某'] }), await change({ hold: ['主张'] }), await change({ unmask: ['张某'] })]).toEqual([null, 1, null])
})

test('each text is read once for what is masked since, and again once it is another one', async () => {
  const { workspace, learning, watch, heard, ids } = await watched()
  learning.masks.change(MaskChange.parse({ mask: ['早已遮住', '写作', '引文', '别的', '更多'] }))
  watch.look()
  const places = vi.spyOn(learning.masks.masking, 'placesIn')
  for (let at = 0; at < 3; at++) watch.look()
  expect([places.mock.calls.length, heard.at(-1)]).toEqual([0, 2])
  workspace.write('tree', (store) => store.rename(ids[1] ?? '', '乙，改过的'))
  watch.look()
  expect([places.mock.calls.length, heard.at(-1)]).toEqual([1, 2])
})
