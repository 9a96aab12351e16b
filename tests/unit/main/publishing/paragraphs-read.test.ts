/** Whether a book whose paragraphs are not whole, or not in order, would be noticed. */
import { expect, test } from 'vitest'
import { paragraphsAstray } from '../../../fixtures/publish/paragraphs-read.ts'

const [first, second, third] = ['记甲甲甲一段话，说到这里。', '记甲甲乙二段话，说得\n更长一些。', '记甲甲丙三段话。'] as const

test('paragraphs are whole in lines of any length, and where one goes on at the next page, behind a footnote and a head', () => {
  expect(paragraphsAstray(['书名\n记甲甲甲一段\n话，说到这里。\n记甲甲乙二段话，说', '记甲甲丙三段话。'], [first, third])).toEqual([])
  expect(paragraphsAstray([`${first}\n记甲甲乙二段话，说\n1 注\n1`, `书名\n得更长一些。\n${third}\n2`], [first, second, third])).toEqual([])
})

test.each([
  ['a clause is gone', [first.replace('说到', '')], [first]],
  ['the last sign is gone', [first.slice(0, -1)], [first]],
  ['another sign stands within', [`${first.slice(0, 8)}-${first.slice(8)}`], [first]],
  ['the rest is not on the next page but on a later one', [second.slice(0, 9), '别的', second.slice(9)], [second]],
  ['one stands before another that it follows', [`${second}${first}`], [first, second]],
  ['it is on an earlier page', [third, first], [first, third]],
])('where %s, that paragraph is told', (_, pages, paragraphs) => {
  expect(paragraphsAstray(pages, paragraphs)).toEqual([paragraphs.at(-1)])
})
