import { expect, test } from 'vitest'
import { readLesson } from './said.ts'

test.each([
  ['### 1.1 一个例子', '一点一，一个例子。'],
  ['### 2.1 自己动手', '二点一，自己动手。'],
  ['### 1.2.3 利润', '一点二点三，利润。'],
  ['### 3 个办法', '三个办法。'],
])('behind the number of a section a comma is said: %s', (heading, said) => {
  expect(readLesson(`${heading}\n\n正文在这里。`).said[0]).toBe(said)
})

test('no space stays behind a bracket within a formula', () => {
  expect(readLesson('式 $T=\\begin{cases}0,&x\\le5\\ \\text{元（起征点以内）}\\\\1,&x>5\\end{cases}$ 。').said.join('')).not.toMatch(/） /)
})
