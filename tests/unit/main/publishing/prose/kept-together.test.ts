import { expect, test } from 'vitest'
import { keptTogether } from '#main/publishing/prose/kept-together.ts'
import type { Content } from '#main/publishing/prose/prose.ts'

/** Groups of a line, formulas between signs of dollars. */
function groups(line: string): string[] {
  const content = line
    .split(/(\$[^$]+\$)/u)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('$') ? { type: 'formula', tex: part.slice(1, -1) } : { text: part })) as unknown as Content
  return keptTogether(content).map((group) => group.map((each) => ('tex' in each ? `$${String(each.tex)}$` : 'text' in each ? each.text : '?')).join(''))
}

test('rows of formulas part behind each mark, and each formula keeps its own', () => {
  expect(groups('有$a_1$、$a_2$、…，$a_6$。完')).toEqual(['有', '$a_1$、', '$a_2$、…，', '$a_6$。', '完'])
})

test('formulas with nothing between them part, and a bracket stays with the first', () => {
  expect(groups('（$a$$b$$c$）')).toEqual(['（$a$', '$b$', '$c$）'])
  expect(groups('$a$，（$b$）')).toEqual(['$a$，', '（$b$）'])
})
