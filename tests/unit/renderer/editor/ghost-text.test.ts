import { describe, expect, test } from 'vitest'
import { nextWord, withinBlock } from '#preload/document/suggested.ts'
import { nextClause, remainder, withLastSpace } from '#renderer/editor/ghost/ghost-text.ts'

describe('what is left of a suggestion', () => {
  const origin = { block: 'b', before: '你不会', after: '' }
  test.each([
    ['all of it at first', '你不会', '害怕它'],
    ['less after typing along', '你不会害怕', '它'],
    ['nothing after all of it', '你不会害怕它', ''],
    ['null on another way', '你不会怕', null],
    ['null past its end', '你不会害怕它吗', null],
    ['null after deleting', '你不', null],
  ])('it is %s', (_name, before, expected) => {
    expect(remainder('害怕它', origin, { ...origin, before })).toBe(expected)
  })

  test('it is null in another block or when the text behind changed', () => {
    expect(remainder('害怕', origin, { ...origin, block: 'c' })).toBeNull()
    expect(remainder('害怕', origin, { ...origin, after: '。' })).toBeNull()
  })
})

describe('what stays in its block', () => {
  test.each([
    ['害怕它。', '害怕它。'],
    ['第一行\n第二行', '第一行'],
    ['第一行\r\n第二行', '第一行'],
    ['\n后面', ''],
    ['a good ', 'a good '],
  ])('it takes of %j %j', (suggestion, expected) => {
    expect(withinBlock(suggestion)).toBe(expected)
  })
})

describe('the next word', () => {
  test.each([
    ['害怕它。一件', '害怕'],
    ['。一件', '。'],
    [' hello world', ' hello'],
    ['3.5 公里', '3.5'],
    ['……后来', '…'],
    ['', ''],
  ])('it takes of %j %j', (text, expected) => {
    expect(nextWord(text)).toBe(expected)
  })

  test('the last one takes the space behind it along', () => {
    expect(withLastSpace('read ', 'read')).toBe('read ')
    expect(withLastSpace('read the ', 'read')).toBe('read')
    expect(withLastSpace('读', '读')).toBe('读')
  })
})

describe('the next clause', () => {
  test.each([
    ['害怕它，一件事。', '害怕它，'],
    ['害怕。”他说', '害怕。”'],
    ['没有标记', '没有标记'],
    ['清单、便条、信', '清单、'],
    ['他说：走', '他说：'],
    ['version 3.5 is out, then', 'version 3.5 is out,'],
    ['It works. Then', 'It works.'],
    ['真的吗？！好', '真的吗？！'],
    ['想了很久……后来', '想了很久……'],
  ])('it takes of %j %j', (text, expected) => {
    expect(nextClause(text)).toBe(expected)
  })
})
