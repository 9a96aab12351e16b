import { describe, expect, test } from 'vitest'
import { dropPlace, type Move, moveByDrop, moveByParent, moveByStep, moveInto } from '#renderer/panels/library/moves.ts'
import { rowAfterRemoval } from '#renderer/panels/library/rows.ts'
import { row, rows, some, tree } from './tree.ts'

/** The entries of a parent once a move is done, as the store does it: all out, then in one by one. */
function after(move: Move | undefined, parent: string): string | undefined {
  if (!move) return undefined
  const chapters = tree.courses.flatMap((course) => course.chapters)
  const all: [string, string[]][] = [
    ['', tree.courses.map(({ id }) => id)],
    ...tree.courses.map((course): [string, string[]] => [course.id, course.chapters.map(({ id }) => id)]),
    ...chapters.map((chapter): [string, string[]] => [chapter.id, chapter.lessons.map(({ id }) => id)]),
  ]
  const moved = new Set<string>(move.places.map(({ id }) => id))
  const order = (all.find(([id]) => id === parent)?.[1] ?? []).filter((id) => !moved.has(id))
  for (const place of move.places) if ((place.parent ?? '') === parent) order.splice(place.index, 0, place.id)
  return order.join(' ')
}

describe('moving by steps', () => {
  test('one goes a place among its siblings, several go together, and those that lie apart come together', () => {
    expect([
      after(moveByStep(tree, some('b'), -1), 'h1'),
      after(moveByStep(tree, some('a b'), 1), 'h1'),
      after(moveByStep(tree, some('b d'), -1), 'h1'),
      after(moveByStep(tree, some('a c'), 1), 'h1'),
      after(moveByStep(tree, some('c1'), 1), ''),
      after(moveByStep(tree, some('a c'), -1), 'h1'),
    ]).toEqual(['b a c d', 'c a b d', 'b d a c', 'b d a c', 'c2 c1', 'a c b d'])
  })

  test('at the edge they go into the next chapter or course, also of another course', () => {
    expect([
      after(moveByStep(tree, some('c d'), 1), 'h2'),
      after(moveByStep(tree, some('e'), -1), 'h1'),
      after(moveByStep(tree, some('e'), 1), 'h3'),
      after(moveByStep(tree, some('h2'), 1), 'c2'),
    ]).toEqual(['c d e', 'a b c d e', 'e f', 'h2 h3'])
  })

  test('they stop at the ends of the library', () => {
    expect([moveByStep(tree, some('a b'), -1), moveByStep(tree, some('f'), 1), moveByStep(tree, some('c2'), 1), moveByStep(tree, [], 1)]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    )
  })

  test('what brings them back names their places before', () => {
    expect(moveByStep(tree, some('b d'), -1)?.back).toEqual([
      { id: 'b', parent: 'h1', index: 1 },
      { id: 'd', parent: 'h1', index: 3 },
    ])
  })
})

describe('moving to another parent', () => {
  test('lessons go into the chapter before or after, chapters into the course, courses nowhere', () => {
    expect([
      after(moveByParent(tree, some('a c'), 1), 'h2'),
      after(moveByParent(tree, some('f'), -1), 'h2'),
      after(moveByParent(tree, some('h1'), 1), 'c2'),
      moveByParent(tree, some('a'), -1),
      moveByParent(tree, some('c1'), 1),
    ]).toEqual(['a c e', 'e f', 'h1 h3', undefined, undefined])
  })

  test('they go to the end of the one that was chosen, and nowhere when they lie there', () => {
    expect([
      after(moveInto(tree, some('a e'), row('h3').id as never), 'h3'),
      moveInto(tree, some('a b'), row('h1').id as never),
      moveInto(tree, some('c1'), row('h1').id as never),
    ]).toEqual(['f a e', undefined, undefined])
  })
})

describe('dropping', () => {
  test('a row takes its own kind before or after it, a parent takes in, and none of what is dragged takes anything', () => {
    expect([
      dropPlace(some('a'), row('e'), 0.2),
      dropPlace(some('a b'), row('e'), 0.8),
      dropPlace(some('a b'), row('h2'), 0.1),
      dropPlace(some('a'), row('c2'), 0.5),
      dropPlace(some('a b'), row('b'), 0.5),
      dropPlace(some('h1'), row('a'), 0.5),
    ]).toEqual(['before', 'after', 'into', undefined, undefined, undefined])
  })

  test('they lie where they were dropped, in order', () => {
    expect([
      after(moveByDrop(tree, some('a'), row('b'), 'after'), 'h1'),
      after(moveByDrop(tree, some('a b'), row('d'), 'before'), 'h1'),
      after(moveByDrop(tree, some('a e'), row('c'), 'after'), 'h1'),
      after(moveByDrop(tree, some('a b'), row('h2'), 'into'), 'h2'),
      after(moveByDrop(tree, some('h1 h3'), row('h2'), 'after'), 'c1'),
    ]).toEqual(['b a c d', 'c a b d', 'b c a e d', 'e a b', 'h2 h1 h3'])
  })

  test('one that changes nothing is none', () => {
    expect([
      moveByDrop(tree, some('a'), row('b'), 'before'),
      moveByDrop(tree, some('a b'), row('c'), 'before'),
      moveByDrop(tree, some('a'), row('h1'), 'into'),
    ]).toEqual([undefined, undefined, undefined])
  })
})

test('the row after removed ones takes their place, else the one before, else the parent', () => {
  expect([rowAfterRemoval(rows, some('a b')), rowAfterRemoval(rows, some('c d')), rowAfterRemoval(rows, some('e')), rowAfterRemoval(rows, [])]).toEqual([
    'c',
    'b',
    'h2',
    undefined,
  ])
})
