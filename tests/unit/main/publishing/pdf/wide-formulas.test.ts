/** Formulas that are wider than where they stand: parted or made smaller, and told where nobody reads them any more. */
import { describe, expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import type { Doc } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { pdfPages } from '../../../../fixtures/publish/outside.ts'

const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { link: (address: string) => address } as never).doc

const all = (count: number, between: string): string => Array.from({ length: count }, (_, at) => `x_{${at}}`).join(between)
const letters = 'a+b+c+d+e+f+g+h+k+l+m+n+o+p+q+r+s+t'

/** Points from the left, between the margins of the book. */
const [LEFT, RIGHT] = [73, 522]
const MIDDLE = 595.28 / 2

type Item = Awaited<ReturnType<typeof pdfPages>>[number]['items'][number]

/** Items that stand on one line, as a line. */
function linesOf(items: readonly Item[]) {
  const lines: Item[][] = []
  for (const item of items) {
    const last = lines.at(-1)
    if (last && Math.abs(last[0]!.base - item.base) < 5) last.push(item)
    else lines.push([item])
  }
  return lines.map((line) => ({
    text: line
      .map(({ text }) => text)
      .join('')
      .normalize('NFKC'),
    left: Math.min(...line.map(({ left }) => left)),
    right: Math.max(...line.map(({ right }) => right)),
  }))
}

async function read(markdown: string) {
  const course: PublishedCourse = { title: '课', author: '', chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc: docOf(markdown) }] }] }
  const [unit] = pdf.units(course, pdf.defaults, { image: () => null, imageBytes: () => Promise.reject(new Error()) })
  const { files, findings } = await unit!.make(new AbortController().signal)
  const pages = (await pdfPages(files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!)).slice(2)
  const items = pages.flatMap((page) => page.items)
  return {
    // Without the title and the numbers of pages.
    items: items.filter(({ text, base }) => text !== '一' && base > 60),
    // Without their numbers at the foot.
    text: pages
      .map((page) => page.text.replace(/\s*\d+\s*$/, '\n'))
      .join('')
      .normalize('NFKC'),
    outside: items.filter(({ left, right }) => left < LEFT || right > RIGHT),
    heights: items.filter(({ text }) => /[a-z]/.test(text.normalize('NFKC'))).map(({ height }) => height),
    told: findings.map(({ level, kind, block }) => `${level} ${kind}${block === null ? '' : ' at its block'}`),
    told2: (await unit!.findings!(new AbortController().signal)).map(({ kind }) => kind),
  }
}

const numbersIn = (text: string): number[] => [...text.matchAll(/\d+/g)].map(([number]) => Number(number))
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

describe('of a formula by itself that is wider than the page', () => {
  // In one book, for each is typeset by itself.
  test('every kind arrives whole and between the margins', async () => {
    const kinds: readonly (readonly [kind: string, count: number, tex: string])[] = [
      ['a sum', 80, all(80, '+')],
      ['brackets that grow', 80, `\\left(${all(80, '+')}\\right)`],
      ['brackets with an exponent', 80, `y=\\left(\\frac12+${all(80, '+')}\\right)^{a}`],
      ['a list', 60, all(60, ',')],
      ['letters with nothing between', 80, all(80, '')],
      ['equations one below the other', 80, `\\begin{aligned}y&=${all(80, '+')}\\\\z&=b\\end{aligned}`],
      ['one with a number', 80, `${all(80, '+')}\\tag{a}`],
      ['one in colour', 80, `\\textcolor{red}{${all(80, '+')}}`],
      ['a matrix', 40, `A=\\begin{pmatrix}${all(40, '&')}\\end{pmatrix}`],
      ['a sum with a wide fraction', 40, `${all(40, '+')}+\\frac{${letters}}{b}+\\sqrt{${letters}}`],
      ['cases', 20, `f=\\begin{cases}${all(20, '+')}&\\text{如果前面那个条件成立}\\\\c\\end{cases}`],
      ['words', 3, `\\text{${'很长的一句话'.repeat(12)}}=${all(3, '+')}`],
    ]
    const { text, outside, told } = await read(kinds.map(([kind, , tex]) => `记${kind}记\n\n$$\n${tex}\n$$`).join('\n\n'))
    const lost = kinds.filter(([kind, count]) => {
      const numbers = numbersIn(
        text
          .replaceAll(/\s/g, '')
          .split(`记${kind.replaceAll(' ', '')}记`)[1]
          ?.split('记')[0] ?? '',
      )
      return !upTo(count).every((number) => numbers.includes(number))
    })
    expect([outside, lost.map(([kind]) => kind), told]).toEqual([[], [], []])
  })

  test('lines stand in the middle, begin with an operator and end with none', async () => {
    for (const tex of [`y=${all(60, '+')}`, `\\text{内部收益率：}\\quad y=${all(60, '-')}+\\cdots+z`]) {
      const { items } = await read(`$$\n${tex}\n$$`)
      const lines = linesOf(items.filter(({ height }) => height > 9))
      expect(lines.length).toBeGreaterThan(2)
      expect(lines.map(({ left, right }) => Math.round(Math.abs((left + right) / 2 - MIDDLE))).filter((off) => off > 6)).toEqual([])
      expect(lines.slice(1).map(({ text }) => /^[+−]/.test(text))).toEqual(lines.slice(1).map(() => true))
      expect(lines.filter(({ text }) => /[+−=]$/.test(text))).toEqual([])
    }
  })

  test('lines of what is high keep off each other and off the text around', async () => {
    const { items } = await read(`字头\n\n$$\ny=${Array.from({ length: 26 }, (_, at) => `\\frac{a_{${at}}}{b_q}`).join('+')}\n$$\n\n字尾`)
    // Signs of a line stand on it, whatever is beside them.
    expect(linesOf(items.filter(({ text }) => /^[+=]/.test(text))).length).toBe(2)
    // From the lower line of what is above to the upper line of what is below; both of its letters are as high as a line of text at most.
    const bases = (name: RegExp): number[] => [...new Set(items.filter(({ text }) => name.test(text.normalize('NFKC'))).map(({ base }) => Math.round(base)))]
    const [above, below] = [bases(/^a$/), bases(/^b$/)]
    expect([above.length, below.length]).toEqual([2, 2])
    const gaps = [bases(/字头/)[0]! - above[0]!, below[0]! - above[1]!, below[1]! - bases(/字尾/)[0]!]
    expect(gaps.filter((gap) => gap < 17)).toEqual([])
  })

  test('a line that is a little too wide is made a little smaller', async () => {
    const { text, outside, heights } = await read(`$$\n${all(21, '+')}\n$$`)
    expect([outside, text.split('\n').filter((line) => /x/.test(line)).length, Math.min(...heights) > 8]).toEqual([[], 1, true])
  })

  test('one that fits is as large as ever', async () => {
    expect(Math.min(...(await read(`$$\n${all(18, '+')}\n$$`)).heights)).toBeCloseTo(10.5)
  })

  test('what can’t be parted and is too wide to be read is told with its place, and is there', async () => {
    const { text, outside, told, told2 } = await read(`$$\ny=\\frac{${all(80, '+')}}{2}\n$$`)
    expect([outside, upTo(80).every((number) => numbersIn(text).includes(number)), told, told2]).toEqual([
      [],
      true,
      ['changed formula-wide at its block'],
      ['formula-wide'],
    ])
  })
})

test('numbers of equations stand at the margin, and the equations in the middle as without', async () => {
  const numbered = ['x=y\\tag{1}', '\\begin{align}x&=y\\tag{7}\\\\x&=y+z\\tag{10}\\end{align}', `${all(12, '+')}\\tag{8}`]
  const ofAll = async (formulas: readonly string[]) => (await read(formulas.map((tex) => `$$\n${tex}\n$$`).join('\n\n'))).items
  const [items, bare] = [await ofAll(numbered), await ofAll(numbered.map((tex) => tex.replaceAll(/\\tag\{.*?\}/g, '\\notag')))]
  const isTag = ({ text }: Item) => /^[(（](?:1|7|10|8)[)）]$/.test(text)
  const ends = linesOf(items.filter(isTag)).map(({ text, right }) => [text, Math.round(right)])
  expect(ends).toEqual(['(1)', '(7)', '(10)', '(8)'].map((text) => [text, 522]))
  const lefts = (some: readonly Item[]) => linesOf(some.filter((item) => !isTag(item))).map(({ left }) => Math.round(left))
  expect(lefts(items)).toEqual(lefts(bare))
})

describe('of a formula within a line', () => {
  test('what can’t be parted is made as small as its line, and told where nobody reads it', async () => {
    const { outside, told } = await read(
      `甲 $\\frac{${letters}+${letters}}{2}$ 乙 $\\begin{pmatrix}${all(20, '&')}\\end{pmatrix}$ 丙 $\\frac{${all(80, '+')}}{2}$`,
    )
    expect([outside, told]).toEqual([[], ['changed formula-wide at its block']])
  })

  test('none reaches over the edge of its cell', async () => {
    const cells = (formula: string) => [...Array.from({ length: 7 }, () => '文字文字文字文字'), formula].join(' | ')
    const table = [cells('末'), cells('-').replaceAll(/[^|]+/g, ' - '), cells('$\\frac{a+b+c+d+e}{2}$'), cells(`$${all(9, '+')}$`), cells(`$${all(9, ',')}$`)]
    const { outside, told } = await read(`${table.map((line) => `| ${line} |`).join('\n')}\n\n---`)
    expect([outside, told]).toEqual([[], []])
  })
})
