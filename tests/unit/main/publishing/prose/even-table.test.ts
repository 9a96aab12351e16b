import { expect, test } from 'vitest'
import { withoutBars } from '#main/publishing/prose/even-table.ts'

test.each([
  ['|a|', '\\vert a\\vert '],
  ['\\|b\\|', '\\Vert b\\Vert '],
  ['a\\\\|b', 'a\\\\\\vert b'],
  ['\\text{a {b|c}}', '\\text{a {b\\textbar c}}'],
  ['\\text{a|b}|', '\\text{a\\textbar b}\\vert '],
  ['\\begin{array}[t]{c|c}1&2\\end{array}', '\\begin{array}[t]{cc}1&2\\end{array}'],
  ['x^2', 'x^2'],
])('%s in a table of pipes is %s', (tex, written) => expect(withoutBars(tex)).toBe(written))
