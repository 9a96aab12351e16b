/** Formulas made at random: whoever reads their line of characters by the rules of a line, and stops where it could be read in two ways, gets their value. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainFormula } from '#main/publishing/formulas/plain-formula.ts'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'

/** A formula and its value. */
interface Made {
  readonly tex: string
  readonly value: number
}

const LETTERS: Readonly<Record<string, number>> = { a: 2.3, b: 1.7, c: 3.1, x: 0.9, y: 4.2, α: 1.3, π: 3.14, n: 5, i: 6 }
const TEX: Readonly<Record<string, string>> = { α: '\\alpha ', π: '\\pi ' }

const letter = fc.constantFrom('a', 'b', 'c', 'x', 'y', 'α', 'π').map((sign): Made => ({ tex: TEX[sign] ?? `${sign} `, value: LETTERS[sign]! }))
const number = fc.integer({ min: 1, max: 9 }).map((value): Made => ({ tex: String(value), value }))
const bracketed = ({ tex, value }: Made): Made => ({ tex: `\\left(${tex}\\right)`, value })
/** 2 before ¾ would be 2¾. */
const mixed = fc.constantFrom('1\\frac12', '2\\dfrac{3}{4}').map((tex): Made => ({ tex: `\\left(${tex}\\right)`, value: tex.startsWith('1') ? 1.5 : 2.75 }))

function formula(depth: number): fc.Arbitrary<Made> {
  const signs = fc.constantFrom('+', '-')
  return fc
    .tuple(product(depth), fc.array(fc.tuple(signs, product(depth)), { maxLength: 2 }))
    .map(([first, rest]) =>
      rest.reduce((sum, [sign, part]) => ({ tex: sum.tex + sign + part.tex, value: sign === '+' ? sum.value + part.value : sum.value - part.value }), first),
    )
}

function product(depth: number): fc.Arbitrary<Made> {
  const signs = fc.constantFrom('', '', '\\times ', '\\cdot ')
  const divided = fc.tuple(factor(depth), factor(depth)).map(([a, b]) => bracketed({ tex: `${a.tex}\\div ${b.tex}`, value: a.value / b.value }))
  const behind = factor(depth).map((part) => (/^(?:\\textcolor\{red\})?\{?\d/.test(part.tex) ? bracketed(part) : part))
  const multiplied = fc.tuple(
    fc.oneof(
      letter,
      factor(depth).map((part) => (/\d\}*$/.test(part.tex) ? bracketed(part) : part)),
    ),
    fc.array(fc.tuple(signs, behind), { maxLength: 2 }),
  )
  return fc.oneof(
    divided,
    multiplied.map(([first, rest]) => rest.reduce((all, [sign, part]) => ({ tex: all.tex + sign + part.tex, value: all.value * part.value }), first)),
  )
}

function factor(depth: number): fc.Arbitrary<Made> {
  if (depth === 0) return fc.oneof(letter, number)
  const inner = formula(depth - 1)
  const fraction = fc
    .tuple(fc.constantFrom('\\frac', '\\dfrac'), inner, inner)
    .map(([name, p, q]) => ({ tex: `${name}{${p.tex}}{${q.tex}}`, value: p.value / q.value }))
  const root = inner.map(({ tex, value }) => ({ tex: `\\sqrt{${tex}}`, value: Math.sqrt(Math.abs(value)) }))
  const cubeRoot = inner.map(({ tex, value }) => ({ tex: `\\sqrt[3]{${tex}}`, value: Math.cbrt(value) }))
  const indexed = fc
    .tuple(fc.constantFrom<Made>({ tex: '\\alpha', value: LETTERS['α']! }, { tex: 'a+\\pi', value: LETTERS['a']! + LETTERS['π']! }), inner)
    .map(([index, { tex, value }]) => ({ tex: `\\sqrt[${index.tex}]{${tex}}`, value: Math.abs(value) ** (1 / index.value) }))
  const based = fc.oneof(letter, number, inner.map(bracketed), fraction, root, indexed)
  const power = fc.tuple(based, fc.oneof(letter, number, inner)).map(([p, q]) => ({ tex: `{${p.tex}}^{${q.tex}}`, value: Math.abs(p.value) ** q.value }))
  const coloured = fc.oneof(fraction, root, indexed, power).map(({ tex, value }) => ({ tex: `\\textcolor{red}{${tex}}`, value }))
  return fc.oneof(letter, number, mixed, fraction, root, cubeRoot, indexed, power, coloured, inner.map(bracketed))
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱᵃᵇᶜˣʸ'
const WRITTEN = '0123456789+-()niabcxy'

/** Reads a line; throws where nobody could say how it is meant. */
class Line {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text.replaceAll(' ', '').replaceAll('−', '-')
  }

  value(): number {
    const value = this.#sum()
    if (this.#at < this.#text.length) throw new Error(`${this.#text}: nobody reads ${this.#text.slice(this.#at)}`)
    return value
  }

  #takes(signs: RegExp): string {
    const [found = ''] = new RegExp(`^(?:${signs.source})`, 'u').exec(this.#text.slice(this.#at)) ?? []
    this.#at += found.length
    return found
  }

  #sum(): number {
    let value = this.#takes(/-/) === '' ? this.#product() : -this.#product()
    for (let sign = this.#takes(/[+-]/); sign !== ''; sign = this.#takes(/[+-]/)) value += sign === '+' ? this.#product() : -this.#product()
    return value
  }

  #product(): number {
    let [value, isDivided] = [this.#factor(), false]
    for (;;) {
      const sign = this.#takes(/[×⋅·÷/]/)
      if (sign === '' && !/^[\p{L}\d(√³]/u.test(this.#text.slice(this.#at))) return value
      if (isDivided && (sign === '' || sign === '/')) throw new Error(`${this.#text}: is what follows a stroke below it?`)
      value = sign === '÷' || sign === '/' ? value / this.#factor() : value * this.#factor()
      isDivided = sign === '÷' || sign === '/'
    }
  }

  #factor(): number {
    const root = this.#takes(/³?√/)
    if (root !== '') {
      const of = this.#single()
      if (new RegExp(`^[\\p{L}\\d(√^${RAISED}]`, 'u').test(this.#text.slice(this.#at))) throw new Error(`${this.#text}: is what follows under the root?`)
      return root === '√' ? Math.sqrt(Math.abs(of)) : Math.cbrt(of)
    }
    const base = this.#single()
    const raised = this.#takes(new RegExp(`[${RAISED}]+`))
    const [isOpen, isNamed] = [this.#takes(/\^/) !== '', !this.#text.slice(this.#at).startsWith('(')]
    const power = isOpen ? this.#single() : raised === '' ? null : new Line([...raised].map((sign) => WRITTEN[RAISED.indexOf(sign)]).join('')).value()
    if (power === null) return base
    if (this.#text.startsWith('√', this.#at) || (isOpen && isNamed && /^[\p{L}\d]/u.test(this.#text.slice(this.#at))))
      throw new Error(`${this.#text}: is what follows in the power?`)
    return Math.abs(base) ** power
  }

  #single(): number {
    if (this.#takes(/\(/) !== '') {
      const value = this.#sum()
      if (this.#takes(/\)/) === '') throw new Error(`${this.#text}: a bracket is open`)
      return value
    }
    const [whole, mixture] = [this.#takes(/\d+/), this.#takes(/又\d+\/\d+/)]
    const [above = 0, below = 1] = mixture.slice(1).split('/').map(Number)
    if (whole !== '') return Number(whole) + (mixture === '' ? 0 : above / below)
    const sign = this.#takes(/\p{L}/u)
    if (LETTERS[sign] === undefined) throw new Error(`${this.#text}: nobody reads ${sign}`)
    return LETTERS[sign]
  }
}

const isSame = (one: number, other: number): boolean => Object.is(one, other) || Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(other))

test.each(['1/bc', 'a/b/c', '√ab', 'y²√3', 'a^πi', '√a²'])('a line that could be read in two ways is read in none: %s', (text) => {
  expect(() => new Line(text).value()).toThrow()
})

test('a line of characters has the value of its formula', () => {
  fc.assert(
    fc.property(formula(2), fc.boolean(), ({ tex, value }, isDisplay) => {
      const reading = readFormula(tex, isDisplay)
      if (!reading.isRead) throw new Error(reading.message)
      const read = new Line(plainFormula(reading.math)).value()
      if (!isSame(read, value)) throw new Error(`${tex} is ${value}, and ${plainFormula(reading.math)} is ${read}`)
    }),
    { numRuns: 200, seed: 8 },
  )
})
