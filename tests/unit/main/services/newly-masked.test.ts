/** Works that hold what is masked now and was not before. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { MaskChange } from '#preload/contract/masks.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { addWorks, archiveIn } from './archived.ts'
import { opened } from './workspaces.ts'

async function twoWorks() {
  const folder = temporaryFolder()
  const { archive, learning } = archiveIn(await opened(folder), folder)
  addWorks(archive, { a: '李小明的夏天，客服 400-820-8820', b: '王五的信，a@b.cn', c: '谁也没有' })
  const learnt = await learning.works(new AbortController().signal)
  const change = (given: Partial<MaskChange>) => void learning.masks.change(MaskChange.parse(given))
  return { archive, learning, learnt, change }
}

test('they are told by names, numbers and addresses, each by what was masked and released then', async () => {
  const { learning, change } = await twoWorks()
  const works = ['a', 'b', 'c', 'gone'].map((id) => ({ id }))
  const since = (words: string[], released: string[] | null) => [...(learning.newlyMasked({ words, released }, works) ?? [])]
  change({ mask: ['李小明', '王五'] })
  expect([since([], []), since(['李小明'], []), since(['李小明', '王五'], [])]).toEqual([['a', 'b'], ['b'], []])
  expect([since(['李小明', '王五'], ['4008208820']), since(['李小明', '王五'], ['a@b.cn', '4008208820'])]).toEqual([['a'], ['a', 'b']])
  // Of what was released then an older record says nothing.
  expect(since(['李小明', '王五'], null)).toEqual([])
  change({ release: ['400-820-8820'] })
  expect(since(['李小明', '王五'], ['4008208820'])).toEqual([])
})

test('what was asked for by what it said is told only while it says that', async () => {
  const { archive, learning, learnt, change } = await twoWorks()
  change({ mask: ['李小明'] })
  const told = (works: readonly { id: string; hash?: string | undefined }[]) => [...(learning.newlyMasked({ words: [], released: [] }, works) ?? [])]
  expect([told(learnt), told(learnt.map(({ id }) => ({ id, hash: 'other' })))]).toEqual([['a'], []])
  archive.write((works) => works.remove(['a'], [], '1'))
  expect(told(learnt)).toEqual([])
})

test('what several voices ask for is read once for all of them, with turns for others between, and then answered at once', async () => {
  const { archive, learning, change } = await twoWorks()
  addWorks(archive, Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`w${at}`, `李小明的第${at}封信，王五收`])))
  const works = (await learning.works(new AbortController().signal)).filter(({ id }) => id.startsWith('w'))
  change({ mask: ['李小明', '王五'] })
  const voices = ['甲', '乙', '王五'].map((word) => ({ before: { words: [word], released: [] }, works }))
  const read = vi.spyOn(learning, 'lines')
  // Every look at the clock is as late as a slice is long.
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => 10 * clock.mock.calls.length)
  onTestFinished(() => void vi.restoreAllMocks())
  let [turns, isOver] = [0, false]
  const others = (): unknown => !isOver && (turns++, setImmediate(others))
  others()
  await learning.readAhead(voices, new AbortController().signal)
  isOver = true
  expect([read.mock.calls.length, turns >= 20]).toEqual([20, true])
  expect(voices.map((voice) => learning.newlyMasked(voice.before, voice.works)?.size)).toEqual([20, 20, 20])
  change({ mask: ['信'] })
  await learning.readAhead(voices, new AbortController().signal)
  expect(read).toHaveBeenCalledTimes(40)
})
