import { describe, expect, test } from 'vitest'
import { blocksFromPlain } from '#renderer/editor/clipboard/plain-blocks.ts'
import { linesOf } from './writing.ts'

const read = (...lines: string[]) => linesOf(blocksFromPlain(lines.join('\n')))

describe('plain text', () => {
  test.each([
    [
      ['1. 甲', '2. 乙'],
      ['1. 甲', '1. 乙'],
    ],
    [
      ['1、甲', '2、乙', '', '3、丙'],
      ['1. 甲', '1. 乙', '1. 丙'],
    ],
    [
      ['1）甲', '2）乙'],
      ['1. 甲', '1. 乙'],
    ],
    [
      ['1.甲', '2.乙'],
      ['1. 甲', '1. 乙'],
    ],
    [
      ['- 甲', '- 乙'],
      ['- 甲', '- 乙'],
    ],
    [
      ['•甲', '• 乙'],
      ['- 甲', '- 乙'],
    ],
    [
      ['前', '1. 甲', '2. 乙', '后'],
      ['前', '1. 甲', '1. 乙', '后'],
    ],
    [
      ['- 甲', '- 乙', '1. 丙', '2. 丁'],
      ['- 甲', '- 乙', '1. 丙', '1. 丁'],
    ],
    [
      ['1. 甲', '2. 乙', '1. 丙', '2. 丁'],
      ['1. 甲', '1. 乙', '1. 丙', '1. 丁'],
    ],
    [
      ['- 甲', '  - 乙', '  - 丙', '- 丁'],
      ['- 甲', '  - 乙', '  - 丙', '- 丁'],
    ],
    [
      ['1. 甲', '\t- 乙', '2. 丙', '\t- 丁', '\t\t1) 戊'],
      ['1. 甲', '  - 乙', '1. 丙', '  - 丁', '    1. 戊'],
    ],
    [
      ['* * *', '* 甲', '* 乙', '- - - -', '- 丙', '- 丁'],
      ['* * *', '- 甲', '- 乙', '- - - -', '- 丙', '- 丁'],
    ],
    [
      ['  - 甲', '  - 乙'],
      ['- 甲', '- 乙'],
    ],
  ])('it takes %j for a list', (lines, expected) => {
    expect(read(...lines)).toEqual(expected)
  })

  test.each([
    [['1. 甲']],
    [['- 甲', '乙']],
    [['3. 甲', '4. 乙']],
    [['1. 甲', '3. 乙']],
    [['1. 甲', '1. 乙']],
    [['1. 甲', '2、乙']],
    [['- 甲', '* 乙']],
    [['1.5 倍', '2.5 倍']],
    [['1.txt', '2.txt']],
    [['2024. 甲', '2025. 乙']],
    [['-甲', '-乙']],
    [['---', '---']],
    [['* * *', '* 甲']],
    [['0. 甲', '1. 乙']],
  ])('it leaves %j as it is', (lines) => {
    expect(read(...lines)).toEqual(lines)
  })

  test('it takes a hundred thousand lines, and lines of nothing but a marker and spaces', () => {
    expect(read(...Array.from({ length: 100_000 }, (_, row) => (row % 2 === 0 ? `${(row % 999) + 1}. 项` : '文字'))).length).toBe(100_000)
    expect(read(`-${' '.repeat(1_000_000)}`, `1.${'\t'.repeat(1_000_000)}。`).length).toBe(2)
  })
})
