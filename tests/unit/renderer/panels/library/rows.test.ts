import { describe, expect, test } from 'vitest'
import { LessonId, type LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { dropPlace, moveByDrop, moveByStep, rowAfterRemoval } from '#renderer/panels/library/moves.ts'
import { libraryRows, type Row } from '#renderer/panels/library/rows.ts'
import { type TreeAct, treeKey } from '#renderer/panels/library/tree-keys.ts'

const lessonsOf = (...ids: string[]) => ids.map((id) => ({ id, title: id, changedAt: 0, words: 7 }))
const tree = LibraryTree.parse({
  courses: [
    {
      id: 'c1',
      title: 'One',
      chapters: [
        { id: 'h1', title: 'Alpha', lessons: lessonsOf('a', 'b') },
        { id: 'h2', title: 'Beta', lessons: lessonsOf('c') },
      ],
    },
    { id: 'c2', title: 'Two', chapters: [{ id: 'h3', title: 'Gamma', lessons: lessonsOf('d') }] },
  ],
})
const everything = new Map<LibraryId, boolean>([
  ...tree.courses.map((course) => [course.id, true] as const),
  ...tree.courses.flatMap((course) => course.chapters.map((chapter) => [chapter.id, true] as const)),
])
const rows = libraryRows(tree, null, everything)
const row = (id: string): Row => {
  const found = rows.find((each) => each.id === id)
  if (!found) throw new Error(`there is no row ${id}`)
  return found
}
const shown = (all: readonly Row[]) => all.map((each) => each.id).join(' ')

describe('the rows of the library', () => {
  test('they open the way to the open lesson and leave the rest closed', () => {
    expect(shown(libraryRows(tree, LessonId.parse('c'), new Map()))).toBe('c1 h1 h2 c c2')
  })

  test('they follow what the author opened and closed', () => {
    const [one, two] = tree.courses
    if (!one || !two) throw new Error('the tree has two courses')
    expect(
      shown(
        libraryRows(
          tree,
          LessonId.parse('c'),
          new Map<LibraryId, boolean>([
            [one.id, false],
            [two.id, true],
          ]),
        ),
      ),
    ).toBe('c1 c2 h3 d')
  })

  test('they say level, place and count', () => {
    expect([row('c1'), row('h2'), row('b')].map(({ level, index, siblings, count }) => [level, index, siblings, count])).toEqual([
      [1, 0, 2, 3],
      [2, 1, 2, 1],
      [3, 1, 2, 7],
    ])
  })
})

describe('a key in the tree', () => {
  const press = (key: string, at: string, held: { altKey?: boolean; ctrlKey?: boolean } = {}) =>
    treeKey(
      rows,
      rows.findIndex((each) => each.id === at),
      { key, altKey: false, ctrlKey: false, metaKey: false, ...held },
    )
  const id = (act: TreeAct | undefined) => (act && 'id' in act ? `${act.kind} ${act.id}` : act && 'row' in act ? `${act.kind} ${act.row.id}` : undefined)

  test('it goes up and down, to the ends, into and out of what is open', () => {
    expect(
      [press('ArrowDown', 'c1'), press('ArrowUp', 'h1'), press('Home', 'd'), press('End', 'a'), press('ArrowRight', 'h1'), press('ArrowLeft', 'b')].map(id),
    ).toEqual(['focus h1', 'focus c1', 'focus c1', 'focus d', 'focus a', 'focus h1'])
  })

  test('it stops at the ends', () => {
    expect([press('ArrowUp', 'c1'), press('ArrowDown', 'd'), press('ArrowRight', 'a')]).toEqual([undefined, undefined, undefined])
  })

  test('it closes what is open and opens what is closed', () => {
    const closed = libraryRows(tree, null, new Map())
    expect([press('ArrowLeft', 'h1'), treeKey(closed, 0, { key: 'ArrowRight', altKey: false, ctrlKey: false, metaKey: false })]).toEqual([
      { kind: 'expand', id: 'h1', expanded: false },
      { kind: 'expand', id: 'c1', expanded: true },
    ])
  })

  test('it opens, renames, removes and moves', () => {
    expect([press('Enter', 'a'), press('F2', 'h1'), press('Delete', 'c1'), press('ArrowUp', 'b', { altKey: true })].map(id)).toEqual([
      'open a',
      'rename h1',
      'remove c1',
      'move b',
    ])
  })

  test('it finds the next row by its first letter, round the end', () => {
    expect([press('g', 'c1'), press('A', 'd')].map(id)).toEqual(['focus h3', 'focus h1'])
  })

  test('it leaves combinations with Ctrl to others', () => {
    expect(press('k', 'a', { ctrlKey: true })).toBe(undefined)
  })
})

describe('moving', () => {
  test('it goes one place among its siblings', () => {
    expect([moveByStep(tree, row('b'), -1), moveByStep(tree, row('c1'), 1)]).toEqual([
      { id: 'b', index: 0 },
      { id: 'c1', index: 1 },
    ])
  })

  test('it goes over the edge into the next chapter or course, also into another course', () => {
    expect([moveByStep(tree, row('b'), 1), moveByStep(tree, row('c'), -1), moveByStep(tree, row('c'), 1), moveByStep(tree, row('h2'), 1)]).toEqual([
      { id: 'b', parent: 'h2', index: 0 },
      { id: 'c', parent: 'h1', index: 2 },
      { id: 'c', parent: 'h3', index: 0 },
      { id: 'h2', parent: 'c2', index: 0 },
    ])
  })

  test('it stops at the ends of the library', () => {
    expect([moveByStep(tree, row('a'), -1), moveByStep(tree, row('d'), 1), moveByStep(tree, row('c2'), 1)]).toEqual([undefined, undefined, undefined])
  })

  test('a row takes its own kind before or after it, and a parent takes in', () => {
    expect([
      dropPlace(row('a'), row('c'), 0.2),
      dropPlace(row('a'), row('c'), 0.8),
      dropPlace(row('a'), row('h2'), 0.1),
      dropPlace(row('a'), row('c2'), 0.5),
      dropPlace(row('a'), row('a'), 0.5),
      dropPlace(row('h1'), row('a'), 0.5),
    ]).toEqual(['before', 'after', 'into', undefined, undefined, undefined])
  })

  test('a drop counts its place without the thing that is moved', () => {
    expect([
      moveByDrop(row('a'), row('b'), 'after'),
      moveByDrop(row('b'), row('a'), 'before'),
      moveByDrop(row('a'), row('c'), 'after'),
      moveByDrop(row('a'), row('h2'), 'into'),
    ]).toEqual([
      { id: 'a', index: 1 },
      { id: 'b', index: 0 },
      { id: 'a', parent: 'h2', index: 1 },
      { id: 'a', parent: 'h2', index: 1 },
    ])
  })

  test('a drop that changes nothing is none', () => {
    expect([moveByDrop(row('a'), row('b'), 'before'), moveByDrop(row('a'), row('h1'), 'into')]).toEqual([undefined, undefined])
  })

  test('the row after a removed one takes its place, else the one before, else the parent', () => {
    expect([rowAfterRemoval(rows, row('a')), rowAfterRemoval(rows, row('b')), rowAfterRemoval(rows, row('c'))]).toEqual(['b', 'a', 'h2'])
  })
})
