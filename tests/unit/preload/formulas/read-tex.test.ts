import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { textOf } from '#preload/formulas/formula-tree.ts'
import { readTex } from '#preload/formulas/read-tex.ts'

const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8'))
const kinds = fixture('publish/formula-kinds.json') as [string, string][]
/** Every command that KaTeX 0.19 has, in up to two sources that it drew: what authors wrote before must still be read. */
const drawnBefore = fixture('formulas/drawn-by-katex.json') as string[]

const shown = (tex: string, isDisplay = true): string => {
  const reading = readTex(tex, isDisplay)
  return reading.isRead ? textOf(reading.tree).replaceAll(/[\u2061\u200b]/g, '') : `✗ ${reading.message}`
}

describe('a formula', () => {
  test.each([true, false])('of every kind is read, also where it can only stand by itself (%s)', (isDisplay) => {
    expect(kinds.filter(([, tex]) => !readTex(tex, isDisplay).isRead)).toEqual([])
  })

  test('that KaTeX drew is read', () => {
    expect(drawnBefore.length).toBeGreaterThan(1500)
    expect(drawnBefore.filter((tex) => !readTex(tex, true).isRead)).toEqual([])
  })

  test.each(['\\mathreflectbox{x}', '\\includegraphics{x}', 'x_\\colon', 'x^\\not=', 'x^\\dddot{a}', '\\text{\\boxed{a}}', '\\text{\\copyright}'])(
    'may be refused although KaTeX drew it: %s',
    (tex) => {
      expect(readTex(tex, true).isRead).toBe(false)
    },
  )

  test('in a line tells when it is read as one by itself', () => {
    expect([readTex('\\begin{align}a&=1\\end{align}', false), readTex('x', false)]).toMatchObject([{ isDisplay: true }, { isDisplay: false }])
  })

  test.each([
    ['\\newcommand{\\R}{\\mathbb{R}}\\newcommand{\\foo}[1]{(#1)}\\R\\foo{x}', 'ℝ(x)'],
    ['\\newcommand\\R{r}\\newcommand\\foo{f}\\R\\foo', 'rf'],
    ['\\newcommand{\\red}[1]{[#1]}\\red{x}', '[x]'],
    ['\\DeclareMathOperator{\\sgn}{sgn}\\DeclareMathOperator*{\\amax}{arg\\,max}\\sgn x', 'sgnx'],
  ])('may call its own commands as it likes: %s', (tex, text) => {
    expect(shown(tex)).toBe(text)
  })

  test.each([
    ['\\href{https://a.b/c%20d#e_f}{x}', 'x'],
    ['\\htmlClass{a%b}{x}', 'x'],
    ['\\big[a]', '[a]'],
    ['\\Bigl(a)', '(a)'],
    ['\\big\\{a\\}', '{a}'],
    ['\\red{x}\\blueD{y}', 'xy'],
    ['\\message{hello}x', 'x'],
    ['a \\ordinarycolon b', 'a:b'],
    ['a\\label{b}', 'a'],
  ])('of other programs shows what it is about: %s', (tex, text) => {
    expect(shown(tex)).toBe(text)
  })
})

describe('a source that can’t be read', () => {
  test.each([
    ['x+\\foo', 'Unsupported function name: \\foo', 2, 4],
    ['\\DeclareMathOperator{\\sgn}{sgn}\\sgn x^2^3', 'Double superscript', 39, 1],
    ['\\href{http://a.b}{x}+\\foo', 'Unsupported function name: \\foo', 21, 4],
    ['\\newcommand{\\R}{r}\\foo', 'Unsupported function name: \\foo', 18, 4],
    ['x^', "Expected group after '^'", 1, 1],
    ['\\frac{x_}{2}', "Expected group after '_'", 7, 1],
    ['见 \\eqref{a}', 'Unsupported function name: \\eqref', 2, 6],
    ['x=\\ref {b}\\label{b}', 'Unsupported function name: \\ref', 2, 4],
    ['\\includegraphics{https://a.b/c.png}', 'Function "\\includegraphics" is not trusted', 0, 16],
  ])('is told of at its place: %s', (tex, message, at, length) => {
    expect(readTex(tex, true)).toMatchObject({ isRead: false, message, at, length })
  })

  test('is told of as a whole where the place is in a command of the parser’s own', () => {
    expect(readTex('x_\\colon', true)).toMatchObject({ isRead: false, at: null, length: 0 })
  })
})

describe('a hostile source', () => {
  const doubling = Array.from({ length: 16 }, () => '\\a{').join('')
  test.each([
    ['a definition that never ends', '\\def\\a{\\a\\a}\\a'],
    ['definitions that double', `\\def\\a#1{#1#1}${doubling}x${'}'.repeat(16)}`],
    ['one that is given much', `\\def\\a#1{${'#1'.repeat(240)}}\\a{${'x'.repeat(990)}}`],
    ['one that is long', `\\def\\a#1{${'#1'.repeat(4000)}}\\a{${'x'.repeat(9000)}}`],
    ['one that is expanded into another', `\\def\\z{${'x'.repeat(900)}}\\edef\\y{${'\\z'.repeat(900)}}\\y`],
    ['braces thousands deep', '{'.repeat(9000) + '}'.repeat(9000)],
    ['fractions hundreds deep', '\\frac{1}{'.repeat(400) + 'x' + '}'.repeat(400)],
    ['brackets hundreds deep', '\\left('.repeat(400) + 'x' + '\\right)'.repeat(400)],
    ['scripts hundreds deep', 'x^{'.repeat(400) + 'x' + '}'.repeat(400)],
    ['more than a document holds', 'x'.repeat(20_001)],
  ])('is refused in no time: %s', (_, tex) => {
    const begun = performance.now()
    expect(readTex(tex, true).isRead).toBe(false)
    expect(performance.now() - begun).toBeLessThan(3000)
  })

  test.each([
    'x',
    '+',
    '(',
    ')',
    '\\left(',
    'x_1',
    '\\sqrt',
    '&',
    '\\\\',
    '\\frac12',
    '\\text{x}',
    '\\ce{A}',
    '\\begin{matrix}',
    '^',
    "'",
    '\\not',
    '\\big(',
    '\\pmod{x}',
    '|',
    '%\n',
    '\\tag{1}',
    '\\color{red}',
    '\\hat',
    '\\substack{a\\\\b}',
  ])('of nothing but %s is read or refused in no time', (sign) => {
    const begun = performance.now()
    readTex(sign.repeat(Math.floor(20_000 / sign.length)), true)
    expect(performance.now() - begun).toBeLessThan(3000)
  })

  test('asks for no size beyond a page', () => {
    const reading = readTex('\\rule{9999em}{9999pt}\\kern-9999em\\hspace{9999mm}\\raisebox{-9999em}{x}\\begin{matrix}a\\\\[9999em]b\\end{matrix}', true)
    const lengths = [...JSON.stringify(reading).matchAll(/"-?(\d+(?:\.\d+)?)(em|ex|pt|px|mm)/g)].map(
      ([, number, unit]) => Number(number) / (unit === 'em' ? 1 : unit === 'px' ? 16 : 10),
    )
    expect(lengths.length).toBeGreaterThan(3)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(48)
  })

  test('reaches nothing outside: no address, no picture, no style of its own', () => {
    const tex = '\\href{javascript:alert(1)}{a}\\url{b}\\htmlStyle{position:fixed}{c}\\htmlClass{d}{e}\\htmlId{f}{g}\\htmlData{h=i}{j}\\ref{k}\\label{l}'
    expect(JSON.stringify(readTex(tex, true))).not.toMatch(/javascript|href|position|data-|"id"|"src"/)
  })
})
