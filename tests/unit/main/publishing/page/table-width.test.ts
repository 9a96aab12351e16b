import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { pageHtml } from '#main/publishing/page/page-html.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

function tableOf(rows: readonly (readonly string[])[], isBook = true) {
  const markdown = rows.map((row) => `| ${row.join(' | ')} |`).toSpliced(1, 0, `|${' --- |'.repeat(rows[0]!.length)}`)
  const findings = new Findings('l1')
  const { doc } = docFromMarkdown(markdown.join('\n'), {} as never)
  const html = pageHtml(proseOf(doc), { imageAddress: () => null, lessonAddress: () => null, topLevel: 2, isBook }, findings)
  return {
    table: parseHTML(html).document.querySelector('table')!,
    findings: findings.all.map(({ level, kind, block, text }) => [level, kind, block !== null, text]),
  }
}

/** So many columns of numbers. */
const numbers = (columns: number): string[][] => [
  Array.from({ length: columns }, (_, at) => `第${at}列`),
  Array.from({ length: columns }, (_, at) => `${1000 + at}.25`),
]

describe('a table of a book', () => {
  test('is as it always is where a narrow page has room for it', () => {
    const { table, findings } = tableOf(numbers(3))
    expect([table.getAttribute('style'), table.className, findings]).toEqual([null, '', []])
  })

  test('is as small as its columns ask for, and no smaller than is read', () => {
    const { table, findings } = tableOf(numbers(7))
    expect(table.getAttribute('style')).toMatch(/^font-size:0\.\d\dem;font-size:max\(0\.45em,min\(0\.92em,calc\(100cqi \/ 3\d\.\d\)\)\)$/)
    expect([table.className, findings]).toEqual(['many', []])
    const widthAt = (text: string): number =>
      Number(/cqi \/ ([\d.]+)/.exec(tableOf([...numbers(6), Array.from({ length: 6 }, () => text)]).table.getAttribute('style')!)![1])
    // Chinese ends its lines anywhere, and what is one word does not.
    expect(widthAt('很长的一句话可以折成许多行')).toBe(widthAt('短'))
    expect(widthAt('100,000,000')).toBeGreaterThan(widthAt('1'))
  })

  test('parts its words where even that is not enough, and tells', () => {
    const { table, findings } = tableOf(numbers(12))
    expect([table.className, findings]).toEqual(['many tight', [['changed', 'table-wide', true, '第0列']]])
  })

  test('a word that no line has room for may end its line anywhere', () => {
    const { table } = tableOf([
      ['甲', '乙'],
      ['一', 'a_very_long_name_of_a_function_in_a_library'],
    ])
    expect([...table.querySelectorAll('td')].map((cell) => cell.className)).toEqual(['', 'long endless'])
  })

  test('of a website scrolls, as large as it is', () => {
    const { table, findings } = tableOf(numbers(12), false)
    expect([table.getAttribute('style'), table.className, findings]).toEqual([null, '', []])
  })
})
