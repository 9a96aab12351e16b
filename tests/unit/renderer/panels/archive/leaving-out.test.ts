import { expect, test } from 'vitest'
import type { Work } from '#preload/contract/archive.ts'
import { WorkId } from '#preload/contract/works.ts'
import { leaveOut, type LeftOutBefore } from '#renderer/panels/archive/use-leaving-out.ts'

/** A group of works by their ids, and which of them are out, kept as the archive does. */
function groupOf(...ids: readonly string[]) {
  const out = new Set<string>()
  const work = (id: string): Work => ({
    ...{ id: WorkId.parse(id), kind: 'markdown', title: id, file: id, group: 'folder:a', words: 1, written: null, addedAt: 0 },
    ...{ excluded: out.has(id), isChinese: true, quoted: 0, personal: {} },
  })
  return {
    out,
    learntWorks: () => ids.length - out.size,
    list: ({ from, count }: { from: number; count: number }) => Promise.resolve({ total: ids.length, works: ids.slice(from, from + count).map(work) }),
    exclude: ({ works, groups, excluded }: { works: readonly string[]; groups: readonly string[]; excluded: boolean }) => {
      for (const id of groups.length > 0 ? ids : works)
        if (excluded) out.add(id)
        else out.delete(id)
      return Promise.resolve({})
    },
  }
}

test('in part, then whole, then out, a group comes back in the part that it was in; each step can be taken back', async () => {
  const group = groupOf('1', '2', '3')
  const before: LeftOutBefore = new Map()
  const change = (excluded: boolean) => leaveOut(group, { id: 'folder:a', learntWorks: group.learntWorks() }, excluded, before)
  group.out.add('2')
  const back = await change(false)
  expect([...group.out]).toEqual([])
  await back()
  expect([...group.out]).toEqual(['2'])
  await change(false)
  await change(true)
  expect(group.out.size).toBe(3)
  await change(false)
  expect([...group.out]).toEqual(['2'])
})
