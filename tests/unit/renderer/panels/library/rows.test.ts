import { describe, expect, test } from 'vitest'
import { LessonId, type LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { inAll, libraryRows, type Row, rowsOf } from '#renderer/panels/library/rows.ts'
import { type TreeAct, treeKey } from '#renderer/panels/library/tree-keys.ts'
import { lessonEntry } from '../../../../fixtures/lesson-entry.ts'

const lessonsOf = (...ids: string[]) => ids.map((id) => lessonEntry(id, { words: 7, narrated: 72 }))
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
const rows = libraryRows(tree, null, everything, 240)
const row = (id: string): Row => {
  const found = rows.find((each) => each.id === id)
  if (!found) throw new Error(`there is no row ${id}`)
  return found
}
const shown = (all: readonly Row[]) => all.map((each) => each.id).join(' ')

describe('the rows of the library', () => {
  test('they open the way to the open lesson and leave the rest closed', () => {
    expect(shown(libraryRows(tree, LessonId.parse('c'), new Map(), 240))).toBe('c1 h1 h2 c c2')
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
          240,
        ),
      ),
    ).toBe('c1 c2 h3 d')
  })

  test('they say level and place', () => {
    expect([row('c1'), row('h2'), row('b')].map(({ level, index, siblings }) => [level, index, siblings])).toEqual([
      [1, 0, 2],
      [2, 1, 2],
      [3, 1, 2],
    ])
  })

  test('courses and chapters say how much is in them together: lessons, words and minutes read aloud', () => {
    const amount = ({ lessons, words, minutes }: Row) => [lessons, words, minutes]
    expect([row('c1'), row('h1'), row('h2'), row('b')].map(amount)).toEqual([
      [3, 21, 0.9],
      [2, 14, 0.6],
      [1, 7, 0.3],
      [1, 7, 0.3],
    ])
    expect([inAll([], 240), amount(libraryRows(LibraryTree.parse({ courses: [{ id: 'c', title: '空', chapters: [] }] }), null, new Map(), 240)[0]!)]).toEqual([
      { lessons: 0, words: 0, minutes: 0, progress: null },
      [0, 0, 0],
    ])
  })
})

describe('a key in the tree', () => {
  const press = (key: string, at: string, held: { altKey?: boolean; ctrlKey?: boolean; shiftKey?: boolean } = {}, hasSelection = false) =>
    treeKey(
      rows,
      rows.findIndex((each) => each.id === at),
      { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held },
      hasSelection,
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
    const closed = libraryRows(tree, null, new Map(), 240)
    expect([
      press('ArrowLeft', 'h1'),
      treeKey(closed, 0, { key: 'ArrowRight', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }, false),
    ]).toEqual([
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

  test('it opens a lesson beside another with Ctrl, and nothing where there is nothing to write in', () => {
    const held = { ctrlKey: true }
    expect([press('Enter', 'b', held), press('Enter', 'h1', held), press('Enter', 'c1', held), press('Enter', 'b', { ...held, shiftKey: true })]).toEqual([
      { kind: 'beside', row: row('b') },
      undefined,
      undefined,
      undefined,
    ])
  })

  test('it leaves letters and combinations with Ctrl to others', () => {
    expect([press('g', 'c1'), press('k', 'a', { ctrlKey: true }), press(' ', 'a', { ctrlKey: true })]).toEqual([undefined, undefined, undefined])
  })

  test('it selects with Shift, one by one and all, and gives that up with Esc while there is something to give up', () => {
    expect([
      press('ArrowDown', 'a', { shiftKey: true }),
      press('End', 'a', { shiftKey: true }),
      press(' ', 'a'),
      press('a', 'h1', { ctrlKey: true }),
      press('Escape', 'a', {}, true),
      press('Escape', 'a'),
      press('ArrowUp', 'c1', { shiftKey: true }),
    ]).toEqual([
      { kind: 'select', how: 'to', row: row('b') },
      { kind: 'select', how: 'to', row: row('d') },
      { kind: 'select', how: 'toggle', row: row('a') },
      { kind: 'select', how: 'all', row: row('h1') },
      { kind: 'deselect' },
      undefined,
      undefined,
    ])
  })

  test('it moves, copies and undoes', () => {
    expect([
      press('ArrowUp', 'b', { altKey: true }),
      press('ArrowDown', 'b', { altKey: true, shiftKey: true }),
      press('d', 'b', { ctrlKey: true }),
      press('z', 'b', { ctrlKey: true }),
      press('z', 'b', { ctrlKey: true, shiftKey: true }),
      press('ArrowLeft', 'b', { altKey: true }),
    ]).toEqual([
      { kind: 'move', row: row('b'), step: -1 },
      { kind: 'move-parent', row: row('b'), step: 1 },
      { kind: 'duplicate', row: row('b') },
      { kind: 'undo' },
      undefined,
      undefined,
    ])
  })
})

describe('what rows say of plans', () => {
  const planned = LibraryTree.parse({
    courses: [
      {
        id: 'c1',
        title: 'One',
        chapters: [
          {
            id: 'h1',
            title: 'Alpha',
            lessons: [lessonEntry('a', { words: 300, state: 'done', target: { words: 600, minutes: null } }), lessonEntry('b', { words: 900 })],
          },
        ],
      },
    ],
  })

  test('a lesson says its state and progress, what it lies in the progress of all of them, and one without a target none', () => {
    const all = libraryRows(planned, LessonId.parse('a'), new Map(), 240)
    expect(all.map((each) => [each.id, each.progress?.share, each.kind === 'lesson' && each.state])).toEqual([
      ['c1', 0.5, false],
      ['h1', 0.5, false],
      ['a', 0.5, 'done'],
      ['b', undefined, 'draft'],
    ])
  })

  test('rows are found by their entries, whatever stands open', () => {
    expect(shown(rowsOf(planned, all('b', 'h1'), 240))).toBe('h1 b')
  })
})

const all = (...ids: string[]) => ids.map((id) => LessonId.parse(id))
