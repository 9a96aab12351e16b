import { expect, test } from 'vitest'
import { withPlainLinks } from '#preload/document/lesson-link.ts'
import { Doc } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { addressFrom, lessonOf } from '#renderer/editor/link/addresses.ts'

const docWith = (link: string): Doc => Doc.parse([{ type: 'paragraph', id: 'b', children: [{ text: '一', link }] }])

test('a text with a link in other letters opens, and its links are made plain for whoever asks where they lead', () => {
  const odd = docWith('MOKE:Lesson/aB')
  expect(withPlainLinks(odd)).toEqual(docWith('moke:lesson/aB'))
  expect(withPlainLinks(odd)).toBe(withPlainLinks(odd))
  for (const link of ['moke:lesson/aB', 'HTTPS://A.cn/Moke:lesson/b', 'Mailto:a@b.cn']) {
    const doc = docWith(link)
    expect(withPlainLinks(doc)).toBe(doc)
  }
})

test('what is typed or read is plain from the beginning', () => {
  expect(addressFrom('Moke:lesson/aB')).toBe('moke:lesson/aB')
  expect(lessonOf('Moke:lesson/abcdefghijkl')).toBe(lessonOf('moke:lesson/abcdefghijkl'))
  expect(lessonOf('Moke:lesson/abcdefghijkl')).not.toBeNull()
  expect(docFromMarkdown('[一](Moke:lesson/aB)', { image: () => null, link: (address) => address, softBreaks: 'keep' }).doc[0]).toMatchObject({
    children: [{ text: '一', link: 'moke:lesson/aB' }],
  })
})
