import { beforeEach, describe, expect, test } from 'vitest'
import { ChapterId, CourseId } from '#preload/contract/library.ts'
import { createExpansion } from '#renderer/panels/library/expansion.ts'

const course = CourseId.parse('c1')
const [one, two] = [ChapterId.parse('h1'), ChapterId.parse('h2')]
/** A library whose other chapters are not looked at. */
const library = { chapters: [], known: [course, one, two] }

let kept: Map<string, string>
const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
beforeEach(() => {
  kept = new Map()
})

describe('what stands open in the tree', () => {
  test('it begins with all chapters of the open course where nothing is remembered of a library', () => {
    const known = [course, one, two]
    const expansion = createExpansion(storage)
    expansion.reveal(course, one, { chapters: [one, two], known })
    expect([...expansion.get()]).toEqual([
      [course, true],
      [one, true],
      [two, true],
    ])
    const [brought, three, four] = [CourseId.parse('c2'), ChapterId.parse('h3'), ChapterId.parse('h4')]
    expansion.reveal(brought, four, { chapters: [three, four], known: [brought, three, four] })
    expect([...expansion.get()].slice(3)).toEqual([
      [brought, true],
      [three, true],
      [four, true],
    ])
  })

  test('it opens no other chapters of a library of which something is remembered', () => {
    createExpansion(storage).note(two, false)
    const expansion = createExpansion(storage)
    expansion.reveal(course, one, { chapters: [one, two], known: [course, one, two] })
    expect([...expansion.get()]).toEqual([
      [two, false],
      [course, true],
      [one, true],
    ])
  })

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
    expansion.reveal(course, one, library)
    expansion.note(one, false)
    expansion.reveal(course, one, library)
    expect(expansion.get().get(one)).toBe(false)
    expansion.reveal(course, two, library)
    expect([...expansion.get()]).toEqual([
      [course, true],
      [one, false],
      [two, true],
    ])
  })

  test('it begins as it was left, also where the open lesson lies', () => {
    createExpansion(storage).note(one, false)
    const again = createExpansion(storage)
    again.reveal(course, one, library)
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
