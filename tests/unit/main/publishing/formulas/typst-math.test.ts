import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'
import { typstOf } from '#main/publishing/formulas/typst-math.ts'
import { typesetting } from '#main/publishing/pdf/typesetter.ts'

const written = (tex: string, isDisplay = true): string => {
  const reading = readFormula(tex, isDisplay)
  if (!reading.isRead) throw new Error(`not read: ${tex}`)
  return typstOf(reading.math)
}

/** What Typst says of these, all in one source; nothing where it takes them. */
async function said(math: readonly string[]): Promise<string> {
  const source = `#set page(width: auto, height: auto)\n#{\n${math.map((each) => `math.equation(block: true, $ ${each} $.body)`).join('\n')}\n}`
  return typesetting.drawn(source).then(
    () => '',
    (error: unknown) => String(error),
  )
}

test('brackets are signs, wherever they stand, and wait for no other', async () => {
  const texts = [
    '\\left\\langle\\psi\\right|',
    '\\Bra{a}',
    '\\frac{\\langle a}{b}',
    '\\big\\langle x',
    '\\Bigl\\lceil x',
    'x^{\\langle}',
    '\\frac{⟦a}{b⦆}',
    '\\surd',
  ]
  expect(written(texts[0]!)).toBe('lr(\\⟨ ψ \\|)')
  expect(await said(texts.map((tex) => written(tex)))).toBe('')
})

test('lines around a table are drawn as well as those within', async () => {
  const tables: [tex: string, lines: string][] = [
    ['\\begin{array}{c|c}p&q\\\\\\hline1&0\\\\\\hline\\end{array}', 'bottom'],
    ['\\begin{array}{|c|}x\\end{array}', 'left, right'],
    ['\\begin{array}{c|}x\\end{array}', 'right'],
    ['\\begin{array}{|c|c|}\\hline a&b\\\\\\hline\\end{array}', 'top, bottom, left, right'],
    ['\\begin{array}{c|c}a&b\\\\\\hline c&d\\end{array}', ''],
  ]
  const math = tables.map(([tex]) => written(tex))
  expect(math.map((each) => [...each.matchAll(/(\w+): 0\.5pt/g)].flatMap(([, edge]) => (edge === 'stroke' ? [] : [edge])).join(', '))).toEqual(
    tables.map(([, lines]) => lines),
  )
  expect(math[0]).toContain('augment: #(hline: (1,), vline: (1,), stroke: 0.5pt)')
  expect(await said(math)).toBe('')
})

/** How wide it is drawn. */
async function widthOf(tex: string): Promise<number> {
  const drawn = await typesetting.drawn(`#set page(width: auto, height: auto, margin: 0pt)\n#math.equation($${written(tex, false)}$.body)`)
  return Number(/viewBox="0 0 ([\d.]+)/.exec(drawn.svg)?.[1])
}

test('bars around something keep to it, and one that says such that has room', async () => {
  const [grown, ...bars] = await Promise.all(['a\\left|x\\right|b', 'a|x|b', 'a\\lvert x\\rvert b', 'a\\mid x|b'].map(widthOf))
  expect(bars.map((width) => Math.round(width - grown!))).toEqual([0, 0, 6])
  const [norm, ...norms] = await Promise.all(['\\left\\|x\\right\\|', '\\|x\\|', '\\lVert x\\rVert'].map(widthOf))
  expect(norms.map((width) => Math.round(width - norm!))).toEqual([0, 0])
  expect(written('|x_i|^2')).toBe('class("normal", \\|) attach(scripts(x), b: i) attach(scripts(class("normal", \\|)), t: 2)')
})

test('what is written over a relation does not lie over the one before it', () => {
  expect(written('A\\Longleftrightarrow\\overset{d}{=}B')).toBe('A ⟺ #h(0.278em) attach(limits(\\=), t: d) B')
  expect(written('a:=b')).toBe('a \\: \\= b')
})

test('rows of cases and of matrices keep off each other', () => {
  for (const name of ['cases', 'pmatrix']) expect(written(`\\begin{${name}}a&b\\\\c&d\\end{${name}}`)).toContain('row-gap: #0.5em, column-gap: #0.7em')
})

test('what stands in an equation among others is as large as in one alone', async () => {
  const height = async (tex: string): Promise<number> => {
    const drawn = await typesetting.drawn(`#set page(width: auto, height: auto, margin: 0pt)\n#math.equation(block: true, $ ${written(tex)} $.body)`)
    return Math.round(Number(/viewBox="0 0 [\d.]+ ([\d.]+)"/.exec(drawn.svg)?.[1]))
  }
  const among = (tex: string) => height(`\\begin{aligned}${tex}\\end{aligned}`)
  expect([await among('a&=\\frac12'), await among('a&=\\left(\\frac12\\right)^n')]).toEqual([
    await height('a=\\frac12'),
    await height('a=\\left(\\frac12\\right)^n'),
  ])
})

test('Typst takes every formula that is read of those that KaTeX draws', async () => {
  const drawn = new Set(sourcesIn(JSON.parse(readFileSync('tests/fixtures/formulas/drawn-by-katex.json', 'utf8'))))
  const math = [...drawn].flatMap((tex) => {
    const reading = readFormula(tex, true)
    return reading.isRead ? [typstOf(reading.math)] : []
  })
  expect(math.length).toBeGreaterThan(1900)
  expect(await said(math)).toBe('')
})

function sourcesIn(value: unknown): string[] {
  return typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(sourcesIn) : []
}
