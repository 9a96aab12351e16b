import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { Expression } from '#main/publishing/formulas/expression.ts'
import { mathmlOf } from '#main/publishing/formulas/mathml.ts'
import { ommlOf, omits } from '#main/publishing/formulas/omml.ts'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'
import { typstOf } from '#main/publishing/formulas/typst-math.ts'
import { arrivesAs } from '../../../../fixtures/publish/formula-arrival.ts'
import { saidOfTex, xml } from '../../../../fixtures/publish/outside.ts'

/** Kinds of formulas and one of each. */
const kinds = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../fixtures/publish/formula-kinds.json'), 'utf8')) as [kind: string, tex: string][]

function read(tex: string, isDisplay = true): Expression {
  const reading = readFormula(tex, isDisplay)
  if (!reading.isRead) throw new Error(reading.message)
  return reading.math
}

/** XML in which every tag is closed in its turn. */
function isWellFormed(xml: string): boolean {
  const open: string[] = []
  for (const [, end, name = '', isEmpty] of xml.matchAll(/<(\/?)([\w:]+)(?:\s+[\w:]+="[^"<]*")*\s*(\/?)>/g)) {
    if (end && open.pop() !== name) return false
    if (!end && !isEmpty) open.push(name)
  }
  return open.length === 0 && !/<(?![\w/])|&(?!amp;|lt;|gt;|quot;)/.test(xml)
}

test('Word sets a formula in its own font for them', () => {
  const omml = ommlOf(read('\\frac{x}{2}\\text{元}'))
  expect(new Set([...omml.matchAll(/w:(?:ascii|hAnsi)="([^"]*)"/g)].map(([, font]) => font))).toEqual(new Set(['Cambria Math']))
})

describe('brackets as high as their author says', () => {
  test('are so in MathML and in Typst', () => {
    const math = read('\\Big(x\\Big)^2', false)
    expect([...mathmlOf(math, '', false).matchAll(/<mo [^>]*minsize="1.8em" maxsize="1.8em"[^>]*>([()])<\/mo>/g)].map(([, sign]) => sign)).toEqual(['(', ')'])
    expect(typstOf(math)).toBe('lr(\\(, size: #1.8em) x attach(scripts(lr(\\), size: #1.8em)), t: 2)')
  })

  test('are pairs around their content in Word, the inner ones and what is raised as well', () => {
    const shape = (tex: string): string =>
      [...ommlOf(read(tex, false)).matchAll(/<m:(begChr|endChr) m:val="([^"]*)"\/>|<(\/?)m:(d|sSup)>|<m:t[^>]*>([^<]*)<\/m:t>/g)]
        .map(([, edge, sign, end, name, text]) => (edge ? sign : name === 'd' ? (end ? '»' : '«') : name ? (end ? '}' : '^{') : text))
        .join('')
    expect(shape('\\Big(a+\\big[b\\big]\\Big)^2')).toBe('^{«()a+«[]b»»2}')
    expect(shape('\\big|x\\big|')).toBe('«||x»')
    // One that is left open, and a stroke, are signs.
    expect(shape('\\Big(x\\big)+a\\big/b')).toBe('(x)+a/b')
    expect(ommlOf(read('\\Big/'))).toContain('<w:sz w:val="43"/>')
  })
})

test('different signs between the same brackets are each their own in Word', () => {
  const shape = (tex: string): string =>
    [...ommlOf(read(tex)).matchAll(/<m:(?:begChr|sepChr|endChr) m:val="([^"]*)"\/>|<(\/?)m:d>|<m:t[^>]*>([^<]*)<\/m:t>/g)]
      .map(([whole, sign, end, text]) => (whole.startsWith('<m:t') ? text : sign === undefined ? (end ? '»' : '«') : `${sign},`))
      .join('')
  expect(shape('\\left(a\\middle|b\\middle|c\\right)')).toBe('«(,|,),abc»')
  expect(shape('\\left(a\\middle|b\\middle/c\\right)')).toBe('«(,|,),a«,/,,bc»»')
  expect(shape('\\left(a\\middle|b\\middle|c\\middle/d\\middle|e\\right]')).toBe('«(,|,],ab«,/,,c«,|,,de»»»')
})

test.each(['x_0', 'x^2', 'x_0^2', '\\sum_0^1', '\\hat x', '\\frac xy', '\\text{甲}'])('what is in colour is so in all that is written: %s', (tex) => {
  const math = read(`\\color{red}${tex}+y`)
  const [bare, coloured] = [read(`${tex}+y`), /color="#ff0000"|w:val="ff0000"|fill: rgb\("#ff0000"\)/gi]
  const plain = (made: string): string => made.replaceAll(/<[^>]*>|#text\(fill: rgb\("#ff0000"\), \$|\$\)/g, '').replaceAll(/\s/g, '')
  expect(plain(mathmlOf(math, '', true))).toBe(plain(mathmlOf(bare, '', true)))
  // Each of the three things that stand beside one another, or each of its signs.
  for (const made of [mathmlOf(math, '', true), ommlOf(math), typstOf(math)]) expect((made.match(coloured) ?? []).length).toBeGreaterThanOrEqual(3)
})

test('under a root there is a strut, so that its bar keeps off', () => {
  for (const tex of ['\\sqrt{x}', '\\sqrt[3]{x}'])
    expect(mathmlOf(read(tex, false), tex, false)).toMatch(
      /<m(?:sqrt|root)><mrow style="padding-top:0.1em"><mspace width="0em" height="0.82em"><\/mspace><mi>x<\/mi><\/mrow>/,
    )
})

test('there are many kinds, all of them different', () => {
  expect(new Set(kinds.map(([kind]) => kind)).size).toBe(kinds.length)
  expect(new Set(kinds.map(([, tex]) => tex)).size).toBe(kinds.length)
  expect(kinds.length).toBeGreaterThanOrEqual(140)
})

describe.each(kinds)('%s', (_, tex) => {
  test('is read, in a line and by itself, and written in every form', () => {
    for (const isDisplay of [false, true]) {
      const math = read(tex, isDisplay)
      expect(isWellFormed(ommlOf(math))).toBe(true)
      expect(isWellFormed(mathmlOf(math, tex, isDisplay))).toBe(true)
      expect(typstOf(math).trim()).not.toBe('')
    }
  })
})

describe('reading', () => {
  test('scripts of chemistry stand on their atoms', () => {
    expect(read('\\ce{SO4^2-}')).toMatchObject({ kind: 'scripts', base: { text: 'SO' }, sub: { text: '4' } })
  })

  test('scripts before a letter are its own', () => {
    expect(read('{}_{6}^{14}\\mathrm{C}')).toMatchObject({ kind: 'prescripts', base: { text: 'C', upright: true }, sub: { text: '6' }, sup: { text: '14' } })
  })

  test('equations are numbered by themselves, but for those that are not to be', () => {
    expect(read('\\begin{align}a&=1\\notag\\\\b&=2\\\\c&=3\\end{align}')).toMatchObject({
      kind: 'grid',
      rows: [{ tag: null }, { tag: '(1)' }, { tag: '(2)' }],
      columns: ['right', 'left'],
    })
  })

  test('Chinese is text, though nothing says so', () => {
    expect(read('\\frac{路程}{时间}')).toMatchObject({ above: { kind: 'text', text: '路程' }, below: { kind: 'text', text: '时间' } })
  })

  test.each([
    ['\\frac{a}{', 'an open brace'],
    ['\\unknowncommand{x}', 'an unknown command'],
    ['\\left( x', 'a bracket without its other'],
    ['\\begin{matrix} a & b', 'an environment without its end'],
    ['x^2^3', 'two superscripts'],
    ['\\def\\a{\\a\\a}\\a', 'a macro that calls itself'],
  ])('%s is refused: %s', (tex) => {
    expect(readFormula(tex, true)).toMatchObject({ isRead: false, message: expect.stringMatching(/\w{3}/) as string })
  })

  test('nothing that one formula defines is known to another', () => {
    read('\\newcommand{\\mine}{x}\\mine')
    expect(readFormula('\\mine', true).isRead).toBe(false)
  })
})

/** What a reader of MathML finds of a formula, without its source. */
function readBack(tex: string, isDisplay: boolean) {
  const math = xml(mathmlOf(read(tex, isDisplay), tex, isDisplay)).documentElement
  for (const each of [...math.querySelectorAll('annotation')]) each.remove()
  return math
}

const OPERATORS = ['x', 'xy', '\\iff', '\\sin', '\\sin^2_y', '\\max', '\\max_{y\\in S}', '\\lim_{y}', '\\lim\\limits_{y}', '\\sum_i^n', '\\int_a^b']
  .concat(['\\operatorname{Var}', '\\operatorname{Z}', '\\operatorname*{arg\\,min}', '\\operatorname{Var}_y', '\\operatorname*{argmin}_y', '\\varlimsup_y'])
  .concat(['\\mathop{A^2}', '\\mathop{\\arg\\min}\\limits_y', 'a\\frac{b}{c}', '\\text{负载}'])

const AROUND = ['\\underset{t}{#}', '\\overset{t}{#}', '\\stackrel{t}{#}', '\\overset{u}{\\underset{t}{#}}', '\\underset{t}{#} L(w)', '\\overset{#}{t}'].concat(
  ['\\overbrace{#}^{t}', '\\underbrace{#}_{t}', '{#}_t', '{#}^t', '\\mathop{#}', '\\mathop{#}\\limits_{t}', '\\frac{t}{#}', '\\sqrt[#]{t}'],
)

test.each(OPERATORS)('%s is built as KaTeX builds it, below, above, beside and within, by itself and in a line', (of) => {
  const isBuilt = (tex: string, isDisplay: boolean): boolean => {
    const math = readBack(tex, isDisplay)
    return arrivesAs(tex, tex, { text: math.textContent ?? '', math })
  }
  const all = AROUND.map((around) => around.replace('#', () => of)).filter((tex) => /[a-z]/i.test(saidOfTex(tex)?.textContent ?? ''))
  expect(all.filter((tex) => !isBuilt(tex, true) || !isBuilt(tex, false))).toEqual([])
  // Straight above and below, in a line too.
  const straight = (math: ReturnType<typeof readBack>): number => math.querySelectorAll('munder, mover').length + 2 * math.querySelectorAll('munderover').length
  const stacked = AROUND.slice(0, 3).map((around) => around.replace('#', () => of))
  expect(stacked.map((tex) => straight(readBack(tex, true)))).toEqual(stacked.map((tex) => straight(saidOfTex(tex)!)))
  expect(stacked.filter((tex) => straight(readBack(tex, false)) === 0)).toEqual([])
})

describe('what stands on a name stands on its letters, and the room behind it stays', () => {
  test.each(['\\underset{x}{\\max} f', '\\underset{x}{\\operatorname{max}} f'])('%s', (tex) => {
    expect(read(tex, false)).toMatchObject({
      of: [{ kind: 'limits', base: { kind: 'sign', text: 'max' }, under: { text: 'x' }, over: null }, { kind: 'space' }, { text: 'f' }],
    })
  })
})

describe('writing', () => {
  test('Office math: a sum takes what follows it, up to the relation', () => {
    const omml = ommlOf(read('\\sum_{i=1}^{n} i^2 = S'))
    expect(omml).toMatch(/<m:nary>.*<m:e><m:sSup>.*<\/m:e><\/m:nary><m:r>.*>=<\/m:t>/)
  })

  test.each([
    ['\\int_0^1 f(x)\\,\\mathrm{d}x = 1', 'f(x)\u2009dx'],
    // Brackets of two kinds are said before what they hold.
    ['\\sum_i P(X=i)[0,1) = 1', 'P(X=i)[)0,1'],
    ['(\\sum_i g(i))+1', 'g(i)'],
  ])('Office math: a sum takes brackets with what they hold, and none that was opened before it: %s', (tex, taken) => {
    const sum = /<\/m:sup><m:e>(.*?)<\/m:e><\/m:nary>/.exec(ommlOf(read(tex)))?.[1] ?? ''
    expect([...sum.matchAll(/<m:t[^>]*>([^<]*)|<m:(?:beg|end)Chr m:val="([^"]*)"/g)].map(([, text, bracket]) => text ?? bracket).join('')).toBe(taken)
  })

  test('Office math: a stroke is literal, for LibreOffice reads one as “or”', () => {
    const strokes = (tex: string) => [...ommlOf(read(tex)).matchAll(/<m:r>((?:(?!<\/m:r>).)*)<m:t [^>]*>\|<\/m:t>/g)].map(([, before]) => before)
    for (const tex of ['P(A|B)', '|x|^2', '\\lvert x\\rvert', '\\Big|x'])
      for (const before of strokes(tex)) expect(before).toContain('<m:rPr><m:lit/></m:rPr><w:rPr>')
    expect([strokes('P(A|B)').length, strokes('|x|^2').length, strokes('\\lvert x\\rvert').length]).toEqual([1, 2, 2])
  })

  /** Texts, `«»` around brackets that grow or are low; a run without characters is `□`, a literal one stands between quotation marks. */
  const runsOf = (tex: string): string =>
    [...ommlOf(read(tex)).matchAll(/<m:r>(.*?)<m:t[^>]*>([^<]*)<\/m:t>|<m:begChr m:val="(.*?)"\/><m:endChr m:val="(.*?)"\/>(<m:grow m:val="0"\/>)?/g)]
      .map(([, before = '', text, open, close, isLow]) => {
        if (text === undefined) return `«${open}${close}${isLow ? ' low' : ''}»`
        return before.includes('<m:lit/>') ? `"${text}"` : text === '' ? '□' : text
      })
      .join('')

  test.each([
    ['H^+', 'H+□'],
    ['a=+b', 'a=+b'],
    ['=x', '□=x'],
    ['a==b', 'a=□=b'],
    ['x+\\phantom{y}', 'x+y□'],
    ['(a+b)^2', '(a+b)2'],
    ['[a,b)', '«[) low»a,b'],
    ['[a,b]', '[a,b]'],
    [']a', '"]"a'],
    ['\\left]a\\right[', '"]"a"["'],
    ['\\operatorname{sub}x', '"sub"\u2009x'],
    ['\\operatorname{rank}x', 'rank\u2009x'],
    ['\\#\\&', '"#""&amp;"'],
  ])('Office math: LibreOffice finds what each sign joins, and no command in a name: %s', (tex, runs) => {
    expect(runsOf(tex)).toBe(runs)
  })

  test('Office math: what LibreOffice knows no sum of is a sign, with what stands above and below it', () => {
    expect(ommlOf(read('\\bigcup_{i}A'))).toMatch(/^<m:oMath><m:limLow><m:e><m:r>.*<w:sz w:val="34"\/>.*⋃<\/m:t><\/m:r><\/m:e><m:lim>/)
    expect(ommlOf(read('\\bigcup_{i}A', false))).toMatch(/^<m:oMath><m:sSub><m:e>/)
  })

  test('Office math: what has no lines says so', () => {
    expect(omits(read('\\left[\\begin{array}{c|c}1&2\\end{array}\\right]'))).toBe('lines')
    expect(omits(read('\\begin{pmatrix}1&2\\end{pmatrix}'))).toBe(null)
  })

  test('Typst: what would be its own language is escaped', () => {
    expect(typstOf(read('\\$100\\#S\\&B'))).toBe('\\$ 100 \\# S \\& B')
    expect(typstOf(read('\\text{a"b\\#c}'))).toBe(String.raw`"a\"b#c"`)
  })

  test('MathML: a reader without our styles says all of it, and the source with it', () => {
    const { document } = parseHTML(mathmlOf(read('\\sqrt[3]{x}<\\alpha'), '\\sqrt[3]{x}<\\alpha', true))
    expect(document.querySelector('mroot')?.textContent).toBe('x3')
    expect(document.querySelector('annotation')?.textContent).toBe('\\sqrt[3]{x}<\\alpha')
  })

  const mathml = (tex: string) => mathmlOf(read(tex), tex, true)

  test('MathML: browsers that know no columns, lines, boxes and strokes of MathML 3 are told them by style', () => {
    const { document } = parseHTML(mathml('\\begin{array}{r|l}a&b\\\\\\hline c&d\\end{array}'))
    expect(
      Array.from(document.querySelectorAll('mtd'), (cell) =>
        cell
          .getAttribute('style')
          ?.replaceAll(/padding[^;]*;?/g, '')
          .replace(/;$/, ''),
      ),
    ).toEqual([
      'text-align:right;text-align:-webkit-right;border-right:1px solid;border-bottom:1px solid',
      'text-align:left;text-align:-webkit-left;border-bottom:1px solid',
      'text-align:right;text-align:-webkit-right;border-right:1px solid',
      'text-align:left;text-align:-webkit-left',
    ])
    expect(mathml('\\boxed{x}')).toContain('border:1px solid')
    expect(mathml('\\cancel{x}')).toMatch(/updiagonalstrike.*linear-gradient/)
  })

  test('MathML: rows keep off each other, by style where browsers know no spacing of rows, and their ends from nothing', () => {
    const padded = (tex: string) =>
      Array.from(parseHTML(mathml(tex)).document.querySelectorAll('mtr'), (row) => {
        return [...row.children].map((cell) =>
          ['padding-top', 'padding-bottom'].map((edge) => Number(cell.getAttribute('style')?.match(`${edge}:([\\d.]+)em`)?.[1] ?? Number.NaN)),
        )
      })
    const rows = ['\\frac{1+r}{1+\\pi}', '\\frac{r-\\pi}{1+\\pi}', 'r'].map((tex) => `a &= ${tex}`).join('\\\\')
    const [none, between] = [Number.NaN, 0.35]
    expect(padded(`\\begin{aligned}${rows}\\end{aligned}`)).toEqual([
      [
        [none, between],
        [none, between],
      ],
      [
        [between, between],
        [between, between],
      ],
      [
        [between, none],
        [between, none],
      ],
    ])
    for (const name of ['cases', 'matrix', 'pmatrix']) {
      const [first, last] = padded(`\\begin{${name}}\\frac{1}{x} & x>0 \\\\ \\frac{x}{2} & x\\le0\\end{${name}}`)
      expect([first, last], name).toEqual([
        [
          [none, 0.3],
          [none, 0.3],
        ],
        [
          [0.3, none],
          [0.3, none],
        ],
      ])
    }
    // Small ones stand within a line.
    expect(padded('\\begin{smallmatrix}1\\\\2\\end{smallmatrix}')).toEqual([[[none, none]], [[none, none]]])
  })

  test('MathML: Chinese over an arrow is on one line, with room at its sides that every browser leaves', () => {
    expect(mathml('\\xlongequal{点燃}')).toMatch(/<mspace width="0.4em"><\/mspace><mtext style="white-space:nowrap">点燃<\/mtext><mspace/)
  })

  test('colours by the names of the web arrive, by their numbers', () => {
    expect([read('\\color{tomato}x'), read('\\textcolor{#abc}{x}')]).toMatchObject([{ colour: '#ff6347' }, { colour: '#aabbcc' }])
    expect(read('\\textcolor{nocolour}{x}')).toMatchObject({ kind: 'sign' })
  })
})
