import { match } from 'pinyin-pro'
import { describe, expect, test } from 'vitest'
import { rowByTyping, typedAfter } from '#renderer/panels/library/typeahead.ts'
import { row, rows as bare } from './tree.ts'

const titles: Readonly<Record<string, string>> = { c1: 'One', h1: '第一章', a: '开场', b: '今天写什么', c: '今天不写', d: 'Gamma', h2: '第二章', e: 'gift' }
const rows = bare.map((each) => ({ ...each, title: titles[each.id] ?? each.title }))
const pinyin = (text: string, letters: string) => match(text, letters, { continuous: true, v: true })?.[0] ?? null
const found = (typed: string, at: string, by: typeof pinyin | null = pinyin) => rowByTyping(rows, bare.indexOf(row(at)), typed, by)?.id
const press = (key: string, held = {}, code = '') => ({ key, code, altKey: false, ctrlKey: false, metaKey: false, ...held })

describe('letters typed in the tree', () => {
  test('one goes on to the next row that begins so, round the end; more stay where they fit', () => {
    expect([found('g', 'c1'), found('g', 'd'), found('G', 'e'), found('gi', 'd'), found('ga', 'd')]).toEqual(['d', 'e', 'd', 'e', 'd'])
  })

  test('pinyin, its initials, characters and numbers lead there too', () => {
    expect([found('jintian', 'a'), found('jtb', 'a'), found('今天不', 'a'), found('2.1', 'a'), found('kai', 'e')]).toEqual(['b', 'c', 'c', 'e', 'a'])
  })

  test('what begins nothing leads nowhere, also before the pinyin is there', () => {
    expect([found('zzz', 'a'), found('jintian', 'a', null), found('!', 'a'), found(' ', 'a')]).toEqual([undefined, undefined, undefined, undefined])
  })
})

describe('what stands typed', () => {
  test('letters come to it; a space and Backspace only once something is typed, so that they select and remove nothing', () => {
    expect([typedAfter('', press('j')), typedAfter('j', press(' ')), typedAfter('j ', press('Backspace')), typedAfter('', press('今'))]).toEqual([
      'j',
      'j ',
      'j',
      '今',
    ])
    expect([typedAfter('', press(' ')), typedAfter('', press('Backspace')), typedAfter('j', press('Delete')), typedAfter('j', press('F2'))]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('an input method that keeps the letter tells where its key is', () => {
    expect([typedAfter('j', press('Process', {}, 'KeyI')), typedAfter('j', press('Process', {}, 'ShiftLeft'))]).toEqual(['ji', undefined])
  })

  test('keys held with others are not its', () => {
    expect([
      typedAfter('', press('k', { ctrlKey: true })),
      typedAfter('', press('k', { altKey: true })),
      typedAfter('', press('k', { metaKey: true })),
    ]).toEqual([undefined, undefined, undefined])
  })
})
