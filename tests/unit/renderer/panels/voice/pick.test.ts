/** Works that are picked for a run: what is listed, and what a tick does. */
import { expect, test } from 'vitest'
import { allOfThem, byGroup, isNarrowed, listed, narrowings } from '#renderer/panels/voice/pick.ts'
import { between, isAsTold, tickedOf, ticking } from '#renderer/panels/voice/ticks.ts'
import type { SourceWork } from '#preload/contract/runs.ts'
import { WorkId, type WorkKind } from '#preload/contract/works.ts'

const work = (id: string, group: string, kind: WorkKind, written: string | null): SourceWork => ({
  ...{ id: WorkId.parse(id), title: `第${id}篇 Tea`, group, kind, written, words: 100, isChosen: true },
})
const works = [
  work('一', 'folder:公众号', 'markdown', '2023-01-05'),
  work('二', 'folder:公众号', 'docx', '2024-06-01'),
  work('三', 'folder:专栏', 'markdown', null),
  work('四', 'course:c1', 'lesson', '2024-01-01'),
]
const ids = (some: readonly Pick<SourceWork, 'id'>[]) => some.map(({ id }) => id)
const [a, b, c, d] = ids(works) as [WorkId, WorkId, WorkId, WorkId]
const titleOf = (group: string) => group.slice(group.indexOf(':') + 1)

test.each([
  [{ query: ' 公众号  TEA' }, [a, b]],
  [{ query: '三' }, [c]],
  [{ kind: 'markdown' as const }, [a, c]],
  [{ year: '2024' }, [b, d]],
  [{ year: 'unknown' }, [c]],
  [{ year: '2024', kind: 'docx' as const, query: '第' }, [b]],
  [{ query: 'nothing' }, []],
])('narrowed to %j', (part, expected) => {
  const narrowed = { ...allOfThem, ...part }
  expect([ids(listed(works, narrowed, titleOf)), isNarrowed(narrowed)]).toEqual([expected, true])
})

test('all are listed where nothing is narrowed, and a list of one kind or year is narrowed by none', () => {
  expect([ids(listed(works, allOfThem, titleOf)), isNarrowed({ ...allOfThem, query: ' ' })]).toEqual([[a, b, c, d], false])
  expect(narrowings(works)).toEqual({ kinds: ['docx', 'lesson', 'markdown'], years: ['2024', '2023', 'unknown'] })
  expect(narrowings(works.slice(0, 1))).toEqual({ kinds: [], years: [] })
})

test('works stand by folder in the order of folders, those of a folder that is not known yet at the end', () => {
  expect(byGroup(works, ['folder:专栏', 'folder:空的', 'folder:公众号']).map(({ group, works: own }) => [group, ids(own)])).toEqual([
    ['folder:专栏', [c]],
    ['folder:公众号', [a, b]],
    ['course:c1', [d]],
  ])
})

test('ticks are set and taken off, one, some or all, and count with their 字', () => {
  const some = ticking(new Set([a]), [b, c], true)
  expect([[...some], [...ticking(some, [a, c], false)]]).toEqual([[a, b, c], [b]])
  expect(tickedOf(works, some)).toEqual({ works: 3, words: 300 })
  // What is no longer among them counts for nothing.
  expect([isAsTold(works, new Set([a, b, c, d, WorkId.parse('gone')])), isAsTold(works, some)]).toEqual([true, false])
})

test('with Shift all between two are taken, upwards too, and one where the other is not listed any more', () => {
  const order = [a, b, c, d]
  expect([between(order, b, d), between(order, d, b), between(order, null, c), between([c, d], a, d)]).toEqual([[b, c, d], [b, c, d], [c], [d]])
})
