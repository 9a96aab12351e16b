import { describe, expect, test } from 'vitest'
import { numbersOf, withNumbers } from '#preload/document/numbering.ts'
import { Block, type Doc } from '#preload/document/schema.ts'

/** Blocks from a short form: `1` a numbered item, `-` a bullet, each deeper by a space before it; behind `=` where it counts from. */
function docOf(...lines: string[]): Doc {
  return lines.map((line, at) => {
    const [, space = '', sign = '', start] = /^( *)([-1]|\w+)(?:=(\w+))?$/.exec(line) ?? []
    const kinds = { '1': 'number', '-': 'bullet' } as const
    const kind = sign === '1' || sign === '-' ? kinds[sign] : null
    const said = start === undefined ? {} : { start: start === 'onward' ? start : Number(start) }
    const shape = kind === null ? { type: sign, ...(sign === 'image' ? { image: 'a'.repeat(64), alt: '' } : {}) } : { type: 'item', kind, depth: space.length }
    return Block.parse({ ...shape, ...said, id: `b${at}`, children: [{ text: '' }] })
  })
}

describe('numbers of items', () => {
  test.each<[string, string[], number[]]>([
    ['a list in a list begins anew', ['1', '1', ' 1', ' 1', '1', ' 1'], [1, 2, 1, 2, 3, 1]],
    ['text ends a list, what shows a step does not', ['1', 'code', '1', 'image', '1', 'paragraph', '1'], [1, 0, 2, 0, 3, 0, 1]],
    ['another kind ends a list', ['1', '-', '1'], [1, 0, 1]],
    ['one that says its number is called so, and others go on', ['1=5', '1', 'quote', '1=0', '1'], [5, 6, 0, 0, 1]],
    ['one that goes on does so whatever stands between', ['1', '1', 'quote', '1=onward', '1', 'divider', '1=onward'], [1, 2, 0, 3, 4, 0, 5]],
    ['one that goes on is of its own depth', ['1', ' 1', ' 1', 'quote', ' 1=onward', '1=onward', ' 1=onward'], [1, 1, 2, 0, 3, 2, 1]],
    ['one that goes on from nothing is the first', ['-', '1=onward'], [0, 1]],
  ])('%s', (_what, lines, numbers) => {
    expect(numbersOf(docOf(...lines))).toEqual(numbers)
  })

  test('items say where they count from just where they would be called otherwise', () => {
    const wanted = new Map([1, 2, 0, 2, 3, 0, 4, 9].map((number, at) => [`b${at}`, number]))
    const said = withNumbers(docOf('1=7', '1', 'code', '1', '1=3', 'quote', '1', '1'), ({ id }) => wanted.get(id) ?? 0)
    expect(said.map((block) => ('start' in block ? block.start : null))).toEqual([null, null, null, 2, null, null, 'onward', 9])
  })
})
