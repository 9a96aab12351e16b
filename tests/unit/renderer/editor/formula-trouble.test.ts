import { expect, test } from 'vitest'
import { readTex } from '#preload/formulas/read-tex.ts'
import { troubleFrom } from '#renderer/editor/formula/formula-trouble.ts'
import { fillText } from '#renderer/ui/translate.ts'

/** The place and the sentence, as an author sees them: `\frac{a}{[b]`. */
function told(tex: string): string {
  const reading = readTex(tex, true)
  if (!reading.isRead) {
    const { text, sign, from, to } = troubleFrom(tex, reading)
    return `${tex.slice(0, from)}[${tex.slice(from, to)}]${tex.slice(to)} ${fillText('zh-CN', text, { sign })}`
  }
  return 'fine'
}

test.each([
  ['\\foo x', '[\\foo] x 没有 \\foo 这个命令'],
  ['x+\\foo', 'x+[\\foo] 没有 \\foo 这个命令'],
  ['\\frac{a}{b', '\\frac{a}{[b] 少一个右花括号 }'],
  ['{', '[{] 少一个右花括号 }'],
  ['\\frac{a}', '\\frac{a[}] 最后的命令还缺内容，写在花括号里'],
  ['\\{\\frac', '\\{\\fra[c] 最后的命令还缺内容，写在花括号里'],
  ['a}b', 'a[}]b 这里多了一个右花括号 }'],
  ['\\sqrt[3', '\\sqrt[[3] 少一个右方括号 ]'],
  ['a & b', 'a [&] b & 只能用在矩阵、分段这样的环境里'],
  ['\\left( a', '\\left( [a] \\left 还没有配上 \\right'],
  ['a \\right)', 'a [\\right]) \\right 前面没有 \\left'],
  ['x^2^3', 'x^2[^]3 上标写了两次，用花括号合起来'],
  ['x_2_3', 'x_2[_]3 下标写了两次，用花括号合起来'],
  ['x^', 'x[^] ^ 后面还缺内容'],
  ['\\begin{foo}a\\end{foo}', '\\begin[{foo}]a\\end{foo} 没有 foo 这个环境'],
  ['\\begin{matrix}a', '\\begin{matrix}[a] \\begin 还没有配上 \\end'],
  ['\\begin{matrix}a\\end{pmatrix}', '\\begin{matrix}a[\\end]{pmatrix} \\begin{matrix} 和后面的 \\end 对不上'],
  ['$x$', '[$]x$ 公式里不用写 $'],
  ['\\def\\a{\\a}\\a', '[\\def\\a{\\a}\\a] 这里的定义没完没了，排不出来'],
  ['\\kern1', '\\kern[1] “1”不是长度，要带单位，例如 2em'],
  ['\\left x', '\\left [x] “x”不能当括号用'],
  ['a\\tag{1}\\tag{2}', '[a\\tag{1}\\tag{2}] 一个公式只能有一个编号'],
  ['\\[x\\]', '[\\[]x\\] 公式里不用写 \\['],
  ['\\left', '\\lef[t] \\left 后面还缺内容'],
  ['\\includegraphics{a.png}', '[\\includegraphics]{a.png} \\includegraphics 不能用在这里'],
  ['a\\hline', '[a\\hline] \\hline 只能用在矩阵、分段这样的环境里'],
  ['#', '[#] “#”这里看不懂'],
])('%s is told of where it is wrong', (tex, sentence) => {
  expect(told(tex)).toBe(sentence)
})

test('what has no place is told of as a whole', () => {
  expect(troubleFrom('{{{', { isRead: false, message: 'Too much', at: null, length: 0 })).toMatchObject({ text: 'formula.wrong-much', from: 0, to: 3 })
  expect(troubleFrom('', { isRead: false, message: '', at: null, length: 0 })).toMatchObject({ from: 0, to: 0 })
})
