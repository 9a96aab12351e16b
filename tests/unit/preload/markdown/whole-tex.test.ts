import fc from 'fast-check'
import katex from 'katex'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, test } from 'vitest'
import { wholeTex } from '#preload/markdown/whole-tex.ts'

test('has no empty lines, and no line that begins another block: those go on the line before', () => {
  expect(wholeTex('a\n\n- 1\n= x\n=\nb')).toBe('a - 1 = x =\nb')
  expect(wholeTex('\\begin{aligned}\na &= b \\\\\n\n> 0 \\\\\n1. x\n# y\n: z\n\\end{aligned}')).toBe(
    '\\begin{aligned}\na &= b \\\\ > 0 \\\\ 1. x # y : z\n\\end{aligned}',
  )
  expect(wholeTex('x\n---\n<b')).toBe('x --- <b')
})

test('leaves what no reader takes for anything else as it is', () => {
  for (const tex of ['a\n&= b', '-1\n+2\n1.5', 'a \\\\\n  -b', '% 一\n a']) expect(wholeTex(tex)).toBe(tex)
})

test('a first line has no room behind its sign, or the sign otherwise', () => {
  expect(['- 1', '+ 1\nb', '1. x', '> 0', '<b', '='].map(wholeTex)).toEqual(['-1', '+1\nb', '1.x', '\\mathrel{>} 0', '< b', '{=}'])
  expect(wholeTex('=\nb')).toBe('=b')
})

test('a comment swallows nothing that comes behind it, and a backslash at the end of a line stays a space', () => {
  expect(wholeTex('a % 一\n- 1 \\% 2')).toBe('a  - 1 \\% 2')
  expect(wholeTex('% 一\n- 1')).toBe('-1')
  expect(wholeTex('a\\\n\n- 1')).toBe('a\\  - 1')
})

test('a sign of percent in an address, in what is said letter by letter and behind a backslash begins no comment', () => {
  expect(wholeTex('\\href{https://a.cn/%E4%B8%AD}{f}\n= 2x + 1')).toBe('\\href{https://a.cn/%E4%B8%AD}{f} = 2x + 1')
  for (const kept of [
    '\\url{a%b}',
    '\\url{a\\}%{b}%c}',
    '\\href {a%b}{50\\%}',
    '\\verb|%|',
    '\\verb*+a%+',
    '\\includegraphics[alt=5%]{a%b}',
    '\\htmlId{a%b}{c}',
    '\\url{a%b',
  ])
    expect(wholeTex(`${kept} % 一\n- b`)).toBe(kept.endsWith('b') ? `${kept} % 一 - b` : `${kept}  - b`)
  expect(['\\hrefs{%b}', '\\\\url{%b}', '\\\\verb|%|', '\\verbs|%|'].map((tex) => wholeTex(`${tex}\n- b`))).toEqual([
    '\\hrefs{- b',
    '\\\\url{- b',
    '\\\\verb|- b',
    '\\verbs|- b',
  ])
})

test('KaTeX draws of it what it drew before', () => {
  const parts = ['\\href{a%b}{f}', '\\url{%}', '\\verb|%|', '\\text{a%b\nc}', '\\text{甲 % 乙\n丙}', '%', '\\%', '\\\\', '\n', '\n- ', '\n= ', '\n> ']
  // What it can't read is still what it can't read.
  const drawn = (tex: string) => katex.renderToString(tex, { displayMode: true, output: 'mathml', trust: true, strict: 'ignore', throwOnError: false })
  const without = (tex: string) =>
    drawn(tex)
      .replace(/<annotation .*<\/annotation>/s, '')
      .replace(/<span class="katex-error".*/s, '')
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts, '\\alpha%\n', 'x', ' '), { maxLength: 8 }), (some) => {
      const tex = `a${some.join('')}`
      expect(without(wholeTex(tex))).toBe(without(tex))
    }),
    { numRuns: 1000 },
  )
})

test('a reader that knows no formulas sees one paragraph', () => {
  const signs = ['- 1', '* 1', '+ 1', '1. 2', '7) 8', '# 3', '> 4', '=', '---', '- - -', '***', '```', '~~~', '<div>', '</p>', '<!--', '    - 1', ': a', '']
  for (const before of ['a', 'a \\\\', '% 一', '']) {
    for (const sign of signs) {
      const tex = wholeTex(`${before}\n${sign}\nb`)
      const { children } = fromMarkdown(`$$\n${tex}\n$$`)
      expect([tex, children.map(({ type }) => type)]).toEqual([tex, ['paragraph']])
      expect(wholeTex(tex)).toBe(tex)
    }
  }
})
