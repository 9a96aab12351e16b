import { beforeEach, describe, expect, test } from 'vitest'
import { ChapterId, CourseId } from '#preload/contract/library.ts'
import { createExpansion } from '#renderer/panels/library/expansion.ts'

const course = CourseId.parse('c1')
const [one, two] = [ChapterId.parse('h1'), ChapterId.parse('h2')]

let kept: Map<string, string>
const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
beforeEach(() => {
  kept = new Map()
})

describe('what stands open in the tree', () => {
  test('it is there again after the page was loaded anew', () => {
    createExpansion(storage).note(one, true)
    createExpansion(storage).note(two, false)
    expect([...createExpansion(storage).get()]).toEqual([
      [one, true],
      [two, false],
    ])
  })

  test('it opens the way to a lesson that was opened, and leaves closed what was closed since', () => {
    const expansion = createExpansion(storage)
    expansion.reveal(course, one)
    expansion.note(one, false)
    expansion.reveal(course, one)
    expect(expansion.get().get(one)).toBe(false)
    expansion.reveal(course, two)
    expect([...expansion.get()]).toEqual([
      [course, true],
      [one, false],
      [two, true],
    ])
  })

  test('it begins as it was left, also where the open lesson lies', () => {
    createExpansion(storage).note(one, false)
    const again = createExpansion(storage)
    again.reveal(course, one)
    expect([...again.get()]).toEqual([
      [one, false],
      [course, true],
    ])
  })

  test('it begins anew where what was kept can’t be read', () => {
    for (const text of ['', 'null', '[["c1",1]]', '{']) {
      kept.set('moke.expanded', text)
      expect(createExpansion(storage).get().size).toBe(0)
    }
  })

  test('it keeps what another window kept', () => {
    const [first, second] = [createExpansion(storage), createExpansion(storage)]
    first.note(one, true)
    second.note(two, true)
    expect(createExpansion(storage).get().size).toBe(2)
  })
})
