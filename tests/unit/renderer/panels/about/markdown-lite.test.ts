import { expect, test } from 'vitest'
import { readMarkdown } from '#renderer/panels/about/markdown-lite.ts'

test('it reads headings, items and paragraphs over several lines', () => {
  expect(readMarkdown('# Fonts\n\nLXGW\nWenKai\n- one\n* two\n').map(({ kind, spans }) => [kind, spans.map((span) => span.text).join('')])).toEqual([
    ['heading', 'Fonts'],
    ['paragraph', 'LXGW WenKai'],
    ['item', 'one'],
    ['item', 'two'],
  ])
})

test('it reads links, bare addresses, strong words and code', () => {
  expect(readMarkdown('[Slate](https://slatejs.org) **MIT** `x` https://a.b/c').flatMap(({ spans }) => spans)).toEqual([
    { text: 'Slate', address: 'https://slatejs.org' },
    { text: ' ' },
    { text: 'MIT', strong: true },
    { text: ' ' },
    { text: 'x' },
    { text: ' ' },
    { text: 'https://a.b/c', address: 'https://a.b/c' },
  ])
})

test('it makes no link of anything but the web', () => {
  expect(readMarkdown('[x](javascript:alert(1))').flatMap(({ spans }) => spans)).toEqual([{ text: '[x](javascript:alert(1))' }])
})
