/** Works that hold what is masked now and was not before. */
import { expect, test } from 'vitest'
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
