import { expect, test } from 'vitest'
import { contentHash, contentJson, namesIn, withNumberedBlocks } from '#main/publishing/desk/content.ts'
import { hashOf } from '#main/publishing/desk/hashes.ts'
import type { Block, Doc } from '#preload/document/schema.ts'

const paragraph = (id: string, text: string): Block => ({ type: 'paragraph', id, children: [{ text }] }) as unknown as Block
const marked = (mark: string, note: string): Doc => [
  { type: 'paragraph', id: mark, children: [{ text: '见' }, { type: 'note-mark', note, children: [{ text: '' }] }, { text: '' }] } as unknown as Block,
  { type: 'note', id: note, children: [{ text: '注' }] } as unknown as Block,
]

test('the same text has the same hash, whatever its blocks are called and in whichever order their properties stand', () => {
  const turned = { children: [{ text: '一' }], id: 'z', type: 'paragraph' } as unknown as Block
  expect(contentHash([paragraph('a', '一')])).toBe(contentHash([turned]))
  expect(contentHash(marked('a', 'b'))).toBe(contentHash(marked('x', 'y')))
  expect(contentJson(marked('a', 'b'))).toBe(contentJson(marked('x', 'y')))
})

test('another word, style, order of blocks and place of a note have another', () => {
  const bold = [{ type: 'paragraph', id: 'a', children: [{ text: '一', bold: true }] } as unknown as Block]
  const docs = [
    [paragraph('a', '一')],
    [paragraph('a', '一个')],
    bold,
    [paragraph('a', '一'), paragraph('b', '二')],
    [paragraph('b', '二'), paragraph('a', '一')],
    marked('a', 'b'),
    marked('a', 'c').toReversed(),
  ]
  expect(new Set(docs.map(contentHash)).size).toBe(docs.length)
})

test('the hash is that of the lesson with its blocks numbered, also where other lessons share its blocks', () => {
  const table = {
    type: 'table',
    id: 't',
    children: [
      {
        children: [
          { id: 'c2', children: [{ text: '"b1"\\u0000' }] },
          { children: [{ text: '\0' }], id: 'c1' },
        ],
      },
    ],
  }
  const [first, second] = [paragraph('p', '一'), { ...paragraph('q', '二'), with: undefined }]
  for (const doc of [
    [first, table as unknown as Block, ...marked('m', 'n'), second],
    [table as unknown as Block, first, ...marked('n', 'm')],
    [second, first, { ...first }],
    [],
  ] as Doc[]) {
    expect(contentHash(doc)).toBe(hashOf(withNumberedBlocks(doc)))
    expect(namesIn(doc).map((_, at) => `b${at + 1}`)).toEqual(namesIn(withNumberedBlocks(doc)))
  }
})
